"""Is the screen locked, or somebody else in front? Watched all day, whatever it is that tells presence.

No one source tells it on every desktop: GNOME, Plasma and light-locker tell logind, others tell the session bus alone.
So all are listened to, and the screen is locked as long as any of them says so.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Never, Protocol

from reminder.backends import Known, Part, Unavailable
from reminder.presence.locks_logind import LogindLock
from reminder.presence.locks_screensaver import ScreenSavers
from reminder.presence.session import Claims, LockEvent

_log = logging.getLogger(__name__)

LIMIT = timedelta(seconds=2)
"""What any one peer may take to answer; the slowest seen takes 0.1 s."""

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (0, 1, 2, 5, 10, 30, 60))
"""Distances at which a source that was lost is opened again; the last one then repeats."""


class LockSource(Protocol):
    """One connection, and what is heard on it. `reached`: the bus has been there. `title`: for people."""

    reached: bool
    title: str

    async def serve(self, asked: Callable[[], None]) -> Never:
        """Tell until there is nothing more to hear, then raise `Unavailable`. `asked`: the state is told by now."""

    def drop(self, reason: Unavailable) -> None:
        """Claim nothing any more."""


class LockWatch:
    """Posts what becomes of the combined state (see `Claims`). All on the loop's thread."""

    def __init__(  # noqa: PLR0913 - each is another piece of the world around it
        self,
        post: Callable[[LockEvent], None],
        on_resume: Callable[[], None],
        now: Callable[[], datetime],
        environ: Mapping[str, str] = os.environ,
        limit: timedelta = LIMIT,
        *,
        delays: Sequence[timedelta] = DELAYS,
    ) -> None:
        """`on_resume` is called when logind says that the machine woke up: a good moment to look at the clocks."""
        self._limit = limit
        self._delays = [delay.total_seconds() for delay in delays]
        self._claims = Claims(post, now)
        self._closed = False
        self._tasks: list[asyncio.Task[None]] = []
        self._on_resume = on_resume
        self._logind = LogindLock(self._claims.take, self._resumed, environ, limit)
        self._lockers = ScreenSavers(self._claims.take, environ, limit)

    @property
    def locked(self) -> bool:
        """Whether any source says that the screen is locked, as far as it is known now."""
        return self._claims.locked

    @property
    def parts(self) -> tuple[Part, Part]:
        """What serves and why the rest does not: "lock", then "sleep" (a resume told at once)."""
        logind, lockers = self._logind, self._lockers
        no_sleep = logind.sleep_refused
        return (
            Part("lock", logind.used + lockers.used, logind.refused + lockers.refused),
            Part("sleep", () if no_sleep else ("logind",), (no_sleep,) if no_sleep else ()),
        )

    async def open(self) -> None:
        """Connect and ask. Whatever is missing is noted in `parts`; what is slow goes on being asked.

        Nothing is posted before this returns; a screen that is locked is told in the loop's next turn after it. It may
        run beside anything else: `close` ends it, or keeps it from beginning.
        """
        if self._closed:
            return
        asked = []
        for source in (self._logind, self._lockers):
            told = asyncio.Event()
            task = asyncio.create_task(self._keep(source, told))
            task.add_done_callback(lambda _, told=told: told.set())  # type: ignore[misc]
            self._tasks.append(task)
            asked.append(asyncio.create_task(told.wait()))
        try:
            await asyncio.wait(asked, timeout=2 * self._limit.total_seconds())  # one to connect, one to answer
        finally:
            for waiting in asked:
                waiting.cancel()
        self._claims.begin()

    async def close(self) -> None:
        """Let go of both buses; nothing is posted any more."""
        self._closed = True
        self._claims.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep(self, source: LockSource, told: asyncio.Event) -> None:
        """Have a source served all day, opened again when it is lost.

        A bus that was never there is no loss: it is given up after one round, so that nothing ticks without it.
        """
        distances = iter(self._delays)
        lost = False
        while True:
            asked = asyncio.Event()
            begun = asyncio.get_running_loop().time()

            def ready(asked: asyncio.Event = asked) -> None:
                nonlocal lost
                if lost:
                    _log.warning("%s: heard again", Known(source.title))
                lost = False
                asked.set()
                told.set()

            reason = await _end_of(source, ready)
            if asked.is_set() and not lost:
                _log.warning("%s: not heard any more (%s); tried again", Known(source.title), reason)
                lost = True
            if not asked.is_set():  # what was said before stands until it can be asked anew, or cannot
                source.drop(reason)
            told.set()
            if asyncio.get_running_loop().time() - begun > self._delays[-1]:
                distances = iter(self._delays)
            distance = next(distances, self._delays[-1] if source.reached else None)
            if distance is None:
                return
            await asyncio.sleep(distance)

    def _resumed(self) -> None:
        if not self._closed:
            self._on_resume()


async def _end_of(source: LockSource, ready: Callable[[], None]) -> Unavailable:
    """Have a source served, and say why it cannot be any more. Not even an error of our own ends the watch."""
    try:
        await source.serve(ready)
    except Unavailable as reason:
        _log.info("%s is to be opened again: %s", Known(type(source).__name__), reason)
        return reason
    except Exception as error:  # noqa: BLE001 - reported, and tried again like a loss
        _log.exception("%s is to be opened again", Known(type(source).__name__))
        return Unavailable(f"an error in reminder itself ({type(error).__name__})")
