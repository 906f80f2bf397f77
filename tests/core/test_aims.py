"""What is aimed at is logged once for each day at the desk, and again when it changes; others go by the last one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from reminder.core.aims import AimLog, rhythms
from reminder.core.effects import RecordAims
from reminder.core.events import Switch
from tests.core.story import (
    CAFFEINE,
    DEFAULTS,
    HYDRATION,
    MOVEMENT,
    STRENGTHEN,
    STRETCH,
    Day,
    effects_of,
    minutes,
    plan,
)

MONDAY, TUESDAY, FRIDAY, SUNDAY = (date(2026, 3, day) for day in (2, 3, 6, 8))


def logged(day: Day) -> list[RecordAims]:
    return effects_of(day.moments, RecordAims)


def dates(day: Day) -> list[date]:
    return [each.day for each in logged(day)]


def at_work(*kinds: object, **settings: object) -> Day:
    return Day(plan(*kinds or (MOVEMENT, HYDRATION, CAFFEINE), **settings)).at("09:00").start()  # type: ignore[arg-type]


# What is logged, and when


def test_a_day_at_the_desk_is_logged_once() -> None:
    """With everything that it will be measured by, whatever is set later."""
    day = at_work(goal=0.6, bout_every=minutes(40), bout_rest=minutes(3)).at("12:00").look().at("13:00").locked()
    day.at("14:00").unlocked().at("17:00").stop()

    assert logged(day) == [
        RecordAims(
            MONDAY,
            1800,
            400,
            datetime(2026, 3, 2, 22, tzinfo=UTC),
            timedelta(hours=5),
            minutes(40),
            minutes(3),
            0.6,
            {"movement": 1800.0, "hydration": 5400.0},
        )
    ]


def test_each_day_at_the_desk_has_its_own() -> None:
    """Also where nothing has changed: its bedtime is another moment."""
    day = at_work().at("17:00").locked().at("Tue 09:00").unlocked().at("Thu 09:00").look()

    assert dates(day) == [MONDAY, TUESDAY, date(2026, 3, 4), date(2026, 3, 5)]


def test_nothing_is_logged_while_nobody_is_at_the_desk() -> None:
    """Not at midnight, not on a day off, not when settings change meanwhile."""
    day = at_work().at("17:00").locked().at("Tue 12:00").look().replan(plan(MOVEMENT, goal=0.5)).at("Wed 12:00").look()

    assert dates(day) == [MONDAY]
    assert [(each.day, each.share) for each in logged(day.at("Thu 09:00").unlocked())][1:] == [(date(2026, 3, 5), 0.5)]


def test_nothing_is_logged_while_the_service_does_not_run() -> None:
    """What is told then belongs to a day that nobody watched."""
    assert dates(at_work().at("17:00").stop().at("Tue 10:00").drank(250)) == [MONDAY]


def test_who_sits_through_the_night_has_the_new_day_logged_when_it_begins() -> None:
    """D7: at four."""
    day = at_work().at("Tue 03:59").look().at("Tue 05:00").look()

    assert dates(day) == [MONDAY, TUESDAY]


@pytest.mark.parametrize(
    ("settings", "part", "value"),
    [
        ({"goal": 0.5}, "share", 0.5),
        ({"bout_every": minutes(45)}, "every", minutes(45)),
        ({"bout_rest": minutes(5)}, "rest", minutes(5)),
        ({"bedtime": time(22)}, "bed_at", datetime(2026, 3, 2, 21, tzinfo=UTC)),
    ],
)
def test_a_change_of_settings_is_logged_and_no_other(settings: dict[str, object], part: str, value: object) -> None:
    """The last of a day is what it is measured by."""
    kinds = (MOVEMENT, HYDRATION, CAFFEINE)
    day = at_work(*kinds).at("10:00").replan(plan(*kinds, max_per_day=3))
    assert len(logged(day)) == 1

    day.at("11:00").replan(plan(*kinds, **settings))

    assert [getattr(each, part) for each in logged(day)][1:] == [value]


def test_a_rhythm_that_changes_is_logged() -> None:
    """So that a reminder that was just made rarer is not made rarer again."""
    day = at_work(MOVEMENT, STRETCH).at("10:00").replan(plan(MOVEMENT, replace(STRETCH, times=1)))

    assert [each.rhythms["stretch"] for each in logged(day)] == [2, 1]


def test_a_workout_raises_the_goal_of_its_day_alone() -> None:
    """And heat does; both end with the desk day."""
    day = at_work().at("10:00").switched(Switch.WORKOUT).at("17:00").locked().at("Tue 09:00").unlocked()

    assert [(each.day, each.water_ml) for each in logged(day)] == [(MONDAY, 1800), (MONDAY, 2300), (TUESDAY, 1800)]


def test_after_a_journey_bedtime_is_on_the_new_clock() -> None:
    """23:00 in New York is six hours later than in Berlin."""
    day = at_work().at("12:00").locked().travel("America/New_York").at("Mon 14:00").unlocked()

    assert [each.bed_at for each in logged(day)] == [
        datetime(2026, 3, 2, 22, tzinfo=UTC),
        datetime(2026, 3, 3, 4, tzinfo=UTC),
    ]


def test_what_is_not_asked_for_is_not_aimed_at() -> None:
    """Without reminders to drink there is no goal, without those for caffeine no limit."""
    (aims,) = logged(at_work(MOVEMENT))

    assert (aims.water_ml, aims.caffeine_mg) == (None, None)


def test_rhythms_are_seconds_between_two_or_times_a_day() -> None:
    """Caffeine goes by what one takes, and has none."""
    assert rhythms(DEFAULTS) == {
        "movement": 1800.0,
        "posture": 3600.0,
        "stretch": 2,
        "strengthen": 1,
        "relax": 2,
        "hydration": 5400.0,
        "tip": 1,
    }
    assert rhythms(plan(STRENGTHEN)) == {"strengthen": 1}


# What the log says of a day


def aims_on(day: date, share: float = 0.7, **rhythm: float) -> RecordAims:
    bed = datetime(day.year, day.month, day.day, 22, tzinfo=UTC)
    return RecordAims(day, 1800, 400, bed, timedelta(hours=5), minutes(30), minutes(2), share, rhythm)


def test_a_day_is_measured_by_what_was_logged_last_on_it_or_before() -> None:
    """Nothing is carried back to days before the first."""
    log = AimLog([aims_on(TUESDAY, 0.7), aims_on(TUESDAY, 0.5), aims_on(FRIDAY, 0.4)])
    shares = [aims and aims.share for aims in map(log.of, (MONDAY, TUESDAY, date(2026, 3, 5), FRIDAY, SUNDAY))]

    assert shares == [None, 0.5, 0.5, 0.4, 0.4]


def test_a_clock_that_was_set_back_mixes_up_no_days() -> None:
    """Rows are in the order in which they were written, days in their own."""
    log = AimLog([aims_on(FRIDAY, 0.4), aims_on(MONDAY, 0.7)])

    assert [aims and aims.share for aims in map(log.of, (MONDAY, TUESDAY, FRIDAY))] == [0.7, 0.7, 0.4]


def test_steady_is_what_was_the_same_on_all_days_and_is_there_in_the_end() -> None:
    """A kind that was switched on or off in between was not."""
    log = AimLog(
        [
            aims_on(MONDAY, movement=1800, posture=3600, stretch=2),
            aims_on(TUESDAY, movement=1800, posture=2700, stretch=2, eyes=1200),
            aims_on(FRIDAY, movement=1800, posture=2700, eyes=1200),
        ]
    )
    days = [MONDAY + timedelta(days=number) for number in range(7)]

    assert log.steady(days) == {"movement": 1800}
    assert log.steady(days[4:]) == {"movement": 1800, "posture": 2700, "eyes": 1200}
    assert log.steady([MONDAY - timedelta(days=1)]) == {}
    assert AimLog([]).steady(days) == {}
