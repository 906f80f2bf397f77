"""What kind of day it is: heat, a workout, a cold remedy, a sore back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from story import HYDRATION, MOVEMENT, RELAX, STRENGTHEN, Day, minutes, plan

from reminder.core.events import Switch
from reminder.core.plan import APART, DailyKind, Plan, SittingKind, Water
from reminder.core.switches import in_force

LAZY = SittingKind("movement", minutes(60), minutes(5))
STRONG = DailyKind("strengthen", 1, rest=minutes(2), apart=APART, gentle=False)


def on(day: Day) -> list[str]:
    assert day.state is not None
    return [str(switch) for switch in day.state.switches]


def test_heat_workout_and_cold_remedy_end_with_the_desk_day() -> None:
    """They are said of a day, and nobody remembers to switch them off."""
    day = Day(plan()).at("10:00").start().switched(Switch.HEAT).switched(Switch.WORKOUT)
    day.switched(Switch.PSEUDOEPHEDRINE)

    assert on(day) == ["heat", "workout", "pseudoephedrine"]
    assert on(day.at("Tue 03:59").look()) == ["heat", "workout", "pseudoephedrine"]
    assert on(day.at("Tue 04:00").look()) == []


def test_each_is_switched_off_by_hand_too() -> None:
    """A cloud came."""
    day = Day(plan()).at("10:00").start().switched(Switch.HEAT).at("11:00").switched(Switch.HEAT, on=False)

    assert on(day) == []


def test_an_ache_of_four_or_more_begins_a_flare_that_ends_after_three_days() -> None:
    """C02, C03: and below that it is only noted."""
    day = Day(plan()).at("10:00").start().ached(3)
    assert on(day) == []

    assert on(day.ached(4)) == ["flare"]
    assert on(day.at("Thu 09:59").look()) == ["flare"]
    assert on(day.at("Thu 10:00").look()) == []


def test_another_ache_lets_it_go_on_and_a_good_day_ends_it() -> None:
    """Three days from the last one; 0 is fine."""
    day = Day(plan()).at("10:00").start().ached(6).at("Wed 10:00").ached(5)

    assert on(day.at("Fri 10:00").look()) == ["flare"]
    assert on(day.ached(2)) == ["flare"]
    assert on(day.ached(0)) == []


def test_a_flare_can_be_ended_by_hand() -> None:
    """The user knows best."""
    assert on(Day(plan()).at("10:00").start().ached(6).switched(Switch.FLARE, on=False)) == []


def test_a_sore_back_is_not_strengthened() -> None:
    """C02: nor is the time when it would have been owed afterwards."""
    day = Day(plan(STRONG, RELAX))

    day.at("09:00").start().ached(5).at("17:59").look()

    assert [line.split()[2] for line in day.shows()] == ["relax", "relax"]


def test_a_prompt_that_strengthens_is_taken_back_when_the_back_begins_to_ache() -> None:
    """It must not stand there asking for it."""
    day = Day(plan(STRONG))

    day.at("13:29").start().at("13:35").ached(5)

    assert day.transcript[1:] == ["13:35 strengthen withdrawn (switched off)", "13:35 withdraw"]


def test_a_sore_back_walks_at_least_every_twenty_minutes() -> None:
    """More walking, gently; who is reminded more often anyway stays with that."""
    day = Day(plan(LAZY))

    day.at("09:00").start().ached(5).at("09:21").look()

    assert day.shows() == ["09:20 show movement sat 20m"]
    often = replace(MOVEMENT, every=minutes(15))
    assert in_force(plan(often), day.state, day.turn.at).kinds == (often,)  # type: ignore[arg-type]


def test_what_a_flare_makes_due_waits_for_a_pause_too() -> None:
    """P3: nobody is interrupted in the middle of a sentence because they told of an ache."""
    day = Day(plan(LAZY, wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:45").ached(5).at("09:51").look()

    assert day.shows() == ["09:50 show movement sat 50m"]


def test_an_ache_changes_the_words_of_the_open_prompt() -> None:
    """What is on the screen must not ask for what hurts."""
    day = Day(plan()).at("09:00").start().at("09:31").ached(5).at("09:32").switched(Switch.FLARE, on=False)

    assert day.transcript == ["09:30 show movement sat 30m", "09:31 revise movement", "09:32 revise movement"]


def test_a_hot_day_ends_with_the_desk_day_also_after_a_flight() -> None:
    """D7: at four in the morning on the user's own clock."""
    day = Day(plan()).at("10:00").start().switched(Switch.HEAT)

    day.travel("America/New_York").at("12:00").look()

    assert on(day.at("Tue 03:59").look()) == ["heat"]
    assert on(day.at("Tue 04:00").look()) == []


