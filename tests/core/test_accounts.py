"""What the log says was drunk and taken on a day is what was told on that day, undone or not."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from lives import Life, lives

from reminder.core.accounts import DayAccount, accounts
from reminder.core.aims import AimLog
from reminder.core.effects import RecordIntake
from reminder.core.events import Ached, Drank, Exercised, Intake, Switch, Switched, TookCaffeine, Undone
from reminder.core.intake import caffeine_today, drunk_today
from reminder.core.switches import turn_at
from tests.core.test_properties import bounded, run

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


NO_AIMS = AimLog([])


def account(rows: list[RecordIntake], aims: AimLog = NO_AIMS) -> dict[date, DayAccount]:
    return {each.day: each for each in accounts(rows, aims)}


def told(*intakes: Intake, day: date = MONDAY) -> list[RecordIntake]:
    return [RecordIntake(intake, day) for intake in intakes]


def test_drinks_doses_and_minutes_add_up_by_their_day() -> None:
    """Coffee is both a drink and a dose."""
    monday = told(Drank(NOON, 250, "tea"), TookCaffeine(NOON, 90, 200, "coffee"), Exercised(NOON, 30, "walking"))
    found = account([*monday, *told(TookCaffeine(NOON, 80), day=TUESDAY)])

    assert found == {
        MONDAY: DayAccount(MONDAY, 450, 90, 30, told=True),
        TUESDAY: DayAccount(TUESDAY, 0, 80, told=True),
    }


def test_an_undo_takes_back_the_last_entry_of_its_day_and_nothing_else() -> None:
    """Not an ache, not a switch, nor what was told the day before."""
    monday = told(
        Drank(NOON, 250), Drank(NOON, 100), Ached(NOON, 6), Switched(NOON, Switch.HEAT, on=True), Undone(NOON)
    )
    found = account([*monday, *told(Undone(NOON), day=TUESDAY)])

    assert found[MONDAY] == DayAccount(MONDAY, 250, ache=6, told=True)
    assert found[TUESDAY] == DayAccount(TUESDAY)


@pytest.mark.parametrize(("levels", "worst"), [([3, 6, 2], 6), ([0], 0), ([], None)])
def test_of_several_aches_the_worst_is_the_days(levels: list[int], worst: int | None) -> None:
    """None told is not no ache."""
    found = account(told(*(Ached(NOON, level) for level in levels), Drank(NOON, 1)))

    assert found[MONDAY].ache == worst


@bounded
@given(lives(thirsty=True))
def test_the_log_and_the_day_itself_agree(life: Life) -> None:
    """After whatever was told and undone, also over midnight and while no service ran."""
    rows: list[RecordIntake] = []

    for moment, plan in run(life):
        rows += [effect for effect in moment.effects if isinstance(effect, RecordIntake)]
        if not any(isinstance(effect, RecordIntake) for effect in moment.effects):
            continue
        turn = turn_at(moment.state, plan, moment.event.at)
        mine = account(rows).get(turn.day, DayAccount(turn.day))
        assert mine.water_ml == drunk_today(moment.state, turn)
        assert mine.caffeine_mg == pytest.approx(caffeine_today(moment.state, turn))
