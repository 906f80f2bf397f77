"""logind with as many sessions and seats as a test wants, and all that it does to those who rely on it."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from dbus_fast import Message, Variant

from reminder.presence.logind_session import LOGIND, MANAGER, MANAGER_PATH, SESSION
from tests.presence.peer import PROPERTIES, Peer, unknown

TYPES = {
    "Id": "s",
    "User": "(uo)",
    "Seat": "(so)",
    "Active": "b",
    "Class": "s",
    "Type": "s",
    "State": "s",
    "LockedHint": "b",
    "IdleHint": "b",
    "IdleSinceHint": "t",
}


@dataclass(frozen=True)
class FakeSession:
    """One session, of this user unless said otherwise. `seat` "": a remote desktop.

    `closing`: its user has logged out, and something is left of it.
    """

    id: str = "2"
    uid: int = os.getuid()
    seat: str = "seat0"
    active: bool = True
    kind: str = "user"
    type: str = "wayland"
    closing: bool = False
    locked: bool = False
    idle: bool = False
    idle_since: int = 0

    @property
    def path(self) -> str:
        return f"{MANAGER_PATH}/session/_3{self.id}"

    @property
    def properties(self) -> dict[str, Variant]:
        values: dict[str, Any] = {
            "Id": self.id,
            "User": [self.uid, f"{MANAGER_PATH}/user/_{self.uid}"],
            "Seat": [self.seat, f"{MANAGER_PATH}/seat/{self.seat}" if self.seat else "/"],
            "Active": self.active,
            "Class": self.kind,
            "Type": self.type,
            "State": "closing" if self.closing else "active" if self.active else "online",
            "LockedHint": self.locked,
            "IdleHint": self.idle,
            "IdleSinceHint": self.idle_since,
        }
        return {key: Variant(TYPES[key], value) for key, value in values.items()}


class FakeLogind(Peer):
    """`auto` is the session that GetSession("auto") finds; "": none.

    `while_asked` happens once while a session that is watched is asked about: what it tells goes out before the answer,
    which is older. `invents_paths`: GetSession knows a path for every name, with nothing at it (python-dbusmock does
    so).
    """

    name = LOGIND

    def __init__(self, address: str, *sessions: FakeSession, auto: str = "") -> None:
        super().__init__(address)
        self.sessions = {session.id: session for session in sessions}
        self.auto = auto
        self.invents_paths = False
        self.while_asked: Callable[[], Awaitable[None]] | None = None

    async def change(self, id: str, *, invalidate: bool = False, **values: Any) -> None:  # noqa: A002 - logind's word
        """Properties get other values, which are told, or only told to be others (`invalidate`)."""
        before = self.sessions[id]
        after = self.sessions[id] = replace(before, **values)
        changed = {key: value for key, value in after.properties.items() if value != before.properties[key]}
        changed.pop("State", None)  # logind does not tell it
        if invalidate:
            await self.tell_changes(after.path, SESSION, {}, tuple(changed))
        else:
            await self.tell_changes(after.path, SESSION, changed)

    async def begin(self, session: FakeSession) -> None:
        self.sessions[session.id] = session
        await self.signal(MANAGER_PATH, MANAGER, "SessionNew", "so", session.id, session.path)

    async def end(self, id: str) -> None:  # noqa: A002
        session = self.sessions.pop(id)
        await self.signal(MANAGER_PATH, MANAGER, "SessionRemoved", "so", session.id, session.path)

    async def prepare_for_sleep(self, *, start: bool) -> None:
        await self.signal(MANAGER_PATH, MANAGER, "PrepareForSleep", "b", start)

    async def _answer_after(self, happens: Awaitable[None], answer: Message) -> None:
        await happens
        await self._bus.send(answer)

    def answer(self, message: Message) -> Message | bool:
        match message.interface, message.member, message.body:
            case "org.freedesktop.login1.Manager", "GetSession", [name]:
                if self.invents_paths:
                    return Message.new_method_return(message, "o", [f"{MANAGER_PATH}/session/{name}"])
                session = self.sessions.get(self.auto if name == "auto" else name)
                if session is None:
                    return Message.new_error(message, f"{LOGIND}.NoSuchSession", f"No session '{name}' known")
                return Message.new_method_return(message, "o", [session.path])
            case "org.freedesktop.login1.Manager", "ListSessions", []:
                rows = [[each.id, each.uid, "user", each.seat, each.path] for each in self.sessions.values()]
                return Message.new_method_return(message, "a(susso)", [rows])
        if message.interface == PROPERTIES:
            found = [session for session in self.sessions.values() if session.path == message.path]
            if not found:
                return unknown(message, "UnknownObject")
            if message.member == "GetAll":
                answer = Message.new_method_return(message, "a{sv}", [found[0].properties])
                if self.while_asked and self.calls.count("GetAll") > 1:  # the first finds the session
                    happens, self.while_asked = self.while_asked(), None
                    asyncio.ensure_future(self._answer_after(happens, answer))  # noqa: RUF006 - sent before it could be collected
                    return True
                return answer
        return unknown(message)


@contextmanager
def beside(logind: FakeLogind) -> Iterator[Callable[..., None]]:
    """It serves on a thread of its own, for a service in another process. What is given changes its session "2"."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(logind.open(), loop).result(10)

        def change(**values: Any) -> None:
            asyncio.run_coroutine_threadsafe(logind.change("2", **values), loop).result(10)

        yield change
        asyncio.run_coroutine_threadsafe(logind.close(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
