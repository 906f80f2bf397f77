"""Notifications without answers on macOS through its own `osascript`, for a Python that may show none itself.

The system shows them as Script Editor's, and says nothing of what became of them.
"""

import shutil
from datetime import timedelta
from pathlib import Path

from reminder.backends import Unavailable
from reminder.notify import Click, NotDelivered, Text
from reminder.notify.forgetful import Forgetful, undashed
from reminder.programs import run_program

LIMIT = timedelta(seconds=10)
"""AppleScript has a slow start; a system that asks whether it may run this waits for the user."""

SCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
"""The words are its arguments: put into the script itself, a quotation mark in them would be AppleScript."""


async def open_osascript(*, limit: timedelta = LIMIT) -> "OsascriptNotifier":
    """Find the program.

    Raises:
        Unavailable: this is no macOS, or its program is out of reach.
    """
    program = shutil.which("osascript")
    if program is None:
        raise Unavailable("the program osascript, a part of macOS, is not found", "add /usr/bin to PATH")
    return OsascriptNotifier(Path(program), limit=limit)


class OsascriptNotifier(Forgetful):
    """Hands every notification to a run of the program."""

    def __init__(self, program: Path, *, limit: timedelta) -> None:
        self._command = [str(program), *(part for line in SCRIPT for part in ("-e", line))]
        self._limit = limit

    async def tell(self, text: Text, click: Click | None = None) -> None:
        """Hand the words over, and wait until they are taken."""
        text = text if click is None else click.told_without(text)
        words = (undashed(part) for part in (text.title, text.body))
        try:
            ended = await run_program(*self._command, *words, limit=self._limit)
        except TimeoutError as error:
            raise NotDelivered(f"osascript did not return in {self._limit.total_seconds():g} s") from error
        except OSError as error:
            raise NotDelivered(f"osascript does not start: {error}") from error
        if ended.code:
            raise NotDelivered(f"osascript failed: {ended.complained.strip() or f'it ended with {ended.code}'}")
