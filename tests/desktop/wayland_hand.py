"""A mouse for compositors of the wlroots family: wlr-virtual-pointer-unstable-v1 (https://wayland.app/protocols/).

pywayland does not bring it. Declared is what is used, and what stands before it, since an order is a number.
"""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pywayland.client.display import Display
from pywayland.protocol.wayland import WlSeat
from pywayland.protocol_core.argument import Argument
from pywayland.protocol_core.interface import Interface
from pywayland.protocol_core.proxy import Proxy
from pywayland.scanner.argument import ArgumentType

from reminder.protocols import proxy_of

BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}
"""Left, middle and right, as X11 counts them, by their numbers in linux/input-event-codes.h."""

UINT = Argument(ArgumentType.Uint)
FIXED = Argument(ArgumentType.Fixed)


class VirtualPointer(Interface):
    name = "zwlr_virtual_pointer_v1"
    version = 1


@proxy_of(VirtualPointer)
class VirtualPointerProxy(Proxy[VirtualPointer]):
    interface = VirtualPointer

    @VirtualPointer.request(UINT, FIXED, FIXED)
    def motion(self, time: int, dx: float, dy: float) -> None:
        self._marshal(0, time, dx, dy)

    @VirtualPointer.request(UINT, UINT, UINT, UINT, UINT)
    def motion_absolute(self, time: int, x: int, y: int, width: int, height: int) -> None:
        self._marshal(1, time, x, y, width, height)

    @VirtualPointer.request(UINT, UINT, UINT)
    def button(self, time: int, button: int, state: int) -> None:
        self._marshal(2, time, button, state)

    @VirtualPointer.request(UINT, UINT, FIXED)
    def axis(self, time: int, axis: int, value: float) -> None:
        self._marshal(3, time, axis, value)

    @VirtualPointer.request()
    def frame(self) -> None:
        self._marshal(4)


class VirtualPointers(Interface):
    name = "zwlr_virtual_pointer_manager_v1"
    version = 1


@proxy_of(VirtualPointers)
class VirtualPointersProxy(Proxy[VirtualPointers]):
    interface = VirtualPointers

    @VirtualPointers.request(
        Argument(ArgumentType.Object, interface=WlSeat, nullable=True),
        Argument(ArgumentType.NewId, interface=VirtualPointer),
    )
    def create_virtual_pointer(self, seat: Proxy[WlSeat] | None) -> Any:
        return self._marshal_constructor(0, VirtualPointer, seat)


class Hand:
    """A mouse, plugged in for as long as the block lasts; without one a seat has no pointer, and panels look for it."""

    def __init__(self, compositor: Path, screen: tuple[int, int]) -> None:
        self._screen = screen
        self._milliseconds = 0
        self._display = Display(str(compositor))

    def __enter__(self) -> Self:
        self._display.connect()
        numbers: dict[str, int] = {}
        registry: Any = self._display.get_registry()
        registry.dispatcher["global"] = lambda _, number, interface, version: numbers.update({interface: number})
        self._display.roundtrip()
        self._pointer = registry.bind(numbers[VirtualPointers.name], VirtualPointers, 1).create_virtual_pointer(None)
        self._display.roundtrip()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(RuntimeError):  # the compositor may have gone first
            self._display.disconnect()

    def move(self, x: int, y: int) -> None:
        self._pointer.motion_absolute(self._tick(), x, y, *self._screen)
        self._pointer.frame()
        self._display.roundtrip()

    def click(self, button: int) -> None:
        for state in (1, 0):
            self._pointer.button(self._tick(), BUTTONS[button], state)
            self._pointer.frame()
            self._display.roundtrip()

    def _tick(self) -> int:
        """A time for an event; it need only grow, and by so much that two clicks are none that is double."""
        self._milliseconds += 300
        return self._milliseconds
