"""The icon's standing with the watcher, who takes icons for all panels, and with the panels, which come and go."""

import asyncio
from collections.abc import Callable, Coroutine
from enum import Enum
from typing import Any

from jeepney.low_level import MessageFlag

from reminder.bus import BUS, CallFailed, Connection, owner_rule
from reminder.wire import Message

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"


class Place(Enum):
    """Where the icon is."""

    NO_WATCHER = "nobody on the session bus takes tray icons"
    NO_HOST = "the desktop takes tray icons, but no panel shows them"
    SHOWN = "shown"


class Registration:
    """Registers one connection's icon with every watcher that appears. `problem`: what one said that did not take it.

    `on_place` is called in a turn of the loop of its own, as often as the place changes.
    """

    def __init__(self, on_place: Callable[[Place], None]) -> None:
        self.place = Place.NO_WATCHER
        self.problem = ""
        self._on_place = on_place
        self._bus: Connection | None = None
        self._taken = False
        self._settling: asyncio.Task[None] | None = None

    async def open(self, bus: Connection) -> None:
        """Register, and go on registering. Returns once the place is known.

        Raises:
            CallFailed: the bus itself does not answer.
        """
        self._bus = bus
        await bus.subscribe(owner_rule(WATCHER))
        await bus.subscribe(f"type='signal',sender='{WATCHER}',interface='{WATCHER}',path='{WATCHER_PATH}'")
        self._settle(self._register(bus))
        while self._settling is not None and not self._settling.done():  # a watcher that came meanwhile takes its place
            await asyncio.wait([self._settling])

    def close(self) -> None:
        """The connection is let go of; nobody is told of this."""
        self._leave()
        self._bus = None
        self.place = Place.NO_WATCHER

    def lost(self, problem: str) -> None:
        """The connection is gone."""
        self._leave()
        self._bus = None
        self._move(Place.NO_WATCHER, problem)

    def heard(self, message: Message) -> None:
        """A signal of the bus or of the watcher."""
        bus = self._bus
        if bus is None:
            return
        match message.member, message.body:
            case "NameOwnerChanged", [name, _, owner] if name == WATCHER and message.sender == BUS:
                self._leave()
                if owner:
                    self._settle(self._register(bus))
                else:
                    self._move(Place.NO_WATCHER)
            case "StatusNotifierHostRegistered" | "StatusNotifierHostUnregistered", _:
                if self._taken:
                    self._settle(self._look_for_host(bus))
                elif self._settling is None or self._settling.done():
                    self._settle(self._register(bus))  # it did not take the icon, but may now
                # or else registering is under way, and hosts are looked for when it is done
            case _:
                pass  # other programs' icons

    async def _register(self, bus: Connection) -> None:
        register = Message(
            destination=WATCHER, path=WATCHER_PATH, interface=WATCHER, member="RegisterStatusNotifierItem",
            signature="s", body=[bus.unique_name], flags=MessageFlag.no_auto_start,
        )  # fmt: skip
        try:
            await bus.call(register, who=WATCHER, on_return=lambda reply: self._took(bus))
        except CallFailed as failure:
            self._move(Place.NO_WATCHER, str(failure))
        else:
            await self._look_for_host(bus)

    def _took(self, bus: Connection) -> None:
        """The watcher says that it has taken the icon, perhaps late: a desktop that starts has much to do."""
        self._taken = True
        if bus is self._bus and (self._settling is None or self._settling.done()):
            self._settle(self._look_for_host(bus))

    async def _look_for_host(self, bus: Connection) -> None:
        try:
            has_host = bool(await bus.property(WATCHER, WATCHER_PATH, WATCHER, "IsStatusNotifierHostRegistered"))
        except CallFailed:
            has_host = True  # it took the icon, and does not say for whom
        self._move(Place.SHOWN if has_host else Place.NO_HOST)

    def _settle(self, work: Coroutine[Any, Any, None]) -> None:
        if self._settling is not None:
            self._settling.cancel()
        self._settling = asyncio.get_running_loop().create_task(work)

    def _leave(self) -> None:
        """What the watcher still answers, or the bus for it, is of no meaning any more."""
        self._taken = False
        if self._settling is not None:
            self._settling.cancel()

    def _move(self, place: Place, problem: str = "") -> None:
        self.problem = problem
        if place is not self.place:
            self.place = place
            asyncio.get_running_loop().call_soon(self._on_place, place)
