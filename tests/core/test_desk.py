"""The desk clock: rules D1, D2, D4 and D7."""

from datetime import date, datetime, time, timedelta

import pytest
from story import BERLIN, DEFAULTS, MOVEMENT, Day, effects_of, minutes, plan

from reminder.core.effects import RecordSpan
from reminder.core.plan import HoldKind, SittingKind


def test_one_sits_from_the_start_of_the_service() -> None:
    """D1: nobody starts a service without being there."""
    day = Day()

    day.at("09:00").start().at("09:20").look()

    assert day.sat() == minutes(20)


def test_one_sits_from_the_return() -> None:
    """D1: and what was sat before an absence too short to count goes on."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:11").returned().at("09:20").look()

    assert day.sat() == minutes(19)
    assert day.spans == ["09:00-09:10 sitting", "09:10-09:11 away"]


def test_a_locked_screen_is_absence_at_once() -> None:
    """D1: whoever locks goes."""
    day = Day()

    day.at("09:00").start().at("09:10").locked().at("09:20").unlocked()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:20 away"]


def test_input_at_a_locked_screen_is_not_yet_a_return() -> None:
    """D1: a cat on the keyboard, or a password being typed; only the unlocking tells."""
    day = Day()

    day.at("09:00").start().at("09:10").locked().at("09:15").returned().at("09:16").unlocked().at("09:20").look()

    assert day.sat() == minutes(4)
    assert day.spans[-1] == "09:10-09:16 away"


def test_idle_then_locked_then_asleep_is_one_absence() -> None:
    """D2, D3: it began at the last input, whatever else happened to the machine since."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(30))))

    day.at("09:00").start()
    day.at("09:12").left(since="09:10").at("09:15").locked().at("09:39").slept(since="09:20").at("09:40").unlocked()

    assert day.records() == ["09:40 movement natural"]
    assert day.spans == [
        "09:00-09:10 sitting",
        "09:10-09:20 away",
        "09:20-09:39 asleep",
        "09:39-09:40 away",
    ]


def test_waking_from_sleep_is_no_return_while_the_screen_is_locked() -> None:
    """D1: laptops wake by themselves."""
    day = Day()

    day.at("09:00").start().at("09:10").locked().at("09:30").slept(since="09:11").at("09:40").look()

    assert day.sat() == timedelta(0)
    assert day.state is not None
    assert not day.state.desk.seated


def test_absence_begins_at_the_last_input() -> None:
    """D2: the minutes in which nobody noticed are taken back."""
    day = Day()

    day.at("09:00").start().at("09:20").left(since="09:15").at("09:16:30")

    assert day.spans == ["09:00-09:15 sitting"]
    assert day.sat() == timedelta(0)


def test_a_short_absence_is_taken_back_from_the_last_input_too() -> None:
    """D2: also where it discharges nothing."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(10))))

    day.at("09:00").start().at("09:20").left(since="09:15").at("09:21").returned().at("09:21").look()

    assert day.sat("movement") == minutes(15)


def test_what_was_due_in_the_minutes_taken_back_is_not_due() -> None:
    """D2: sitting had not reached `every` when the user stood up."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(10)), wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:31").left(since="09:29").at("09:33").returned().at("09:33:59").look()
    assert day.silent_because == ["not_due"]

    day.at("09:40").look()
    assert day.shows() == ["09:39 show movement sat 6m"]


@pytest.mark.parametrize("again", ["09:20", "09:19", "09:05"])
def test_a_return_without_input_was_none(again: str) -> None:
    """D2: the machine woke by itself and slept again; the last input still lies before the first absence."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(30))))

    day.at("09:00").start().at("09:05").locked().at("09:20").unlocked().at("09:22").left(since=again)
    day.at("09:36").returned()

    assert day.records() == ["09:35 movement natural"]


def test_a_clock_correction_within_the_idle_minutes_does_not_shorten_the_absence() -> None:
    """D2, D5: the last input lies before the correction; the minutes since are taken back all the same."""
    day = Day()

    day.at("09:00").start().at("09:10:50").clock_set(to="09:10:51")
    day.at("09:11:10").left(since="09:10:01").at("09:12:01").returned()

    assert day.records() == ["09:12:01 movement natural"]


def test_sitting_counts_no_minute_that_was_taken_back_across_a_journey() -> None:
    """D2, D7: a new zone begins a new row of the log, but no new hour at the desk."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(10))))

    day.at("09:00").start().travel("Europe/London").at("08:10").look().at("08:12").left(since="08:08")
    day.at("08:13").returned()

    assert day.sat("movement") == minutes(8)


