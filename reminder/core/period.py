"""Weeks, months and years of desk days (D7)."""

from datetime import date, timedelta
from enum import StrEnum

from reminder.core.records import dataclass

DAY = timedelta(days=1)


class Unit(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """The desk days from `first` to `last`, both included: a week from Monday, a month or a year of the calendar."""

    unit: Unit
    first: date
    last: date

    @classmethod
    def of(cls, unit: Unit, day: date) -> "Period":
        """The period of this length that a desk day belongs to."""
        match unit:
            case Unit.WEEK:
                first = monday_of(day)
                return cls(unit, first, first + 6 * DAY)
            case Unit.MONTH:
                first = day.replace(day=1)
                return cls(unit, first, (first + 31 * DAY).replace(day=1) - DAY)
            case Unit.YEAR:
                return cls(unit, date(day.year, 1, 1), date(day.year, 12, 31))

    def before(self) -> "Period":
        """The one that ends where this one begins."""
        return Period.of(self.unit, self.first - DAY)

    @property
    def days(self) -> tuple[date, ...]:
        """All of its days, in order."""
        return tuple(self.first + n * DAY for n in range((self.last - self.first).days + 1))

    @property
    def name(self) -> str:
        """As a program and the command line call it: "2026-W10", "2026-03", "2026"."""
        match self.unit:
            case Unit.WEEK:
                year, week, _ = self.first.isocalendar()
                return f"{year}-W{week:02}"
            case Unit.MONTH:
                return f"{self.first:%Y-%m}"
            case Unit.YEAR:
                return f"{self.first:%Y}"


def monday_of(day: date) -> date:
    """The first day of the week a desk day belongs to."""
    return day - timedelta(days=day.weekday())
