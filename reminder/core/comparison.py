"""A period beside those before it: with oneself, never with other people (evidence, section 6)."""

from collections.abc import Sequence
from enum import StrEnum

from reminder.core.period import Unit
from reminder.core.records import dataclass
from reminder.core.summary import Summary


class Measure(StrEnum):
    """What is compared. Totals are told by the day at the desk, so that a short week is no worse than a long one."""

    RATE = "rate"
    BREAKS = "breaks"
    LONGEST = "longest"
    OVERLONG = "overlong"
    SITTING = "sitting"


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure now and `before`: in those of the periods before that know of it, the last one first.

    `RATE` is from 0 to 1 (C1), `BREAKS` and `OVERLONG` are a number a day, `LONGEST` is in seconds, `SITTING` in
    seconds a day.
    """

    measure: Measure
    now: float
    before: tuple[float, ...]

    @property
    def last(self) -> float:
        """What it was the last time that it was known."""
        return self.before[0]


LEAST_DAYS = {Unit.WEEK: 1, Unit.MONTH: 5, Unit.YEAR: 20}
"""Days at the desk that a period before must have to be compared with: one day in December is no year."""


def compare(summary: Summary, before: Sequence[Summary]) -> tuple[Compared, ...]:
    """Every measure that is known of this period and of at least one before it; `before` has the last one first."""
    found = []
    for measure in Measure:
        now = _value(measure, summary)
        known = tuple(value for each in before if _tells(each) and (value := _value(measure, each)) is not None)
        if now is not None and known:
            found.append(Compared(measure, now, known))
    return tuple(found)


def _tells(before: Summary) -> bool:
    return sum(day.has_data for day in before.days) >= LEAST_DAYS[before.period.unit]


def _value(measure: Measure, summary: Summary) -> float | None:
    days = sum(bool(day.sitting) for day in summary.days)
    if measure is Measure.RATE:
        return summary.movement.rate
    if not days:
        return None
    match measure:
        case Measure.BREAKS:
            return sum(day.breaks for day in summary.days) / days
        case Measure.OVERLONG:
            return summary.overlong / days
        case Measure.SITTING:
            return sum(day.sitting.total_seconds() for day in summary.days) / days
        case Measure.LONGEST:
            return max(day.longest.total_seconds() for day in summary.days)
