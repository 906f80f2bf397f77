"""The ways to have a tray icon, best first, for the system this runs on."""

import sys
from collections.abc import Callable

from reminder.backends import Candidate
from reminder.tray import Act, Picture, Tray


def table(act: Act, refresh: Callable[[], Picture]) -> tuple[Candidate[Tray], ...]:
    """The candidates for `choose`.

    `act` and `refresh` are called from the tray's own thread: both must be safe to call from any, and quick. `refresh`
    returns the picture of this very moment; a tray asks for it when its menu is about to open, so that no clock needs
    to run for the minutes in it.
    """

    async def xembed() -> Tray:
        from reminder.tray.xembed import open_tray

        return open_tray(act, refresh)

    async def native() -> Tray:
        from reminder.tray.native import NativeTray

        return NativeTray(act, refresh)

    if sys.platform in {"win32", "darwin"}:
        return (Candidate("system tray", native),)
    return (Candidate("X11 tray", xembed),)
