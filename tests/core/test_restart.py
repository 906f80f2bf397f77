"""Where one run of the service ends and the next begins: rule D6."""

from datetime import timedelta

import pytest
from story import MOVEMENT, TIP, Day, minutes, plan

from reminder.core.events import Held, Started
from reminder.core.plan import HoldKind, SittingKind


def test_what_holds_at_the_start_keeps_silent_from_the_start_on() -> None:
    """P4, D6: restarted in the middle of a call, with a break overdue."""
    day = Day()

    day.at("09:00").start().at("09:29").stop().at("09:31")
    call = Held(day.now, HoldKind.CALL, detail="microphone: Firefox")
    day.happen(Started(day.now, holds=(call,))).at("09:45").released(HoldKind.CALL).at("09:46").look()

    assert day.shows() == ["09:45:30 show movement sat 45m30s held 14m by call: microphone: Firefox"]


def test_a_short_gap_counts_as_sitting() -> None:
    """D6: five minutes, the last second included."""
    day = Day()

    day.at("09:00").start().at("09:10").stop().at("09:15").start().at("09:30").look()

    assert day.shows() == ["09:30 show movement sat 30m"]


def test_a_longer_gap_is_unknown_and_discharges() -> None:
    """D6: it is told as unknown, and is no break anybody took."""
    day = Day()

    day.at("09:00").start().at("09:10").stop().at("09:15:01").start().at("09:45:01").look()

    assert day.transcript == ["09:45:01 show movement sat 30m"]
    assert day.spans == ["09:00-09:10 sitting", "09:10-09:15:01 unknown"]


def test_a_gap_shorter_than_a_kinds_break_discharges_it_not() -> None:
    """D6: like absence, it must be long enough."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(10))))

    day.at("09:00").start().at("09:10").stop().at("09:17").start().at("09:30").look()

    assert day.sat("movement") == minutes(23)
    assert day.spans == ["09:00-09:10 sitting", "09:10-09:17 unknown"]


def test_stopping_in_good_order_leaves_nothing_open() -> None:
    """P7: the prompt is withdrawn, the claim stands as one."""
    day = Day(plan(MOVEMENT, SittingKind("eyes", minutes(41), minutes(1)), min_gap=timedelta(0)))

    day.at("09:00").start().at("09:38").done().at("09:41:30").stop()

    assert day.transcript == [
        "09:30 show movement sat 30m",
        "09:38 withdraw",
        "09:41 show eyes sat 41m",
        "09:41:30 eyes withdrawn (the service stopped)",
        "09:41:30 movement claimed",
        "09:41:30 withdraw",
    ]


def test_a_prompt_open_at_a_kill_is_withdrawn_at_the_next_start() -> None:
    """P7, D6: every prompt ends once, even that one; and it stays due."""
    day = Day(plan(wait_for_pause=minutes(1)))

    day.at("09:00").start().at("09:32").look().at("09:34").start().at("09:50").skip()

    assert day.transcript == [
        "09:31 show movement sat 31m",
        "09:34 movement withdrawn (the service ended without notice)",
        "09:34 withdraw",
        "09:42 show movement sat 42m",
        "09:50 movement skipped",
        "09:50 withdraw",
    ]


def test_nothing_wakes_between_the_last_sign_of_life_and_the_next_start() -> None:
    """D6: nobody was running who could have shown it."""
    day = Day()

    day.at("09:00").start().at("11:00").start().at("11:31").look()

    assert day.transcript == ["11:30 show movement sat 30m"]
    assert day.spans == ["09:00-11:00 unknown"]


def test_the_last_sign_of_life_is_the_systems_if_it_can_tell() -> None:
    """D6: typing makes no events; the file's time does."""
    day = Day()

    day.at("09:00").start().at("09:24").start(last_alive="09:20").at("09:31").look()

    assert day.shows() == ["09:30 show movement sat 30m"]


