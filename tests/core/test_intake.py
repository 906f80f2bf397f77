"""The account of drinks, doses and activity: by desk days, with undo, and what is left of the caffeine (K3, K4)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import BERLIN, CAFFEINE, HYDRATION, MOVEMENT, Day, effects_of, plan

from reminder.core.effects import Budget, RecordIntake
from reminder.core.events import Ached, Drank, Exercised, Switch, Switched, Undone
from reminder.core.intake import bedtime_of, latest, next_bedtime, past_bedtime, today
from reminder.core.plan import Plan
from reminder.core.state import State
from reminder.core.step import step
from reminder.core.switches import turn_at

QUIET = Plan(())


def quiet_day() -> Day:
    return Day(QUIET).at("09:00").start()


def test_drinks_add_up_and_coffee_counts_among_them() -> None:
    """Moderate coffee does not dry out those who are used to it (Killer 2014)."""
    day = quiet_day()

    day.at("10:00").drank(250, "tea").at("11:00").took(63, 30, "espresso").at("11:05").took(200)

    assert day.budgets == [
        "10:00 250 ml, 0 mg, 0 mg at bedtime",
        "11:00 280 ml, 63 mg, 12 mg at bedtime",
        "11:05 280 ml, 263 mg, 51 mg at bedtime",
    ]


def test_the_budget_is_told_to_a_ten_thousandth() -> None:
    """As fine as the vectors of the model."""
    day = quiet_day().at("15:00").took(95)

    (budget,) = effects_of(day.moments, Budget)

    assert budget.caffeine_mg == 95
    assert budget.caffeine_at_bedtime_mg == pytest.approx(31.9097, abs=0.001)


def test_an_undo_takes_back_the_last_entry_and_the_one_before_with_the_next() -> None:
    """K3: a drink, a dose or minutes, whichever came last."""
    day = quiet_day()

    day.at("10:00").drank(250).at("10:01").took(63, 30).at("10:02").undone().at("10:03").undone().at("10:04").undone()

    assert [line.partition(" ")[2] for line in day.budgets] == [
        "250 ml, 0 mg, 0 mg at bedtime",
        "280 ml, 63 mg, 11 mg at bedtime",
        "250 ml, 0 mg, 0 mg at bedtime",
        "0 ml, 0 mg, 0 mg at bedtime",
        "0 ml, 0 mg, 0 mg at bedtime",
    ]


def test_what_was_told_yesterday_cannot_be_undone_by_accident() -> None:
    """An undo is for a slip of the moment."""
    day = quiet_day()

    day.at("20:00").drank(250).at("Tue 09:00").undone()

    assert day.state is not None
    assert [each.ml for each in day.state.taken] == [250]
    assert latest(day.state, day.turn.day) is None


def test_the_load_carries_over_midnight_and_the_desk_day_and_the_totals_do_not() -> None:
    """D7, K4: at one in the morning it is still the same desk day; at five it is another, and the body is the same."""
    day = quiet_day()

    day.at("23:30").took(200)
    before = day.at("Tue 01:00").look().account
    after = day.at("05:00").look().account

    assert (before.caffeine_mg, after.caffeine_mg) == (200, 0)
    assert before.body_mg == pytest.approx(165, abs=1)
    assert after.body_mg == pytest.approx(95, abs=1)
    assert after.at_bedtime_mg == pytest.approx(8, abs=1)


def test_entries_are_remembered_for_eight_days() -> None:
    """Long enough for a habit, and for the slowest body."""
    day = Day(QUIET)

    day.at("2026-03-02 09:00").start().took(63).at("2026-03-10 08:59").took(63).at("2026-03-10 09:01").drank(1)

    assert day.state is not None
    assert [each.mg for each in day.state.taken] == [63, 0]


def test_activity_adds_up_over_the_week() -> None:
    """From Monday's desk day on."""
    day = Day(QUIET).at("2026-03-01 20:00").start().exercised(60)
    day.at("2026-03-02 12:00").exercised(20).at("2026-03-04 12:00").exercised(25)

    assert day.account.active_minutes == 45


def test_everything_that_is_told_is_in_the_log() -> None:
    """The undo as well as what it undoes."""
    day = quiet_day().at("10:00")

    day.drank(250).undone().exercised(20).ached(3).switched(Switch.HEAT)

    told = [type(effect.intake) for effect in effects_of(day.moments, RecordIntake)]
    assert told == [Drank, Undone, Exercised, Ached, Switched]


def test_what_is_told_while_no_service_runs_is_entered_and_moves_no_clock() -> None:
    """D6: the hour in between is unknown, and not sitting, whatever was drunk in it."""
    day = Day(plan(HYDRATION, CAFFEINE)).at("10:00").start().at("11:00").stop()
    stopped = day.state

    day.at("11:59").drank(250).at("12:00").start()

    assert stopped is not None
    assert day.account.water_ml == 250
    assert day.spans == ["10:00-11:00 sitting", "11:00-12:00 unknown"]


