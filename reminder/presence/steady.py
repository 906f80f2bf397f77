"""The best way to tell presence that there is at the moment: falls back when it is lost, and comes back."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from reminder.backends import Candidate, Choice, choose
from reminder.core.events import PresenceLost, Returned
from reminder.presence import Post, Presence, PresenceEvent

log = logging.getLogger(__name__)

DELAYS = (0, 1, 2, 5, 10, 30, *([60] * 10), 300)
"""Seconds between the looks for a better way; the last is repeated. A compositor is back in a second or two, and one
that is not there after ten minutes may come with the next session."""

Pause = Callable[[float], Awaitable[None]]


class SteadyPresence:
    """A `Presence` over a table of them, and itself the contract's: what is lost is told, what is found again, too.

    While a worse way serves than one that served before, or none at all, the table is tried again at growing distance.
    `pause` waits so many seconds, and is there for tests.
    """

    def __init__(
        self, table: Sequence[Candidate[Presence]], now: Callable[[], datetime], *, pause: Pause = asyncio.sleep
    ) -> None:
        self._table = table
        self._rank = {candidate.name: place for place, candidate in enumerate(table)}
        self._now = now
        self._pause = pause
        self._best = len(table)
        self._post: Post | None = None
        self._away_after = timedelta(0)
        self._pause_wanted = False
        self._blind = False
        self._search: asyncio.Task[None] | None = None
        self._closed = False

    async def open(self) -> "SteadyPresence":
        """Choose for the first time. The table's last row always opens."""
        self.choice: Choice[Presence] = await choose(self._table)
        self._best = self._rank[self.choice.name]
        return self

    @property
    def known(self) -> bool:
        return self.choice.backend.known

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        self._post, self._away_after = post, away_after
        self._watch_with(self.choice.backend)
        if not self.known:
            self._search_soon()

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self.choice.backend.watch_pause(wanted=wanted)

    def kept_awake(self) -> bool | None:
        return self.choice.backend.kept_awake()

    async def close(self) -> None:
        self._closed = True
        if self._search is not None:
            self._search.cancel()
            await asyncio.wait([self._search])
        await self.choice.backend.close()

    def _watch_with(self, backend: Presence) -> None:
        def heard(event: PresenceEvent) -> None:
            if self._post is None or self._closed or backend is not self.choice.backend:
                return  # a word from one that was given up
            lost = isinstance(event, PresenceLost)
            if not (lost and self._blind):
                self._post(event)
            self._blind = lost
            if lost:
                self._search_soon()

        backend.watch(heard, away_after=self._away_after)

    def _search_soon(self) -> None:
        if self._search is None or self._search.done():
            self._search = asyncio.create_task(self._find_better())

    async def _find_better(self) -> None:
        """Try the table again until what serves can tell, and is as good as what ever served."""
        for number in itertools.count():
            await self._pause(DELAYS[min(number, len(DELAYS) - 1)])
            try:
                found = await choose(self._table)
            except Exception:  # a bug in one way must not end the search for another
                log.exception("No way to tell presence could be opened")
                continue
            if self._is_better(found):
                await self._change_to(found)
            else:
                await found.backend.close()
            if self.known and self._rank[self.choice.name] <= self._best:
                return

    def _is_better(self, found: Choice[Presence]) -> bool:
        if not self.known:
            return found.backend.known or found.name != self.choice.name
        return found.backend.known and self._rank[found.name] < self._rank[self.choice.name]

    async def _change_to(self, found: Choice[Presence]) -> None:
        """From now on this one tells. Where it can, somebody is taken to be there until it says otherwise (D1)."""
        before, self.choice = self.choice.backend, found
        self._best = min(self._best, self._rank[found.name])
        if self._post is not None:
            if found.backend.known:
                self._blind = False
                # in a turn of its own: an error in the handling is not ours
                asyncio.get_running_loop().call_soon(self._post, Returned(self._now()))
            self._watch_with(found.backend)
            found.backend.watch_pause(wanted=self._pause_wanted)
        with contextlib.suppress(Exception):  # it is gone already
            await before.close()
