"""Notifications without answers on macOS through its own `osascript`, for a Python that may show none itself.

The system shows them as Script Editor's, and says nothing of what became of them.
"""

import asyncio
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from reminder.backends import Unavailable
from reminder.notify import NotDelivered, OnReply, Text
from reminder.notify.plain import undashed

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


class OsascriptNotifier:
    """Shows and forgets: no answer comes back, and what is up goes down by itself."""

    answers = False
    confirms = False

    def __init__(self, program: Path, *, limit: timedelta) -> None:
        self._command = [str(program), *(part for line in SCRIPT for part in ("-e", line))]
        self._limit = limit

    async def show(self, text: Text, on_reply: OnReply) -> str:
        """Hand the words over; `on_reply` is never called."""
        await self.tell(text)
        return ""

    async def withdraw(self, handle: str) -> None:
        """Leave it to its own time-out: there is no name by which it could be taken down."""

    async def tell(self, text: Text) -> None:
        """Hand the words over, and wait until they are taken."""
        words = [undashed(part).replace("\0", "") for part in (text.title, text.body)]
        nothing = asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, *words, stdin=nothing, stdout=nothing, stderr=asyncio.subprocess.PIPE
            )
        except (OSError, ValueError) as error:  # ValueError: half a surrogate
            raise NotDelivered(f"osascript does not start: {error}") from error
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                _, trouble = await process.communicate()
        except TimeoutError as error:
            raise NotDelivered(f"osascript did not return in {self._limit.total_seconds():g} s") from error
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode:
            reason = trouble.decode(errors="replace").strip() or f"it ended with {process.returncode}"
            raise NotDelivered(f"osascript failed: {reason}")

    async def close(self) -> None:
        """Nothing is held."""
