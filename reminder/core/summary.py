"""The log of a week -> the summary of a week: counted from rows, never from counters (rules C1, C2, D7)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reminder.core.accounts import DayAccount, accounts
from reminder.core.effects import Record, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.plan import OVERRUN, HoldKind
from reminder.core.state import NONE

DONE = frozenset({Result.OBSERVED, Result.CLAIMED, Result.LOGGED})
REFUSED = frozenset({Result.SKIPPED, Result.IGNORED})

RULE = "rate = (observed + claimed + logged) / (those + skipped + ignored)"
"""Rule C1 as it is printed beside every rate."""


@dataclass(frozen=True, slots=True)
class KindSummary:
    """One kind's week. `results` counts outcomes; reasons are counted by their words.

    `due` counts needs, `shown` prompts on the screen: a need that was snoozed is shown more than once. `held_back`
    counts needs that a hold delayed, took off the screen or kept from it altogether.
    """

    kind: str
    due: int
    shown: int
    results: Counter[Result]
    held_back: int
    held_reasons: Counter[str]
    undelivered_reasons: Counter[str]

    @property
    def done(self) -> int:
        """Needs that were met, as seen or as said."""
        return sum(self.results[result] for result in DONE)

    @property
    def rate(self) -> float | None:
        """Rule C1, from 0 to 1; None when nothing came to an answer: no rate is not 0 % and not 100 %."""
        answered = self.done + sum(self.results[result] for result in REFUSED)
        return self.done / answered if answered else None


@dataclass(frozen=True, slots=True)
class Bout:
    """Sitting without a sufficient break: from `start` on, `sat` long, breaks too short to count left out."""

    start: datetime
    day: date
    sat: timedelta


@dataclass(frozen=True, slots=True)
class DayTotals:
    """One desk day: time sat, time nobody knows about, and movement breaks seen or said."""

    day: date
    sitting: timedelta
    unknown: timedelta
    breaks: int

    @property
    def has_data(self) -> bool:
        """Whether the service saw anything of this day: no data is not 0."""
        return bool(self.sitting or self.unknown or self.breaks)


@dataclass(frozen=True, slots=True)
class Summary:
    """Seven desk days from Monday. `overlong` counts bouts longer than `bout_limit`: `every` + OVERRUN (C2).

    `accounts` are what was drunk, taken and done, of the days on which anything was told.
    """

    monday: date
    kinds: tuple[KindSummary, ...]
    days: tuple[DayTotals, ...]
    bouts: tuple[Bout, ...]
    overlong: int
    bout_limit: timedelta
    accounts: tuple[DayAccount, ...] = ()

    @property
    def has_data(self) -> bool:
        """Whether anything at all is known of this week."""
        return any(day.has_data for day in self.days) or any(kind.results for kind in self.kinds) or bool(self.accounts)

    @property
    def longest(self) -> Bout | None:
        """The longest sitting bout; None if nobody sat."""
        return max(self.bouts, key=lambda bout: bout.sat, default=None)

    def kind(self, name: str) -> KindSummary | None:
        """One kind's week; None if nothing of it was logged."""
        return next((kind for kind in self.kinds if kind.kind == name), None)


def monday_of(day: date) -> date:
    """The first day of the week a desk day belongs to."""
    return day - timedelta(days=day.weekday())


def summarize(  # noqa: PLR0913 - the log has four kinds of rows, and the rules two numbers
    monday: date,
    records: Iterable[Record],
    spans: Iterable[RecordSpan],
    holds: Iterable[RecordHold],
    intakes: Iterable[RecordIntake] = (),
    *,
    kinds: Iterable[str],
    every: timedelta,
    rest: timedelta,
) -> Summary:
    """Count one week, from rows in the order they were written.

    The rows may reach beyond the week: outcomes and totals of other days are left out, and a sitting bout counts on the
    day it began, as long as it went on. `kinds` come first and in this order, also where nothing was logged of them.
    `every` and `rest` are movement's interval and break.
    """
    last = monday + timedelta(days=6)
    week = [record for record in records if monday <= record.day <= last]
    spans, holds = tuple(spans), tuple(holds)
    names = dict.fromkeys([*kinds, *(record.kind for record in week)])
    bouts = tuple(bout for bout in sitting_bouts(spans, rest) if monday <= bout.day <= last)
    limit = every + OVERRUN
    return Summary(
        monday,
        tuple(_kind_week(name, [record for record in week if record.kind == name], holds) for name in names),
        tuple(_day_totals(monday + timedelta(days=n), week, spans) for n in range(7)),
        bouts,
        sum(bout.sat > limit for bout in bouts),
        limit,
        tuple(each for day, each in sorted(accounts(intakes).items()) if each.told and monday <= day <= last),
    )


def _kind_week(name: str, records: Sequence[Record], holds: Sequence[RecordHold]) -> KindSummary:
    on_screen = {record.shown for record in records if record.shown and record.result is not Result.UNDELIVERED}
    held: dict[datetime, str] = {}
    for record in records:
        if record.due is not None and (reason := _held_by(record, holds)):
            held[record.due] = reason
    return KindSummary(
        name,
        due=len({record.due for record in records if record.due}),
        shown=len(on_screen),
        results=Counter(record.result for record in records),
        held_back=len(held),
        held_reasons=Counter(held.values()),
        undelivered_reasons=Counter(record.detail for record in records if record.result is Result.UNDELIVERED),
    )


def _held_by(record: Record, holds: Sequence[RecordHold]) -> str:
    """Which hold kept this need back: took its prompt off the screen, or delayed it; "" if none did."""
    took_down = record.detail.partition(":")[0] if record.result is Result.WITHDRAWN else ""
    if took_down in {*HoldKind}:
        return took_down
    if record.due is None or not record.held:
        return ""
    end = record.shown or record.at
    standing = (hold.hold for hold in reversed(holds) if hold.start < end and hold.end > record.due)
    return next(standing, HoldKind.OUTSIDE_HOURS)  # the hours write no rows (P4)


def _day_totals(day: date, records: Sequence[Record], spans: Sequence[RecordSpan]) -> DayTotals:
    sitting = [span.end - span.start for span in spans if span.day == day and span.what is Stretch.SITTING]
    unknown = [span.end - span.start for span in spans if span.day == day and span.what is Stretch.UNKNOWN]
    taken = DONE | {Result.NATURAL}
    breaks = sum(record.day == day and record.kind == "movement" and record.result in taken for record in records)
    return DayTotals(day, sum(sitting, NONE), sum(unknown, NONE), breaks)


def sitting_bouts(spans: Sequence[RecordSpan], rest: timedelta) -> list[Bout]:
    """The bouts of sitting in these stretches, in the order they were written.

    A bout ends with at least `rest` of being away, asleep or unknown. Times without any row end none: a running service
    writes a row for all time that passes, so a hole is a clock that was set (D5).
    """
    bouts: list[Bout] = []
    absent = rest
    for span in spans:
        length = span.end - span.start
        if span.what is not Stretch.SITTING:
            absent += length
            continue
        if absent >= rest:
            bouts.append(Bout(span.start, span.day, length))
        else:
            bouts[-1] = Bout(bouts[-1].start, bouts[-1].day, bouts[-1].sat + length)
        absent = NONE
    return bouts
