"""The one way forward: wake-ups, the order of effects, time that misbehaves."""

from datetime import UTC, datetime, timedelta

import pytest
from story import MONDAY, MOVEMENT, TIP, Day, effects_of, minutes, plan

from reminder.core.effects import RecordIntake, RecordSpan
from reminder.core.events import Ached, Drank, Started, TookCaffeine, Undone, Woken
from reminder.core.hours import Hours, Range
from reminder.core.plan import HoldKind
from reminder.core.step import step


def test_the_next_wake_up_is_asked_for_at_the_start() -> None:
    """Nothing ticks: the core says when it next needs to be woken."""
    day = Day()

    assert day.at("09:00").start().wake_ups == ["09:30"]


def test_a_wake_up_is_not_asked_for_twice() -> None:
    """An event that changes nothing sets no timer."""
    day = Day()

    day.at("09:00").start().at("09:10").paused()

    assert day.wake_ups == []


def test_every_wake_up_is_confirmed() -> None:
    """A timer that fired early, or was looked at in between, must be set again."""
    day = Day()

    assert day.at("09:00").start().at("09:10").look().wake_ups == ["09:30"]


def test_a_service_that_stops_asks_for_nothing() -> None:
    """No timer is left behind."""
    day = Day()

    assert day.at("09:00").start().at("09:10").stop().wake_ups == ["none"]


def test_without_any_hours_nothing_ever_comes_by_itself() -> None:
    """Only an event can change anything, and the hour of the week; but who sits is looked at once an hour (D6)."""
    day = Day(plan(hours=Hours((Range(frozenset()),))))

    assert day.at("09:00").start().wake_ups == ["10:00"]
    assert day.at("09:30").left().at("09:40").look().wake_ups == ["2026-03-09 09:00"]


@pytest.mark.parametrize(
    ("rests", "wakes"),
    [
        (lambda day: day.at("09:31").done(), "09:38"),
        (lambda day: day.at("09:31").look(), "09:40"),
        (lambda day: day.at("09:31").left(), "09:33"),
        (lambda day: day.at("09:31").held(HoldKind.USER, until="10:00"), "10:00"),
        (lambda day: day.at("09:31").held(HoldKind.USER), "10:31"),
        (lambda day: day.at("17:25").held(HoldKind.USER), "18:00"),
        (lambda day: day.at("09:31").snooze(), "09:41"),
    ],
    ids=["claim", "expiry", "break", "pause ends", "no sign of life", "hours end", "snooze"],
)
def test_a_wake_up_for_whatever_comes_next(rests: object, wakes: str) -> None:
    """Each rule with a moment has its wake-up."""
    day = Day()
    day.at("09:00").start()

    rests(day)  # type: ignore[operator]

    assert day.wake_ups == [wakes]


def test_records_come_before_the_screen_changes() -> None:
    """A crash in between loses no answer, and nothing is revised that is withdrawn the same moment."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("13:00").start().at("13:31").done().at("13:32").ask().at("13:33").stop()

    assert day.last_effects == ["Record", "Record", "RecordSpan", "Withdraw", "WakeAt"]


def test_an_event_from_the_past_counts_as_simultaneous() -> None:
    """Two sources deliver out of order by a moment; time does not go back without a clock step."""
    day = Day()

    day.at("09:00").start().at("09:31").look().at("09:30:30").skip()

    assert day.records() == ["09:31 movement skipped"]


def test_a_wake_up_that_never_came_is_unknown_time() -> None:
    """D6: the machine hung, or slept without telling; from the missed wake-up on, nobody was watching."""
    start, plan_ = datetime(2026, 3, 2, 9, tzinfo=UTC), plan()
    state, _effects = step(None, Started(start), plan_)

    state, effects = step(state, Woken(start + minutes(90)), plan_)

    spans = [effect for effect in effects if isinstance(effect, RecordSpan)]
    assert [(span.what, span.end - span.start) for span in spans] == [
        ("sitting", minutes(30)),
        ("unknown", minutes(60)),
    ]
    assert state.desk.sat == timedelta(0)


def test_a_wake_up_that_came_a_little_late_is_not() -> None:
    """D6: up to five minutes count as sitting."""
    start, plan_ = datetime(2026, 3, 2, 9, tzinfo=UTC), plan()
    state, _effects = step(None, Started(start), plan_)

    state, _effects = step(state, Woken(start + minutes(35)), plan_)

    assert state.desk.sat_now(state.desk.sat, state.now) == minutes(35)


def test_what_the_user_tells_is_kept_as_told() -> None:
    """With the desk day it belongs to: after midnight that is still yesterday."""
    day = Day()
    day.at("09:00").start().at("Tue 01:00")
    told = [Drank(day.now, 200), TookCaffeine(day.now, 80.0, 200), Undone(day.now), Ached(day.now, 3)]

    for intake in told:
        day.happen(intake)

    kept = effects_of(day.moments, RecordIntake)
    assert [row.intake for row in kept] == told
    assert {row.day for row in kept} == {MONDAY}


def test_a_time_without_its_offset_is_refused() -> None:
    """A naive time would be in nobody knows which zone."""
    with pytest.raises(ValueError, match="offset"):
        step(None, Started(datetime(2026, 3, 2, 9)), plan())  # noqa: DTZ001 - the mistake this is about


def test_the_state_is_never_changed_in_place() -> None:
    """The shell may keep the old one until the new one is saved."""
    day = Day()
    day.at("09:00").start().at("09:31").look()
    before = day.state
    copy = repr(before)

    day.at("09:32").done().at("09:33").left().at("09:40").returned()

    assert repr(before) == copy
