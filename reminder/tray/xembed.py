"""The tray of X11 panels (tint2, trayer, polybar, i3bar …): an icon window that the panel embeds.

It runs on a thread of its own, which sleeps in `select` until X, a click or a new picture wakes it. pystray's X11 back
end, and Pillow with it, are loaded here and nowhere else.
"""

import asyncio
import threading
import warnings
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from reminder.backends import Unavailable
from reminder.in_time import in_time
from reminder.tray import Act, Picture
from reminder.tray.pystray_base import pystray_base

if TYPE_CHECKING:
    from reminder.tray.xembed_icon import Icon

LEAVE_SECONDS = 5.0
"""How long `close` waits for the panel's side; the icon goes with the process at the latest."""

LIMIT = timedelta(seconds=5)
"""For connecting, and for the panel to take the icon in."""


class XembedTray:
    """A tray icon on X11. It docks when a panel is there, now or later, and again when the panel was restarted."""

    def __init__(self, icon: "Icon") -> None:
        self._icon = icon
        self._thread = threading.Thread(target=icon._run, name="tray", daemon=True)  # noqa: SLF001 - pystray's own name for it
        self._thread.start()

    @property
    def docked(self) -> bool:
        """Whether a panel shows the icon at this moment."""
        return self._icon.docked

    @property
    def ended(self) -> bool:
        """Whether nothing more can come of it: the X server is gone."""
        return self._icon.over

    async def settled(self) -> None:
        """Wait until a panel shows the icon, some seconds at most."""
        await asyncio.to_thread(self._icon.was_docked.wait, LIMIT.total_seconds())

    def paint(self, picture: Picture) -> None:
        self._icon.post(picture)

    async def close(self) -> None:
        """Take the icon out of the panel."""
        self._icon.post(None)
        await asyncio.to_thread(self._thread.join, LEAVE_SECONDS)


async def open_tray(act: Act, refresh: Callable[[], Picture], moved: Callable[[], None]) -> XembedTray:
    """Connect to the X server and start serving; a panel need not be there yet.

    `refresh`, `act` and `moved` are called on the tray's thread: they must be safe to call from any. `moved` is called
    when a panel has taken the icon in, or has gone.

    Raises:
        Unavailable: there is no X server to show an icon on, or it does not answer.
    """

    def connect() -> "Icon":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # python-xlib leaves the sockets of a failed attempt open
            try:
                from reminder.xserver import stay_off_the_network  # loads python-xlib

                stay_off_the_network()
                pystray_base()  # first, or importing pystray's X11 back end looks for others
                from reminder.tray.xembed_icon import Icon  # importing it opens an X connection

                return Icon(act, refresh, moved)
            except Exception as failure:  # python-xlib raises its own classes, AssertionError and OSError alike
                raise Unavailable(f"cannot connect to the X display: {failure}") from failure

    icon = await in_time(lambda opened: connect(), whom="the X server", limit=LIMIT, unheard=_leave)
    return XembedTray(icon)


def _leave(icon: "Icon") -> None:
    """It came when nobody waited for it any more."""
    icon.post(None)
    icon._run()  # noqa: SLF001 - pystray's own name; it ends at once, and closes everything
