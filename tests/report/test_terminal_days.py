"""The first screen of a summary: the goal, and a bar a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminder.core.period import Period, Unit
from reminder.core.summary import DayTotals, Summary
from reminder.report.headline import kept
from reminder.report.terminal import render
from tests.report.made import HOUR, MONDAY, day, kind, material, summary

DAY = timedelta(days=1)


def told(of: Summary, width: int = 80) -> list[str]:
    return render(material(of), width=width).splitlines()


def week(*days: DayTotals) -> Summary:
    """A week that begins with these days, and of which nothing else is known."""
    empty = summary(kind(observed=sum(each.done for each in days), skipped=sum(each.missed for each in days)))
    rest = [day(MONDAY + n * DAY) for n in range(len(days), 7)]
    return replace(empty, days=(*(replace(each, day=MONDAY + n * DAY) for n, each in enumerate(days)), *rest))


# The goal


def test_seen_and_said_are_told_apart() -> None:
    """Claimed is not observed, and unasked stands beside both."""
    text = " ".join(told(summary(kind(observed=9, claimed=2, logged=1, skipped=3, natural=4), sat=HOUR)))

    assert "You got up for 12 of 15 breaks: 9 seen, 3 as you said. 4 more unasked." in text


def test_the_goal_is_a_mark_on_a_bar_from_zero() -> None:
    """Of all that were asked for; with its number."""
    lines = told(replace(summary(kind(observed=20, skipped=20)), goal_breaks=28))

    bar = next(line for line in lines if "Goal" in line)
    assert bar == f"{'█' * 20}{'─' * 8}│{'─' * 11}  Goal: 28 of 40 · 20 taken"


def test_a_goal_that_was_passed_keeps_its_mark() -> None:
    """One sees by how much; a goal of all of them has its mark at the end."""
    passed = told(replace(summary(kind(observed=30, skipped=10)), goal_breaks=28))
    whole = told(replace(summary(kind(observed=40)), goal_breaks=40))

    assert f"{'█' * 28}│█{'─' * 10}  Goal: 28 of 40 · 30 taken" in passed
    assert f"{'█' * 39}│  Goal: 40 of 40 · 40 taken" in whole


def test_a_narrow_terminal_has_the_number_below_the_bar() -> None:
    """Both whole."""
    lines = told(replace(summary(kind(observed=20, skipped=20)), goal_breaks=28), width=30)

    assert lines[lines.index("Goal: 28 of 40 · 20 taken") - 1] == f"{'█' * 15}{'─' * 6}│{'─' * 8}"


def test_without_a_break_asked_for_there_is_no_goal() -> None:
    """No rate is not 0 %."""
    assert not any("Goal" in line for line in told(summary(kind(natural=3), sat=HOUR)))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([True] * 5, "You kept your goal on 5 of 5 days; 4 are enough."),
        ([True] * 4 + [False], "You kept your goal on 4 of 5 days; 4 are enough."),
        ([True] * 2 + [False] * 3, "Your goal was kept on 2 of 5 days; 4 would have done."),
        ([False] * 4, "Your goal was kept on none of 4 days; 3 would have done."),
        ([True], "You kept your goal on 1 of 1 day."),
    ],
)
def test_days_are_kept_with_some_in_reserve(days: list[bool], words: str) -> None:
    """A day that went otherwise costs nothing as long as there is a reserve, and no streak ends with it."""
    of = week(*(day(sitting=HOUR, done=10 * good, missed=10 * (not good)) for good in days))

    assert kept(of) == words
    assert words in told(of)


# The days


def test_a_day_is_a_bar_of_what_became_of_its_breaks() -> None:
    """Taken, not taken, unasked; the same length for a break on every day; the numbers beside it."""
    lines = told(week(day(sitting=4 * HOUR, done=3, missed=1, natural=2), day(sitting=HOUR, done=1)))

    monday, tuesday = (next(line for line in lines if line.startswith(name)) for name in ("Mon", "Tue"))
    assert " ".join(monday.split()) == "Mon 2 ██████··▒▒▒▒ 3 of 4 2 unasked 4 h 00 sat kept"
    assert " ".join(tuesday.split()) == "Tue 3 ██ 1 of 1 1 h 00 sat kept"


def test_many_breaks_fit_into_the_room() -> None:
    """Longer days shrink all bars, and none begins elsewhere than at zero."""
    lines = told(week(day(sitting=HOUR, done=100), day(sitting=HOUR, done=50)))

    lengths = [line.count("█") for line in lines if line.startswith(("Mon", "Tue"))]
    assert lengths[0] == 2 * lengths[1] == 36


def test_a_day_nobody_knows_about_is_told_apart_from_a_day_without_data() -> None:
    """In words, and never as sitting."""
    lines = told(week(day(done=1, unknown=9 * HOUR)))

    monday = next(line for line in lines if line.startswith("Mon"))
    assert "9 h 00 unknown" in monday
    assert "sat" not in monday
    assert "Tue  3  no data" in lines


def test_numbers_that_do_not_fit_beside_the_bar_stand_below_it() -> None:
    """And are not cut."""
    lines = told(week(day(sitting=4 * HOUR, unknown=HOUR, done=3, missed=1, natural=2)), width=40)

    first = lines.index("Mon  2  ██████··▒▒▒▒")
    assert [line.strip() for line in lines[first + 1 : first + 3]] == [
        "3 of 4, 2 unasked, 4 h 00 sat,",
        "1 h 00 unknown, kept",
    ]


def test_a_year_has_a_row_a_month() -> None:
    """With all of its days in it; a month of which nothing is known has no data."""
    period = Period.of(Unit.YEAR, MONDAY)
    days = {MONDAY: day(done=3, missed=1, sitting=20 * HOUR), date(2026, 3, 31): day(missed=1, sitting=6 * HOUR)}
    whole = tuple(replace(days.get(each, day()), day=each) for each in period.days)
    lines = told(replace(summary(kind(observed=3, skipped=2), period=period), days=whole))

    months = [line for line in lines if line[:5].strip() in {"Feb", "Mar", "Apr"}]
    assert [" ".join(line.split()) for line in months] == [
        "Feb no data",
        "Mar ██████···· 3 of 5 26 h sat kept 1 of 2",
        "Apr no data",
    ]
