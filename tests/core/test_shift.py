"""Steps of the wall clock: rule D5."""

from datetime import time, timedelta

import pytest
from story import STRETCH, Day, effects_of, minutes, plan

from reminder.core.effects import RecordSpan
from reminder.core.hours import Hours, Range
from reminder.core.plan import HoldKind

STEPS = pytest.mark.parametrize("by", [-180, -40, -1, 1, 40, 300])


def _later(clock: str, by: int) -> str:
    hours, mins = (int(part) for part in clock.split(":"))
    total = hours * 60 + mins + by
    return f"{total // 60:02}:{total % 60:02}"


@STEPS
def test_a_clock_step_neither_adds_sitting_nor_takes_it(by: int) -> None:
    """D5: the prompt comes after thirty minutes at the desk, whatever the clock says."""
    day = Day()

    day.at("12:00").start().at("12:10").clock_set(to=_later("12:10", by)).at(_later("12:31", by)).look()

    assert day.shows() == [f"{_later('12:30', by)} show movement sat 30m"]


@STEPS
def test_a_clock_step_does_not_lengthen_an_absence(by: int) -> None:
    """D5, D3: one minute away is one minute away."""
    day = Day()

    day.at("12:00").start().at("12:10").left().at("12:10:30").clock_set(to=_later("12:10", by) + ":30")
    day.at(_later("12:11", by)).returned().at(_later("12:20", by)).look()

    assert day.records() == []
    assert day.sat() == minutes(19)


@STEPS
def test_a_clock_step_moves_all_that_is_remembered(by: int) -> None:
    """D5: a prompt's age, a snooze, the budget: what was two minutes ago still is."""
    day = Day(plan(hours=Hours((Range(frozenset(range(7)), time(5), time(23)),))))

    day.at("12:00").start().at("12:32").snooze().at("12:33").clock_set(to=_later("12:33", by))
    day.at(_later("12:43", by)).snooze().at(_later("13:31", by)).look()

    assert [line.split()[0] for line in day.shows()] == ["12:30", _later("12:42", by), _later("13:30", by)]


@STEPS
def test_a_clock_step_loses_no_second_of_the_log(by: int) -> None:
    """D5: the rows before and after it add up to the time that passed."""
    day = Day()

    day.at("12:00").start().at("12:10").clock_set(to=_later("12:10", by)).at(_later("12:25", by)).stop()

    spans = effects_of(day.moments, RecordSpan)
    assert sum((span.end - span.start for span in spans), timedelta(0)) == minutes(25)


def test_a_clock_step_asks_for_its_wake_up_anew() -> None:
    """D5: whoever set an alarm by the old clock must set it by the new one, though it is as far away as before."""
    day = Day()

    day.at("12:00").start().at("12:10").clock_set(to="13:10")

    assert day.wake_ups == ["13:30"]


def test_a_clock_step_out_of_hours_ends_the_day() -> None:
    """P7: it is evening now."""
    day = Day()

    day.at("12:00").start().at("12:31").clock_set(to="20:31")

    assert day.records() == ["20:31 movement withdrawn (outside_hours)"]


def test_a_pause_lasts_as_long_as_it_was_meant_to() -> None:
    """D5: "for an hour" is an hour."""
    day = Day()

    day.at("12:00").start().held(HoldKind.USER, until="13:00").at("12:10").clock_set(to="10:10").at("11:01").look()

    assert day.shows() == ["11:00:30 show movement sat 60m30s held 30m by user"]


def test_a_daily_kind_done_is_not_asked_for_again_when_the_clock_goes_back() -> None:
    """D5, K2: nothing is counted twice."""
    day = Day(plan(STRETCH))

    day.at("11:00").start().at("11:16").skip().at("11:20").clock_set(to="10:20").at("15:00").look()

    assert day.shows() == ["11:15 show stretch sat 15m"]
