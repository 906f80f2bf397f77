"""GNOME Shell's idle monitor and gnome-session, as version 43 of both was seen to behave, on a clock of their own."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dbus_fast import Message, MessageType, Variant

from reminder.presence.mutter import KEEPS_FROM_IDLE, MONITOR, MONITOR_PATH, SESSION_MANAGER, SESSION_MANAGER_PATH
from tests.presence.peer import PROPERTIES, Peer, unknown

MILLISECOND = timedelta(milliseconds=1)


class FakeSessionManager(Peer):
    """Who keeps the session from going idle."""

    name = SESSION_MANAGER

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.actions = 0

    def answer(self, message: Message) -> Message:
        if message.interface == PROPERTIES and message.body == [SESSION_MANAGER, "InhibitedActions"]:
            return Message.new_method_return(message, "v", [Variant("u", self.actions)])
        return unknown(message)


@dataclass
class Watch:
    """A watch of a client's; `interval` None: for the next input."""

    client: str
    interval: timedelta | None


class FakeShell(Peer):
    """Time passes in `rest` alone. What input there is comes from `touch`.

    `overtaking`: a watch whose time has come when it is set fires before the reply that names it. `broadcasts`: told
    to everybody, as some other shells do. `touched_while_asked`: once, when it has a watch for the next input, that
    comes just before an answer that is older. `reset` is what a restart, and the end of an idle inhibitor, do to the
    counter.
    """

    name = MONITOR

    def __init__(self, address: str, *, overtaking: bool = False, broadcasts: bool = False) -> None:
        super().__init__(address)
        self.session = FakeSessionManager(address)
        self.overtaking = overtaking
        self.broadcasts = broadcasts
        self.touched_while_asked = False
        self.watches: dict[int, Watch] = {}
        self.keeps_from_idle = False
        self._now = self._last_input = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self._number = 0

    def now(self) -> datetime:
        return self._now

    @property
    def idle(self) -> timedelta:
        return self._now - self._last_input

    async def close(self) -> None:
        self.watches.clear()
        await super().close()

    async def restart(self) -> None:
        """Another process takes its place: it knows of no watches, gives the same ids again and counts from zero."""
        await self.close()
        self.reset()
        self._number = 0
        await self.open()

    def reset(self) -> None:
        self._last_input = self._now

    async def touch(self) -> None:
        self.reset()
        for number, watch in list(self.watches.items()):
            if watch.interval is None:
                del self.watches[number]
                await self._fire(number, watch)

    async def rest(self, span: timedelta) -> None:
        before, self._now = self.idle, max(self._now, self._last_input + span)
        for number, watch in list(self.watches.items()):
            if watch.interval is not None and before < watch.interval <= self.idle and not self.keeps_from_idle:
                await self._fire(number, watch)

    async def keep_from_idle(self, *, on: bool) -> None:
        """An app takes, or gives back, the right to keep the session from going idle."""
        self.keeps_from_idle = on
        if not on:
            self.reset()
        self.session.actions = KEEPS_FROM_IDLE if on else 0
        await self.session.tell_changes(
            SESSION_MANAGER_PATH, SESSION_MANAGER, {"InhibitedActions": Variant("u", self.session.actions)}
        )

    async def _fire(self, number: int, watch: Watch) -> None:
        client = None if self.broadcasts else watch.client
        await self.signal(MONITOR_PATH, MONITOR, "WatchFired", "u", number, to=client)

    async def _touch_and_answer(self, answer: Message) -> None:
        await self.touch()
        await self._bus.send(answer)

    def answer(self, message: Message) -> Message | bool:
        if message.interface != MONITOR or message.path != MONITOR_PATH:
            return unknown(message)
        match message.member, message.body:
            case "GetIdletime", []:
                answer = Message.new_method_return(message, "t", [self.idle // MILLISECOND])
                if not self.touched_while_asked or all(watch.interval for watch in self.watches.values()):
                    return answer
                self.touched_while_asked = False
                asyncio.ensure_future(self._touch_and_answer(answer))  # noqa: RUF006 - sent before it could be collected
                return True
            case "AddIdleWatch", [interval]:
                return self._add(message, Watch(str(message.sender), interval * MILLISECOND))
            case "AddUserActiveWatch", []:
                return self._add(message, Watch(str(message.sender), None))
            case "RemoveWatch", [number]:
                self.watches.pop(number, None)
                return Message.new_method_return(message)
            case _:
                return unknown(message)

    def _add(self, message: Message, watch: Watch) -> Message:
        self._number += 1
        self.watches[self._number] = watch
        reply = Message.new_method_return(message, "u", [self._number])
        if watch.interval is None or self.idle < watch.interval or self.keeps_from_idle:
            return reply
        fired = Message(
            message_type=MessageType.SIGNAL, destination=watch.client, path=MONITOR_PATH, interface=MONITOR,
            member="WatchFired", signature="u", body=[self._number],
        )  # fmt: skip
        first, second = (fired, reply) if self.overtaking else (reply, fired)
        self._bus.send(first)
        return second
