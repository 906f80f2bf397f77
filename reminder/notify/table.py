"""The ways to notify, best first: `choose(table(...))` opens the first that works here."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from reminder.backends import Candidate
from reminder.notify import Notifier


def table(
    *, snooze: timedelta, icon: Path | None, stream: TextIO | None, stdin: TextIO | None, now: Callable[[], datetime]
) -> tuple[Candidate[Notifier], ...]:
    """The rows for this system.

    `icon` is an absolute path to a PNG with an .ico of the same name beside it (Windows takes no other); None: no icon.
    `stream` and `stdin` are the terminal's, for the last row; `now` gives local time for its lines.
    A notifier that raises `NotDelivered` again and again has lost its desktop: close it and choose again.
    """

    async def freedesktop() -> Notifier:
        from reminder.notify.freedesktop import open_freedesktop

        return await open_freedesktop(snooze=snooze, icon=icon)

    async def toasts() -> Notifier:
        from reminder.notify.toasts import open_toasts

        return await open_toasts(snooze=snooze, icon=icon)

    async def osascript() -> Notifier:
        from reminder.notify.osascript import open_osascript

        return await open_osascript()

    async def plain() -> Notifier:
        from reminder.notify.plain import open_plain

        return await open_plain(icon=icon)

    async def terminal() -> Notifier:
        from reminder.notify.terminal import open_terminal

        return await open_terminal(snooze=snooze, stream=stream, stdin=stdin, now=now)

    buttons: dict[str, tuple[Candidate[Notifier], ...]] = {
        "win32": (Candidate("desktop-notifier", toasts),),
        "darwin": (Candidate("desktop-notifier", toasts), Candidate("osascript", osascript)),
    }
    first = buttons.get(sys.platform, (Candidate("freedesktop", freedesktop),))
    return (*first, Candidate("plyer", plain), Candidate("terminal", terminal))
