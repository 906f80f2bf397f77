"""Everybody whom the service asks or hears on a bus, played by one peer: it behaves, or has one bad habit at a time."""

import asyncio
import itertools
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from reminder import control
from reminder.paths import Places
from reminder.presence.locks_screensaver import LOCKERS
from tests.running import Running

PROPERTIES = "org.freedesktop.DBus.Properties"
NOTIFICATIONS, NOTIFICATIONS_PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
WATCHER, WATCHER_PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
MONITOR, MONITOR_PATH = "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core"
SESSION_MANAGER, SESSION_MANAGER_PATH = "org.gnome.SessionManager", "/org/gnome/SessionManager"
LOGIND, LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION_PATH = f"{LOGIND_PATH}/session/_32"
AGENT, AGENT_PATH = "org.kde.Solid.PowerManagement.PolicyAgent", "/org/kde/Solid/PowerManagement/PolicyAgent"
POWER, XFCONF = "org.freedesktop.PowerManagement", "org.xfce.Xfconf"
OTHERS = (NOTIFICATIONS, WATCHER, LOGIND, AGENT, POWER, XFCONF, *(locker.name for locker in LOCKERS))
GNOME = (MONITOR, SESSION_MANAGER)

Value = tuple[str, list[Any]]
"""A signature and what goes with it."""

OURS = {
    "Id": Variant("s", "2"), "User": Variant("(uo)", [os.getuid() if hasattr(os, "getuid") else 0, "/"]),
    "Seat": Variant("(so)", ["seat0", "/"]), "Active": Variant("b", True), "Class": Variant("s", "user"),
    "Type": Variant("s", "wayland"), "State": Variant("s", "active"), "LockedHint": Variant("b", False),
    "IdleHint": Variant("b", False), "IdleSinceHint": Variant("t", 1),
}  # fmt: skip
"""The session of whoever runs the tests."""

KEYS, CHANGING = (*OURS, "InhibitedActions"), (SESSION_MANAGER, f"{LOGIND}.Session")
"""Properties that change, and the interfaces that have them."""

GOOD: dict[str, Value] = {
    "GetCapabilities": ("as", [["body", "actions"]]),
    "GetServerInformation": ("ssss", ["Peers", "tests", "1", "1.2"]),
    "CloseNotification": ("", []),
    "RegisterStatusNotifierItem": ("", []),
    "IsStatusNotifierHostRegistered": ("v", [Variant("b", True)]),
    "GetActive": ("b", [False]),
    "GetSession": ("o", [SESSION_PATH]),
    "GetAll": ("a{sv}", [OURS]),
    "ListInhibitors": ("a(ssssuu)", [[]]),
    "GetIdletime": ("t", [0]),
    "RemoveWatch": ("", []),
    "InhibitedActions": ("v", [Variant("u", 0)]),
    "IsInhibited": ("b", [False]),
    "GetInhibitors": ("ao", [[]]),
    "ActiveInhibitions": ("v", [Variant("a(ssssu)", [])]),
    "HasInhibit": ("b", [False]),
    "GetProperty": ("v", [Variant("b", False)]),
    "Inhibited": ("v", [Variant("b", False)]),
}
"""What well-behaved peers answer, by the member or the property."""

SIGNALS = (
    *((NOTIFICATIONS_PATH, NOTIFICATIONS, member) for member in ("ActionInvoked", "NotificationClosed")),
    *((WATCHER_PATH, WATCHER, f"StatusNotifierHost{what}") for what in ("Registered", "Unregistered")),
    *((locker.path, locker.interface, "ActiveChanged") for locker in LOCKERS),
    *((LOGIND_PATH, f"{LOGIND}.Manager", member) for member in ("PrepareForSleep", "SessionNew", "SessionRemoved")),
    (SESSION_PATH, PROPERTIES, "PropertiesChanged"),
    (MONITOR_PATH, MONITOR, "WatchFired"),
    (SESSION_MANAGER_PATH, PROPERTIES, "PropertiesChanged"),
    (SESSION_MANAGER_PATH, SESSION_MANAGER, "InhibitorAdded"),
    (AGENT_PATH, AGENT, "InhibitionsChanged"),
    ("/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged"),
)
"""Path, interface and member of what the service hears."""

NASTY: tuple[Value, ...] = (
    ("", []),
    ("b", [True]),
    ("t", [2**64 - 1]),
    ("d", [float("inf")]),
    ("s", ["\u202e\x1b[2J" + 1000 * "no end "]),
    ("as", [["one"]]),
    ("a{sv}", [{"LockedHint": Variant("v", Variant("b", True)), "IdleSinceHint": Variant("t", 2**64 - 1)}]),
    ("v", [Variant("v", Variant("as", []))]),
    ("v", [Variant("s", "eight")]),
    ("(sb)", [["yes", True]]),
    ("susssasa{sv}i", ["", 0, "", "", "", [], {}, -1]),
)
"""What nobody should answer to anything."""


def _nested(random: Random, depth: int) -> tuple[str, Any]:
    """A signature and a value of it."""
    match random.randrange(9 if depth else 6):
        case 0:
            return "b", random.random() < 0.5
        case 1:
            return "u", random.choice((0, 1, 2, 8, 2**31, 2**32 - 1))
        case 2:
            return "t", random.choice((0, 2**53, 2**63, 2**64 - 1))
        case 3:
            return "s", random.choice(
                ("", "done", "default", SESSION_PATH, MONITOR, SESSION_MANAGER, "\u202e", 9000 * "x")
            )
        case 4:
            return "ay", random.randbytes(random.randrange(5))
        case 5:
            return "o", random.choice(("/", SESSION_PATH))
        case 6:
            signature, value = _nested(random, depth - 1)
            return f"a{signature}", [value] * random.randrange(3) if signature != "y" else b""
        case 7:
            return "a{sv}", {random.choice(KEYS): Variant(*_nested(random, depth - 1))}
        case _:
            return "v", Variant(*_nested(random, depth - 1))


