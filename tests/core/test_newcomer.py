"""The first day: one greeting at a good moment, quiet first minutes, and nothing owed of the hours before."""

from reminder.core.effects import Greet, Show
from reminder.core.events import Held, Started
from reminder.core.plan import FIRST_QUIET, HoldKind, SittingKind
from tests.core.story import CAFFEINE, DEFAULTS, HYDRATION, MOVEMENT, STRETCH, TIP, Day, effects_of, minutes, plan


def new(day: Day, clock: str) -> Day:
    """Somebody who has never had it starts it now."""
    return day.at(clock).start(new=True)


def greeted(day: Day) -> list[str]:
    return [f"{each.at.astimezone(day.zone):%a %H:%M}" for each in effects_of(day.moments, Greet)]


def shows(day: Day) -> list[Show]:
    return effects_of(day.moments, Show)


def test_a_newcomer_is_greeted_once_whatever_restarts() -> None:
    """The state remembers it; the second start is no first one, whoever says so."""
    day = new(Day(plan(MOVEMENT)), "10:00").at("10:05").stop()

    new(day, "10:06").at("10:20").look()

    assert greeted(day) == ["Mon 10:00"]


def test_nobody_else_is_greeted() -> None:
    """Who has settings of their own knows what it does; and so does who has had it for long."""
    assert greeted(Day(plan(MOVEMENT)).at("10:00").start().at("11:00").look()) == []


def test_the_greeting_waits_for_the_end_of_a_call() -> None:
    """Never in a call, not even to say hello."""
    day = Day(plan(MOVEMENT)).at("09:58")
    day.happen(Started(day.now, new=True, holds=(Held(day.now, HoldKind.CALL),)))

    day.at("10:20").released(HoldKind.CALL).at("10:30").look()

    assert greeted(day) == ["Mon 10:20"]


def test_who_begins_on_a_sunday_is_greeted_then() -> None:
    """The hours of reminders do not stand against what the user has just started."""
    assert greeted(new(Day(plan(MOVEMENT)), "Sun 16:00")) == ["Sun 16:00"]


def test_nothing_comes_in_the_first_minutes() -> None:
    """A break of five minutes' rhythm is due at five past, and comes at ten past."""
    often = SittingKind("movement", minutes(5), minutes(2))

    day = new(Day(plan(often)), "10:00").at("10:30").look()

    first = shows(day)[0]
    assert first.at == day.moment("10:10")
    assert minutes(10) == FIRST_QUIET


def test_a_break_that_is_asked_for_comes_at_once() -> None:
    """Whoever tries it out sees it work."""
    day = new(Day(plan(MOVEMENT)), "10:00").at("10:01").ask()

    assert [each.at for each in shows(day)] == [day.moment("10:01")]


def test_a_word_on_caffeine_answers_an_act_also_in_the_first_minutes() -> None:
    """It was not started by us."""
    day = new(Day(plan(MOVEMENT, CAFFEINE)), "10:00").at("10:02").took(300).at("10:03").look()

    assert [each.kinds for each in shows(day)] == [("caffeine",)]


def test_who_begins_in_the_afternoon_has_missed_nothing() -> None:
    """The stretch of the morning was nobody's; that of the afternoon comes, once, and water after a while."""
    day = new(Day(plan(STRETCH, TIP, HYDRATION)), "14:00").at("17:59").look()

    kinds = [kind for each in shows(day) for kind in each.kinds]
    assert kinds.count("stretch") == 1
    assert "tip" not in kinds
    assert min(each.at for each in shows(day) if "hydration" in each.kinds) >= day.moment("15:30")


def test_the_next_day_is_a_day_like_any_other() -> None:
    """Both stretches come."""
    day = new(Day(plan(STRETCH)), "14:00").at("18:00").locked().at("Tue 08:50").unlocked().at("17:59").look()

    assert [f"{each.at.astimezone(day.zone):%a}" for each in shows(day)].count("Tue") == 2


def test_the_silence_of_the_first_minutes_can_be_explained() -> None:
    """P9: also this one."""
    often = SittingKind("movement", minutes(5), minutes(2))

    day = new(Day(plan(often)), "10:00").at("10:07").look()

    assert day.silent_because == ["just_begun"]


def test_who_sets_something_in_these_minutes_sees_what_comes_of_it() -> None:
    """Whoever makes it five minutes wants them now; and is still owed nothing of the morning."""
    often = SittingKind("movement", minutes(5), minutes(2))

    day = new(Day(plan(MOVEMENT, STRETCH)), "14:00").at("14:01").replan(plan(often, STRETCH)).at("14:06").look()

    assert [(each.at, each.kinds) for each in shows(day)] == [(day.moment("14:05"), ("movement",))]


def test_without_a_newcomer_there_is_no_such_quiet() -> None:
    """Simulations have none."""
    assert Day(DEFAULTS).at("10:00").start().at("10:20").look().silent_because != ["just_begun"]
