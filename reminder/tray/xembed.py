"""The tray of X11 panels (tint2, Xfce, trayer, polybar, i3bar …): an icon window that the panel embeds.

It runs on a thread of its own, which sleeps in `select` until X, a click or a new picture wakes it.
"""

import logging
import os
import threading
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from reminder.backends import Unavailable
from reminder.tray import Act, Picture

if TYPE_CHECKING:
    from reminder.tray.xembed_icon import Icon

log = logging.getLogger(__name__)

LEAVE_SECONDS = 5.0
"""How long `close` waits for the panel's side; the icon goes with the process at the latest."""


class XembedTray:
    """A tray icon on X11. It docks when a panel is there, now or later, and again when the panel was restarted."""

    needs_main_thread = False

    def __init__(self, icon: "Icon") -> None:
        self._icon = icon
        self._thread = threading.Thread(target=icon._run, name="tray", daemon=True)  # noqa: SLF001 - pystray's own name for it
        self._thread.start()

    @property
    def docked(self) -> bool:
        """Whether a panel shows the icon at this moment."""
        return self._icon.docked

    def run(self) -> None:
        self._thread.join()

    def paint(self, picture: Picture) -> None:
        self._icon.post(picture)

    def close(self) -> None:
        self._icon.post(None)
        self._thread.join(LEAVE_SECONDS)


def open_tray(act: Act, refresh: Callable[[], Picture]) -> XembedTray:
    """Connect to the X server and start serving; a panel need not be there yet.

    `refresh` and `act` are called on the tray's thread: both must be safe to call from any.

    Raises:
        Unavailable: there is no X server to show an icon on.
    """
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        raise Unavailable("this is a Wayland session; a tray icon for Wayland desktops is not there yet")
    display = os.environ.get("DISPLAY")
    if not display:
        raise Unavailable("there is no X display here (DISPLAY is not set)")
    _import_pystray_without_probing()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # python-xlib leaves the sockets of a failed attempt open
        try:
            from reminder.tray.xembed_icon import Icon  # importing it opens an X connection

            return XembedTray(Icon(act, refresh))
        except Exception as failure:  # noqa: BLE001 - python-xlib raises its own classes, AssertionError and OSError alike
            reason = f"cannot connect to the X display {display}: {failure}"
    raise Unavailable(reason)


def _import_pystray_without_probing() -> None:
    """Import pystray with its dummy back end.

    `import pystray` otherwise initialises GTK where it finds it, and fails with ValueError or an X error where it
    finds half of it (0.19.5, __init__.py and _util/gtk.py).
    """
    before = os.environ.get("PYSTRAY_BACKEND")
    os.environ["PYSTRAY_BACKEND"] = "dummy"
    try:
        import pystray._base  # noqa: F401 - what it leaves in sys.modules is wanted
    finally:
        if before is None:
            del os.environ["PYSTRAY_BACKEND"]
        else:
            os.environ["PYSTRAY_BACKEND"] = before