def any_bodies(seed: int) -> Iterator[Value]:
    """Bodies without end, the same ones for the same seed: half of them nearly right."""
    random = Random(seed)  # noqa: S311 - bodies, not secrets
    while True:
        parts = [_nested(random, 2) for _ in range(random.randrange(4))]
        yield "".join(sign for sign, _ in parts), [value for _, value in parts]
        signature, value = _nested(random, 2)
        changed = {random.choice(KEYS): Variant(signature, value)}
        yield random.choice((
            ("sa{sv}as", [random.choice(CHANGING), changed, [random.choice(KEYS)]]),
            (f"s{signature}as", [SESSION_MANAGER, value, []]),
            ("us", [random.choice((0, 1, 7, 2**32 - 1)), random.choice(("default", "done ", "inline-reply", ""))]),
            ("uu", [random.choice((0, 7, 2**32 - 1)), random.choice((0, 2, 99, 2**32 - 1))]),
            (signature, [value]),
        ))  # fmt: skip


@dataclass
class BadPeers:
    """`habit` answers in place of good manners. `screen`: what was put on it; `callers`: who last called what."""

    address: str
    names: tuple[str, ...]
    habit: Callable[[Message], Message | bool] | None = None
    asked: list[str] = field(default_factory=list)
    screen: list[int] = field(default_factory=list)
    late: list[Message] = field(default_factory=list)
    callers: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def open(self) -> "BadPeers":
        self.bus = await MessageBus(bus_address=self.address).connect()
        self.bus.add_message_handler(self._received)
        for name in self.names:
            await self.bus.request_name(name, NameFlag.DO_NOT_QUEUE)
        return self

    async def close(self) -> None:
        if self.bus.connected:
            self.bus.disconnect()
            await self.bus.wait_for_disconnect()

    async def say(self, path: str, interface: str, member: str, value: Value, to: str | None = None) -> None:
        """Signal something to everybody, or to one, who has then no rule that it must match."""
        kind, (signature, body) = MessageType.SIGNAL, value
        message = Message(
            message_type=kind, destination=to, path=path, interface=interface, member=member, signature=signature,
            body=body,
        )  # fmt: skip
        await self.bus.send(message)
        await self.in_turn()  # dbus-fast loses the connection where the socket has no room

    async def press(self, number: int, key: str) -> None:
        await self.say(NOTIFICATIONS_PATH, NOTIFICATIONS, "ActionInvoked", ("us", [number, key]))

    async def in_turn(self) -> None:
        """Wait until the bus has passed on everything so far."""
        await self.bus.call(
            Message(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="GetId",
            )
        )

    async def come_back(self) -> None:
        """Leave every name and take it again: the service asks anew whoever comes."""
        for name in self.names:
            await self.bus.release_name(name)
            await self.bus.request_name(name, NameFlag.DO_NOT_QUEUE)

    async def catch_up(self) -> None:
        """Answer what was left lying."""
        self.habit = None
        late, self.late = self.late, []
        for message in late:
            await self.bus.send(self._good(message))

    def _received(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        self.asked.append(str(message.member))
        self.callers[str(message.member)] = str(message.sender)
        return self.habit(message) if self.habit is not None else self._good(message)

    def _good(self, message: Message) -> Message:
        member = str(message.body[1]) if message.member == "Get" else str(message.member)
        if member in {"AddIdleWatch", "AddUserActiveWatch"}:
            return Message.new_method_return(message, "u", [next(self.numbers)])
        if member == "Notify":
            number = message.body[1] or next(self.numbers)
            self.screen.append(number)
            return Message.new_method_return(message, "u", [number])
        if member in GOOD:
            return Message.new_method_return(message, *GOOD[member])
        return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", member)

    # habits

    def refuse(self, message: Message) -> Message:
        return Message.new_error(message, "org.example.Error", "not today,\nsorry")

    def mumble(self, value: Value) -> Callable[[Message], Message]:
        """Answer every call like this."""
        return lambda message: Message.new_method_return(message, *value)

    def dawdle(self, message: Message) -> bool:
        """Answer when it is too late: `catch_up`."""
        self.late.append(message)
        return True


@asynccontextmanager
async def peers(address: str, *names: str) -> AsyncIterator[BadPeers]:
    played = await BadPeers(address, names).open()
    try:
        yield played
    finally:
        await played.close()


async def until(condition: Callable[[], Any], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - other programs' doings have no event
            await asyncio.sleep(0.01)


class Ear:
    """Asks the service on its channel, beside the loop on which the peers answer it."""

    def __init__(self, places: Places) -> None:
        self._channel = places.control

    async def ask(self, verb: str, **more: Any) -> dict[str, Any]:
        return await asyncio.to_thread(control.ask, self._channel, {"verb": verb, **more})

    async def prompt(self) -> Any:
        return (await self.ask("status"))["status"]["prompt"]

    async def parts(self) -> dict[str, dict[str, Any]]:
        """The lines of `doctor` by their names."""
        return {part["name"]: part for part in (await self.ask("doctor"))["parts"]}

    async def part(self, name: str) -> dict[str, Any]:
        return (await self.parts())[name]


def unharmed(service: Running, places: Places) -> None:
    report = places.crash_report.read_text() if places.crash_report.exists() else ""
    assert report == ""
    assert "Traceback" not in service.said
    assert service.process.poll() is None
