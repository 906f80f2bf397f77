"""Presence on X11: the server's idle counter and two alarms on it, with no wake-up in between.

Every word from the server, asked or not, is a reading of idle time; `_seen` alone decides what a reading means. So a
reading that comes twice, late or for an alarm just replaced does no harm.
"""

import asyncio
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO

from Xlib.error import DisplayError

from reminder.backends import Unavailable
from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.presence import Post, PresenceEvent
from reminder.presence.xsync import LOST, Crossing, IdleCounter

_log = logging.getLogger(__name__)


async def open_x11(now: Callable[[], datetime]) -> "X11Presence":
    """Connect to the X server of $DISPLAY.

    Raises:
        Unavailable: there is no server, or it does not count idle time.
    """
    # python-xlib prints about empty Xauthority files, and leaves the sockets of a failed attempt open.
    with redirect_stdout(StringIO()) as printed, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            return X11Presence(IdleCounter(), now)
        except (DisplayError, *LOST) as error:
            reason = " ".join(f"no X server to ask: {error} {printed.getvalue()}".split())
    raise Unavailable(reason)


@dataclass(frozen=True, slots=True)
class _Alarm:
    """An alarm the server holds for us, and the idle time it stands at."""

    id: int
    at: timedelta


class X11Presence:
    """Edges of presence from the IDLETIME counter. All methods on the loop's thread; `post` is called from the loop.

    IDLETIME ignores idle inhibitors, counts `xset s reset` (some players) as input, and stands still in a suspend.
    """

    known: bool

    def __init__(
        self, counter: IdleCounter, now: Callable[[], datetime], *, input_pause: timedelta = INPUT_PAUSE
    ) -> None:
        self.known = True
        self._counter = counter
        self._fd = counter.fd  # python-xlib no longer tells it once the server is gone
        self._now = now
        self._input_pause = input_pause
        self._post: Post | None = None
        self._away_after: timedelta | None = None
        self._away = False
        self._pause_wanted = False
        self._leave: _Alarm | None = None
        self._back: _Alarm | None = None
        self._pause: _Alarm | None = None

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        if self._post is None and self.known:
            asyncio.get_running_loop().add_reader(self._fd, self._read)
        self._post, self._away_after = post, away_after
        self._arrange_soon()

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self._arrange_soon()

    async def close(self) -> None:
        self._post = None
        self._let_go()

    def _arrange_soon(self) -> None:
        """In the loop's next turn, so that nothing is posted while our caller is still busy with its own work."""
        asyncio.get_running_loop().call_soon(self._arrange)

    def _arrange(self) -> None:
        """Make the alarms what is wanted now, then look once: a transition alarm is silent about what is already so."""
        if self._post is None or not self.known:
            return
        with self._talking():
            self._set_alarms()
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
        now = self._now()
        if self._away and self._back is not None and idle < self._back.at:
            self._away = False
            self._tell(Returned(now))
        elif not self._away and self._leave is not None and idle >= self._leave.at:
            self._away = True
            since = now.astimezone(UTC) - idle  # in local time Python would count by the clock on the wall, DST and all
            self._tell(Left(now, since.astimezone(now.tzinfo)))
        if self._pause_wanted and idle >= self._input_pause:
            self._pause_wanted = False
            self._tell(InputPaused(now))
        self._set_alarms()

    def _set_alarms(self) -> None:
        """Replace the alarms that do not stand where they should.

        Who is away under one threshold may not have reached a longer one yet; the alarm for the return therefore stays
        where it is until that return.
        """
        self._leave = self._replaced(self._leave, Crossing.UP, self._away_after)
        if not self._away:
            self._back = self._replaced(self._back, Crossing.DOWN, self._away_after)
        self._pause = self._replaced(self._pause, Crossing.UP, self._input_pause if self._pause_wanted else None)

    def _replaced(self, alarm: _Alarm | None, crossing: Crossing, at: timedelta | None) -> _Alarm | None:
        if alarm is not None and alarm.at == at:
            return alarm
        if alarm is not None:
            self._counter.destroy(alarm.id)
        return None if at is None else _Alarm(self._counter.alarm(crossing, at), at)

    def _tell(self, event: PresenceEvent) -> None:
        if self._post is not None:
            self._post(event)

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