@pytest.mark.parametrize("hold", [HoldKind.CALL, HoldKind.FULL_SCREEN])
def test_whoever_watches_without_input_sits(hold: HoldKind) -> None:
    """D4: in a call or a film nobody types."""
    day = Day()

    day.at("09:00").start().at("09:01").held(hold).at("09:04").left(since="09:02").at("09:25").look()

    assert day.sat() == minutes(25)


@pytest.mark.parametrize("hold", [HoldKind.USER, HoldKind.DO_NOT_DISTURB])
def test_no_other_hold_makes_up_for_input(hold: HoldKind) -> None:
    """D4, P4: whoever paused the reminders may still stand up."""
    day = Day()

    day.at("09:00").start().at("09:01").held(hold).at("09:12").left(since="09:10").at("09:25").look()

    assert day.sat() == timedelta(0)


def test_whoever_watched_is_away_from_the_end_of_the_call() -> None:
    """D4: no input any more, and nothing to watch either."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).at("09:04").left(since="09:02")
    day.at("09:20").released(HoldKind.CALL).at("09:30").returned()

    assert day.spans == ["09:00-09:20 sitting", "09:20-09:30 away"]


def test_a_call_that_ends_by_itself_ends_the_watching_then() -> None:
    """D4: with the moment it was said to end, even where the step comes later."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL, until="09:20").at("09:04").left(since="09:02")
    day.at("09:30").returned()

    assert day.spans == ["09:00-09:20 sitting", "09:20-09:30 away"]


def test_a_call_in_full_screen_is_watched_to_the_end_of_both() -> None:
    """D4: the film goes on after the call."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).held(HoldKind.FULL_SCREEN).at("09:04").left()
    day.at("09:20").released(HoldKind.CALL).at("09:30").released(HoldKind.FULL_SCREEN).at("09:35").returned()

    assert day.spans == ["09:00-09:30 sitting", "09:30-09:35 away"]


def test_locking_ends_even_a_call() -> None:
    """D4: lock is always absence."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).at("09:10").locked().at("09:15").unlocked()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:15 away"]


def test_sleep_ends_even_a_call() -> None:
    """D4: sleep is always absence."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).at("09:15").slept(since="09:10")

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:15 asleep"]


def test_a_lock_that_nobody_can_tell_of_any_more_is_no_return() -> None:
    """D1: the bus is gone, and with it the word of the lock; the chair is as empty as before."""
    day = Day()

    day.at("09:00").start().at("09:10").locked().at("09:12").left(since="09:10")
    day.at("09:20").lock_lost().at("11:00").returned()

    assert day.spans == ["09:00-09:10 sitting", "09:10-11:00 away"]
    assert day.shows() == []


def test_whoever_had_typed_at_the_lock_is_there_once_nobody_can_tell_of_it() -> None:
    """D1: no input would have been told as absence; so there was some, and no lock that is known of."""
    day = Day()

    day.at("09:00").start().at("09:10").locked().at("09:11").lock_lost().at("09:20").look()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:11 away"]


def test_a_call_that_is_not_obeyed_is_watched_all_the_same() -> None:
    """D4 is about the desk clock, not about whom the user lets interrupt."""
    day = Day(plan(obeyed=frozenset()))

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).at("09:04").left(since="09:02").at("09:25").look()

    assert day.sat() == minutes(25)


def test_a_full_screen_that_nothing_keeps_awake_is_not_watched() -> None:
    """D4: an editor may fill the screen over lunch."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.FULL_SCREEN, detail="editor", watching=False)
    day.at("09:12").left(since="09:10").at("09:30").returned()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:30 away"]