@pytest.mark.parametrize("alive", ["08:00", "11:00"])
def test_a_sign_of_life_out_of_time_is_put_right(alive: str) -> None:
    """D6: neither before the last event nor after the start."""
    day = Day()

    day.at("09:00").start().at("09:10").look().at("09:12").start(last_alive=alive).at("09:31").look()

    assert day.shows() == ["09:30 show movement sat 30m"]


def test_a_claim_outlives_a_kill() -> None:
    """P7, D6: said before, proved after."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:32").start().at("09:33").left().at("09:36").returned()

    assert day.records() == ["09:35 movement observed"]


def test_a_break_that_ended_while_nobody_watched_is_not_observed() -> None:
    """D6, P7: the prompt was withdrawn by the kill, and unknown time proves nothing."""
    day = Day()

    day.at("09:00").start().at("09:33").left(since="09:32").at("09:50").start()

    assert day.records() == ["09:50 movement withdrawn (the service ended without notice)"]
    assert day.sat("movement") == timedelta(0)


def test_whoever_was_away_at_the_end_was_away_in_a_short_gap_too() -> None:
    """D6: starting the service again is the return."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:11").stop().at("09:13").start()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:11 away", "09:11-09:13 away"]
    assert day.sat("movement") == timedelta(0)


def test_presence_is_known_again_after_a_restart() -> None:
    """D6: the unknown ends with the desktop that could not tell."""
    day = Day()

    day.at("09:00").start().lost_sight().at("09:10").stop().at("09:12").start().at("09:20").stop()

    assert day.spans == ["09:00-09:10 unknown", "09:10-09:20 sitting"]


def test_presence_is_known_again_after_a_kill() -> None:
    """D6: what was unknown until the last sign of life stays so in the log."""
    day = Day()

    day.at("09:00").start().lost_sight().at("09:10").look().at("09:12").start().at("09:20").stop()

    assert day.spans == ["09:00-09:10 unknown", "09:10-09:20 sitting"]


def test_the_users_pause_outlives_a_restart() -> None:
    """P4: "until four" is until four."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.USER, until="10:00").at("09:20").stop().at("09:22").start()
    day.at("10:01").look()

    assert day.shows() == ["10:00:30 show movement sat 60m30s held 30m by user"]


def test_other_holds_are_read_anew() -> None:
    """P4: the call may be over by now."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.CALL).at("09:20").stop().at("09:22").start().at("09:31").look()

    assert day.hold_log == ["09:10-09:20 call"]
    assert day.shows() == ["09:30 show movement sat 30m"]


def test_a_pause_that_ended_while_the_service_was_off_is_over() -> None:
    """P4: with its true end."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.USER, until="09:30").at("09:20").stop().at("09:50").start()

    assert day.hold_log == ["09:10-09:30 user"]


def test_the_budget_outlives_a_restart() -> None:
    """P2: starting again earns no more interruptions."""
    day = Day(plan(TIP, MOVEMENT, max_per_day=1))

    day.at("09:00").start().at("09:31").skip().at("09:32").stop().at("09:33").start().at("17:59").look()

    assert day.shows() == ["09:30 show movement sat 30m"]


def test_a_start_on_an_earlier_clock_counts_nothing() -> None:
    """D5, D6: the battery was empty and the clock is wrong: how long that was, nobody knows."""
    day = Day()

    day.at("09:00").start().at("09:10").stop().at("08:00").start().at("08:20").look()

    assert day.sat() == minutes(30)
    assert day.spans == ["09:00-09:10 sitting"]


def test_settings_may_change_while_the_service_is_off() -> None:
    """K1: a new kind begins, an old one ends."""
    day = Day()
    day.at("09:00").start().at("09:31").look()

    day.plan = plan(TIP)
    day.at("09:33").start().at("09:50").stop()

    assert day.records() == ["09:33 movement withdrawn (switched off)"]


def test_before_the_first_start_nothing_happens() -> None:
    """D1: events of a service that does not run change nothing."""
    day = Day()

    day.at("09:00").left().at("09:01").ask().at("09:02").stop()

    assert day.transcript == []
    assert day.silent_because == ["not_running"]
