"""A panel for StatusNotifierItems, made with another D-Bus library than ours: it reads, clicks and listens.

It takes a menu as each of the real ones does: GTK, Qt and XApp.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from reminder.bus import connect
from reminder.tray.sni.icon import Drawing, Icon, Place
from tests.private_bus import PrivateBus

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
ITEM_PATH = "/StatusNotifierItem"
NOW = 1234
"""Milliseconds of the X server, as events have them."""

DOT = Drawing(pixmaps=[(1, 1, b"\xff\x01\x02\x03")])
"""The smallest icon there is."""


def run(story: Coroutine[Any, Any, None], limit: float = 30) -> None:
    """Tell a story to its end; nothing may fail beside it, unless the story takes the loop's failures itself."""
    failures: list[Any] = []

    async def told() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: failures.append(context))
        await asyncio.wait_for(story, limit)

    asyncio.run(told())
    assert failures == []


@dataclass
class Watcher:
    """Takes icons, and keeps whom it was asked to take. `mute` names members that are never answered.

    `refusal`: the error's name where it takes none.
    """

    address: str
    has_host: bool = True
    mute: set[str] = field(default_factory=set)
    refusal: str = ""
    taken: list[str] = field(default_factory=list)
    unanswered: list[Message] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._bus = await MessageBus(bus_address=self.address).connect()
        self._bus.add_message_handler(self._received)
        await self._bus.request_name(WATCHER, NameFlag.DO_NOT_QUEUE | NameFlag.REPLACE_EXISTING)
        return self

    async def __aexit__(self, *failure: object) -> None:
        if self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()

    async def have_host(self, *, one: bool) -> None:
        """A panel comes, or the last one goes."""
        self.has_host = one
        await self.say("StatusNotifierHostRegistered" if one else "StatusNotifierHostUnregistered")

    async def say(self, member: str, signature: str = "", *body: Any) -> None:
        """Signal something to everybody."""
        kind = MessageType.SIGNAL
        message = Message(
            message_type=kind, path="/StatusNotifierWatcher", interface=WATCHER, member=member, signature=signature,
            body=list(body),
        )  # fmt: skip
        await self._bus.send(message)

    async def speak(self) -> None:
        """Answer what waits, and whatever comes."""
        self.mute.clear()
        waiting, self.unanswered = self.unanswered, []
        for message in waiting:
            reply = self._received(message)
            assert isinstance(reply, Message)
            await self._bus.send(reply)

    def _received(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != "/StatusNotifierWatcher":
            return None
        if message.member in self.mute:
            self.unanswered.append(message)
            return True
        match message.member, message.body:
            case "RegisterStatusNotifierItem", [name]:
                if self.refusal:
                    return Message.new_error(message, self.refusal, "not here")
                self.taken.append(name)
                return Message.new_method_return(message)
            case "Get", [interface, "IsStatusNotifierHostRegistered"] if interface == WATCHER:
                return Message.new_method_return(message, "v", [Variant("b", self.has_host)])
            case _:
                return None


@dataclass(frozen=True)
class Row:
    """One item as a panel has it, with the items of its submenu."""

    number: int
    properties: dict[str, Any]
    rows: tuple["Row", ...] = ()

    @property
    def label(self) -> str:
        return "-" if self.properties.get("type") == "separator" else str(self.properties.get("label", ""))

    def __getitem__(self, label: str) -> "Row":
        """The first row below with this label."""
        return next(row for row in self.every() if row.label == label)

    def every(self) -> Iterator["Row"]:
        """All rows below, from the top to the bottom."""
        for row in self.rows:
            yield row
            yield from row.every()

    def labels(self) -> list[Any]:
        """What one reads: a label, and of a submenu the labels in it."""
        return [[row.label, row.labels()] if "children-display" in row.properties else row.label for row in self.rows]


class Refused(Exception):  # noqa: N818 - an answer
    """The icon's error: its name."""


class Panel:
    """Shows the icon of one connection. `heard`: signals of the icon and of its menu, as member and body."""

    def __init__(self, address: str, owner: str) -> None:
        self._address, self.owner = address, owner
        self.heard: list[tuple[str, list[Any]]] = []

    async def __aenter__(self) -> Self:
        self._bus = await MessageBus(bus_address=self._address).connect()
        self._bus.add_message_handler(self._received)
        rule = f"type='signal',sender='{self.owner}'"
        await self._call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", rule)
        return self

    async def __aexit__(self, *failure: object) -> None:
        if self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()

    async def call(self, path: str, method: str, signature: str = "", *body: Any) -> list[Any]:
        """Call "interface.Method" of the icon's connection. Raises `Refused`."""
        interface, _, member = method.rpartition(".")
        return await self._call(self.owner, path, interface, member, signature, *body)

    async def get(self, name: str, path: str = ITEM_PATH, interface: str = ITEM) -> Any:
        """One property; whatever was signalled before its answer has been heard."""
        (value,) = await self.call(path, f"{PROPERTIES}.Get", "ss", interface, name)
        return listed(value.value)

    async def get_all(self, path: str = ITEM_PATH, interface: str = ITEM) -> dict[str, Variant]:
        (values,) = await self.call(path, f"{PROPERTIES}.GetAll", "s", interface)
        return dict(values)

    async def signals(self) -> list[tuple[str, list[Any]]]:
        """What was signalled since the last look, and nothing is under way any more."""
        await self.get("Id")
        heard, self.heard = self.heard, []
        return heard

    async def menu(self, method: str, signature: str, *body: Any) -> list[Any]:
        """Call a method of the menu."""
        return await self.call(await self.get("Menu"), f"{MENU}.{method}", signature, *body)

    async def gtk_menu(self) -> Row:
        """The whole layout with few properties, and then all of all."""
        _, layout = await self.menu("GetLayout", "iias", 0, -1, ["type", "children-display"])
        bare = _row(layout)
        numbers = [row.number for row in bare.every()]
        (group,) = await self.menu("GetGroupProperties", "aias", numbers, [])
        return _with(bare, {number: _plain(properties) for number, properties in group})

    async def qt_menu(self, number: int = 0) -> Row:
        """Submenu after submenu, each announced."""
        await self.menu("AboutToShow", "i", number)
        _, layout = await self.menu("GetLayout", "iias", number, 1, [])
        level = _row(layout)
        rows = [await self.qt_menu(row.number) if "children-display" in row.properties else row for row in level.rows]
        return Row(level.number, level.properties, tuple(rows))

    async def xapp_menu(self) -> Row:
        """Everything announced at once, then as GTK."""
        await self.menu("AboutToShowGroup", "ai", [0])
        menu = await self.gtk_menu()
        numbers = [row.number for row in menu.every() if "children-display" in row.properties]
        await self.menu("AboutToShowGroup", "ai", numbers)
        return await self.gtk_menu()

    async def choose(self, number: int) -> None:
        """Click an item, as GTK and Qt do."""
        await self.menu("Event", "isvu", number, "clicked", Variant("i", 0), NOW)

    async def choose_group(self, *numbers: int) -> list[int]:
        """Click items, as XApp does; returns those there are not."""
        events = [[number, "clicked", Variant("s", ""), NOW] for number in numbers]
        (strangers,) = await self.menu("EventGroup", "a(isvu)", events)
        return list(strangers)

    async def _call(self, to: str, path: str, interface: str, member: str, signature: str, *body: Any) -> list[Any]:
        message = Message(
            destination=to, path=path, interface=interface, member=member, signature=signature, body=list(body)
        )
        reply = await self._bus.call(message)
        assert reply
        if reply.message_type is MessageType.ERROR:
            raise Refused(reply.error_name)
        return [listed(part) for part in reply.body]

    def _received(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and message.sender == self.owner:
            self.heard.append((str(message.member), [listed(part) for part in message.body]))


@dataclass
class Scene:
    """An icon, and the panel that shows it; `places`: what the icon was told of where it is."""

    icon: Icon
    panel: Panel
    places: list[Place]


@asynccontextmanager
async def scene(
    bus: PrivateBus, menu: Any = None, *, picture: Any = DOT, title: str = "Sitting", limit: float = 5, **options: Any
) -> AsyncIterator[Scene]:
    """An icon attached to the bus and visible; who watches is the story's own affair."""
    connection = await connect(bus.environ, timedelta(seconds=limit))
    places = list[Place]()
    icon = Icon("reminder", picture, title, menu, on_place=places.append, **options)
    try:
        await icon.attach(connection)
        icon.visible = True
        async with Panel(bus.address, connection.unique_name) as panel:
            yield Scene(icon, panel, places)
    finally:
        await icon.detach()


def listed(value: Any) -> Any:
    """Structs as lists, as some versions of the library have them."""
    match value:
        case list() | tuple():
            return [listed(part) for part in value]
        case dict():
            return {key: listed(part) for key, part in value.items()}
        case _:
            return value


def _row(layout: Any) -> Row:
    number, properties, children = layout
    return Row(number, _plain(properties), tuple(_row(child.value) for child in children))


def _with(row: Row, properties: dict[int, dict[str, Any]]) -> Row:
    """The row and those below it with these properties instead."""
    return Row(
        row.number, properties.get(row.number, row.properties), tuple(_with(one, properties) for one in row.rows)
    )


def _plain(values: dict[str, Variant]) -> dict[str, Any]:
    return {name: value.value for name, value in values.items()}
