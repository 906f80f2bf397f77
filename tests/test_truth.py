"""The summary is the truth: lives of which all is known, lived through the real journal, equal it in every number."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from reminder.core.period import Period, Unit
from reminder.core.summary import Summary
from reminder.summing import Summaries
from tests.ledger import differences, numbers_of
from tests.script import MINUTE
from tests.scripted_life import Life, through_the_journal, works

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = date(2026, 3, 2)
NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a life, not a secret


def week_from(monday: date) -> Period:
    return Period.of(Unit.WEEK, monday)


def summary_of(life: Life, folder: Path, period: Period, *, live: bool = False) -> Summary:
    """What is told of a period after the last event of this life."""
    with through_the_journal(life, folder) as journal:
        return Summaries(journal, life.plan, life.local, live).of(period)


def lies(life: Life, told: Summary) -> list[str]:
    """Every number that is not that of the ledger."""
    return differences(life.ledger.numbers(told.period), numbers_of(told))


def goes_home(life: Life, dice: Random) -> None:
    dice.choice([life.shuts_down, life.locks_up, lambda: life.locks_up(asleep=True)])()


def works_on(life: Life, days: Iterable[date], dice: Random, until: str = "16:15") -> Life:
    """Whole days at the desk, each ended in some way."""
    for day in days:
        life.comes(day)
        works(life, dice, until)
        goes_home(life, dice)
    life.passes(HOUR)
    return life


def five_days(monday: date) -> list[date]:
    return [monday + number * DAY for number in range(5)]


@pytest.mark.parametrize("seed", range(6))
def test_an_ordinary_week(tmp_path: Path, seed: int) -> None:
    """Whatever was answered, put off, held, walked and drunk."""
    life = works_on(Life(), five_days(MONDAY), chance(seed))

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert told.movement.answered > 20


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 3, 30), date(2026, 10, 19), date(2026, 10, 26)])
def test_the_weeks_around_a_change_of_the_clocks(tmp_path: Path, monday: date) -> None:
    """With a long Saturday at the desk, into the night that has 23 or 25 hours."""
    life = Life()
    dice = chance(monday.day)
    works_on(life, five_days(monday), dice)
    life.comes(monday + 5 * DAY, "22:00")
    life.sits_after_hours(8 * HOUR, 5 * MINUTE)
    life.shuts_down()
    works_on(life, [monday + 7 * DAY], dice)

    assert lies(life, summary_of(life, tmp_path, week_from(monday))) == []
