"""When a program's tray icon is there: docked by the panel (XEmbed), or told of by its watcher (StatusNotifierItem)."""

import select
import time
from types import TracebackType
from typing import Literal, Self

from jeepney import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection
from Xlib import X, error
from Xlib.display import Display

from tests.desktop.panels import WATCHER
from tests.desktop.rig import Desktop

By = Literal["XEmbed", "SNI"]
REGISTERED = "StatusNotifierItemRegistered"


class NoIconError(AssertionError):
    """It does not come."""


class IconWatch:
    """Looks out for icons that come while it is open, on this desktop."""

    def __init__(self, at: Desktop) -> None:
        self._bus = open_dbus_connection(at.environ["DBUS_SESSION_BUS_ADDRESS"])
        rule = MatchRule(type="signal", interface=WATCHER, member=REGISTERED)
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        self._screen = Display(at.environ["DISPLAY"])
        self._mark = self._screen.intern_atom("_XEMBED_INFO")
        # an icon is a window of the root's at first, and the root is told when the panel takes it
        self._screen.screen().root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self._screen.sync()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bus.close()
        self._screen.close()

    def wait(self, seconds: float = 30) -> By:
        """Return when there is one, saying which way it came."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not self._screen.pending_events():
                select.select([self._bus.sock, self._screen], [], [], left)
            if self._docked():
                return "XEmbed"
            if self._told():
                return "SNI"
        raise NoIconError(f"no icon within {seconds:g} s")

    def _told(self) -> bool:
        while select.select([self._bus.sock], [], [], 0)[0]:
            message = self._bus.receive(timeout=1)
            if REGISTERED in message.header.fields.values():
                return True
        return False

    def _docked(self) -> bool:
        while self._screen.pending_events():
            event = self._screen.next_event()
            if event.type == X.ReparentNotify and self._is_icon(event.window):
                return True
        return False

    def _is_icon(self, window: "object") -> bool:
        try:
            return window.get_full_property(self._mark, X.AnyPropertyType) is not None  # type: ignore[attr-defined]
        except error.XError:  # it has gone again
            return False
