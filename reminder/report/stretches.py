"""What a summary is told by over time: a day each, or a month each for a year."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.core.records import dataclass
from reminder.core.summary import DayTotals
from reminder.report.material import Material

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


@dataclass(frozen=True, slots=True)
class Totals:
    """What a stretch comes to: its days with data, and what was told of all its days.

    `ahead`: it is yet to come, as far as anybody can tell.
    """

    stretch: Stretch
    days: tuple[DayTotals, ...]
    accounts: tuple[DayAccount, ...]
    ahead: bool

    @property
    def done(self) -> int:
        """Breaks taken of those asked for."""
        return sum(day.done for day in self.days)

    @property
    def claimed(self) -> int:
        """Those of them that were said and not seen."""
        return sum(day.claimed for day in self.days)

    @property
    def missed(self) -> int:
        """Breaks asked for and not taken."""
        return sum(day.missed for day in self.days)

    @property
    def asked(self) -> int:
        """Breaks asked for that came to an answer."""
        return self.done + self.missed

    @property
    def natural(self) -> int:
        """Breaks unasked."""
        return sum(day.natural for day in self.days)

    @property
    def total(self) -> int:
        """All that a bar shows."""
        return self.asked + self.natural

    @property
    def sat(self) -> timedelta:
        """Time sat, all in all."""
        return sum((day.sitting for day in self.days), timedelta(0))

    @property
    def sitting(self) -> timedelta:
        """Time sat on a day: of a month, the mean of its days with data."""
        return self.sat / max(1, len(self.days))

    @property
    def longest(self) -> timedelta:
        """The longest that was sat at a time."""
        return max((day.longest for day in self.days), default=timedelta(0))

    @property
    def unknown(self) -> timedelta:
        """Time of which nobody can say how it was spent."""
        return sum((day.unknown for day in self.days), timedelta(0))

    @property
    def judged(self) -> list[bool]:
        """Of each day on which there was a goal to keep, whether it was kept."""
        return [day.kept for day in self.days if day.kept is not None]

    @property
    def ache(self) -> int | None:
        """The worst ache that was told, from 0 to 10."""
        return max((each.ache for each in self.accounts if each.ache is not None), default=None)

    @property
    def without(self) -> str:
        """What to say in place of numbers; "" where there are some."""
        return "" if self.days else "to come" if self.ahead else "no data"


def totals(material: Material) -> list[Totals]:
    """Of every stretch of the period, in order."""
    days = {each.day: each for each in material.summary.days if each.has_data}
    accounts = {each.day: each for each in material.summary.accounts}
    return [
        Totals(
            each,
            tuple(days[day] for day in each.days if day in days),
            tuple(accounts[day] for day in each.days if day in accounts),
            each.days[0] > material.today,
        )
        for each in stretches(material.summary.period)
    ]
