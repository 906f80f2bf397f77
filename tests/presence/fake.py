"""A desk in memory: a Presence whose input a test types, on a clock that the test moves."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.presence import Post, PresenceEvent


class FakePresence:
    """Keeps the contract of a real backend. Move the clock that `now` reads, then say what happened:

    `touch()`: a key is pressed now. `time_passes()`: nothing is, and what became due by now is posted.
    `leave(since)`: nobody has been there since then. `lose()`: the desktop cannot tell any more.
    """

    def __init__(self, now: Callable[[], datetime], *, input_pause: timedelta = INPUT_PAUSE) -> None:
        self.known = True
        self.away_after: timedelta | None = None
        self.pause_wanted = False
        self.closed = False
        self._now = now
        self._input_pause = input_pause
        self._last_input = now()
        self._away = False
        self._post: Post | None = None

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        self._post, self.away_after = post, away_after
        asyncio.get_running_loop().call_soon(self.time_passes)

    def watch_pause(self, *, wanted: bool) -> None:
        self.pause_wanted = wanted
        asyncio.get_running_loop().call_soon(self.time_passes)

    def kept_awake(self) -> None:
        """Nothing to be seen of it."""

    async def close(self) -> None:
        self._post = None
        self.closed = True

    def touch(self) -> None:
        self._last_input = self._now()
        if self._away:
            self._away = False
            self._tell(Returned(self._last_input))

    def leave(self, since: datetime) -> None:
        self._last_input = since
        self.time_passes()

    def time_passes(self) -> None:
        now = self._now()
        idle = now.astimezone(UTC) - self._last_input.astimezone(UTC)
        if not self.known or self.away_after is None:
            return
        if not self._away and idle >= self.away_after:
            self._away = True
            self._tell(Left(now, since=self._last_input))
        if self.pause_wanted and idle >= self._input_pause:
            self.pause_wanted = False
            self._tell(InputPaused(now))

    def lose(self) -> None:
        if self.known:
            self.known = False
            self._tell(PresenceLost(self._now()))

    def _tell(self, event: PresenceEvent) -> None:
        if self._post is not None and (self.known or isinstance(event, PresenceLost)):
            self._post(event)
