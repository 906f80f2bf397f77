"""What a summary is told by over time: a day each, or a month each for a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reminder.core.period import Period, Unit

NAMED = frozenset({1, 8, 15, 22, 29})
"""The days of a month that are named below a chart; with all of them it could not be read."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, or a month of a year.

    `short` is its name below a bar, "" for none; `label` stands before a row ("Mon  2", "Mar"), and `name` is in full.
    """

    short: str
    label: str
    name: str
    days: tuple[date, ...]


def stretches(period: Period) -> Iterator[Stretch]:
    """All of a period, in order."""
    if period.unit is Unit.YEAR:
        for _, days in groupby(period.days, key=lambda day: day.month):
            month = tuple(days)
            yield Stretch(f"{month[0]:%b}", f"{month[0]:%b}", f"{month[0]:%B}", month)
        return
    for day in period.days:
        short = f"{day:%a}" if period.unit is Unit.WEEK else str(day.day) if day.day in NAMED else ""
        yield Stretch(short, f"{day:%a} {day.day:>2}", f"{day:%A}, {day:%B} {day.day}", (day,))
