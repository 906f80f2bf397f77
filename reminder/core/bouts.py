"""Sitting bouts: what was sat without a sufficient break in between (rule C2)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from reminder.core.effects import RecordSpan, Stretch
from reminder.core.records import dataclass

NONE = timedelta(0)
WIDTH = timedelta(minutes=10)
"""Of one class of the distribution."""

CLASSES_BEYOND = 8
"""Classes past the limit; the last of them has everything longer."""


@dataclass(frozen=True, slots=True)
class Bout:
    """Sitting without a sufficient break: from `start` on, `sat` long, breaks too short to count left out.

    It belongs to the desk day on which it began. `limit` is how long it should have been at most.
    """

    start: datetime
    day: date
    sat: timedelta
    limit: timedelta

    @property
    def overlong(self) -> bool:
        """Whether it ran past `every` by more than OVERRUN (C2)."""
        return self.sat > self.limit


def sitting_bouts(spans: Iterable[RecordSpan], rule: Callable[[date], tuple[timedelta, timedelta]]) -> list[Bout]:
    """The bouts of sitting in these stretches, in the order they were written.

    `rule` gives the limit of a bout that begins on a desk day, and the rest that ends a bout on it. A bout ends with at
    least that of being away, asleep or unknown. Times without any row end none: a running service writes a row for all
    time that passes, so a hole is a clock that was set (D5).
    """
    bouts: list[Bout] = []
    absent: timedelta | None = None
    for span in spans:
        length = span.end - span.start
        if span.what is not Stretch.SITTING:
            absent = length if absent is None else absent + length
            continue
        limit, rest = rule(span.day)
        if not bouts or (absent is not None and absent >= rest):
            bouts.append(Bout(span.start, span.day, length, limit))
        else:
            last = bouts[-1]
            bouts[-1] = Bout(last.start, last.day, last.sat + length, last.limit)
        absent = None
    return bouts


@dataclass(frozen=True, slots=True)
class Class:
    """How many bouts lasted longer than `low` and at most `high`; `high` None: any longer."""

    low: timedelta
    high: timedelta | None
    count: int


def distribution(bouts: Sequence[Bout], limit: timedelta) -> list[Class]:
    """The bouts by their length, in classes of ten minutes of which one ends at `limit`; empty without any."""
    if not bouts:
        return []
    first = limit % WIDTH or WIDTH
    edges = [NONE, *(first + n * WIDTH for n in range((limit - first) // WIDTH + CLASSES_BEYOND))]
    longest = max(bout.sat for bout in bouts)
    edges = [edge for edge in edges if edge < max(longest, limit)]
    highs: list[timedelta | None] = [*edges[1:], edges[-1] + WIDTH]
    if longest > edges[-1] + WIDTH:
        highs[-1] = None
    return [
        Class(low, high, sum(low < bout.sat and (high is None or bout.sat <= high) for bout in bouts))
        for low, high in zip(edges, highs, strict=True)
    ]
