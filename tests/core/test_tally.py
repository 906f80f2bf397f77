"""How the day goes so far: which breaks count, what ends a bout, and on which day all that is."""

from datetime import date

from story import MOVEMENT, TIP, Day, minutes, plan

from reminder.core.plan import Plan, SittingKind
from reminder.core.state import NONE, Tally
from reminder.core.tally import today

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
PLAN = plan()


def tally(day: Day, when: str) -> Tally:
    assert day.state is not None
    return today(day.state, day.plan, day.moment(when))


def breaks(day: Day, when: str) -> tuple[int, int, int]:
    """Done, missed, and unasked."""
    told = tally(day, when)
    return told.done, told.missed, told.natural


def sat(day: Day, when: str) -> tuple[float, float]:
    """Minutes in all, and in the longest bout."""
    told = tally(day, when)
    return told.sat / minutes(1), told.longest / minutes(1)


def start() -> Day:
    return Day(PLAN).at("09:00").start()


# Breaks


def test_breaks_are_counted_by_how_they_ended() -> None:
    """Seen, skipped, ignored, and one that nobody asked for."""
    day = start().at("09:31").left().at("09:34").returned()
    assert breaks(day, "09:34") == (1, 0, 0)

    day.at("10:05").skip().at("10:46").look()
    assert breaks(day, "10:46") == (1, 2, 0)

    assert breaks(day.at("10:50").left().at("10:55").returned(), "10:55") == (1, 2, 1)


def test_what_was_put_off_or_taken_back_is_not_counted() -> None:
    """It will come to an answer, or to none."""
    assert breaks(start().at("09:31").snooze(), "09:32") == (0, 0, 0)
    assert breaks(start().at("09:31").undelivered(), "09:32") == (0, 0, 0)


def test_done_counts_as_soon_as_it_was_said_and_once() -> None:
    """P7: minutes later it is known whether it was seen, and done it is in any case."""
    day = start().at("09:31").done()
    assert breaks(day, "09:31") == (1, 0, 0)

    assert breaks(day.at("09:50").look(), "09:50") == (1, 0, 0)


def test_other_kinds_are_not_breaks_from_sitting() -> None:
    """A glass of water is something else."""
    day = Day(plan(MOVEMENT, TIP)).at("09:00").start().ask("tip").at("09:01").done()

    assert breaks(day, "09:02") == (0, 0, 0)


# Sitting


def test_the_stretch_that_runs_is_counted_up_to_now() -> None:
    """Nothing was recorded yet, and nothing need happen."""
    day = start()

    assert [sat(day, when) for when in ("09:00", "09:20", "09:25")] == [(0, 0), (20, 20), (25, 25)]


def test_a_break_ends_a_bout_and_a_short_absence_does_not() -> None:
    """C2, as in a summary: absences are not sat, and two short ones do not add up over the sitting between them."""
    day = start().at("09:20").locked().at("09:21").unlocked().at("09:40").locked().at("09:41").unlocked()
    assert sat(day, "10:00") == (58, 58)

    day.at("10:00").locked().at("10:02").unlocked()
    assert sat(day, "10:12") == (68, 58)
    assert sat(day, "11:12") == (128, 70)


def test_a_bout_counts_on_the_day_on_which_it_began() -> None:
    """D7: who sits past four has sat on both days, and the bout is that of the evening."""
    day = Day(PLAN).at("23:00").start().at("Tue 04:30").look()

    assert tally(day, "04:30").day == TUESDAY
    assert sat(day, "04:30") == (30, 0)
    assert sat(day.at("04:40").locked().at("05:00").unlocked(), "05:15") == (55, 15)


def test_a_new_day_begins_with_nothing() -> None:
    """D7: at four, not at midnight."""
    day = start().at("09:31").skip().at("09:40").locked()

    assert tally(day, "Tue 03:59").missed == 1
    assert tally(day, "Tue 04:01") == Tally(TUESDAY)


def test_a_changed_break_holds_for_absences_from_then_on() -> None:
    """What was one bout stays one; a summary would measure the whole day by the last rest that was in force on it."""
    day = start().at("09:20").locked().at("09:21").unlocked().at("09:30").look()
    day.replan(plan(SittingKind("movement", minutes(30), minutes(1)), bout_rest=minutes(1)))
    assert sat(day, "09:40") == (39, 39)

    day.at("09:40").locked().at("09:41").unlocked()
    assert sat(day, "09:50") == (48, 39)


