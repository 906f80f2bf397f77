"""The log of a week, a month or a year -> its summary: counted from rows, never from counters (rules C1, C2, D7)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from math import ceil

from reminder.core.accounts import DayAccount, accounts
from reminder.core.aims import AimLog
from reminder.core.bouts import Bout, sitting_bouts
from reminder.core.causes import Holds
from reminder.core.effects import (
    DONE,
    REFUSED,
    Record,
    RecordAims,
    RecordHold,
    RecordIntake,
    RecordSpan,
    Result,
    Stretch,
)
from reminder.core.moments import Hour, Slot, hours_of, times_to_answer
from reminder.core.period import Period
from reminder.core.plan import MOVEMENT, OVERRUN, Plan
from reminder.core.records import dataclass
from reminder.core.state import NONE

RULE = "rate = (observed + claimed + logged) / (those + skipped + ignored)"
"""Rule C1 as it is printed beside every rate."""

RESERVE = 2 / 7
"""The part of the days that may go otherwise: five of seven keep a goal (Sharif & Shu 2017)."""


@dataclass(frozen=True, slots=True)
class Log:
    """The rows of the log, each kind in the order in which it was written. They may reach beyond the period."""

    records: Sequence[Record] = ()
    spans: Sequence[RecordSpan] = ()
    holds: Sequence[RecordHold] = ()
    intakes: Sequence[RecordIntake] = ()
    aims: Sequence[RecordAims] = ()


@dataclass(frozen=True, slots=True)
class KindSummary:
    """One kind's outcomes. `results` counts them; reasons are counted by their words.

    `due` counts needs, `shown` prompts on the screen: a need that was snoozed is shown more than once. `held_back`
    counts needs that a hold delayed, took off the screen or kept from it altogether. `hours` has every hour of the week
    in which a prompt of this kind was shown that came to an answer.
    """

    kind: str
    due: int
    shown: int
    results: Counter[Result]
    held_back: int
    held_reasons: Counter[str]
    undelivered_reasons: Counter[str]
    hours: Mapping[Hour, Slot] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Needs that were met, as seen or as said."""
        return sum(self.results[result] for result in DONE)

    @property
    def answered(self) -> int:
        """Needs that came to an answer: those that were met, and those that were skipped or ignored."""
        return self.done + sum(self.results[result] for result in REFUSED)

    @property
    def rate(self) -> float | None:
        """Rule C1, from 0 to 1; None when nothing came to an answer: no rate is not 0 % and not 100 %."""
        return self.done / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class DayTotals:
    """One desk day: time sat, time nobody knows about, its bouts, and what became of its movement breaks.

    `goal` is the part of those asked for that was to be taken (0 to 1). `longest` is the longest bout that began on it.
    `watched`: the service ran while somebody was there, as far as anybody can tell. `claimed` are those of `done` that
    were said and not seen.
    """

    day: date
    sitting: timedelta
    unknown: timedelta
    done: int
    missed: int
    natural: int
    longest: timedelta
    overlong: int
    goal: float
    watched: bool = False
    claimed: int = 0

    @property
    def breaks(self) -> int:
        """Movement breaks seen or said, asked for or not."""
        return self.done + self.natural

    @property
    def has_data(self) -> bool:
        """Whether the service saw anything of this day: no data is not 0.

        A day on which it did not run is all unknown (D6), and nothing is known of it.
        """
        return bool(self.sitting or self.breaks or self.missed or (self.unknown and self.watched))

    @property
    def kept(self) -> bool | None:
        """Whether the goal was kept; None: nothing can be said of this day.

        Who got up before they were asked, every time, has kept it.
        """
        if self.done + self.missed:
            return self.done >= needed(self.goal, self.done + self.missed)
        return True if self.natural else None


@dataclass(frozen=True, slots=True)
class Summary:
    """A period of desk days.

    `overlong` counts bouts longer than the limit of their day, `every` + OVERRUN (C2); `bout_limits` has all that were
    in force, the last one at the end. `accounts` are what was drunk, taken and done, of the days on which anything was
    told. `answers` are how long it took to answer a prompt, shortest first. `goal` is the part of the breaks that was
    to be taken in the end (0 to 1), `goal_breaks` how many that were, by the goal of each day. `steady` has the rhythm
    of each kind for which it was the same all the time, as in `RecordAims`.
    """

    period: Period
    kinds: tuple[KindSummary, ...]
    days: tuple[DayTotals, ...]
    bouts: tuple[Bout, ...]
    bout_limits: tuple[timedelta, ...]
    accounts: tuple[DayAccount, ...] = ()
    answers: tuple[timedelta, ...] = ()
    goal: float = 0.0
    goal_breaks: int = 0
    steady: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_data(self) -> bool:
        """Whether anything at all is known of this period."""
        return any(day.has_data for day in self.days) or any(kind.results for kind in self.kinds) or bool(self.accounts)

    @property
    def longest(self) -> Bout | None:
        """The longest sitting bout; None if nobody sat."""
        return max(self.bouts, key=lambda bout: bout.sat, default=None)

    @property
    def overlong(self) -> int:
        """How many bouts ran past their limit."""
        return sum(bout.overlong for bout in self.bouts)

    @property
    def bout_limit(self) -> timedelta:
        """The limit of a bout that was in force in the end."""
        return self.bout_limits[-1]

    @property
    def movement(self) -> KindSummary:
        """What the summary is about first: the breaks from sitting."""
        return self.kind(MOVEMENT) or KindSummary(MOVEMENT, 0, 0, Counter(), 0, Counter(), Counter())

    @property
    def kept(self) -> int:
        """On how many days the goal was kept."""
        return sum(day.kept is True for day in self.days)

    @property
    def judged(self) -> int:
        """On how many days there was something to keep."""
        return sum(day.kept is not None for day in self.days)

    @property
    def reserve(self) -> int:
        """How many of those may go otherwise, and the goal is kept all the same."""
        return round(self.judged * RESERVE)

    @property
    def held_reasons(self) -> Counter[str]:
        """How many needs each hold kept back, over all kinds."""
        return sum((kind.held_reasons for kind in self.kinds), Counter())

    @property
    def undelivered_reasons(self) -> Counter[str]:
        """Why prompts could not be shown, over all kinds."""
        return sum((kind.undelivered_reasons for kind in self.kinds), Counter())

    def kind(self, name: str) -> KindSummary | None:
        """One kind's part; None if nothing of it was logged."""
        return next((kind for kind in self.kinds if kind.kind == name), None)


