"""Presence where the system tells only for how long there was no input: asked seldom, and when it can matter.

While somebody is there, the next look comes when the threshold could be reached at the earliest: about one in two
minutes with the two minutes that the service asks for at most (LONGEST_IDLE). A shorter threshold costs more looks, but
never are two closer than LEAST: five seconds cost some sixteen a minute, twenty about three. So an absence is told at
most LEAST late, with its true beginning, and only one that is shorter than the threshold and LEAST may pass unseen.

While nobody is there, looks come at growing distances, never longer than half the absence so far: so any input in
between shows as less idle time than the look before has seen. A doorbell, where there is one, rings for the return.

A suspend, which the clock tells of as `Slept`. Where idle time runs on in it (Windows), an absence seen afterwards
begins with the last input before it, which is true. Where it stands still, the absence begins too late, within the
suspend, which the core then takes for one with it (D2). Where the system takes the waking for input, the return is told
with the wake-up, and another absence dated from there: less than the truth, never more.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from reminder.backends import Unavailable
from reminder.core.events import InputPaused, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.presence import Post
from reminder.presence.telling import Telling, absence

_log = logging.getLogger(__name__)

LEAST = timedelta(seconds=1)
"""No two looks are closer together."""

FIRST, LONGEST = timedelta(seconds=5), timedelta(seconds=30)
"""How far apart looks for a return are at the start of an absence, and how far they get."""

GUARDED = timedelta(minutes=1)
"""The same where a doorbell is trusted: for what it does not hear (a touch screen that is no mouse, a lock screen)."""

_GRAIN_SECONDS = 0.02
"""A timer may run out so much early: the clock of Windows ticks every 15.6 ms. One look too early is one too many."""

Idle = Callable[[], timedelta]
"""Time since the last input. Raises `Unavailable` where it cannot be told; never zero as a stand-in."""


class Cancellable(Protocol):
    """A call that is planned."""

    def cancel(self) -> None:
        """Do not make it."""


Later = Callable[[timedelta, Callable[[], None]], Cancellable]


class Doorbell(Protocol):
    """Rings when somebody may have come: a reason to look. On the loop's thread, and only while it is listened to."""

    @property
    def trusted(self) -> bool:
        """Whether it rings at ordinary input, so that looks in between may be rare."""

    def listen(self, ring: Callable[[], None]) -> None:
        """Ring once, at the next sign of somebody; again after another `listen`. `ring` is never called from within."""

    def mute(self) -> None:
        """Do not ring any more."""

    async def close(self) -> None:
        """Mute it for good, and let go of what it hears by."""


class PolledPresence(Telling):
    """Edges of presence from readings of idle time. All on the loop's thread; `post` is called from the loop.

    `later` plans a call; it is there for tests.
    """

    known: bool

    def __init__(
        self,
        idle: Idle,
        now: Callable[[], datetime],
        doorbell: Doorbell | None = None,
        *,
        input_pause: timedelta = INPUT_PAUSE,
        later: Later | None = None,
    ) -> None:
        super().__init__()
        self.known = True
        self._idle = idle
        self._now = now
        self._doorbell = doorbell
        self._input_pause = input_pause
        self._later = later or _later
        self._away_after: timedelta | None = None
        self._seen_idle: timedelta | None = None  # the last reading in the absence that was told; None: none was
        self._distance = FIRST
        self._pause_wanted = False
        self._planned: Cancellable | None = None

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        self._post, self._away_after = post, away_after
        self._look_soon()

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self._look_soon()

    def kept_awake(self) -> None:
        """Idle inhibitors make no difference to idle time here."""

    async def close(self) -> None:
        self._post = None
        self._plan(None)
        if self._doorbell is not None:
            await self._doorbell.close()

    def _look_soon(self) -> None:
        """In the loop's next turn, so that nothing is posted while our caller is still busy with its own work."""
        asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        if self._post is None or not self.known:
            return
        self._plan(None)
        try:
            idle = self._idle()
        except Unavailable as reason:
            self._lose(reason)
            return
        self._seen(idle)
        self._go_on(idle)

    def _seen(self, idle: timedelta) -> None:
        """Decide what a reading means: idle time that is shorter than before began with a new input."""
        if self._seen_idle is not None:
            if idle < self._seen_idle:
                self._seen_idle = None
                self._tell(Returned(self._now()))
            else:
                self._seen_idle = idle
        if self._seen_idle is None and self._away_after is not None and idle >= self._away_after:
            self._seen_idle, self._distance = idle, FIRST
            self._tell(absence(self._now(), idle))
        if self._pause_wanted and idle >= self._input_pause:
            self._pause_wanted = False
            self._tell(InputPaused(self._now()))

    def _go_on(self, idle: timedelta) -> None:
        """Plan the next look, and listen for the return while nobody is there."""
        waits = [self._input_pause - idle] if self._pause_wanted else []
        if self._seen_idle is not None:
            waits.append(self._until_next_look_for_return(idle))
        elif self._away_after is not None:
            waits.append(self._away_after - idle)
        self._plan(max(LEAST, min(waits)) if waits else None)
        if self._doorbell is not None and self._seen_idle is None:
            self._doorbell.mute()

    def _until_next_look_for_return(self, idle: timedelta) -> timedelta:
        if self._doorbell is not None:
            self._doorbell.listen(self._look)
            if self._doorbell.trusted:
                return min(GUARDED, idle / 2)
        distance, self._distance = self._distance, min(2 * self._distance, LONGEST)
        return min(distance, idle / 2)

    def _plan(self, wait: timedelta | None) -> None:
        """Look after so long and at no other time; None: not at all."""
        if self._planned is not None:
            self._planned.cancel()
        self._planned = None if wait is None else self._later(wait, self._look)

    def _lose(self, reason: Unavailable) -> None:
        _log.warning("Idle time is not told any more: %s", reason)
        self.known = False
        if self._doorbell is not None:
            self._doorbell.mute()
        self._tell(PresenceLost(self._now()))


def _later(wait: timedelta, call: Callable[[], None]) -> Cancellable:
    return asyncio.get_running_loop().call_later(wait.total_seconds() + _GRAIN_SECONDS, call)
