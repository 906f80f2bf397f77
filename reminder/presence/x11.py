"""Presence on X11: the server's idle counter and an alarm on it for the next edge, with no wake-up in between.

Every word from the server, asked or not, is a reading of idle time; `_seen` alone decides what a reading means. So a
reading that comes twice, late or for an alarm just replaced does no harm.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from reminder.backends import Unavailable
from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.presence import Post
from reminder.presence.telling import Telling, absence
from reminder.presence.xsync import IdleCounter, Level
from reminder.xserver import LOST, REFUSED

_log = logging.getLogger(__name__)


async def open_x11(now: Callable[[], datetime]) -> "X11Presence":
    """Connect to the X server of $DISPLAY.

    Raises:
        Unavailable: there is no server, or it does not count idle time.
    """
    try:
        return X11Presence(IdleCounter(), now)
    except REFUSED as error:
        raise Unavailable(" ".join(f"no X server to ask: {error}".split())) from error


_MILLISECOND = timedelta(milliseconds=1)
_Target = tuple[Level, timedelta]


@dataclass(frozen=True, slots=True)
class _Alarm:
    """An alarm the server holds for us."""

    id: int
    target: _Target


class X11Presence(Telling):
    """Edges of presence from the IDLETIME counter. All methods on the loop's thread; `post` is called from the loop.

    IDLETIME ignores idle inhibitors, counts `xset s reset` (some players) as input, and stands still in a suspend.
    """

    known: bool

    def __init__(
        self, counter: IdleCounter, now: Callable[[], datetime], *, input_pause: timedelta = INPUT_PAUSE
    ) -> None:
        super().__init__()
        self.known = True
        self._counter = counter
        self._fd = counter.fd  # python-xlib no longer tells it once the server is gone
        self._now = now
        self._input_pause = input_pause
        self._away_after: timedelta | None = None
        self._away_under: timedelta | None = None  # the threshold passed by the absence that was told; None: none was
        self._pause_wanted = False
        self._edge: _Alarm | None = None
        self._pause: _Alarm | None = None

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        if self._post is None and self.known:
            asyncio.get_running_loop().add_reader(self._fd, self._read)
        self._post, self._away_after = post, away_after
        self._arrange_soon()

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self._arrange_soon()

    def kept_awake(self) -> None:
        """Idle inhibitors make no difference to IDLETIME."""

    async def close(self) -> None:
        self._post = None
        self._let_go()

    def _arrange_soon(self) -> None:
        """In the loop's next turn, so that nothing is posted while our caller is still busy with its own work."""
        asyncio.get_running_loop().call_soon(self._arrange)

    def _arrange(self) -> None:
        """Ask once how things stand, and have the server tell what is to come."""
        if self._post is None or not self.known:
            return
        with self._talking():
            self._seen(self._counter.idle())
        self._read()

    def _read(self) -> None:
        """Take in all that the server has said, which also sends what the alarms need."""
        if not self.known:
            return
        with self._talking():
            for idle in self._counter.readings():
                self._seen(idle)

    def _seen(self, idle: timedelta) -> None:
        """Decide what a reading of idle time means."""
        if self._away_under is not None and idle < self._away_under:
            self._away_under = None
            self._tell(Returned(self._now()))
        elif self._away_under is None and self._away_after is not None and idle >= self._away_after:
            self._tell(self._left(idle))
            self._away_under = self._away_after
        if self._pause_wanted and idle >= self._input_pause:
            self._pause_wanted = False
            self._tell(InputPaused(self._now()))
        self._set_alarms()

    def _left(self, idle: timedelta) -> Left:
        """The absence that a reading shows, dated from the last input.

        An alarm's reading may have waited for a busy loop; asked again, the server gives one that fits our clock.
        """
        return absence(self._now(), max(idle, self._counter.idle()))

    def _set_alarms(self) -> None:
        """Wait for the one edge that can come next, and for a pause if one is wanted.

        Who is away under one threshold may not have reached a longer one yet: the return is from the former.
        """
        edge: _Target | None = None
        if self._away_under is not None:
            edge = (Level.AT_MOST, self._away_under - _MILLISECOND)
        elif self._away_after is not None:
            edge = (Level.AT_LEAST, self._away_after)
        self._edge = self._replaced(self._edge, edge)
        self._pause = self._replaced(self._pause, (Level.AT_LEAST, self._input_pause) if self._pause_wanted else None)

    def _replaced(self, alarm: _Alarm | None, target: _Target | None) -> _Alarm | None:
        if alarm is not None and alarm.target == target:
            return alarm
        if alarm is not None:
            self._counter.destroy(alarm.id)
        return None if target is None else _Alarm(self._counter.alarm(*target), target)

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Turn the loss of the server, wherever it shows, into the one event that says so."""
        try:
            yield
        except LOST as error:
            _log.info("the X server is gone: %s", error)
            self._let_go()
            self._tell(PresenceLost(self._now()))

    def _let_go(self) -> None:
        if self.known:
            self.known = False
            asyncio.get_running_loop().remove_reader(self._fd)
            self._counter.close()
