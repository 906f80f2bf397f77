"""The summary is the truth: lives of which all is known, lived through the real journal, equal it in every number."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from reminder.core.period import Period, Unit
from reminder.core.plan import HoldKind
from reminder.core.summary import Summary
from reminder.summing import Summaries
from tests.ledger import differences, numbers_of
from tests.script import MINUTE, SECOND
from tests.scripted_life import Life, some, through_the_journal, works

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


def works_on(life: Life, days: Sequence[date], dice: Random, until: str = "16:15") -> Life:
    """Whole days at the desk, each ended in some way; after the last one the machine stays awake for a while."""
    for day in days:
        life.comes(day)
        works(life, dice, until)
        if day != days[-1] and dice.random() < 0.3:
            life.sleeps()
        else:
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


@pytest.mark.parametrize("seed", range(3))
def test_a_journey_around_the_world(tmp_path: Path, seed: int) -> None:
    """Berlin, New York and Tokyo in one week: each hour is that of the clock on the wall there and then."""
    life, dice = Life(), chance(seed)
    monday, tuesday, wednesday, _, friday = five_days(MONDAY)
    works_on(life, [monday], dice)
    life.comes(tuesday)
    works(life, dice, "11:00")
    life.locks_up()
    life.zone = ZoneInfo(NEW_YORK)
    life.comes(tuesday, "12:00")  # it is six hours earlier here
    works(life, dice)
    goes_home(life, dice)
    life.comes(wednesday)
    works(life, dice, "12:00")
    life.shuts_down()
    life.zone = ZoneInfo(TOKYO)
    works_on(life, [friday], dice)

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert {hour for _, hour in told.movement.hours} <= set(range(9, 18))


def test_a_border_that_is_crossed_at_the_desk(tmp_path: Path) -> None:
    """On the train: the clock on the wall goes back, and one sits on in the same bout."""
    life = Life().comes(MONDAY, "11:00").sits(20 * MINUTE)
    life.travels("Europe/London")
    for _ in range(3):
        life.prompted()
        life.skips(MINUTE)
    life.shuts_down()

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert told.longest is not None


@pytest.mark.parametrize("seed", range(2))
def test_a_week_that_crosses_the_year(tmp_path: Path, seed: int) -> None:
    """29 December 2025 to 4 January 2026: one week, in two years."""
    monday = date(2025, 12, 29)
    life = works_on(Life(), five_days(monday), chance(seed))

    with through_the_journal(life, tmp_path) as journal:
        summaries = Summaries(journal, life.plan, life.local, live=False)
        week = summaries.of(week_from(monday))
        years = [summaries.of(Period.of(Unit.YEAR, date(year, 6, 1))) for year in (2025, 2026)]

    assert [lies(life, told) for told in (week, *years)] == [[], [], []]
    assert week.movement.results == years[0].movement.results + years[1].movement.results


def test_a_break_that_begins_with_sleep_is_of_the_evening_before(tmp_path: Path) -> None:
    """On Friday, and in Friday's week, though the machine tells of it on Monday: Monday had none yet (D3, D7)."""
    life = Life()
    life.comes(MONDAY + 3 * DAY)
    life.prompted()
    life.says_and_sleeps(MINUTE)
    life.comes(MONDAY + 4 * DAY)
    life.prompted()
    life.walks_to_sleep(MINUTE)
    life.comes(MONDAY + 7 * DAY).sits(MINUTE)
    life.sleeps()
    life.comes(MONDAY + 8 * DAY).sits(MINUTE)

    with through_the_journal(life, tmp_path) as journal:
        summaries = Summaries(journal, life.plan, life.local, live=True)
        first, second = (summaries.of(week_from(MONDAY + number * 7 * DAY)) for number in (0, 1))

    assert (lies(life, first), lies(life, second)) == ([], [])
    assert [day.done for day in first.days] == [0, 0, 0, 1, 1, 0, 0]
    assert [day.natural for day in second.days] == [1, 0, 0, 0, 0, 0, 0]