# What nobody knows


def test_unknown_time_is_neither_sat_nor_nothing() -> None:
    """Where the desktop cannot say from the start, nothing at all is known; later, what was seen stays."""
    blind = start().lost_sight()
    assert not tally(blind, "10:00").known
    assert tally(blind, "10:00").unseen == minutes(60)

    later = start().at("09:30").look().skip().at("10:00").lost_sight()
    assert tally(later, "10:20").known
    assert (sat(later, "10:20"), tally(later, "10:20").unseen) == ((60, 60), minutes(20))


def test_a_machine_that_was_off_at_lunch_leaves_a_gap_and_one_off_by_night_does_not() -> None:
    """D6: nobody was at the desk on that day before the first moment that somebody was."""
    day = start().at("12:00").stop().at("13:00").start()
    assert tally(day, "13:10").unseen == minutes(60)

    day.at("18:00").stop().at("Tue 09:00").start()
    assert (tally(day, "09:10").unseen, sat(day, "09:10")) == (NONE, (10, 10))


def test_while_the_service_does_not_run_nothing_goes_on() -> None:
    """What was counted stands."""
    day = start().at("09:20").stop()

    assert sat(day, "09:20") == sat(day, "11:00") == (20, 20)


# Clocks and journeys


def test_a_clock_that_is_set_to_another_day_takes_the_tally_along() -> None:
    """D5: neither adds sitting nor takes it, and what was done this morning was done today; so with the bout."""
    day = start().at("09:20").clock_set("Tue 09:20")
    assert (tally(day, "09:30").day, sat(day, "09:30")) == (TUESDAY, (30, 30))

    day.at("09:31").skip().at("09:40").clock_set("2026-03-02 09:40")
    assert (tally(day, "09:40").day, sat(day, "09:40"), breaks(day, "09:40")) == (MONDAY, (40, 40), (0, 1, 0))


def test_a_clock_that_is_set_back_over_the_day_s_start_adds_both_days_up() -> None:
    """The same hour comes twice, and is the same day's."""
    day = Day(PLAN).at("03:00").start().at("03:30").ask().skip().at("04:10").ask().skip().at("04:20").clock_set("03:20")

    told = tally(day, "03:30")

    assert (told.missed, told.sat) == (2, minutes(90))


def test_a_clock_that_is_set_within_the_day_changes_nothing() -> None:
    """D5: an hour on the clock is no hour."""
    assert sat(start().at("09:20").clock_set("10:20"), "10:30") == (30, 30)


def test_a_journey_west_leads_back_to_what_was_counted_of_the_day_before() -> None:
    """D7: by the clock where one is, it is yesterday again."""
    day = start().at("09:31").skip().at("09:40").locked().at("Tue 05:00").unlocked().at("05:20").look()
    assert breaks(day, "05:20") == (0, 0, 0)

    day.travel("America/New_York").at("2026-03-02 23:25").look()

    assert (tally(day, "23:25").day, breaks(day, "23:25")) == (MONDAY, (0, 1, 1))


def test_a_journey_west_in_the_first_minutes_of_a_day_loses_none_of_them() -> None:
    """D7: they are counted when that day comes for the second time, along with the bout of two days before."""
    day = Day(Plan(()), today=MONDAY).at("16:00").start().at("2026-03-04 04:05")
    day.travel("America/New_York").at("2026-03-03 22:05").look()

    assert tally(day, "22:05").day == TUESDAY
    assert sat(day.at("2026-03-04 04:00").locked(), "04:00") == (5, 0)


def test_a_weekend_asleep_leaves_the_days_that_count() -> None:
    """The state does not grow with time, whatever a single row spans."""
    day = Day(PLAN).at("Fri 09:00").start().at("Fri 17:00").locked().at("2026-03-09 09:00").unlocked()
    assert day.state is not None

    assert [each.day for each in day.state.tallies] == [date(2026, 3, day) for day in (7, 8, 9)]


def test_a_step_that_records_nothing_leaves_the_tally_as_it_is() -> None:
    """The service takes such steps all day."""
    day = start().at("09:31").skip()
    assert day.state is not None
    before = day.state.tallies

    day.at("09:40").paused()

    assert day.state.tallies is before