def test_a_film_that_is_stopped_is_not_watched_any_more() -> None:
    """D4: the player still fills the screen, but lets it go dark."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.FULL_SCREEN, detail="player").at("09:04").left(since="09:02")
    day.at("09:20").held(HoldKind.FULL_SCREEN, detail="player", watching=False).at("09:30").returned()

    assert day.spans == ["09:00-09:20 sitting", "09:20-09:30 away"]


@pytest.mark.parametrize("hold", [HoldKind.CALL, HoldKind.FULL_SCREEN])
def test_watching_without_any_input_ends_after_ninety_minutes(hold: HoldKind) -> None:
    """D4: nobody hung up, or the film played to an empty chair; 90 minutes are counted, and no more."""
    day = Day()

    day.at("09:00").start().at("09:01").held(hold).at("10:02").left(since="10:00").at("12:00").returned()

    assert day.spans == ["09:00-11:30 sitting", "11:30-12:00 away"]
    assert day.records() == ["11:32 movement natural"]


def test_any_input_gives_whoever_watches_another_ninety_minutes() -> None:
    """D4: the hand on the mouse is a sign of life."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).at("09:04").left(since="09:02")
    day.at("10:00").returned().at("10:02").left(since="10:00").at("11:20").look()

    assert day.sat() == minutes(140)


def test_the_end_of_a_call_after_the_watching_has_ended_changes_nothing() -> None:
    """D4: the absence runs already."""
    day = Day()

    day.at("09:00").start().at("09:01").held(HoldKind.CALL).at("09:02").left(since="09:02")
    day.at("11:00").released(HoldKind.CALL).at("11:10").returned()

    assert day.spans == ["09:00-10:32 sitting", "10:32-11:10 away"]


def test_a_desktop_that_cannot_tell_counts_on_but_says_unknown() -> None:
    """D1: never a made-up absence, and never a made-up certainty."""
    day = Day()

    day.at("09:00").start().lost_sight().at("09:20").stop()

    assert day.spans == ["09:00-09:20 unknown"]
    assert day.shows() == []


def test_the_first_news_of_an_absence_ends_the_unknown_at_the_last_input() -> None:
    """D2: who reports an absence knows since when."""
    day = Day()

    day.at("09:00").start().lost_sight().at("09:12").left(since="09:10").at("09:12:30").returned()

    assert day.spans == ["09:00-09:10 unknown", "09:10-09:12:30 away"]
    assert day.records() == ["09:12 movement natural"]


def test_unlocking_does_not_tell_who_sits_there_afterwards() -> None:
    """D1: where only the lock can be seen, presence is unknown again after it."""
    day = Day()

    day.at("09:00").start().lost_sight().at("09:10").locked().at("09:20").unlocked().at("09:30").stop()

    assert day.spans == ["09:00-09:10 unknown", "09:10-09:20 away", "09:20-09:30 unknown"]


def test_a_desk_day_ends_at_four_in_the_morning() -> None:
    """D7: an evening past midnight belongs to the day it began in; no row belongs to two days."""
    day = Day()

    day.at("23:00").start().at("Tue 05:00").stop()

    assert day.spans == ["23:00-04:00 sitting", "04:00-05:00 sitting of Tue"]


def test_a_row_of_the_log_has_one_offset_when_the_clocks_go_forward() -> None:
    """D7: the night of 29 March has 23 hours, and its local times are told on the right clock."""
    day = Day()

    day.at("2026-03-29 01:30").start().at("04:30").stop()

    spans = effects_of(day.moments, RecordSpan)
    assert sum((span.end - span.start for span in spans), timedelta(0)) == minutes(120)
    assert day.spans == ["01:30-02:00 sitting of Sat", "03:00-04:00 sitting of Sat", "04:00-04:30 sitting of Sun"]


def test_a_row_of_the_log_has_one_offset_when_the_clocks_go_back() -> None:
    """D7: the night of 25 October has 25 hours; three o'clock comes twice, and neither counts twice."""
    day = Day()

    day.at("2026-10-25 01:30").start().at("04:30").stop()

    spans = effects_of(day.moments, RecordSpan)
    assert sum((span.end - span.start for span in spans), timedelta(0)) == minutes(240)
    assert day.spans == ["01:30-03:00 sitting of Sat", "02:00-04:00 sitting of Sat", "04:00-04:30 sitting of Sun"]


def test_a_weekend_away_across_the_clock_change_ends_on_the_new_clock() -> None:
    """D7: nobody was there to tell the hour, and yet Monday's row is in Monday's time."""
    day = Day(DEFAULTS)

    day.at("2026-03-27 17:00").start().at("17:30").locked().at("2026-03-30 09:00").unlocked()

    assert day.spans[-1] == "04:00-09:00 away of Mon"
    assert day.spans[1:-1] == [
        "17:30-04:00 away of Fri",
        "04:00-02:00 away of Sat",
        "03:00-04:00 away of Sat",
        "04:00-04:00 away of Sun",
    ]


