"""What a summary is told by over time, and what each part of it comes to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.report.stretches import stretches, totals
from tests.report.made import HOUR, MONDAY, NONE, day, material, of_days

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


def test_a_month_comes_to_the_sum_of_its_days() -> None:
    """A day without data is none of them, and what was told of it counts all the same."""
    later = MONDAY + timedelta(days=1)
    lived = of_days(
        [
            day(done=3, missed=1, sitting=4 * HOUR, longest=HOUR, goal=0.7),
            day(later, done=1, missed=3, natural=2, sitting=2 * HOUR, unknown=HOUR, longest=2 * HOUR, goal=0.7),
        ],
        Period.of(Unit.YEAR, MONDAY),
    )
    aches = [DayAccount(MONDAY, ache=2, told=True), DayAccount(later + timedelta(days=1), ache=5, told=True)]

    january, _, march, *rest = totals(material(replace(lived, accounts=tuple(aches)), today=later))

    assert (march.done, march.missed, march.asked, march.natural, march.total) == (4, 4, 8, 2, 10)
    assert (march.sat, march.sitting, march.longest, march.unknown) == (6 * HOUR, 3 * HOUR, 2 * HOUR, HOUR)
    assert (march.judged, march.ache, march.without) == ([True, False], 5, "")
    assert (january.total, january.sitting, january.judged, january.ache) == (0, NONE, [], None)
    assert (january.without, [each.without for each in rest]) == ("no data", ["to come"] * 9)
