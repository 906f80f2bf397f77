"""The best way to tell presence that there is at the moment: falls back when it is lost, and comes back."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from reminder.backends import Candidate, Choice, Known, choose
from reminder.core.events import Left, PresenceLost, Returned
from reminder.presence import Post, Presence, PresenceEvent

log = logging.getLogger(__name__)

DELAYS = (0, 1, 2, 5, 10, 30, *([60] * 10))
"""Seconds between the looks for a better way. A compositor is back in a second or two; who is not there after ten
minutes is given up, unless a better one has served before: then it is looked for every LATER_SECONDS."""

LATER_SECONDS = 300

BRIDGED = 4
"""For so many looks what was known when a way was lost is taken to be true still: a restart is no event of the day."""

LAST_RESORT = "logind"
"""Comes late and knows little: worth looking for a better one at the start."""

Pause = Callable[[float], Awaitable[None]]


class SteadyPresence:
    """A `Presence` over a table of them, and itself the contract's: what is lost is told, what is found again, too.

    `pause` waits so many seconds, and is there for tests.
    """

    def __init__(
        self, table: Sequence[Candidate[Presence]], now: Callable[[], datetime], *, pause: Pause = asyncio.sleep
    ) -> None:
        self._table = table
        self._rank = {candidate.name: place for place, candidate in enumerate(table)}
        self._now = now
        self._pause = pause
        self._best = len(table) - 1
        self._post: Post | None = None
        self._away_after = timedelta(0)
        self._pause_wanted = False
        self._away = False
        self._blind = False  # `PresenceLost` was told last
        self._unproven: asyncio.Task[None] | None = None  # what is taken to be so, until the way in use says otherwise
        self._search: asyncio.Task[None] | None = None
        self._closed = False

    async def open(self) -> "SteadyPresence":
        """Choose for the first time. The table's last row always opens."""
        self.choice: Choice[Presence] = await choose(self._table)
        self._best = min(self._best, self._rank[self.choice.name])
        return self

    @property
    def known(self) -> bool:
        return self.choice.backend.known

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        first = self._post is None
        self._post, self._away_after = post, away_after
        self._watch_with(self.choice.backend)
        if first and (not self.known or self.choice.name == LAST_RESORT):
            self._search_soon(lost=False)

    def watch_pause(self, *, wanted: bool) -> None:
        self._pause_wanted = wanted
        self.choice.backend.watch_pause(wanted=wanted)

    def unlocked(self) -> None:
        """Somebody has unlocked, perhaps without any input (a fingerprint, a program): an absence begins anew.

        The way in use has told the one before, and would tell no other until it sees input.
        """
        if self._away:
            self._away = False
            self._settle()
            self._unproven = asyncio.create_task(self._leave_again(self._now()))

    def kept_awake(self) -> bool | None:
        return self.choice.backend.kept_awake()

    async def close(self) -> None:
        self._closed = True
        tasks = [task for task in (self._search, self._unproven) if task is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self.choice.backend.close()

    def _watch_with(self, backend: Presence) -> None:
        served = backend.known

        def heard(event: PresenceEvent) -> None:
            nonlocal served
            if backend is not self.choice.backend or self._closed:
                return  # a word from one that was given up
            if isinstance(event, PresenceLost) and served:
                self._search_soon(lost=True)
            else:
                self._tell(event)
            served = not isinstance(event, PresenceLost)

        backend.watch(heard, away_after=self._away_after)

    def _tell(self, event: PresenceEvent) -> None:
        """Pass it on, unless the service knows it already: of one absence or loss several ways may tell."""
        self._settle()
        if isinstance(event, PresenceLost):
            known_already, self._blind, self._away = self._blind, True, False
        elif isinstance(event, Left):
            known_already, self._blind, self._away = self._away, False, True
        else:
            known_already, self._blind, self._away = False, False, self._away and not isinstance(event, Returned)
        if self._post is not None and not known_already:
            self._post(event)

    def _search_soon(self, *, lost: bool) -> None:
        if self._search is not None and not self._search.done():
            if not lost:
                return
            self._search.cancel()
        self._search = asyncio.create_task(self._find_better(lost=lost))

    async def _find_better(self, *, lost: bool) -> None:
        """Try the table again until what serves can tell, and is as good as what ever served."""
        for number in itertools.count():
            if number >= len(DELAYS) and self._best >= self._rank[self.choice.name]:
                return
            await self._pause(DELAYS[number] if number < len(DELAYS) else LATER_SECONDS)
            try:
                found = await choose(self._table)
            except Exception:  # a bug in one way must not end the search for another
                log.exception("No way to tell presence could be opened")
                continue
            given_up = lost and not self.known and number + 1 >= BRIDGED
            if self._is_better(found) or (given_up and found.name != self.choice.name):
                await self._change_to(found)
                if lost and self.known:
                    log.warning("Presence is told by %s from now on", Known(found.name))
            else:
                await found.backend.close()
            if given_up and not self.known:
                if not self._blind:
                    log.warning("Presence is unknown: nothing here tells it")
                self._tell(PresenceLost(self._now()))
            if self.known and self._rank[self.choice.name] <= self._best and self.choice.name != LAST_RESORT:
                return

    def _is_better(self, found: Choice[Presence]) -> bool:
        return found.backend.known and (not self.known or self._rank[found.name] < self._rank[self.choice.name])

    async def _change_to(self, found: Choice[Presence]) -> None:
        """From now on this one tells. What is known stays; where nothing is, somebody is taken to be there (D1)."""
        before, self.choice = self.choice.backend, found
        self._best = min(self._best, self._rank[found.name])
        if self._post is not None:
            if self._blind and found.backend.known:
                # in a turn of its own: an error in the handling is not ours
                asyncio.get_running_loop().call_soon(self._tell, Returned(self._now()))
            elif self._away and found.backend.known:
                self._settle()
                self._unproven = asyncio.create_task(self._prove_absence())
            self._watch_with(found.backend)
            found.backend.watch_pause(wanted=self._pause_wanted)
        with contextlib.suppress(Exception):  # it is gone already
            await before.close()

    async def _leave_again(self, since: datetime) -> None:
        await self._pause(self._away_after.total_seconds())
        self._unproven = None
        self._tell(Left(self._now(), since))

    async def _prove_absence(self) -> None:
        """Who was away is so still if the new way says it, too, in the time that takes; if not, somebody is there."""
        await self._pause(self._away_after.total_seconds() + 1)
        self._unproven = None
        self._tell(Returned(self._now()))

    def _settle(self) -> None:
        """The new way has said something itself."""
        if self._unproven is not None:
            self._unproven.cancel()
            self._unproven = None