def test_what_is_told_before_the_very_first_start_is_no_gap() -> None:
    """D6: nothing was missed in the hour before it, for there was no desk day yet."""
    day = Day(plan(MOVEMENT)).at("10:00").drank(250).at("11:00").start().at("11:31").look()

    assert day.account.water_ml == 250
    assert day.spans == []
    assert day.shows() == ["11:30 show movement sat 30m"]


def test_a_clock_that_was_a_day_ahead_takes_what_was_told_along() -> None:
    """D5: today is today, whatever the clock said, and can still be undone."""
    day = Day(QUIET).at("Tue 10:00").start().drank(900).clock_set("2026-03-02 10:01").drank(100)

    assert day.account.water_ml == 1000
    assert day.undone().undone().account.water_ml == 0


def test_the_state_of_a_stopped_service_keeps_everything_else() -> None:
    """The account is all that is touched."""
    day = Day().at("10:00").start().at("11:00").stop()
    before = day.state

    day.at("12:00").took(63)

    assert before is not None
    assert day.state is not None
    changed = {name for name in State.__slots__ if getattr(before, name) != getattr(day.state, name)}
    assert changed == {"taken"}


@pytest.mark.parametrize(
    ("bedtime", "wakes", "at", "bed"),
    [
        (time(23), time(7), "2026-03-02 12:00", "2026-03-02 23:00"),
        (time(23), time(7), "2026-03-03 01:00", "2026-03-02 23:00"),
        (time(0, 30), time(8), "2026-03-02 12:00", "2026-03-03 00:30"),
        (time(0, 30), time(8), "2026-03-03 00:10", "2026-03-03 00:30"),
        (time(8), time(16), "2026-03-02 20:00", "2026-03-03 08:00"),
    ],
)
def test_the_bedtime_of_a_desk_day(bedtime: time, wakes: time, at: str, bed: str) -> None:
    """D7: after midnight it is still that day's, and a night shift goes to bed the next morning."""
    day = Day(Plan((), bedtime=bedtime, wakes=wakes)).at(at).start()

    assert bedtime_of(day.turn, day.turn.day) == datetime.fromisoformat(bed).replace(tzinfo=BERLIN)


def test_the_next_bedtime_is_always_ahead() -> None:
    """What is left at bedtime is asked of the night to come."""
    day = Day(QUIET).at("23:30").start()

    assert next_bedtime(day.turn).astimezone(BERLIN).isoformat() == "2026-03-03T23:00:00+01:00"
    assert past_bedtime(day.turn)


def test_a_bedtime_is_a_time_on_the_wall() -> None:
    """On the evening before summer time as on any other; the body counts true hours."""
    day = Day(QUIET, ZoneInfo("Europe/Berlin")).at("2026-03-28 23:30").start()

    assert (next_bedtime(day.turn) - day.now).total_seconds() == 22.5 * 3600


TELLING = st.one_of(
    st.builds(lambda ml: ("drank", ml), st.integers(1, 2000)),
    st.builds(lambda mg: ("took", mg), st.floats(1, 1000)),
    st.just(("undone", 0)),
)


@given(st.lists(TELLING, max_size=12), TELLING.filter(lambda told: told[0] != "undone"))
def test_an_undo_leaves_no_trace_in_any_total(before: list[tuple[str, float]], mistake: tuple[str, float]) -> None:
    """K3: whatever was told before, a mistake and its undo are as if nothing had been said."""
    day = quiet_day().at("10:00")
    for verb, amount in before:
        tell(day, verb, amount)
    account, taken = day.account, day.state.taken if day.state else ()

    tell(day, *mistake)
    day.undone()

    assert day.account == account
    assert day.state is not None
    assert day.state.taken == taken


def tell(day: Day, verb: str, amount: float) -> None:
    """Tell the day of it."""
    match verb:
        case "drank":
            day.drank(int(amount))
        case "took":
            day.took(amount)
        case _:
            day.undone()


@given(st.lists(TELLING, max_size=12))
def test_totals_are_never_less_than_nothing(told: list[tuple[str, float]]) -> None:
    """However often one undoes."""
    day = quiet_day().at("10:00")
    for verb, amount in told:
        tell(day, verb, amount)

    assert day.account.water_ml >= 0
    assert day.account.caffeine_mg >= 0


def test_an_account_can_be_read_at_any_time_after_it() -> None:
    """The command line asks a minute later, without an event."""
    day = quiet_day().at("10:00").took(200)
    state, _ = step(day.state, Drank(day.now, 100), QUIET)

    later = today(state, turn_at(state, QUIET, day.moment("15:00")))

    assert later.body_mg == pytest.approx(100, abs=2)
