"""The ways to have a tray icon, best first, for the system this runs on."""

import sys
from collections.abc import Callable

from reminder.backends import Candidate
from reminder.tray import Act, Picture, Tray


def table(act: Act, refresh: Callable[[], Picture], moved: Callable[[], None]) -> tuple[Candidate[Tray], ...]:
    """The candidates for `choose`.

    `act` and `refresh` are called from the tray's own thread: both must be safe to call from any, and quick. `refresh`
    returns the picture of this very moment; a tray asks for it when its menu is about to open, so that no clock needs
    to run for the minutes in it. `moved` is called on the event loop's thread when trays have come or gone: then the
    tray wants to be painted.
    """

    async def linux() -> Tray:
        from reminder.tray.linux import LinuxTray

        tray = LinuxTray(act, refresh, moved)
        await tray.open()
        return tray

    async def native() -> Tray:
        from reminder.tray.native import NativeTray

        return NativeTray(act, refresh)

    if sys.platform in {"win32", "darwin"}:
        return (Candidate("system tray", native),)
    return (Candidate("desktop tray", linux),)
