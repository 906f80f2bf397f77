"""Weeks, months and years are those of the calendar, whole and without a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.period import Period, Unit, monday_of

DAY = timedelta(days=1)
DAYS = st.dates(date(1970, 1, 5), date(9990, 1, 1))


@pytest.mark.parametrize(
    ("unit", "day", "first", "last", "name"),
    [
        (Unit.WEEK, "2026-03-04", "2026-03-02", "2026-03-08", "2026-W10"),
        (Unit.WEEK, "2026-01-01", "2025-12-29", "2026-01-04", "2026-W01"),
        (Unit.WEEK, "2027-01-03", "2026-12-28", "2027-01-03", "2026-W53"),
        (Unit.MONTH, "2026-02-28", "2026-02-01", "2026-02-28", "2026-02"),
        (Unit.MONTH, "2028-02-01", "2028-02-01", "2028-02-29", "2028-02"),
        (Unit.MONTH, "2026-12-31", "2026-12-01", "2026-12-31", "2026-12"),
        (Unit.YEAR, "2026-07-01", "2026-01-01", "2026-12-31", "2026"),
    ],
)
def test_a_period_is_that_of_the_calendar(unit: Unit, day: str, first: str, last: str, name: str) -> None:
    """A week belongs to the year that most of it lies in; leap years have their day."""
    period = Period.of(unit, date.fromisoformat(day))

    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert period.name == name


@pytest.mark.parametrize(
    ("unit", "day", "before"),
    [
        (Unit.WEEK, "2026-01-01", "2025-W52"),
        (Unit.MONTH, "2026-03-31", "2026-02"),
        (Unit.MONTH, "2026-01-31", "2025-12"),
        (Unit.YEAR, "2028-02-29", "2027"),
    ],
)
def test_before_it_is_the_one_that_ends_where_it_begins(unit: Unit, day: str, before: str) -> None:
    """Also over the end of a year, and where the month before has fewer days."""
    assert Period.of(unit, date.fromisoformat(day)).before().name == before


@given(st.sampled_from(Unit), DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(unit: Unit, day: date) -> None:
    """Every day is in one of each, and the one before ends on the day before."""
    period = Period.of(unit, day)
    before = period.before()

    assert period.first <= day <= period.last
    assert before.unit is unit
    assert before.last + DAY == period.first
    assert all(Period.of(unit, each) == period for each in (period.first, period.last))


@given(st.sampled_from(Unit), DAYS)
def test_the_days_are_all_of_them_in_order(unit: Unit, day: date) -> None:
    """7 of a week, 28 to 31 of a month, 365 or 366 of a year."""
    period = Period.of(unit, day)
    lengths = {Unit.WEEK: {7}, Unit.MONTH: {28, 29, 30, 31}, Unit.YEAR: {365, 366}}

    assert len(period.days) in lengths[unit]
    assert (period.days[0], period.days[-1]) == (period.first, period.last)
    assert {later - earlier for earlier, later in zip(period.days, period.days[1:], strict=False)} == {DAY}


@given(DAYS)
def test_a_week_begins_on_monday(day: date) -> None:
    """Everywhere, as ISO 8601 has it."""
    assert monday_of(day).isoweekday() == 1
    assert timedelta(0) <= day - monday_of(day) < 7 * DAY
