"""What comes along in a prompt, the numbers in it, and what nobody saw (P1, P2)."""

from datetime import timedelta

from story import CAFFEINE, HYDRATION, MOVEMENT, TIP, Day, effects_of, plan

from reminder.codec import dumps, loads
from reminder.core.effects import Caution, Revise, Show
from reminder.core.hours import Hours, Range
from reminder.core.plan import FRESH_FOR, DailyKind, HoldKind

EVERY_DAY = Hours((Range(frozenset(range(7))),))


def last(day: Day) -> Show:
    show = effects_of(day.moments, Show)[-1]
    assert isinstance(show, Show)
    return show


def test_a_prompt_for_water_knows_what_was_drunk() -> None:
    """Its body says "600 ml of 1.8 l so far"."""
    day = Day(plan(HYDRATION)).at("12:00").start().drank(600).at("13:31").look()

    today = last(day).today
    assert today is not None
    assert (today.water_ml, today.goal_ml) == (600, 1800)


def test_a_prompt_for_anything_else_needs_no_numbers() -> None:
    """They cost a little, and say nothing there."""
    day = Day(plan(MOVEMENT)).at("09:00").start().at("09:31").look()

    assert (last(day).today, last(day).caution) == (None, None)


def test_what_is_said_of_a_dose_leads_the_prompt() -> None:
    """It answers what the user has just done; the break comes along."""
    day = Day(plan(MOVEMENT, CAFFEINE)).at("09:00").start().at("09:25").took(450)

    assert last(day).kinds == ("caffeine", "movement")
    assert last(day).caution is Caution.LIMIT


def test_a_prompt_that_changes_where_it_stands_still_knows_what_kept_it_back() -> None:
    """P4: it came after a call, also once the water in it was drunk, and after a restart of the program."""
    day = Day(plan(MOVEMENT, HYDRATION)).at("09:00").start().at("09:20").held(HoldKind.CALL, detail="microphone")
    day.at("09:50").released(HoldKind.CALL).at("09:55").look()
    assert day.state is not None
    day.state = loads(dumps(day.state))

    day.at("09:56").drank(200)

    (revised,) = effects_of(day.moments, Revise)
    assert (revised.kinds, revised.held_by) == (("movement",), "call: microphone")
    assert (revised.held, revised.held_by) == (last(day).held, last(day).held_by)


def test_such_a_prompt_counts_as_one_where_something_comes_along() -> None:
    """P2: then it asks for something, like every other."""
    day = Day(plan(MOVEMENT, CAFFEINE)).at("09:00").start().at("09:25").took(450)

    assert day.state is not None
    assert len(day.state.shows) == 1


def test_a_kind_with_few_texts_does_not_come_more_often_than_it_has_texts() -> None:
    """K2: no tip twice in thirty days; with three tips, the fourth comes when the first is forgotten."""
    day = Day(plan(DailyKind("tip", 1, variety=3), hours=EVERY_DAY))

    for number in range(40):
        date = f"2026-{3 + number // 31:02}-{1 + number % 31:02}"
        day.at(f"{date} 09:00").start().at("13:31").skip().at("17:59").stop()

    days = [effect.at for effect in effects_of(day.moments, Show)]
    assert len(days) == 6
    assert days[3] - days[0] >= FRESH_FOR


def test_one_that_nobody_saw_is_fresh_still() -> None:
    """P7."""
    day = Day(plan(DailyKind("tip", 1, variety=1))).at("13:31").start().undelivered()

    assert day.state is not None
    assert day.state.told == {"tip": ()}
    assert day.state.turns == {"tip": 0}


def test_a_prompt_that_nobody_saw_interrupted_nobody() -> None:
    """P2."""
    day = Day(plan(MOVEMENT, TIP)).at("09:00").start().at("09:31").undelivered()

    assert day.state is not None
    assert day.state.shows == ()
    assert last(day).held == timedelta(0)
