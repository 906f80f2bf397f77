"""When water is asked for, and when not (K3)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lives import Life, lives
from story import HYDRATION, MOVEMENT, Day, effects_of, minutes, plan
from test_properties import bounded, run

from reminder.core.effects import Show
from reminder.core.events import BreakAsked, Drank, Started, Switch, Woken
from reminder.core.hours import Hours, Range
from reminder.core.intake import bedtime_of, drunk_today
from reminder.core.plan import BEFORE_BED, HoldKind, Water
from reminder.core.state import State
from reminder.core.switches import turn_at
from reminder.core.turn import Turn

HOUR = timedelta(hours=1)


def thirsty(**settings: object) -> Day:
    return Day(plan(HYDRATION, **{"max_per_hour": 9, "min_gap": timedelta(0), **settings}))


def shown(day: Day) -> list[str]:
    return [line.split(" show")[0] for line in day.shows()]


def test_water_is_asked_for_when_one_drink_is_missing_on_the_line() -> None:
    """K3: 1.8 l from seven to nine in the evening: the second 200 ml are behind at 10:06:40, after a first at nine."""
    day = thirsty()

    day.at("09:00").start().at("09:01").drank(200).at("09:02").drank(50).at("11:00").look()

    assert shown(day) == ["09:00", "10:32"]


def test_it_does_not_come_again_before_its_interval() -> None:
    """K3: not after a prompt that was skipped, nor after a drink, however far behind one is."""
    day = thirsty()

    day.at("14:00").start().at("14:01").skip().at("16:00").drank(100).at("17:40").look()

    assert shown(day) == ["14:00", "15:30", "17:30"]


def test_who_starts_late_is_not_asked_to_catch_up() -> None:
    """K3: at four in the afternoon it is one drink, and the next after the interval: no gulping."""
    day = thirsty()

    day.at("16:00").start().at("16:01").drank(200).at("17:59").look()

    assert shown(day) == ["16:00", "17:31"]


@given(st.integers(0, 17 * 60), st.lists(st.integers(0, 600), max_size=6), st.integers(1, 8))
def test_however_late_one_starts_there_is_never_a_hurry(late: int, drinks: list[int], goal: int) -> None:
    """K3: whatever is missing by then, one drink at a time is asked for, and the next no sooner than on a good day."""
    always = Hours((Range(frozenset(range(7)), time(0), time(0)),))
    water = Water(goal_ml=goal * 500)
    day = Day(plan(HYDRATION, hours=always, water=water, max_per_hour=60, min_gap=timedelta(0)))
    now = day.moment("04:00") + minutes(late)

    day.happen(Started(now))
    for ml in drinks:
        now += minutes(47)
        day.happen(Drank(now, ml))
    day.happen(Woken(day.moment("23:59")))

    shows = [show.at for show in effects_of(day.moments, Show)]
    assert all(later - sooner >= water.every for sooner, later in pairwise(shows))
    assert len(shows) * water.drink_ml <= goal * 500


def test_it_waits_for_a_break_to_ride_on() -> None:
    """Who gets up anyway fetches a glass on the way; nobody is interrupted for it alone within three quarters."""
    day = Day(plan(MOVEMENT, HYDRATION))

    day.at("09:00").start().at("09:31").look()

    assert day.shows() == ["09:30 show movement+hydration sat 30m"]


def test_nothing_is_asked_beyond_the_goal() -> None:
    """K3: with 450 of 600 ml another 200 would be too much, and 150 are for thirst to see to."""
    day = thirsty(water=Water(goal_ml=600, drink_ml=200, every=minutes(30)))

    day.at("09:00").start().at("09:01").drank(450).at("17:59").look()

    assert shown(day) == []


def test_nothing_is_asked_in_the_last_two_hours_before_bed() -> None:
    """So that the night is quiet."""
    day = thirsty(bedtime=time(18))

    day.at("09:00").start().at("17:59").look()

    assert shown(day)[-1] == "15:00"


def test_no_goal_no_prompts() -> None:
    """For people told to limit fluid."""
    day = thirsty(water=Water(goal_ml=None))

    day.at("09:00").start().at("17:59").look()

    assert day.shows() == []
    assert day.account.goal_ml is None


def test_what_was_drunk_in_the_last_hour_leaves_less_room() -> None:
    """K3: 800 ml an hour; after 700 ml at once the next 200 ml wait until they are an hour old."""
    day = thirsty(water=Water(goal_ml=5000, every=minutes(20)))

    day.at("15:00").start().at("15:01").drank(700).at("16:30").look()

    assert shown(day)[:2] == ["15:00", "16:01"]


def test_it_does_not_come_along_before_there_is_room() -> None:
    """P1, K3: a few minutes early are fine for the line, and not for kidneys."""
    day = Day(plan(MOVEMENT, HYDRATION, water=Water(goal_ml=5000, every=minutes(20)), max_per_hour=9))

    day.at("15:00").start().at("15:05").drank(700).at("15:20").left().at("15:25").returned().at("15:56").look()

    assert day.shows() == ["15:55 show movement sat 30m"]


def test_a_drink_of_the_evening_before_counts_for_the_hour_and_not_for_the_day() -> None:
    """D7: kidneys know no day."""
    day = thirsty(water=Water(goal_ml=5000, every=minutes(20)), wakes=time(4), day_starts=time(9))

    day.at("08:50").start().at("08:55").drank(1000).at("09:40").look()

    assert shown(day) == []
    assert day.account.water_ml == 0


def test_a_snoozed_one_comes_back_although_its_interval_is_not_over() -> None:
    """P5."""
    day = thirsty()

    day.at("09:00").start().at("09:01").snooze().at("09:12").look()

    assert shown(day) == ["09:00", "09:11"]


def test_a_drink_answers_what_was_snoozed() -> None:
    """What is met need not come back."""
    day = thirsty()

    day.at("09:00").start().at("09:01").snooze().at("09:05").drank(200).at("10:00").look()

    assert shown(day) == ["09:00"]


def test_one_that_was_held_back_comes_back_after_the_hold() -> None:
    """P4, P7."""
    day = thirsty()

    day.at("09:00").start().at("09:02").held(HoldKind.CALL).at("09:20").released(HoldKind.CALL).at("09:21").look()

    assert shown(day) == ["09:00", "09:20:30"]


def test_one_that_nobody_saw_does_not_count_as_asked() -> None:
    """P7: it is tried again, its interval has not begun, and it counts once towards the goal."""
    day = thirsty(water=Water(goal_ml=600, every=minutes(60)))

    day.at("12:00").start()
    for _ in range(4):
        day.undelivered().at((day.now + minutes(11)).strftime("%H:%M")).look()
    day.skip().at("17:59").look()

    assert shown(day) == ["12:00", "12:10", "12:21", "12:32", "13:00", "14:00", "15:00"]


def test_the_day_of_who_gets_up_before_the_desk_day_begins() -> None:
    """D7: with a desk day from eight, seven is still the morning of the same day."""
    day = thirsty(day_starts=time(8))

    day.at("09:00").start().at("09:01").look()

    assert shown(day) == ["09:00"]


def test_a_night_shift_drinks_as_well() -> None:
    """From getting up to two hours before bedtime, wherever midnight is."""
    night = Hours((Range(frozenset(range(7)), time(20), time(6)),))
    day = thirsty(hours=night, wakes=time(16), bedtime=time(8), day_starts=time(12))

    day.at("20:00").start().at("Tue 05:59").look()

    assert shown(day) == ["20:00", "21:30", "23:00", "Tue 00:30", "Tue 02:00", "Tue 03:30", "Tue 05:00"]


def test_a_drink_told_on_a_clock_that_was_ahead_silences_nothing() -> None:
    """D5: a year of thirst for one wrong clock."""
    day = thirsty().at("09:00").start().at("09:01").skip().stop()

    day.happen(Drank(day.now + timedelta(days=365), 300)).at("10:31").start().at("10:32").look()

    assert shown(day) == ["09:00", "10:31"]


def test_in_the_heat_a_cup_each_twenty_minutes() -> None:
    """K3: 240 ml, three prompts an hour, from when it was switched on."""
    day = Day(plan(HYDRATION, max_per_hour=1))

    day.at("12:00").start().at("12:01").drank(600).at("13:00").switched(Switch.HEAT).at("14:19").look()

    assert shown(day) == ["12:00", "13:20", "13:40", "14:00"]
    assert day.account.goal_ml == 2700


def test_in_the_heat_it_goes_on_as_long_as_one_drinks_along() -> None:
    """NIOSH: a cup each 15 to 20 minutes."""
    day = Day(plan(HYDRATION))

    day.at("12:00").start().at("12:01").drank(600).at("13:00").switched(Switch.HEAT)
    for clock in ("13:21", "13:42", "14:03"):
        day.at(clock).drank(240)
    day.at("14:04").look()

    assert shown(day)[1:] == ["13:20", "13:41", "14:02"]


def test_the_heat_ends_with_the_day() -> None:
    """It is switched on for a day."""
    day = thirsty()

    day.at("12:00").start().switched(Switch.HEAT).at("Tue 09:00").look()

    assert day.account.goal_ml == 1800


def test_a_workout_raises_the_goal_of_the_day() -> None:
    """C16: by what the settings say."""
    day = thirsty()

    day.at("12:00").start().switched(Switch.WORKOUT)

    assert day.account.goal_ml == 2300


def test_old_prompts_are_forgotten() -> None:
    """Only those of the last hour and of this day matter."""
    day = thirsty()

    day.at("09:00").start().at("09:01").skip().at("10:31").skip().at("Tue 09:01").skip()

    assert day.state is not None
    assert [each.ml for each in day.state.asked] == [200]


def test_who_never_says_what_they_drink_is_asked_for_no_more_than_the_goal() -> None:
    """They may well drink it; a prompt that was snoozed asks once."""
    day = thirsty(water=Water(goal_ml=600, every=minutes(60)))

    day.at("12:00").start().at("12:01").snooze().at("12:12").done().at("17:59").look()

    assert shown(day) == ["12:00", "12:11", "13:11", "14:11"]


def asking(life: Life) -> Iterator[tuple[Show, State, Turn]]:
    """Every prompt for water that nobody asked for, with the day as it stood."""
    for moment, wanted in run(life):
        for effect in moment.effects:
            if isinstance(effect, Show) and "hydration" in effect.kinds and not isinstance(moment.event, BreakAsked):
                yield effect, moment.state, turn_at(moment.state, wanted, moment.event.at)


@bounded
@given(lives(jumpy=True, thirsty=True))
def test_never_asked_beyond_the_goal(life: Life) -> None:
    """K3: whatever is logged, undone or switched: what is asked for still fits into the goal of that day."""
    for _show, state, turn in asking(life):
        assert turn.plan.water.goal_ml is not None
        assert drunk_today(state, turn) + turn.plan.water.drink_ml <= turn.plan.water.goal_ml


@bounded
@given(lives(thirsty=True))
def test_never_above_the_ceiling_whatever_is_logged(life: Life) -> None:
    """K3: neither with what was drunk in the last hour, nor with what was asked for in it."""
    asked_for = list[tuple[datetime, int]]()

    for show, state, turn in asking(life):
        drink, most = turn.plan.water.drink_ml, turn.plan.water.per_hour_ml
        drunk = sum(each.ml for each in state.taken if show.at - each.at < HOUR)
        before = sum(ml for at, ml in asked_for if show.at - at < HOUR)
        assert drunk + drink <= most
        assert before + drink <= most
        asked_for.append((show.at, drink))


@bounded
@given(lives(thirsty=True))
def test_not_in_the_evening_and_not_at_once_after_a_drink(life: Life) -> None:
    """K3: quiet near bedtime; and however late one began, a drink is followed by an interval without a prompt."""
    for show, state, turn in asking(life):
        assert show.at < bedtime_of(turn, turn.day) - BEFORE_BED
        assert all(show.at - each.at >= turn.plan.water.every for each in state.taken if each.ml)
