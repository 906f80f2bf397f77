"""Has what is older than the user keeps removed from the log, once a day, by a command of its own.

It is a moment's work, but the first time it may be years: the service need not wait for it, nor hold what it takes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

log = logging.getLogger(__name__)

AGAIN_SECONDS = 600.0
"""When to look again where a prompt was open."""


class Tidying:
    """On the event loop's thread. `keep` is how long the log is kept, None: for ever; `asking`: a prompt is open."""

    def __init__(
        self, keep: Callable[[], timedelta | None], asking: Callable[[], bool], prune: Callable[[], Awaitable[str]]
    ) -> None:
        """`prune` removes, and tells the problem in words, "" for none."""
        self._keep = keep
        self._asking = asking
        self._prune = prune
        self._later: asyncio.TimerHandle | None = None
        self._work: asyncio.Task[None] | None = None

    def due(self, after_seconds: float = 0.0) -> None:
        """A day has begun, or the service: so many seconds from now, or as soon as no prompt is open."""
        self.close()
        self._later = asyncio.get_running_loop().call_later(after_seconds, self._begin)

    def close(self) -> None:
        """Nothing is removed any more; what is under way is broken off, and leaves every row."""
        if self._later is not None:
            self._later.cancel()
        if self._work is not None:
            self._work.cancel()

    def _begin(self) -> None:
        if self._keep() is None:
            return
        if self._asking():
            self.due(AGAIN_SECONDS)
        else:
            self._work = asyncio.create_task(self._remove())

    async def _remove(self) -> None:
        problem = await self._prune()
        if problem:
            log.warning("%s", problem)
