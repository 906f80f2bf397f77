"""What a summary is told by over time."""

from datetime import date

import pytest

from reminder.core.period import Period, Unit
from reminder.report.stretches import stretches

MARCH = date(2028, 3, 1)


@pytest.mark.parametrize(
    ("unit", "shorts"),
    [
        (Unit.WEEK, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
        (Unit.MONTH, ["1", "8", "15", "22", "29"]),
        (Unit.YEAR, ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
    ],
)
def test_as_many_are_named_as_can_be_read(unit: Unit, shorts: list[str]) -> None:
    """Weekdays in order, one day of a week in a month, every month of a year; all by their full name."""
    told = list(stretches(Period.of(unit, MARCH)))

    assert [each.short for each in told if each.short] == shorts
    assert all(each.name and each.label for each in told)


@pytest.mark.parametrize("unit", Unit)
def test_every_day_is_in_one_of_them(unit: Unit) -> None:
    """The 29th of February, too."""
    period = Period.of(unit, MARCH)

    assert tuple(day for each in stretches(period) for day in each.days) == period.days
