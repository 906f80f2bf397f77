"""What is remembered from one day to the next."""

from story import BERLIN, Day, plan

from reminder.core.plan import Plan


def begun(day: Day) -> str:
    assert day.state is not None
    assert day.state.begun is not None
    return f"{day.state.begun.day:%a} {day.state.begun.at.astimezone(BERLIN):%H:%M}"


def test_a_desk_day_begins_when_somebody_is_first_at_the_desk() -> None:
    """Not at four in the morning, and not anew after lunch."""
    day = Day(plan()).at("09:00").start().at("12:00").left().at("13:00").returned()
    assert begun(day) == "Mon 09:00"

    assert begun(day.at("17:00").locked().at("Tue 08:50").unlocked()) == "Tue 08:50"


def test_nobody_there_begins_no_day() -> None:
    """The machine may run all night."""
    assert begun(Day(plan()).at("09:00").start().at("17:00").locked().at("Tue 08:50").look()) == "Mon 09:00"


def test_who_works_through_the_night_begins_the_next_day_at_its_first_sign() -> None:
    """D7: at four, or the first thing after it."""
    assert begun(Day(Plan(())).at("23:00").start().at("Tue 04:00").look()) == "Tue 04:00"
