"""What users told of themselves: only what they told, beside its goal, by day or by month."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.report.terminal import render
from tests.report.made import HOUR, MINUTE, MONDAY, WEEK, day, kind, material, summary

DAY = timedelta(days=1)


def told(*accounts: DayAccount, period: Period = WEEK) -> list[str]:
    """The section's lines; its heading first, or none at all."""
    of = replace(summary(kind(observed=1), sat=HOUR, period=period), accounts=accounts)
    text = render(material(of), width=100)
    return text[text.index("As you told") :].split("\n\n")[0].splitlines() if "As you told" in text else []


def test_what_was_told_stands_by_its_day() -> None:
    """Beside the goal of that day, where there was one; a dot is nothing told."""
    monday = DayAccount(MONDAY, 1250, 190.0, told=True, water_goal_ml=1800, caffeine_limit_mg=400.0)
    tuesday = DayAccount(MONDAY + DAY, 800, told=True, water_goal_ml=1800)
    friday = DayAccount(MONDAY + 4 * DAY, caffeine_mg=90.0, told=True)

    assert [" ".join(line.split()) for line in told(monday, tuesday, friday)[1:]] == [
        "water caffeine",
        "Mon 2 1.25 of 1.8 l 190 of 400 mg",
        "Tue 3 800 ml of 1.8 l ·",
        "Fri 6 · 90 mg",
    ]


def test_what_nobody_told_of_has_no_column() -> None:
    """A column of dots would say that nothing was drunk."""
    assert told() == []
    assert told(DayAccount(MONDAY, active_minutes=90, told=True))[1:] == ["        activity", "Mon  2    1 h 30"]


@pytest.mark.parametrize(("mg", "words"), [(10.0, "low"), (50.0, "may matter"), (90.0, "likely to disturb sleep")])
def test_caffeine_at_bedtime_is_a_band_and_rough(mg: float, words: str) -> None:
    """The figure itself would look measured."""
    lines = told(DayAccount(MONDAY, caffeine_mg=200.0, told=True, at_bedtime_mg=mg))

    assert " ".join(lines[-2].split()) == f"Mon 2 200 mg {words}"
    assert lines[-1] == "At bedtime: caffeine in the body, a rough estimate."


def test_without_caffeine_told_of_nothing_is_said_of_bedtime() -> None:
    """Nothing told is not low."""
    assert told(DayAccount(MONDAY, 200, told=True, at_bedtime_mg=0.0))[1].split() == ["water"]


def test_an_ache_stands_beside_what_one_did_and_claims_no_cause() -> None:
    """The breaks and the longest sit of that day; both unknown where nothing was seen."""
    lines = told(DayAccount(MONDAY, ache=0, told=True), DayAccount(MONDAY + DAY, ache=4, told=True))

    assert [" ".join(line.split()) for line in lines[1:5]] == [
        "longest",
        "ache breaks sit",
        "Mon 2 0 of 10 1 1 h 00",
        "Tue 3 4 of 10 · ·",
    ]
    assert lines[-1] == "Aches stand beside what you did; a few weeks cannot prove a cause."


def test_a_year_has_months_with_the_mean_of_the_days_that_were_told_of() -> None:
    """A day without a word was not one of drinking nothing."""
    accounts = [
        DayAccount(date(2026, 3, 2), 1000, 200.0, told=True, water_goal_ml=1800, at_bedtime_mg=50.0),
        DayAccount(date(2026, 3, 9), 1505, 100.0, 30, 2, told=True, water_goal_ml=1800, at_bedtime_mg=10.0),
        DayAccount(date(2026, 5, 1), active_minutes=45, ache=6, told=True),
    ]
    period = Period.of(Unit.YEAR, MONDAY)
    of = replace(summary(kind(observed=1), period=period), accounts=tuple(accounts))
    march = replace(day(accounts[1].day), longest=50 * MINUTE, done=2)
    days = tuple(march if each == march.day else day(each) for each in period.days)
    text = render(material(replace(of, days=days)), width=120)

    lines = text[text.index("As you told, by month") :].split("\n\n")[0].splitlines()
    assert [" ".join(line.split()) for line in lines if line[:3] in {"Mar", "May"}] == [
        "Mar 1.25 of 1.8 l 150 mg 1 of 2 30 min 1 day, up to 2 of 10 2 50 min",
        "May · · · 45 min 1 day, up to 6 of 10 · ·",
    ]
    assert "Late caffeine: after how many days it may matter at bedtime, a rough estimate." in lines
    assert "Water and caffeine: on a day for which you told of it." in lines