def test_a_journey_begins_a_new_row() -> None:
    """D7: the flight itself is sleep; its hours belong to the zone left behind."""
    day = Day()

    day.at("17:00").start().at("17:30")
    since = day.now
    day.travel("America/New_York").at("16:00").asleep_since(since).at("16:10").stop()

    assert day.spans == ["17:00-17:30 sitting", "17:30-22:00 asleep", "16:00-16:10 sitting"]


def test_a_bout_is_ended_by_movements_break_even_without_movement() -> None:
    """C2, D3: how long one sat is told with every prompt, whichever kinds are on."""
    day = Day(plan(SittingKind("eyes", minutes(20), minutes(1)), bout_rest=minutes(2)))

    day.at("09:00").start().at("09:10").left().at("09:11:30").returned().at("09:32").look()

    assert day.shows() == ["09:31:30 show eyes sat 30m"]
    assert MOVEMENT not in day.plan.kinds


def test_a_prompt_is_not_aged_by_minutes_that_were_taken_back() -> None:
    """D2, P6: four minutes at the desk before, six after, although a journey began a new row in between."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(60))))

    day.at("09:00").start().at("09:36").look().travel("Europe/Athens").at("10:36").look()
    day.at("10:37").left(since="10:34").at("10:50").returned().at("11:10").look()

    assert day.records() == ["10:56 movement ignored"]
    assert day.sat() == minutes(20)


def test_a_bout_is_not_lengthened_by_minutes_that_were_taken_back() -> None:
    """D2, C2: what is told with the prompt is what was sat."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(10)), bout_rest=minutes(10)))

    day.at("09:00").start().travel("Europe/Athens").at("10:10").look().at("10:12").left(since="10:08")
    day.at("10:13").returned().at("10:40").look()

    assert day.shows() == ["10:35 show movement sat 30m"]


def test_losing_sight_of_somebody_idle_is_taken_for_a_return() -> None:
    """D1: who cannot tell any more must not claim an absence either."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:20").lost_sight().at("09:30").stop()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:20 away", "09:20-09:30 unknown"]


def test_losing_sight_at_a_locked_screen_is_not() -> None:
    """D1: the lock still tells."""
    day = Day()

    day.at("09:00").start().at("09:10").locked().at("09:20").lost_sight().at("09:30").unlocked()

    assert day.spans == ["09:00-09:10 sitting", "09:10-09:30 away"]


def test_input_ends_the_unknown() -> None:
    """D1: from then on presence is known."""
    day = Day()

    day.at("09:00").start().lost_sight().at("09:10").returned().at("09:20").stop()

    assert day.spans == ["09:00-09:10 unknown", "09:10-09:20 sitting"]


def test_news_of_somebody_watching_ends_the_unknown_too() -> None:
    """D4: no input in a call; but now it is known that this desktop can tell."""
    day = Day()

    day.at("09:00").start().held(HoldKind.CALL).lost_sight().at("09:10").left().at("09:20").stop()

    assert day.spans == ["09:00-09:10 unknown", "09:10-09:20 sitting"]


def test_a_desk_day_does_not_begin_twice() -> None:
    """D7: where it starts at half past two, and half past two comes twice, the first one counts."""
    night = plan(day_starts=time(2, 30))
    in_the_first, in_the_second = (
        night.desk_day(datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN)),
        night.desk_day(datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)),
    )

    assert night.desk_day(datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN)) == date(2026, 10, 24)
    assert (in_the_first, in_the_second) == (date(2026, 10, 25), date(2026, 10, 25))
    assert night.desk_day(datetime(2026, 10, 25, 1, 59, fold=1, tzinfo=BERLIN)) == date(2026, 10, 24)


def test_no_row_of_the_log_goes_back_to_the_day_before() -> None:
    """D7: the same, in the log."""
    day = Day(plan(day_starts=time(2, 30)))

    day.at("2026-10-25 02:00").start().at("03:30").stop()

    assert day.spans == ["02:00-02:30 sitting of Sat", "02:30-03:00 sitting of Sun", "02:00-03:30 sitting of Sun"]