def test_the_heat_allows_no_more_prompts_where_water_is_not_asked_for() -> None:
    """P2: three an hour are for the cups."""
    day = Day(plan(MOVEMENT, max_per_hour=1)).at("10:00").start().switched(Switch.HEAT)

    assert day.turn.plan.max_per_hour == 1


def test_after_the_flare_the_old_interval_is_back() -> None:
    """And what the shorter one made due is not."""
    day = Day(plan(LAZY))

    day.at("09:00").start().ached(5).at("09:19").switched(Switch.FLARE, on=False).at("09:59").look()

    assert day.shows() == []


def test_a_prompt_says_whether_the_back_is_sore() -> None:
    """Its words come from the gentle set then."""
    day = Day(plan()).at("09:00").start().ached(5).at("09:31").look()

    shows = [effect for moment in day.moments for effect in moment.effects if hasattr(effect, "sore")]
    assert [show.sore for show in shows] == [True]


def test_a_plan_without_switches_is_the_plan() -> None:
    """Not even a copy."""
    day = Day(plan()).at("10:00").start()

    assert day.state is not None
    assert in_force(day.plan, day.state, day.turn.at) is day.plan


def test_heat_and_workout_add_up_and_need_a_goal() -> None:
    """For people told to limit fluid neither raises anything."""
    day = Day(plan(HYDRATION)).at("10:00").start().switched(Switch.HEAT).switched(Switch.WORKOUT)
    assert day.state is not None

    assert day.turn.plan.water.goal_ml == 3450
    dry = in_force(Plan((), water=Water(goal_ml=None)), day.state, day.turn.at)
    assert dry.water == Water(goal_ml=None)


@pytest.mark.parametrize(("goal", "hot"), [(1800, 2700), (3000, 4500), (3500, 4500), (4500, 4500), (5000, 5000)])
def test_a_high_goal_does_not_become_a_boundless_one_in_the_heat(goal: int, hot: int) -> None:
    """Half as much again, up to 4.5 l; what somebody means to drink anyway stays."""
    day = Day(plan(HYDRATION, water=Water(goal_ml=goal))).at("10:00").start().switched(Switch.HEAT)

    assert day.turn.plan.water.goal_ml == hot


def walks(day: Day) -> int:
    """How many there are in eight hours of somebody who takes a walk of three minutes whenever asked to."""
    minute = 0
    while minute < 8 * 60:
        minute += 1
        asked = day.at(f"{9 + minute // 60:02}:{minute % 60:02}").look().moments[-1].state.prompt
        if asked is not None:
            minute += 3
            day.left().at(f"{9 + minute // 60:02}:{minute % 60:02}").returned()
    return len(day.shows())


def test_a_sore_back_walks_more_often_within_the_budget() -> None:
    """P2: of twenty minutes and two an hour comes one after twenty, the next after a little more than thirty."""
    usual, sore = (Day(plan()).at("09:00").start().ached(level) for level in (0, 5))

    assert (walks(usual), walks(sore)) == (14, 16)


def test_a_clock_that_is_set_moves_the_end_along() -> None:
    """D5: three days are three days."""
    day = Day(plan()).at("10:00").start().ached(5).clock_set("12:00")

    assert day.state is not None
    assert day.state.switches[Switch.FLARE].until - day.state.now == timedelta(days=3)


def test_strengthening_comes_on_its_days_and_48_hours_after_it_was_done() -> None:
    """ACSM: every day in the plan, so every other day in truth; the two sessions are asked for two days apart."""
    day = Day(plan(STRONG, expires=minutes(180)))

    for name in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        day.at(f"{name} 09:00").start().at("15:30").done().at("17:55").stop()

    assert [line.split()[0] for line in day.shows()] == ["13:30", "Wed", "Fri"]


def test_what_was_skipped_needs_no_rest() -> None:
    """Tomorrow is another day."""
    day = Day(plan(STRONG))

    for name in ("Mon", "Tue"):
        day.at(f"{name} 09:00").start().at("13:35").skip().at("17:55").stop()

    assert len(day.shows()) == 2
    assert STRENGTHEN.apart == timedelta(0)
