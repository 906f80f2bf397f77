"""The part of the week in which prompts may come: several ranges a day, past midnight too, and days off."""

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from reminder.core.records import dataclass

DAY = timedelta(days=1)

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
"""Weekdays as `date.weekday()` counts them."""

WORKDAYS = frozenset({MON, TUE, WED, THU, FRI})

Period = tuple[datetime, datetime]
"""From when to when prompts may come, in UTC: the start included, the end not."""


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` to `end`, local time, on these weekdays; where `end` is not after `start`, until the next day."""

    weekdays: frozenset[int] = WORKDAYS
    start: time = time(9)
    end: time = time(18)

    def on(self, day: date, zone: tzinfo) -> Period | None:
        """What begins of it on this date; None on other weekdays, and where summer time leaves nothing of it."""
        if day.weekday() not in self.weekdays:
            return None
        last = day if self.end > self.start else day + DAY
        start = datetime.combine(day, self.start, zone).astimezone(UTC)
        end = datetime.combine(last, self.end, zone).astimezone(UTC)
        return (start, end) if start < end else None

    def until(self, clock: time) -> "Range | None":
        """What of it lies before the first such time of day that comes in it or, on its own date, before it."""
        overnight = self.end <= self.start
        if clock > self.start:
            return replace(self, end=clock) if overnight or clock < self.end else self
        if not overnight:
            return None
        return replace(self, end=clock) if clock < self.end else self


@dataclass(frozen=True, slots=True)
class Hours:
    """When prompts may come. `free` are dates on which nothing begins: holidays."""

    ranges: tuple[Range, ...] = (Range(),)
    free: frozenset[date] = field(default_factory=frozenset)

    def on(self, day: date, zone: tzinfo) -> tuple[Period, ...]:
        """What begins on this date, in order; those that touch are one."""
        if day in self.free:
            return ()
        found = sorted(period for each in self.ranges if (period := each.on(day, zone)) is not None)
        return tuple(_joined(found))

    def until(self, clock: time) -> "Hours":
        """These hours as far as they lie before a time of day; where nothing is left, nothing begins on any day."""
        left = (each.until(clock) for each in self.ranges)
        return Hours(tuple(each for each in left if each is not None), self.free)


def _joined(periods: list[Period]) -> Iterator[Period]:
    last: Period | None = None
    for start, end in periods:
        if last is not None and start <= last[1]:
            last = last[0], max(last[1], end)
        else:
            if last is not None:
                yield last
            last = start, end
    if last is not None:
        yield last
