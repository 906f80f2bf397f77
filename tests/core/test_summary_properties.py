"""Of any life whatsoever weeks, months and years tell the same, and its days what they told themselves."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from lives import Life, lives

from reminder.core.accounts import accounts
from reminder.core.aims import AimLog
from reminder.core.effects import Budget, RecordAims, RecordIntake
from reminder.core.intake import bedtime_of, next_bedtime, today
from reminder.core.period import Period, Unit
from reminder.core.switches import turn_at
from reminder.journal import Journal
from reminder.summing import Summaries
from tests.core.test_properties import bounded, run

DAY = timedelta(days=1)
SHORTER = (Unit.WEEK, Unit.MONTH)

fewer = settings(bounded, max_examples=30, suppress_health_check=list(HealthCheck))


def covering(unit: Unit, first: date, last: date) -> list[Period]:
    """All periods of this length from that of the first day to that of the last."""
    periods = [Period.of(unit, first)]
    while periods[-1].last < last:
        periods.append(Period.of(unit, periods[-1].last + DAY))
    return periods


@fewer
@given(lives(jumpy=True))
def test_weeks_months_and_the_year_agree(life: Life) -> None:
    """No day is told in two ways, and no outcome, bout or drink is lost or told twice.

    But for a bout of more than a day, whose end a week does not look for.
    """
    moments = list(run(life))
    first, last = (each.event.at.date() for each in (moments[0][0], moments[-1][0]))
    with TemporaryDirectory() as folder, Journal.open(Path(folder) / "journal.sqlite") as journal:
        for moment, _ in moments:
            journal.commit(moment.effects, moment.state)
        summaries = Summaries(journal, moments[-1][1], moments[-1][0].event.at, live=True)
        year = summaries.of(Period.of(Unit.YEAR, first))
        shorter = [[summaries.of(each) for each in covering(unit, first - 2 * DAY, last + 2 * DAY)] for unit in SHORTER]
    assume(all(bout.sat < DAY for bout in year.bouts))

    in_year = {day.day: day for day in year.days}
    for parts in shorter:
        assert [day for part in parts for day in part.days if day != in_year[day.day]] == []
        assert sum((part.accounts for part in parts), ()) == year.accounts
        assert sum((part.bouts for part in parts), ()) == year.bouts
        for kind in year.kinds:
            theirs = [each for part in parts if (each := part.kind(kind.kind)) is not None]
            assert sum((each.results for each in theirs), Counter()) == kind.results
            assert sum(each.answered for each in theirs) == sum(slot.answered for slot in kind.hours.values())


@bounded
@given(lives(thirsty=True))
def test_a_days_account_is_what_the_day_told_itself(life: Life) -> None:
    """Water, caffeine, goals, and what is left at bedtime: as the service said at the last thing that was told."""
    intakes: list[RecordIntake] = []
    aims: list[RecordAims] = []

    for moment, plan in run(life):
        intakes += [effect for effect in moment.effects if isinstance(effect, RecordIntake)]
        aims += [effect for effect in moment.effects if isinstance(effect, RecordAims)]
        turn = turn_at(moment.state, plan, moment.event.at)
        for budget in (effect for effect in moment.effects if isinstance(effect, Budget)):
            mine = {each.day: each for each in accounts(intakes, AimLog(aims))}[turn.day]
            assert mine.water_ml == budget.water_ml
            assert mine.caffeine_mg == budget.caffeine_mg
            if moment.state.running and moment.state.desk.seated:
                told = today(moment.state, turn)
                assert (mine.water_goal_ml, mine.caffeine_limit_mg) == (told.goal_ml, told.limit_mg)
                if next_bedtime(turn) == bedtime_of(turn, turn.day):
                    assert mine.at_bedtime_mg == pytest.approx(budget.caffeine_at_bedtime_mg, abs=1e-3)