def test_days_without_data(tmp_path: Path) -> None:
    """Two days at the desk and three on which the service did not run: those have no zeros to tell."""
    monday, *_, friday = five_days(MONDAY)
    life, dice = Life(), chance(1)
    for day in (monday, friday):
        life.comes(day)
        works(life, dice)
        life.shuts_down()
    life.comes(MONDAY + 7 * DAY).sits(MINUTE)

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert [day.has_data for day in told.days] == [True, False, False, False, True, False, False]
    assert told.judged <= 2


def test_a_week_in_which_the_service_never_ran(tmp_path: Path) -> None:
    """Between one that it knows and another: no data, no rate, nothing kept and nothing missed."""
    life, dice = Life(), chance(2)
    for monday in (MONDAY, MONDAY + 14 * DAY):
        life.comes(monday)
        works(life, dice)
        life.shuts_down()

    told = summary_of(life, tmp_path, week_from(MONDAY + 7 * DAY))

    assert lies(life, told) == []
    assert not told.has_data
    assert (told.movement.rate, told.judged, told.goal_breaks, told.longest) == (None, 0, 0, None)


@pytest.mark.parametrize("seed", range(3))
def test_restarts_in_the_middle_of_the_day(tmp_path: Path, seed: int) -> None:
    """Up to five minutes are sat; of more nobody knows, and of a service that was killed neither."""
    life, dice = Life(), chance(seed)
    for day in five_days(MONDAY):
        life.comes(day)
        for seconds in (1, 300, 301, 3600):
            life.sits(some(dice, 60, 600))
            life.restarts(seconds * SECOND, killed=dice.random() < 0.5)
            works(life, dice, f"{life.local + 45 * MINUTE:%H:%M}")
        goes_home(life, dice)
    life.passes(HOUR)

    assert lies(life, summary_of(life, tmp_path, week_from(MONDAY))) == []


def test_what_was_told_and_taken_back(tmp_path: Path) -> None:
    """At the desk, after midnight, while no service runs, and on a Sunday on which it never did."""
    life = Life().comes(MONDAY)
    life.undoes()
    life.drinks(300)
    life.takes(90, 200)
    life.undoes()
    life.exercises(30)
    life.aches(2)
    life.sits(20 * MINUTE)
    life.shuts_down()
    life.passes_to(MONDAY + DAY, "01:30")
    life.takes(80)
    life.drinks(500)
    life.undoes()
    life.passes_to(MONDAY + 6 * DAY, "10:00")
    life.undoes()
    life.takes(120, 250)
    life.aches(1)
    life.aches(0)
    life.comes(MONDAY + 7 * DAY).sits(MINUTE)

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert [(each.day, each.water_ml, each.caffeine_mg) for each in told.accounts] == [
        (MONDAY, 300, 80),
        (MONDAY + 6 * DAY, 250, 120),
    ]


def test_a_week_of_calls(tmp_path: Path) -> None:
    """Every prompt was held by one: all of them are told of, and none is a miss."""
    life, dice = Life(), chance(3)
    for day in five_days(MONDAY):
        life.comes(day)
        while life.local.hour < 16:
            life.up_in_silence(HoldKind.CALL, some(dice, 1, 1200), some(dice, 1, 1200), 5 * MINUTE)
        goes_home(life, dice)
    life.passes(HOUR)

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert told.movement.due == told.movement.held_reasons["call"] > 40
    assert told.movement.rate is None


def test_a_call_that_has_not_ended_is_named(tmp_path: Path) -> None:
    """It is no row yet, but it is not the hours that kept the break back."""
    life = Life().comes(MONDAY)
    life.up_in_silence(HoldKind.CALL, MINUTE, MINUTE, 5 * MINUTE)
    life.sits(MINUTE)
    life.begins_up_in_silence(HoldKind.USER, MINUTE, MINUTE, 5 * MINUTE)
    life.sits(MINUTE)

    assert lies(life, summary_of(life, tmp_path, week_from(MONDAY), live=True)) == []


