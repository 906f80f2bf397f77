"""When the core asks to be woken: at the next thing that changes by itself, and at no other time."""

from story import HYDRATION, MOVEMENT, Day, plan

from reminder.core.events import Switch


def test_who_sits_is_looked_at_within_the_hour_even_where_nothing_is_due() -> None:
    """D6: a wake-up that does not come tells of a gap."""
    day = Day(plan()).at("18:30").start()

    assert day.wake_ups == ["19:30"]


def test_done_to_water_is_judged_after_ten_minutes_and_to_a_break_after_seven() -> None:
    """P7: a drink may follow within ten, an absence begins within five and is noticed within two."""
    water = Day(plan(HYDRATION)).at("09:00").start().at("09:01").done()
    walk = Day(plan(MOVEMENT)).at("09:00").start().at("09:31").done()

    assert water.wake_ups == ["09:11"]
    assert walk.wake_ups == ["09:38"]


def test_the_end_of_a_hot_day_is_a_moment_too() -> None:
    """The menu shows that it is over; a day of holiday has no other."""
    day = Day(plan()).at("2026-03-08 03:30").start().switched(Switch.HEAT)

    assert day.wake_ups == ["Sun 04:00"]


def test_nobody_there_and_nothing_asked_needs_no_wake_up_but_the_hours() -> None:
    """Nothing ticks."""
    day = Day(plan()).at("18:30").start().at("18:40").locked().at("18:50").look()

    assert day.wake_ups == ["Tue 09:00"]
