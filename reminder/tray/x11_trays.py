"""Is there an XEmbed tray on this X screen, and when does one appear? Asked by a lean connection, without pystray."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from Xlib import X
from Xlib.protocol import request

from reminder.xserver import LOST, Connection


class TrayWatch:
    """A connection that hears of trays. Opening it and `has_tray` wait for the server; `read` does not.

    Each of these may raise one of `reminder.xserver.LOST`, opening one of `REFUSED`.
    """

    def __init__(self, opened: Callable[[int], None]) -> None:
        """Connect to $DISPLAY. `opened` is told the file descriptor before the server is first waited for."""
        self._display: Any = Connection(None, opened)  # the stubs want python-xlib's full connection
        self._display.set_error_handler(lambda *_: None)  # or python-xlib prints what is raised anyway
        self.fd = self._display.fileno()
        screen: int = self._display.get_default_screen()
        self._root = self._display.info.roots[screen].root
        self._tray, self._manager = self._atom(f"_NET_SYSTEM_TRAY_S{screen}"), self._atom("MANAGER")
        self._listen()

    def _listen(self) -> None:
        """A new tray announces itself to who hears of the root window's structure (the ICCCM's MANAGER message)."""
        request.ChangeWindowAttributes(display=self._display, window=self._root, event_mask=X.StructureNotifyMask)
        self._display.flush()

    def has_tray(self) -> bool:
        """Whether a panel has a tray now."""
        return bool(request.GetSelectionOwner(display=self._display, selection=self._tray).owner)

    def read(self) -> bool:
        """Whether what has come announces a tray."""
        announced = False
        while self._display.pending_events():
            event: Any = self._display.next_event()
            if event.type & 0x7F == X.ClientMessage and event.client_type == self._manager:
                announced |= event.data[1][1] == self._tray
        return announced

    def close(self) -> None:
        """Hang up; no error if the server has."""
        with suppress(*LOST):
            self._display.close()

    def _atom(self, name: str) -> int:
        return int(request.InternAtom(display=self._display, name=name, only_if_exists=False).atom)
