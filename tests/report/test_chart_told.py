"""What was told of each day: as it was told, beside what was aimed at then, and estimates called so."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.report.chart_told import CAFFEINE, WATER, activity_in_words, told, told_in_words
from reminder.report.material import Material
from tests.report.made import MONDAY, kind, material, summary

DAY = timedelta(days=1)


def accounts(*days: DayAccount, unit: Unit = Unit.WEEK) -> Material:
    return material(replace(summary(kind(), period=Period.of(unit, MONDAY)), accounts=days))


TWO = accounts(
    DayAccount(MONDAY, 1800, 90.0, 30, told=True, water_goal_ml=1800, caffeine_limit_mg=400.0, at_bedtime_mg=14.9),
    DayAccount(MONDAY + DAY, 900, 200.0, told=True, water_goal_ml=1800, caffeine_limit_mg=400.0, at_bedtime_mg=80.0),
)


def test_a_bar_is_from_zero_and_the_goal_a_line() -> None:
    """Of the day itself: goals change."""
    chart = told(TWO, WATER)

    tall = [float(each) for each in re.findall(r'<rect class="water"[^>]* height="([\d.]+)"', chart)]
    assert tall[0] == 2 * tall[1]
    assert len(re.findall('<line class="goal"', chart)) == 2
    assert "liters · line: goal 1.8 l" in chart
    assert re.findall(r'<text class=""[^>]*>([\d.]+)</text>', chart) == ["1.8", "0.9"]


def test_a_day_of_which_nothing_was_told_is_no_day_without_water() -> None:
    """Neither a bar nor a 0."""
    chart = told(TWO, WATER)

    assert "Wednesday, March 4: nothing told." in chart
    assert ">0<" not in chart
    assert told(accounts(DayAccount(MONDAY, 500, told=True)), CAFFEINE) == ""


def test_several_goals_have_no_single_value() -> None:
    """It stands in the table then."""
    days = [DayAccount(MONDAY + n * DAY, 900, told=True, water_goal_ml=goal) for n, goal in enumerate((1800, 2300))]

    assert "liters · line: goal of the day" in told(accounts(*days), WATER)
    assert "liters</text>" in told(accounts(DayAccount(MONDAY, 900, told=True)), WATER)


def test_water_is_told_by_the_days_on_which_the_goal_was_reached() -> None:
    """And thirst stays in charge; no goal, no verdict."""
    assert told_in_words(TWO, WATER) == (
        "You told of drinks on 2 days. The goal was reached on 1 of them. Thirst stays in charge."
    )
    assert told_in_words(accounts(DayAccount(MONDAY, 900, told=True)), WATER) == (
        "You told of drinks on 1 day. Thirst stays in charge."
    )


def test_what_is_left_at_bedtime_is_a_rough_band() -> None:
    """In days, without the figure that would pretend to be exact."""
    assert told_in_words(TWO, CAFFEINE) == (
        "You told of caffeine on 2 days. At bedtime, as a rough estimate: low on 1 day, "
        "likely to disturb sleep on 1 day."
    )


def test_the_table_says_how_much_was_left_each_night() -> None:
    """In its band, beside the day's dose; water has no such thing."""
    assert "<td>200 mg</td><td>400 mg</td><td>likely to disturb sleep</td>" in told(TWO, CAFFEINE)
    assert "at bedtime" not in told(TWO, WATER)


def test_activity_is_what_was_said() -> None:
    """Nothing of it where nothing was."""
    assert activity_in_words(TWO) == "You were active for 30 min on 1 day."
    assert activity_in_words(accounts()) == ""


@pytest.mark.parametrize(("unit", "bars"), [(Unit.MONTH, 2), (Unit.YEAR, 1)])
def test_a_year_has_the_mean_of_its_days(unit: Unit, bars: int) -> None:
    """Of those of which something was told."""
    chart = told(accounts(*TWO.summary.accounts, unit=unit), WATER)

    assert chart.count('<rect class="water"') == bars
    if unit is Unit.YEAR:
        assert "March: 1.35 l, goal 1.8 l." in chart
