"""The attention of this desktop: reads its levels when asked, and follows what holds for as long as it is asked to."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from reminder.attention import Holds, Level, Source
from reminder.attention.heed import Heed
from reminder.attention.readings import Reading, Readings, holds_of, parts_of, read_all, read_what_matters
from reminder.backends import Part

READ_AGAIN = timedelta(seconds=45)
"""How often is read again what gives no sign of its own, while it holds."""

READ_IN_ANY_CASE = timedelta(minutes=5)
"""The same for what gives signs: one that got lost must not silence reminder for the rest of the day."""

AT_MOST_EVERY = timedelta(seconds=1)
"""Signs in quick succession are one sign."""

BELIEVED = 2
"""For so many readings after the last one that told, what stood and cannot be read now is taken to stand still: one
answer too late must not end a call."""

Pause = Callable[[float], Awaitable[None]]


class DesktopAttention:
    """Nothing is open or subscribed but while something is followed.

    `heed` tells what the user wants heeded now; `kept_awake` what the compositor itself says of that (None: nothing).
    `pause` waits so many seconds, and is there for tests.
    """

    def __init__(
        self,
        sources: Mapping[Level, tuple[Source, ...]],
        environ: Mapping[str, str],
        *,
        heed: Callable[[], Heed],
        kept_awake: Callable[[], bool | None],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._sources = sources
        self._environ = environ
        self._heed = heed
        self._kept_awake = kept_awake
        self._pause = pause
        self._readings: Readings = {}
        self._untold: Counter[Level] = Counter()
        self._holding = False
        self._changed: Callable[[], None] | None = None
        self._beginnings = False
        self._followed: tuple[frozenset[Source], bool] | None = None
        self._work: asyncio.Task[None] | None = None
        self._told_at = 0.0
        self._telling: asyncio.TimerHandle | None = None

    async def read(self) -> Holds:
        heed = self._heed()
        sources = {level: rows for level, rows in self._sources.items() if level not in heed.unread}
        fresh = await read_what_matters(sources, self._environ)
        self._readings = {level: self._believed(level, reading) for level, reading in fresh.items()}
        holds = holds_of(self._readings, heed, kept_awake=self._kept_awake() is True)
        self._holding = bool(holds)
        self._follow_what_stands()
        return holds

    def follow(self, changed: Callable[[], None] | None, *, beginnings: bool = False) -> None:
        self._changed, self._beginnings = changed, beginnings
        self._follow_what_stands()

    async def parts(self) -> tuple[Part, ...]:
        return parts_of(await read_all(self._sources, self._environ))

    async def close(self) -> None:
        self._changed = None
        if self._telling is not None:
            self._telling.cancel()
        work = self._end_work()
        if work is not None:
            await asyncio.wait([work])

    def _believed(self, level: Level, reading: Reading) -> Reading:
        """The reading, or, where nobody can tell at this moment, what the last one said for a while."""
        before = self._readings.get(level)
        if reading.causes is not None or not reading.troubled or before is None or not before.causes:
            del self._untold[level]
            return reading
        self._untold[level] += 1
        return replace(before, refused=reading.refused) if self._untold[level] <= BELIEVED else reading

    def _follow_what_stands(self) -> None:
        """Have the signs of what is followed now told, and no others."""
        wanted = None
        if self._changed is not None and (self._holding or self._beginnings):
            sources = frozenset(source for reading in self._readings.values() for source in self._of_use(reading))
            wanted = sources, bool(self._untold)
        if wanted != self._followed:
            self._end_work()
            self._followed = wanted
            if wanted is not None:
                self._work = asyncio.create_task(self._look_again(*wanted))

    def _end_work(self) -> "asyncio.Task[None] | None":
        work, self._work, self._followed = self._work, None, None
        if work is not None:
            work.cancel()
        return work

    def _of_use(self, reading: Reading) -> tuple[Source, ...]:
        return reading.used if reading.causes or self._beginnings else ()

    async def _look_again(self, sources: frozenset[Source], doubtful: bool) -> None:  # noqa: FBT001 - as it is kept
        """Wait for signs, and call at intervals: short ones if something gives no sign, or could not be read."""
        rules = sorted({rule for source in sources for rule in source.rules})
        async with contextlib.AsyncExitStack() as open_things:
            told = bool(rules) and await self._listen(rules, open_things)
            if told:
                self._tell()  # what changed between the reading and the listening
            told = told and not doubtful and all(source.rules for source in sources)
            while True:
                await self._pause((READ_IN_ANY_CASE if told else READ_AGAIN).total_seconds())
                self._tell()

    async def _listen(self, rules: list[str], open_things: contextlib.AsyncExitStack) -> bool:
        """Whether every sign will be told."""
        from reminder.attention.signs import listen  # loads jeepney, which systems without rules do without

        return await listen(rules, self._environ, open_things, sign=self._tell, lost=self._lost)

    def _lost(self) -> None:
        """The bus is gone, and with it our rules: the next reading begins anew."""
        self._end_work()
        self._tell()

    def _tell(self) -> None:
        """Say that something may have changed, at most once in a while."""
        loop = asyncio.get_running_loop()
        if self._telling is None:
            soonest = self._told_at + AT_MOST_EVERY.total_seconds()
            self._telling = loop.call_at(max(loop.time(), soonest), self._say)

    def _say(self) -> None:
        self._telling, self._told_at = None, asyncio.get_running_loop().time()
        if self._changed is not None:
            self._changed()
