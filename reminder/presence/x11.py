"""Presence on X11: the server's idle counter and an alarm on it for the next edge, with no wake-up in between.

Every word from the server, asked or not, is a reading of idle time; `_seen` alone decides what a reading means. So a
reading that comes twice, late or for an alarm just replaced does no harm. Nothing here waits for the server, which may
hang: what it is asked it answers in a reading like the others.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from reminder.backends import Unavailable
from reminder.core.events import InputPaused, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.core.records import dataclass
from reminder.in_time import in_time
from reminder.presence import Post
from reminder.presence.telling import Telling, absence
from reminder.presence.xsync import IdleCounter, Level, Reading
from reminder.xserver import LOST, REFUSED

OPEN_LIMIT = timedelta(seconds=2)
"""For all that is said at the start; a hung server must not hold it up."""

ANSWER_LIMIT = timedelta(seconds=10)
"""A server that takes longer hangs. It may be busy for a second or two, as when it changes the screen's mode."""

_log = logging.getLogger(__name__)


async def open_x11(now: Callable[[], datetime]) -> "X11Presence":
    """Connect to the X server of $DISPLAY.

    Raises:
        Unavailable: there is no server, it does not answer, or it does not count idle time.
    """
    try:
        counter = await in_time(IdleCounter, whom="the X server", limit=OPEN_LIMIT, unheard=IdleCounter.close)
        return X11Presence(counter, now)
    except REFUSED as error:
        raise Unavailable(" ".join(f"no X server to ask: {error}".split())) from error


_MILLISECOND = timedelta(milliseconds=1)
_Target = tuple[Level, timedelta]


@dataclass(frozen=True, slots=True)
class _Alarm:
    """An alarm the server holds for us."""

    id: int
    target: _Target


@dataclass(frozen=True, slots=True)
class _Question:
    """A question under way."""

    asked_seconds: float
    """When, by the loop's clock."""

    limit: asyncio.TimerHandle


class X11Presence(Telling):
    """Edges of presence from the IDLETIME counter. All methods on the loop's thread; `post` is called from the loop.

    IDLETIME ignores idle inhibitors, counts `xset s reset` (some players) as input, and stands still in a suspend.
    After 49.7 days it begins anew (a CARD32 in the server, Xext/sync.c): one absence becomes two with nothing between.
    """

    known: bool

    def __init__(
        self,
        counter: IdleCounter,
        now: Callable[[], datetime],
        *,
        input_pause: timedelta = INPUT_PAUSE,
        answer_limit: timedelta = ANSWER_LIMIT,
    ) -> None:
        super().__init__()
        self.known = True
        self._counter = counter
        self._fd = counter.fd  # python-xlib no longer tells it once the server is gone
        self._now = now
        self._input_pause = input_pause
        self._answer_limit = answer_limit
        self._away_after: timedelta | None = None
        self._away_under: timedelta | None = None  # the threshold passed by the absence that was told; None: none was
        self._pause_wanted = False
        self._edge: _Alarm | None = None
        self._pause: _Alarm | None = None
        self._question: _Question | None = None
        self._noticed = timedelta(0)  # the idle time that alarms told of since the last answer

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
        """Ask once how things stand; from the answer on, the server tells what is to come."""
        if self._post is None or not self.known:
            return
        with self._talking():
            self._ask()
        self._read()

    def _ask(self) -> None:
        """Whoever waits for an answer already gets it in time."""
        if self._question is None:
            self._counter.ask()
            loop = asyncio.get_running_loop()
            limit = loop.call_later(self._answer_limit.total_seconds(), self._late)
            self._question = _Question(loop.time(), limit)

    def _late(self) -> None:
        """The limit is over; the answer may be here all the same, where it was our loop that was busy."""
        self._read()
        if self._question is not None:
            self._lose(f"it did not answer in {self._answer_limit.total_seconds():g} s")

    def _read(self) -> None:
        """Take in all that the server has said, and send what it takes."""
        if not self.known:
            return
        with self._talking():
            for reading in self._counter.readings():
                self._take(reading)
            loop = asyncio.get_running_loop()
            if self._counter.unsent:
                loop.add_writer(self._fd, self._read)
            else:
                loop.remove_writer(self._fd)

    def _take(self, reading: Reading) -> None:
        """See a reading with what is known of its age."""
        if not reading.asked or self._question is None:
            self._seen(reading.idle, None)
            return
        waited = timedelta(seconds=asyncio.get_running_loop().time() - self._question.asked_seconds)
        self._question.limit.cancel()
        self._question = None
        self._seen(reading.idle, waited)
        self._noticed = timedelta(0)

    def _seen(self, idle: timedelta, waited: timedelta | None) -> None:
        """Decide what a reading of idle time means.

        `waited`: how old it is at most; None: nobody knows, since an alarm may have gone off while our loop was busy.
        """
        if self._away_under is not None and idle < self._away_under:
            self._away_under = None
            self._tell(Returned(self._now()))
        elif self._away_under is None and self._away_after is not None and max(idle, self._noticed) >= self._away_after:
            self._leave(idle, waited)
        if self._pause_wanted and idle >= self._input_pause:
            self._pause_wanted = False
            self._tell(InputPaused(self._now()))
        self._set_alarms()

    def _leave(self, idle: timedelta, waited: timedelta | None) -> None:
        """Tell of an absence, dated from the last input; where a reading's age is not known, an answer has to date it.

        An absence that is over when the answer comes has been one all the same, and its end is told by the next alarm.
        """
        if waited is None:
            self._noticed = max(idle, self._noticed)
            self._ask()
        else:
            self._away_under = self._away_after
            self._tell(absence(self._now(), max(idle + waited, self._noticed)))

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
            self._lose(error)

    def _lose(self, reason: object) -> None:
        _log.warning("The X server is lost: %s", reason)
        self._let_go()
        self._tell(PresenceLost(self._now()))

    def _let_go(self) -> None:
        if not self.known:
            return
        self.known = False
        if self._question is not None:
            self._question.limit.cancel()
            self._question = None
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._fd)
        loop.remove_writer(self._fd)
        self._counter.close()
