"""The week is told at its hour, or at the first moment at the desk after it; once, and never into a silence."""

from datetime import date, time, timedelta

from reminder.core.effects import TellWeek
from reminder.core.plan import HoldKind
from tests.core.story import MOVEMENT, Day, effects_of, plan

DAY = timedelta(days=1)
LAST_WEEK, THIS_WEEK = date(2026, 2, 23), date(2026, 3, 2)


def week(**settings: object) -> Day:
    """Begun on a Monday, at work from seven to seven."""
    return Day(plan(MOVEMENT, **settings)).at("07:00").start()


def told(day: Day) -> list[tuple[str, date]]:
    return [(f"{each.at.astimezone(day.zone):%a %H:%M}", each.monday) for each in effects_of(day.moments, TellWeek)]


def test_it_is_told_at_its_hour_about_the_week_before() -> None:
    """Monday at nine; the same Monday it is told no more."""
    day = week().at("08:59").look().at("09:01").look().at("12:00").look()

    assert told(day) == [("Mon 09:00", LAST_WEEK)]


def test_before_the_first_start_there_is_nothing_to_tell() -> None:
    """Who starts on Monday at ten has no week yet."""
    assert told(Day(plan(MOVEMENT)).at("10:00").start().at("12:00").look()) == []


def test_an_hour_that_was_missed_is_made_up_for_at_the_first_moment_at_the_desk() -> None:
    """Back from a day off on Tuesday; or the machine was off."""
    away = week().at("08:00").locked().at("Tue 10:15").unlocked().at("11:00").look()
    off = week().at("08:00").stop().at("Wed 08:30").start().at("09:00").look()

    assert told(away) == [("Tue 10:15", LAST_WEEK)]
    assert told(off) == [("Wed 08:30", LAST_WEEK)]


def test_it_is_told_once_whatever_restarts() -> None:
    """The state remembers it."""
    day = week().at("09:05").stop().at("09:06").start().at("09:10").stop().at("Tue 09:00").start().at("09:30").look()

    assert told(day) == [("Mon 09:00", LAST_WEEK)]


def test_it_waits_for_the_end_of_a_call() -> None:
    """Nobody wants to read it in front of others."""
    day = week().at("08:55").held(HoldKind.CALL).at("09:40").released(HoldKind.CALL).at("10:00").look()

    assert told(day) == [("Mon 09:40", LAST_WEEK)]


def test_the_hours_of_reminders_do_not_stand_against_it() -> None:
    """Whoever wants it on Sunday evening has said so."""
    day = week(week_day=6, week_at=time(20)).at("Sun 19:00").look().at("20:30").look()

    assert told(day) == [("Sun 20:00", LAST_WEEK)]


def test_another_hour_counts_from_the_next_one_on() -> None:
    """Moved from Monday nine to Monday noon after it was told: not twice in one day."""
    day = week().at("09:01").look().at("10:00").replan(plan(MOVEMENT, week_at=time(12))).at("12:30").look()

    assert told(day) == [("Mon 09:00", LAST_WEEK)]


def test_a_week_of_absence_is_one_summary() -> None:
    """Three weeks off: the last one is told, not three."""
    day = week().at("09:01").look().at("18:00").locked()
    day.today = date(2026, 3, 26)
    day.at("10:00").unlocked()

    assert told(day)[1:] == [("Thu 10:00", date(2026, 3, 16))]


def test_the_week_is_not_told_before_its_last_desk_day_is_over() -> None:
    """At one in the night of Monday it is Sunday still; so it comes when the desk day begins (D7)."""
    day = week(week_at=time(1)).at("Sun 23:00").look().at(f"{THIS_WEEK + 7 * DAY} 01:30").look()
    day.at(f"{THIS_WEEK + 7 * DAY} 04:10").look()

    assert told(day)[-1] == ("Mon 04:00", THIS_WEEK)
    assert len(told(day)) == len({monday for _, monday in told(day)})