def test_a_pause_that_outlasts_the_week_is_named(tmp_path: Path) -> None:
    """It is written when it ends, two weeks later: it was no less the reason then."""
    life = Life().comes(MONDAY)
    life.begins_up_in_silence(HoldKind.USER, MINUTE, MINUTE, 5 * MINUTE)
    life.sits(MINUTE)
    life.locks_up()
    life.passes_to(MONDAY + 20 * DAY, "12:00")
    life.is_let_go(HoldKind.USER)

    assert lies(life, summary_of(life, tmp_path, week_from(MONDAY))) == []


def test_early_in_the_day_it_is_the_hours_that_hold(tmp_path: Path) -> None:
    """At the desk from eight: what is due at half past comes at nine."""
    life = Life().comes(MONDAY, "08:00")
    life.waits_for_the_hours("09:00")
    life.skips(MINUTE)
    life.shuts_down()

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert told.held_reasons == {"outside_hours": 2}


@pytest.mark.parametrize("seed", range(3))
def test_settings_that_change_in_mid_week(tmp_path: Path, seed: int) -> None:
    """Each day is measured by what was in force at its end; a rhythm that changed is steady no more."""
    life, dice = Life(), chance(seed)
    monday, tuesday, wednesday, thursday, friday = five_days(MONDAY)
    works_on(life, [monday, tuesday], dice)
    life.comes(wednesday)
    works(life, dice, "12:00")
    life.strolls(MINUTE, 5 * MINUTE, "locked")
    life.changes(45 * MINUTE, 40)
    works(life, dice)
    goes_home(life, dice)
    works_on(life, [thursday, friday], dice)

    told = summary_of(life, tmp_path, week_from(MONDAY))

    assert lies(life, told) == []
    assert told.bout_limits == (40 * MINUTE, 55 * MINUTE)
    assert [day.goal for day in told.days[:5]] == [0.7, 0.7, 0.4, 0.4, 0.4]
    assert "movement" not in told.steady


@pytest.mark.parametrize("by", [-40 * MINUTE, -SECOND, 25 * MINUTE])
def test_a_clock_that_was_set(tmp_path: Path, by: timedelta) -> None:
    """No time passed, so none was sat, and the bout goes on."""
    life, dice = Life().comes(MONDAY, "10:00"), chance(4)
    works(life, dice, "11:00")
    life.strolls(MINUTE, 5 * MINUTE, "locked")
    life.sits(12 * MINUTE)
    life.clock_is_set(by)
    works(life, dice)
    life.shuts_down()

    assert lies(life, summary_of(life, tmp_path, week_from(MONDAY))) == []


def test_the_running_day_is_told_as_far_as_it_goes(tmp_path: Path) -> None:
    """Wednesday afternoon, seated, in the midst of a bout."""
    life = works_on(Life(), five_days(MONDAY)[:2], chance(5))
    life.comes(MONDAY + 2 * DAY).sits(25 * MINUTE)
    life.passes(0 * MINUTE)

    assert lies(life, summary_of(life, tmp_path, week_from(MONDAY), live=True)) == []


def test_months_and_the_year_are_what_their_days_were(tmp_path: Path) -> None:
    """Every number of each against the ledger and against each other, through two changes of the clocks."""
    dice = chance(6)
    days = [date(2025, 12, 15) + number * DAY for number in range(392)]
    life = works_on(Life(), [day for day in days if day.weekday() < 5 and dice.random() < 0.3], dice, "11:00")
    year = Period.of(Unit.YEAR, date(2026, 1, 1))
    firsts = [date(2026, month, 1) for month in range(1, 13)]

    with through_the_journal(life, tmp_path) as journal:
        summaries = Summaries(journal, life.plan, life.local, live=False)
        whole = summaries.of(year)
        months = [summaries.of(Period.of(Unit.MONTH, first)) for first in firsts]
        weeks = [summaries.of(week_from(monday)) for monday in year.days if monday.weekday() == 0]

    assert [lies(life, told) for told in (whole, *months, *weeks)] == [[]] * 65
    assert sum((month.days for month in months), ()) == whole.days
    assert sum((month.bouts for month in months), ()) == whole.bouts
    assert sum((month.movement.results for month in months), Counter()) == whole.movement.results
    assert whole.movement.answered == sum(day.done + day.missed for day in whole.days) > 150
