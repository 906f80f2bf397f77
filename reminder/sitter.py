"""Somebody at a desk, as events: sits, walks off, locks, takes calls; and keeps a truthful account of it.

The account (`Truth`) knows nothing of the core, so that the log can be compared with it.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

from reminder.core.effects import Result
from reminder.core.events import (
    Event,
    Held,
    InputPaused,
    Left,
    Locked,
    Released,
    Returned,
    Slept,
    Started,
    Stopped,
    TookCaffeine,
    Unlocked,
)
from reminder.core.plan import INPUT_PAUSE, LOG_WINDOW, HoldKind, Kind, Plan, SittingKind

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
CUPS_MG = (63.0, 90.0, 150.0)
NOTICED = MINUTE
"""How long nobody types until the desktop says so."""


@dataclass
class Truth:
    """What the person knows to have happened: how often each kind ended how, and how long it sat on each desk day."""

    results: Counter[tuple[str, Result]] = field(default_factory=Counter)
    sat: Counter[date] = field(default_factory=Counter)
    """In whole seconds."""


class Sitter:
    """Does one thing at a time: each takes the moment it begins and sets `free`, when the next may."""

    def __init__(self, plan: Plan, start: datetime, seed: int) -> None:
        self.truth = Truth()
        self.free = start.astimezone(UTC)
        self._plan = plan
        self._zone = start.tzinfo or UTC
        self._random = Random(seed)  # noqa: S311 - a life, not a secret
        self._events: list[tuple[datetime, int, Event]] = []
        self._number = count()
        self._seated: datetime | None = None
        self._away: tuple[datetime, datetime] | None = None
        self._comes: Callable[[datetime], None] = self._start_up
        self._off = True  # the machine is off or asleep: nothing can be shown until one comes
        self._snoozes: Counter[str] = Counter()
        self._claimed = self.free - LOG_WINDOW  # when water was last said to have been drunk

    def _say(self, *events: Event) -> None:
        for event in events:
            heapq.heappush(self._events, (event.at.astimezone(UTC), next(self._number), event))

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _some(self, least: float, most: float) -> timedelta:
        """A length of so many minutes, in whole seconds."""
        return SECOND * self._random.randint(int(least * 60), int(most * 60))

    # Mornings and evenings

    def _arrive(self, at: datetime) -> None:
        self._comes(at)
        self._seated, self.free, self._off = at, at + MINUTE, False
        self._snoozes = Counter()

    def _start_up(self, at: datetime) -> None:
        self._say(Started(self._local(at)))

    def _shut_down(self, at: datetime) -> None:
        self._say(Stopped(self._local(at)))
        self._sit_until(at)
        self._comes, self._off = self._start_up, True

    def _lock_up(self, at: datetime) -> None:
        self._say(Locked(self._local(at)))
        self._absent(at, at + timedelta(hours=8))
        self._comes = lambda then: self._say(Unlocked(self._local(then)))

    def _suspend(self, at: datetime) -> None:
        self._say(Locked(self._local(at)))
        self._absent(at, at + timedelta(hours=8))
        asleep = at + self._some(0.2, 10)

        def resume(then: datetime) -> None:
            then = self._local(then)
            self._say(Slept(then, self._local(asleep)), Unlocked(then))

        self._comes, self._off = resume, True

    # What one does in a day

    def _lunch(self, at: datetime) -> None:
        back = at + self._some(25, 70)
        self._lock_and_go(at, back, asleep=self._random.random() < 0.3)

    def _lock_and_go(self, at: datetime, back: datetime, *, asleep: bool = False, asked: Iterable[Kind] = ()) -> None:
        self._say(Locked(self._local(at)), Unlocked(self._local(back)))
        if asleep:
            self._say(Slept(self._local(back - 5 * SECOND), self._local(at + 10 * MINUTE)))
        self._go(at, back, asked)

    def _walk_off(self, at: datetime, back: datetime, asked: Iterable[Kind] = ()) -> None:
        """Get up without a word; the desktop notices after a minute."""
        self._say(Left(self._local(at + NOTICED), self._local(at)), Returned(self._local(back)))
        self._go(at, back, asked)

    def _coffee(self, at: datetime) -> None:
        if self._random.random() < 0.7 and at > self._claimed + LOG_WINDOW:  # else it would prove what was said before
            self._say(TookCaffeine(self._local(at), self._random.choice(CUPS_MG), 200, "coffee"))
            del self._snoozes["hydration"]
        go = self._lock_and_go if self._random.random() < 0.4 else self._walk_off
        go(at, at + self._some(3, 12))

    def _stroll(self, at: datetime) -> None:
        self._walk_off(at, at + self._some(2, 5))

    def _errand(self, at: datetime) -> None:
        """Too short for a break."""
        self._walk_off(at, at + self._some(1.1, 1.9))

    def _call(self, at: datetime) -> None:
        end = at + self._some(8, 50)
        self._say(Held(self._local(at), HoldKind.CALL, detail="microphone"), Released(self._local(end), HoldKind.CALL))
        if self._random.random() < 0.5:  # listening: no input, and yet there (D4)
            self._say(Left(self._local(at + 2 * NOTICED), self._local(at + NOTICED)))
            self._say(Returned(self._local(end - 2 * SECOND)))
        self.free = end

    def _focus(self, at: datetime) -> None:
        end, hold = at + self._some(20, 60), HoldKind.DO_NOT_DISTURB
        self._say(Held(self._local(at), hold), Released(self._local(end), hold))
        self.free = end

    def _pause(self, at: datetime) -> None:
        self._say(Held(self._local(at), HoldKind.USER, self._local(at + 30 * MINUTE)))
        self.free = at

    def _restart(self, at: datetime) -> None:
        """An update of the service, say; the gap is short and counts as sitting (D6)."""
        back = at + self._some(0.1, 4)
        self._say(Stopped(self._local(at)), Started(self._local(back)))
        self.free = back

    # The account of it

    def _sit_until(self, at: datetime) -> None:
        if self._seated is not None:
            self.truth.sat[self._plan.desk_day(self._local(at))] += round((at - self._seated).total_seconds())
        self._seated = None

    def _go(self, at: datetime, back: datetime, asked: Iterable[Kind] = ()) -> None:
        self._absent(at, back, asked)
        self._seated, self.free = back, back + 30 * SECOND

    def _absent(self, at: datetime, back: datetime, asked: Iterable[Kind] = ()) -> None:
        """Count an absence: observed for the kinds that `asked` for it, natural for others it is long enough for."""
        self._sit_until(at)
        self._away = at, back
        self._hands_off(at)
        proven = {kind.name for kind in asked if kind.provable}
        for kind in self._plan.kinds:
            if kind.rest is None or back - at < kind.rest:
                continue
            if kind.name in proven:
                self._ended(kind.name, Result.OBSERVED)
            elif isinstance(kind, SittingKind) and kind.observable:
                self._ended(kind.name, Result.NATURAL)
            elif isinstance(kind, SittingKind):
                del self._snoozes[kind.name]

    def _hands_off(self, at: datetime) -> None:
        """A pause in the input that was still to come comes now: nobody types while walking off."""
        pauses = [entry for entry in self._events if isinstance(entry[2], InputPaused)]
        self._events = [entry for entry in self._events if entry not in pauses]
        heapq.heapify(self._events)
        if pauses:
            self._say(InputPaused(self._local(at + INPUT_PAUSE)))

    def _ended(self, kind: str, result: Result) -> None:
        self.truth.results[kind, result] += 1
        if result not in {Result.WITHDRAWN, Result.UNDELIVERED, Result.SNOOZED}:
            del self._snoozes[kind]

    def _all_ended(self, kinds: Iterable[Kind], result: Result) -> None:
        for kind in kinds:
            self._ended(kind.name, result)
