"""Reasons to be silent: rule P4."""

from datetime import time, timedelta

import pytest
from story import DEFAULTS, MONDAY, TIP, Day, effects_of, minutes, plan

from reminder.core.effects import Record, RecordHold, Show
from reminder.core.hours import Hours, Range
from reminder.core.plan import HoldKind, SittingKind


@pytest.mark.parametrize("hold", [hold for hold in HoldKind if hold is not HoldKind.OUTSIDE_HOURS])
def test_nothing_is_shown_while_a_hold_stands(hold: HoldKind) -> None:
    """P4: it comes half a minute after, and says why it is late."""
    day = Day()

    day.at("09:00").start().at("09:20").held(hold).at("10:00").released(hold).at("10:10").look()

    assert day.shows() == [f"10:00:30 show movement sat 60m30s held 30m by {hold}"]


def test_after_a_hold_the_wait_for_a_pause_begins() -> None:
    """P4: 30 s, then P3."""
    day = Day(plan(wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:20").held(HoldKind.CALL).at("10:00").released(HoldKind.CALL)
    day.at("10:00:20").paused().at("10:06").look()

    assert day.shows() == ["10:05:30 show movement sat 65m30s held 30m by call"]


def test_a_pause_after_the_grace_is_a_good_moment() -> None:
    """P3, P4."""
    day = Day(plan(wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:20").held(HoldKind.CALL).at("10:00").released(HoldKind.CALL)
    day.at("10:00:30").paused()

    assert day.shows() == ["10:00:30 show movement sat 60m30s held 30m by call"]


def test_the_silence_lasts_until_the_last_hold_has_ended() -> None:
    """P4: the wait is told for the whole of it, and the last is named."""
    day = Day()

    day.at("09:00").start().at("09:20").held(HoldKind.CALL).at("09:40").held(HoldKind.DO_NOT_DISTURB, detail="desktop")
    day.at("09:50").released(HoldKind.CALL).at("10:00").released(HoldKind.DO_NOT_DISTURB).at("10:01").look()

    assert day.shows() == ["10:00:30 show movement sat 60m30s held 30m by do_not_disturb: desktop"]


def test_two_holds_at_once_are_not_counted_twice() -> None:
    """P4: and the time between two is not counted at all."""
    day = Day(plan(wait_for_pause=minutes(30)))

    day.at("09:00").start().at("09:30").held(HoldKind.CALL).held(HoldKind.USER)
    day.at("09:35").released(HoldKind.USER).at("09:40").released(HoldKind.CALL).at("09:45").held(HoldKind.CALL)
    day.at("09:50").released(HoldKind.CALL).at("10:21").look()

    assert day.shows() == ["10:20:30 show movement sat 80m30s held 15m by call"]


def test_a_hold_before_something_was_due_kept_nothing_back() -> None:
    """P4: the text does not excuse what needs no excuse."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.CALL).at("09:20").released(HoldKind.CALL).at("09:31").look()

    assert day.shows() == ["09:30 show movement sat 30m"]


def test_a_hold_takes_the_open_prompt_back() -> None:
    """P4, P7: it stays due, and comes again after the hold."""
    day = Day()

    day.at("09:00").start().at("09:32").held(HoldKind.CALL, detail="microphone: Firefox")
    day.at("09:52").released(HoldKind.CALL).at("09:53").skip()

    assert day.transcript == [
        "09:30 show movement sat 30m",
        "09:32 movement withdrawn (call: microphone: Firefox)",
        "09:32 withdraw",
        "09:52:30 show movement sat 52m30s held 20m by call: microphone: Firefox",
        "09:53 movement skipped",
        "09:53 withdraw",
    ]


def test_a_hold_discharges_nothing() -> None:
    """P4: an absence in it does, as ever."""
    day = Day()

    day.at("09:00").start().at("09:20").held(HoldKind.USER).at("09:40").left().at("09:45").returned()
    day.at("09:50").released(HoldKind.USER).at("10:14").look()

    assert day.transcript == ["09:42 movement natural"]


def test_a_natural_break_in_a_hold_tells_how_long_it_was_kept_back() -> None:
    """P7: it was due, and no prompt asked for it."""
    day = Day()

    day.at("09:00").start().at("09:20").held(HoldKind.USER).at("09:40").left().at("09:45").returned()

    (record,) = effects_of(day.moments, Record)
    assert record.due == day.moment("09:30")
    assert record.held == minutes(12)


def test_a_hold_with_an_end_ends_by_itself() -> None:
    """P4: "pause for an hour" needs no second click."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.USER, until="10:10").at("10:11").look()

    assert day.shows() == ["10:10:30 show movement sat 70m30s held 40m by user"]
    assert day.hold_log == ["09:10-10:10 user"]


def test_a_second_pause_prolongs_the_first() -> None:
    """P4: one stretch of silence, one line of the log."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.USER, until="09:40").at("09:20").held(HoldKind.USER)
    day.at("10:00").released(HoldKind.USER)

    assert day.hold_log == ["09:10-10:00 user"]
    assert day.shows() == []


def test_a_hold_that_is_not_obeyed_is_logged_and_silences_nothing() -> None:
    """P4: the user does not want it respected."""
    day = Day(plan(obeyed=frozenset()))

    day.at("09:00").start().at("09:10").held(HoldKind.CALL).at("09:35").released(HoldKind.CALL)

    assert day.shows() == ["09:30 show movement sat 30m"]
    assert day.hold_log == ["09:10-09:35 call"]


def test_the_users_own_pause_is_always_obeyed() -> None:
    """P4: whatever the settings say of other holds."""
    day = Day(plan(obeyed=frozenset()))

    day.at("09:00").start().at("09:10").held(HoldKind.USER).at("09:35").look()

    assert day.shows() == []


def test_obeying_a_hold_no_more_ends_its_silence() -> None:
    """P4: with the same half minute, and the same words."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.CALL).at("09:40").replan(plan(obeyed=frozenset()))
    day.at("09:45").look()

    assert day.shows() == ["09:40:30 show movement sat 40m30s held 10m by call"]


def test_a_break_asked_for_in_a_hold_is_taken_back_by_a_newer_one_only() -> None:
    """P4: do-not-disturb stood when the user asked; the call came later."""
    day = Day()

    day.at("09:00").start().at("09:05").held(HoldKind.DO_NOT_DISTURB).at("09:06").ask().at("09:09").look()
    assert day.records() == []

    day.at("09:10").held(HoldKind.CALL)
    assert day.records() == ["09:10 movement withdrawn (call)"]


def test_a_newer_hold_that_is_not_obeyed_takes_nothing_back() -> None:
    """P4: what the user asked for in a call is not taken away by a do-not-disturb that counts for nothing."""
    day = Day(plan(obeyed=frozenset({HoldKind.CALL})))

    day.at("09:00").start().at("09:05").held(HoldKind.CALL).at("09:06").ask().at("09:10").held(HoldKind.DO_NOT_DISTURB)

    assert day.records() == []


def test_the_hours_end_and_begin_by_themselves() -> None:
    """P7: a prompt that is open at six is withdrawn; at nine, half a minute after, the new day's may come."""
    day = Day()

    day.at("17:25").start().at("Tue 09:01").look()

    assert day.transcript == [
        "17:55 show movement sat 30m",
        "18:00 movement withdrawn (outside_hours)",
        "18:00 withdraw",
        "Tue 09:00:30 show movement sat 935m30s held 900m by outside_hours",
    ]


def test_the_schedules_own_silence_is_not_logged_as_a_hold() -> None:
    """It is the same every day."""
    day = Day()

    day.at("17:25").start().at("Tue 09:30").look()

    assert day.hold_log == []


def test_the_hours_are_those_of_the_clock_on_the_wall() -> None:
    """D7: nine o'clock is nine o'clock on both sides of the clock change."""
    everyday = plan(hours=Hours((Range(frozenset(range(7))),)), max_per_hour=60, max_per_day=99)
    day = Day(everyday)

    day.at("2026-03-28 17:29").start().at("2026-03-29 09:01").look()

    assert day.shows()[-1] == "2026-03-29 09:00:30 show movement sat 871m30s held 840m by outside_hours"


def test_hours_may_begin_before_the_desk_day_does() -> None:
    """D7: at two in the morning a day's hours from midnight on are running, whichever desk day that is."""
    day = Day(plan(hours=Hours((Range(frozenset(range(7)), time(0), time(23, 59)),))))

    day.at("Tue 02:00").start().at("03:00").look()

    assert day.shows() == ["Tue 02:30 show movement sat 30m"]


def test_a_prompt_left_open_does_not_survive_a_night_asleep() -> None:
    """P7: the day's hours ended, although nobody was awake to notice."""
    day = Day(plan(TIP))

    day.at("13:29").start().at("Tue 10:00").slept(since="13:31")

    assert day.transcript == ["13:30 show tip sat 1m", "Tue 10:00 tip withdrawn (outside_hours)", "Tue 10:00 withdraw"]


def test_a_break_begun_at_an_open_prompt_is_observed_even_if_it_lasts_all_night() -> None:
    """P7: closing the lid for the day is moving."""
    day = Day()

    day.at("17:20").start().at("Tue 10:00").slept(since="17:55")

    assert day.records() == ["Tue 10:00 movement observed"]


def test_a_prompt_asked_for_before_hours_survives_their_beginning() -> None:
    """P4: opening time takes nothing back."""
    day = Day()

    day.at("08:50").start().at("08:55").ask().at("09:02").skip()

    assert day.records() == ["09:02 movement skipped"]


def test_a_pause_that_ended_in_the_night_is_logged_on_its_own_day() -> None:
    """D7: the laptop slept through its end."""
    day = Day()

    day.at("17:00").start().at("17:10").held(HoldKind.USER, until="17:40").at("Tue 08:00").slept(since="17:20")

    (hold,) = effects_of(day.moments, RecordHold)
    assert hold.day == MONDAY
    assert day.hold_log == ["17:10-17:40 user"]


def test_a_hold_outside_hours_does_not_end_their_silence() -> None:
    """P4: the hours are a hold of their own."""
    day = Day(DEFAULTS)

    day.at("19:00").start().at("19:10").held(HoldKind.CALL).at("19:20").released(HoldKind.CALL).at("23:00").look()

    assert day.shows() == []


def test_due_while_held_is_told_from_the_moment_it_was_due() -> None:
    """P4: not from the beginning of the hold."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(2)), min_gap=minutes(1)))

    day.at("09:00").start().at("09:29").held(HoldKind.CALL).at("09:31").released(HoldKind.CALL).at("09:32").look()

    assert day.shows() == ["09:31:30 show movement sat 31m30s held 1m by call"]


def test_the_longest_wait_of_all_its_kinds_is_told() -> None:
    """P4: the prompt was kept back since the first of them was due."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(2)), SittingKind("eyes", minutes(50), minutes(1))))

    day.at("09:00").start().at("09:20").held(HoldKind.CALL).at("10:00").released(HoldKind.CALL).at("10:01").look()

    assert day.shows() == ["10:00:30 show movement+eyes sat 60m30s held 30m by call"]


def test_what_is_asked_for_in_a_hold_was_not_kept_back() -> None:
    """P4: it was not due before it was asked for."""
    day = Day()

    day.at("09:00").start().at("09:05").held(HoldKind.DO_NOT_DISTURB).at("09:10").ask()

    (shown,) = effects_of(day.moments, Show)
    assert (shown.held, shown.held_by) == (timedelta(0), "")


def test_a_night_asleep_to_the_stroke_of_nine_is_a_night() -> None:
    """P7: the new day's first moment is the new day."""
    day = Day(plan(TIP))

    day.at("13:29").start().at("Tue 09:00").slept(since="13:31")

    assert day.records() == ["Tue 09:00 tip withdrawn (outside_hours)"]
