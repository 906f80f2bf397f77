"""What every way to tell presence does the same: give events to the service, and date an absence."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from reminder.core.events import Left
from reminder.presence import Post, PresenceEvent


class Telling:
    """Posts events, each in a turn of its own: an error in the service's handling must not end the watch."""

    def __init__(self) -> None:
        self._post: Post | None = None
        """None: nobody listens yet, or any more."""

    def _tell(self, event: PresenceEvent) -> None:
        asyncio.get_running_loop().call_soon(self._deliver, event)

    def _deliver(self, event: PresenceEvent) -> None:
        if self._post is not None:
            self._post(event)


def hop(loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
    """Have this called on the loop's thread, from any other; nothing where the loop has ended meanwhile."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(call)


def absence(now: datetime, idle: timedelta) -> Left:
    """The absence noticed now, after so long without input; it began with that (D2)."""
    since = now.astimezone(UTC) - idle  # in local time Python would count by the clock on the wall, DST and all
    return Left(now, since.astimezone(now.tzinfo))
