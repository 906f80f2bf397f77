"""Is the active window in full screen? As compositors of the wlroots family tell it, which show windows to panels.

The protocol is wlr-foreign-toplevel-management-unstable-v1 (https://wayland.app/protocols/), which pywayland does not
bring. Declared is what is used: all events, since their order is their number, and no requests, since none is sent.
"""

import socket
import struct
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pywayland.client.display import Display
from pywayland.protocol.wayland import WlOutput
from pywayland.protocol_core.argument import Argument
from pywayland.protocol_core.interface import Interface
from pywayland.protocol_core.proxy import Proxy
from pywayland.scanner.argument import ArgumentType

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.backends import Unavailable
from reminder.in_time import OnOpened
from reminder.protocols import proxy_of

MANAGER = "zwlr_foreign_toplevel_manager_v1"
VERSION = 2
"""The first that knows full screen; the third adds what is of no use here."""

ACTIVATED, FULL_SCREEN = 2, 3

_here = threading.local()
"""The connection on which this thread asks, as `display`."""


def full_screen(compositor: Path, opened: OnOpened) -> Causes:
    """Whose window covers the screen; waits for the compositor as long as it takes.

    Raises:
        Unavailable: no compositor, or one that does not show its windows.
    """
    if sys.platform == "win32":
        raise Unavailable("there is no Wayland on Windows")
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(str(compositor))
    except OSError as error:
        line.close()
        raise Unavailable(f"no Wayland compositor answers at {compositor} ({error.strerror or error})") from error
    opened(line.fileno())
    with Display(line.detach()) as _here.display:
        return causes_of(
            window.app_id for window in _windows(_here.display) if {ACTIVATED, FULL_SCREEN} <= window.states
        )


@dataclass(slots=True)
class _Window:
    """What the compositor has told of a window so far."""

    app_id: str = ""
    states: frozenset[int] = frozenset()

    def take_id(self, _proxy: object, app_id: str) -> None:
        self.app_id = app_id

    def take_states(self, _proxy: object, states: bytes) -> None:
        self.states = frozenset(struct.unpack(f"={len(states) // 4}I", states))


def _windows(display: Display) -> list[_Window]:
    offers: dict[str, tuple[int, int]] = {}
    windows: list[_Window] = []
    handles: list[Proxy[Any]] = []

    def offered(_registry: object, number: int, name: str, version: int) -> None:
        offers[name] = (number, version)

    def appeared(_manager: object, handle: Proxy[Any]) -> None:
        window = _Window()
        handle.dispatcher["app_id"] = window.take_id
        handle.dispatcher["state"] = window.take_states
        windows.append(window)
        handles.append(handle)

    registry = display.get_registry()
    registry.dispatcher["global"] = offered
    _round(display)
    number, version = offers.get(MANAGER, (0, 0))
    if version < VERSION:
        raise Unavailable("this compositor does not show programs which window is in full screen")
    manager = registry.bind(number, Manager, VERSION)
    manager.dispatcher["toplevel"] = appeared
    try:
        _round(display)
        _round(display)  # what is told of windows may come after they have been
    finally:
        for handle in handles:
            handle.destroy()
    return windows


def _round(display: Display) -> None:
    """Have the compositor take in all that was said, and tell what there is to tell."""
    if display.roundtrip() < 0:
        raise Unavailable("the Wayland compositor has hung up")


class Handle(Interface):
    """A window."""

    name = "zwlr_foreign_toplevel_handle_v1"
    version = VERSION


class Manager(Interface):
    """Where windows are told of."""

    name = MANAGER
    version = VERSION


@proxy_of(Handle)
class HandleProxy(Proxy[Handle]):
    """Our end of a window."""

    interface = Handle

    def __init__(self, pointer: Any, _display: object) -> None:
        """For an object that an event brings, pywayland takes any connection of the process: presence has one, too."""
        super().__init__(pointer, _here.display)

    @Handle.event(Argument(ArgumentType.String))
    def title(self, title: str) -> None: ...

    @Handle.event(Argument(ArgumentType.String))
    def app_id(self, app_id: str) -> None: ...

    @Handle.event(Argument(ArgumentType.Object, interface=WlOutput))
    def output_enter(self, output: object) -> None: ...

    @Handle.event(Argument(ArgumentType.Object, interface=WlOutput))
    def output_leave(self, output: object) -> None: ...

    @Handle.event(Argument(ArgumentType.Array))
    def state(self, states: bytes) -> None: ...

    @Handle.event()
    def done(self) -> None: ...

    @Handle.event()
    def closed(self) -> None: ...


@proxy_of(Manager)
class ManagerProxy(Proxy[Manager]):
    """Our end of the protocol."""

    interface = Manager

    @Manager.event(Argument(ArgumentType.NewId, interface=Handle))
    def toplevel(self, toplevel: HandleProxy) -> None: ...

    @Manager.event()
    def finished(self) -> None: ...
