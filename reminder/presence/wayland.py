"""Presence on Wayland: the compositor's idle notifications, one for each edge that can come, and no wake-up in between.

The protocols tell that idle time has reached a threshold, not how long it is: who is away already when the watch
begins has left, to our knowledge, at that moment, and `Left` comes when the threshold has passed once more.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from reminder.core.events import InputPaused, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE
from reminder.core.records import dataclass
from reminder.presence import Post
from reminder.presence.telling import Telling, absence
from reminder.presence.wayland_idle import Change, IdleNotifier, connect

_log = logging.getLogger(__name__)

_HEAD_START = timedelta(milliseconds=100)
"""By how much the watch that inhibitors hold back is ahead, so that at `Left` it has been heard if it is to be."""

ANSWER_LIMIT = timedelta(seconds=10)
"""A compositor that takes longer hangs; it is asked whenever something else is asked of it."""


async def open_wayland(now: Callable[[], datetime]) -> "WaylandPresence":
    """Connect to the compositor of $WAYLAND_DISPLAY.

    Raises:
        Unavailable: there is none that answers, or it does not tell idle time.
    """
    return WaylandPresence(await connect(), now)


@dataclass(frozen=True, slots=True)
class _Watch:
    """A watch the compositor holds for us."""

    id: int
    threshold: timedelta


class WaylandPresence(Telling):
    """Edges of presence from idle notifications. All methods on the loop's thread; `post` is called from the loop.

    With version 2 of ext-idle-notify an idle inhibitor (a video, a call) makes no difference to the edges, and shows
    in `kept_awake`. With the older protocols nobody is away, and no input pauses, while one is held; and one that
    comes up in an absence looks like a return.
    """

    known: bool

    def __init__(
        self,
        notifier: IdleNotifier,
        now: Callable[[], datetime],
        *,
        input_pause: timedelta = INPUT_PAUSE,
        answer_limit: timedelta = ANSWER_LIMIT,
    ) -> None:
        super().__init__()
        self.known = True
        self._notifier = notifier
        self._fd = notifier.fd  # pywayland no longer tells it once the connection is closed
        self._now = now
        self._input_pause = input_pause
        self._answer_limit = answer_limit
        self._limit: asyncio.TimerHandle | None = None  # of the question under way
        self._away_after: timedelta | None = None
        self._pause_wanted = False
        self._away: _Watch | None = None
        self._left = False  # the watch `_away` is idle, and the absence has been told
        self._unhindered: _Watch | None = None  # beside `_away`, but held back by inhibitors; None: not to be had
        self._unhindered_idle = False
        self._pause: _Watch | None = None

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        if self._post is None and self.known:
            asyncio.get_running_loop().add_reader(self._fd, self._read)
        self._post, self._away_after = post, away_after
        self._arrange_soon()

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self._arrange_soon()

    def kept_awake(self) -> bool | None:
        """See the Protocol. An inhibitor that ends in an absence is still seen for up to `away_after` after its end."""
        if not (self.known and self._notifier.sees_inhibitors):
            return None
        return self._left and not self._unhindered_idle

    async def close(self) -> None:
        self._post = None
        self._let_go()

    def _arrange_soon(self) -> None:
        """In the loop's next turn, so that nothing is posted while our caller is still busy with its own work."""
        asyncio.get_running_loop().call_soon(self._arrange)

    def _arrange(self) -> None:
        """Have the compositor tell what is to come."""
        if self._post is None or not self.known:
            return
        with self._talking():
            self._set_watches()
            self._ask()
            self._notifier.send()

    def _ask(self) -> None:
        """One that hangs says nothing, like a desk at which somebody sits: it has to say that it is there."""
        if self._limit is None:
            self._notifier.ask()
            self._limit = asyncio.get_running_loop().call_later(self._answer_limit.total_seconds(), self._late)

    def _late(self) -> None:
        """The limit is over; the answer may be here all the same, where it was our loop that was busy."""
        self._read()
        if self._limit is not None:
            self._lose(f"it did not answer in {self._answer_limit.total_seconds():g} s")

    def _read(self) -> None:
        """Take in all that the compositor has said."""
        with self._talking():
            for change in self._notifier.changes():
                self._seen(change)
                self._set_watches()
            self._notifier.send()
        if not self._notifier.unanswered:
            self._no_limit()

    def _no_limit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _seen(self, change: Change) -> None:
        """Decide what a change of one watch means."""
        if self._away is not None and change.watch == self._away.id:
            self._left = change.idle
            # dated too late by as long as a busy loop was
            self._tell(absence(self._now(), self._away.threshold) if change.idle else Returned(self._now()))
        elif self._unhindered is not None and change.watch == self._unhindered.id:
            self._unhindered_idle = change.idle
        elif change.idle:
            self._tell_pause()

    def _set_watches(self) -> None:
        """Wait for the one edge that can come next, and for a pause if one is wanted.

        Who is away stays so under the old threshold: a new watch would know nothing of it, and never tell the return.
        """
        if not self._left:
            self._away = self._replaced(self._away, self._away_after, input_only=True)
        if not self._left and self._notifier.sees_inhibitors and self._away_after is not None:
            sooner = max(self._away_after - _HEAD_START, timedelta())
            before, self._unhindered = self._unhindered, self._replaced(self._unhindered, sooner, input_only=False)
            self._unhindered_idle = self._unhindered_idle and before == self._unhindered
        if self._pause_wanted and self._left and self._away is not None and self._away.threshold >= self._input_pause:
            self._tell_pause()
        self._pause = self._replaced(self._pause, self._input_pause if self._pause_wanted else None, input_only=True)

    def _replaced(self, watch: _Watch | None, threshold: timedelta | None, *, input_only: bool) -> _Watch | None:
        if watch is not None and watch.threshold == threshold:
            return watch
        if watch is not None:
            self._notifier.destroy(watch.id)
        return None if threshold is None else _Watch(self._notifier.watch(threshold, input_only=input_only), threshold)

    def _tell_pause(self) -> None:
        self._pause_wanted = False
        self._tell(InputPaused(self._now()))

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Turn the loss of the compositor, wherever it shows, into the one event that says so."""
        try:
            yield
        except ConnectionError as error:
            self._lose(error)

    def _lose(self, reason: object) -> None:
        _log.warning("The Wayland compositor is gone: %s", reason)
        self._let_go()
        self._tell(PresenceLost(self._now()))

    def _let_go(self) -> None:
        self._no_limit()
        if self.known:
            self.known = False
            asyncio.get_running_loop().remove_reader(self._fd)
            self._notifier.close()
