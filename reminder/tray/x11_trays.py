"""Is there an XEmbed tray on this X screen, and when does one appear? Asked by a lean connection, without pystray."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from Xlib import X
from Xlib.protocol import request

from reminder.backends import Unavailable
from reminder.xserver import LOST, REFUSED, Connection


def open_watch(opened: Callable[[int], None]) -> tuple["TrayWatch", bool]:
    """A watch over $DISPLAY, and whether a panel has a tray there now. Waits for the server.

    `opened` is told the file descriptor before the server is first waited for.

    Raises:
        Unavailable: there is no server, or it goes meanwhile.
    """
    try:
        watch = TrayWatch(opened)
        return watch, watch.has_tray()
    except REFUSED as error:
        raise Unavailable(" ".join(f"no X server to ask: {error}".split())) from error


class TrayWatch:
    """A connection that hears of trays. Opening it and `has_tray` wait for the server, and raise one of `REFUSED`."""

    def __init__(self, opened: Callable[[int], None]) -> None:
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
        """Whether what has come announces a tray. Raises `Unavailable` once the server is gone."""
        announced = False
        try:
            while self._display.pending_events():
                event: Any = self._display.next_event()
                if event.type & 0x7F == X.ClientMessage and event.client_type == self._manager:
                    announced |= event.data[1][1] == self._tray
        except LOST as gone:
            raise Unavailable(f"the X server is gone ({gone})") from gone
        return announced

    def close(self) -> None:
        """Hang up; no error if the server has."""
        with suppress(*LOST):
            self._display.close()

    def _atom(self, name: str) -> int:
        return int(request.InternAtom(display=self._display, name=name, only_if_exists=False).atom)