def needed(goal: float, answered: int) -> int:
    """How many of so many breaks keep the goal; a share of 0.7 of ten is seven, whatever a binary fraction says."""
    return ceil(goal * answered - 1e-9)


def summarize(period: Period, log: Log, plan: Plan) -> Summary:
    """Count one period.

    Rows of other days are left out, and a sitting bout counts on the day it began, as long as it went on. Each day is
    measured by what was aimed at then; by `plan` where no log says what that was. The plan's kinds come first and in
    its order, also where nothing was logged of them.
    """
    records = [record for record in log.records if period.first <= record.day <= period.last]
    aims, holds = AimLog(log.aims), Holds(log.holds)

    def bout_rule(day: date) -> tuple[timedelta, timedelta]:
        known = aims.of(day)
        every, rest = (known.every, known.rest) if known is not None else (plan.bout_every, plan.bout_rest)
        return every + OVERRUN, rest

    def goal_of(day: date) -> float:
        known = aims.of(day)
        return known.share if known is not None else plan.goal

    by_kind: dict[str, list[Record]] = {kind.name: [] for kind in plan.kinds}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    bouts = [bout for bout in sitting_bouts(log.spans, bout_rule) if period.first <= bout.day <= period.last]
    watched = {each.day for each in log.aims}
    days = _days(period, by_kind.get(MOVEMENT, []), log.spans, bouts, goal_of, watched)
    limit = bout_rule(period.last)[0]
    earlier = dict.fromkeys(bout.limit for bout in bouts if bout.limit != limit)
    return Summary(
        period,
        tuple(_kind(name, theirs, holds) for name, theirs in by_kind.items()),
        days,
        tuple(bouts),
        (*earlier, limit),
        tuple(each for each in accounts(log.intakes, aims) if each.told and period.first <= each.day <= period.last),
        times_to_answer(records),
        goal_of(period.last),
        ceil(sum(day.goal * (day.done + day.missed) for day in days) - 1e-9),
        aims.steady(period.days),
    )


def _kind(name: str, records: Sequence[Record], holds: Holds) -> KindSummary:
    on_screen = {record.shown for record in records if record.shown and record.result is not Result.UNDELIVERED}
    held: dict[datetime, str] = {}
    for record in records:
        if record.due is not None and (reason := holds.that_kept(record)):
            held[record.due] = reason
    return KindSummary(
        name,
        due=len({record.due for record in records if record.due}),
        shown=len(on_screen),
        results=Counter(record.result for record in records),
        held_back=len(held),
        held_reasons=Counter(held.values()),
        undelivered_reasons=Counter(record.detail for record in records if record.result is Result.UNDELIVERED),
        hours=hours_of(records),
    )


def _days(  # noqa: PLR0913, PLR0917 - a day is made of all of them
    period: Period,
    breaks: Sequence[Record],
    spans: Sequence[RecordSpan],
    bouts: Sequence[Bout],
    goal: Callable[[date], float],
    watched: Container[date],
) -> tuple[DayTotals, ...]:
    lengths: dict[tuple[date, Stretch], timedelta] = defaultdict(timedelta)
    for span in spans:
        lengths[span.day, span.what] += span.end - span.start
    results = Counter((record.day, record.result) for record in breaks)
    theirs: dict[date, list[Bout]] = defaultdict(list)
    for bout in bouts:
        theirs[bout.day].append(bout)
    return tuple(
        DayTotals(
            day,
            lengths[day, Stretch.SITTING],
            lengths[day, Stretch.UNKNOWN],
            sum(results[day, result] for result in DONE),
            sum(results[day, result] for result in REFUSED),
            results[day, Result.NATURAL],
            max((bout.sat for bout in theirs[day]), default=NONE),
            sum(bout.overlong for bout in theirs[day]),
            goal(day),
            day in watched,
            results[day, Result.CLAIMED] + results[day, Result.LOGGED],
        )
        for day in period.days
    )
