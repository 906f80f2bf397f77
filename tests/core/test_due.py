"""What is due and when it may come: rules K1, K2, K5, P1, P2, P3 and P8."""

from datetime import time, timedelta

import pytest
from story import DEFAULTS, MOVEMENT, POSTURE, RELAX, STRENGTHEN, STRETCH, TIP, Day, minutes, plan

from reminder.core.hours import Hours, Range
from reminder.core.plan import DailyKind, HoldKind, SittingKind


def test_a_sitting_kind_is_due_when_sitting_reaches_its_interval() -> None:
    """K1: time at the desk, not time on the clock."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:11").returned().at("10:00").look()

    assert day.shows() == ["09:31 show movement sat 30m"]


def test_daily_kinds_come_in_the_middle_of_equal_parts_of_the_day() -> None:
    """K2: two stretches in nine hours come at 11:15 and 15:45."""
    day = Day(plan(STRETCH))

    day.at("09:00").start().at("11:20").skip().at("15:50").skip().at("17:59").look()

    assert day.shows() == ["11:15 show stretch sat 135m", "15:45 show stretch sat 405m"]


def test_a_daily_kind_comes_on_its_weekdays_only() -> None:
    """K2: strengthening is for Tuesdays and Fridays."""
    day = Day(plan(STRENGTHEN))

    for name in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        day.at(f"{name} 09:00").start().at("13:35").skip().at("18:30").stop()

    assert [line.split()[0] for line in day.shows()] == ["Tue", "Fri"]


def test_moments_missed_while_away_are_not_owed() -> None:
    """K2: coming back at four, one is asked for one stretch, not for two."""
    day = Day(plan(STRETCH))

    day.at("09:00").start().locked().at("16:00").unlocked().at("16:05").skip().at("17:59").look()

    assert day.shows() == ["16:00 show stretch sat 0m"]


def test_what_was_not_done_today_is_not_owed_tomorrow() -> None:
    """K2: due until the end of hours."""
    day = Day(plan(TIP))

    day.at("13:00").start().at("13:31").snooze().at("13:32").locked().at("Tue 10:00").unlocked().at("13:00").look()

    assert day.shows() == ["13:30 show tip sat 30m"]


def test_a_snooze_holds_over_the_end_of_the_desk_day_where_the_hours_go_on() -> None:
    """P5, K2: at four in the morning another desk day begins, and the same shift goes on."""
    night = Hours((Range(frozenset(range(7)), time(22), time(6)),))
    day = Day(plan(DailyKind("relax", 1), hours=night, max_per_hour=9))

    day.at("21:50").start().at("Tue 02:00").look().at("Tue 02:05").snooze()
    for clock in ("02:16", "02:27", "02:38"):
        day.at(f"Tue {clock}").snooze()
    day.at("Tue 05:59").look()

    assert [line.rpartition(" ")[0] for line in day.records()][-1] == "Tue 02:38 relax skipped (snoozed 3 times"
    assert len(day.shows()) == 4


def test_a_day_off_has_no_daily_kinds() -> None:
    """K2: nor anything else."""
    day = Day(DEFAULTS)

    day.at("Sat 09:00").start().at("17:00").stop()

    assert day.shows() == []


def test_any_number_of_own_kinds() -> None:
    """K5: each with its own clock."""
    own = [SittingKind(f"own{number}", minutes(20 + number), minutes(1)) for number in range(12)]
    day = Day(plan(*own, gather=timedelta(0)))

    day.at("09:00").start().at("09:20").look()

    assert day.shows() == ["09:20 show own0 sat 20m"]
    assert day.state is not None
    assert len(day.state.clocks) == 12


def test_what_will_soon_be_due_rides_along() -> None:
    """P1: one interruption instead of two. Ten minutes ahead included, eleven not."""
    soon = SittingKind("soon", minutes(40), minutes(2))
    later = SittingKind("later", minutes(40) + timedelta(seconds=1), minutes(2))
    day = Day(plan(later, soon, MOVEMENT))

    day.at("09:00").start().at("09:30").look()

    assert day.shows() == ["09:30 show soon+movement sat 30m"]


def test_a_rider_counts_as_due_when_it_was_shown() -> None:
    """P1, P8: its next turn comes after another interval."""
    day = Day(plan(MOVEMENT, SittingKind("eyes", minutes(35), minutes(2))))

    day.at("09:00").start().at("09:31").skip().at("10:05").look()

    assert day.shows() == ["09:30 show movement+eyes sat 30m", "10:01 show movement+eyes sat 61m"]


@pytest.mark.parametrize(
    ("back", "shows"),
    [
        ("10:35", ["11:05 show movement+stretch sat 30m", "11:45 show movement sat 70m"]),
        ("11:16", ["11:46 show movement+stretch sat 30m"]),
        ("11:31", ["12:00 show movement+stretch sat 29m"]),
    ],
)
def test_a_daily_kind_waits_for_a_movement_break_to_ride_on(back: str, shows: list[str]) -> None:
    """P1: up to 45 minutes, then it comes by itself; or along, up to ten minutes before its time."""
    day = Day(plan(MOVEMENT, STRETCH))

    day.at("09:00").start().locked().at(back).unlocked().at("12:01").skip()

    assert day.shows() == shows


def test_without_movement_a_daily_kind_waits_for_nothing() -> None:
    """P1: there is nothing to ride on."""
    day = Day(plan(POSTURE, RELAX))

    day.at("11:00").start().at("11:20").look()

    assert day.shows() == ["11:15 show relax sat 15m"]


def test_prompts_keep_their_distance() -> None:
    """P2: ten minutes from shown to shown."""
    day = Day(plan(MOVEMENT, SittingKind("eyes", minutes(32), minutes(1)), gather=timedelta(0)))

    day.at("09:00").start().at("09:31").skip().at("09:45").look()

    assert day.shows() == ["09:30 show movement sat 30m", "09:40 show eyes sat 40m"]


def test_two_prompts_in_any_hour() -> None:
    """P2: the hour rolls; it does not begin when the clock strikes."""
    day = Day(plan(SittingKind("eyes", minutes(12), minutes(1))))

    day.at("09:00").start()
    for answer in ("09:13", "09:25", "10:13", "10:25"):
        day.at(answer).skip()
    day.at("10:59").look()

    assert [line[:5] for line in day.shows()] == ["09:12", "09:25", "10:12", "10:25"]


def test_eighteen_prompts_a_day() -> None:
    """P2: and again as many tomorrow."""
    day = Day(plan(SittingKind("eyes", minutes(12), minutes(1)), max_per_hour=60, max_per_day=5))

    day.at("09:00").start().at("17:59").look().at("Tue 17:59").look()

    assert [line.split(" show")[0] for line in day.shows()] == [
        "09:12",
        "09:34",
        "09:56",
        "10:18",
        "10:40",
        "Tue 09:00:30",
        "Tue 09:22:30",
        "Tue 09:44:30",
        "Tue 10:06:30",
        "Tue 10:28:30",
    ]


def test_the_day_of_25_hours_has_no_second_budget() -> None:
    """P2, D7: the desk day ends at four on the new clock, not 24 hours after it began."""
    hours = Hours((Range(frozenset(range(7)), time(0), time(23, 59)),))
    quiet = {"max_per_hour": 60, "max_per_day": 1, "hours": hours}
    day = Day(plan(SittingKind("eyes", minutes(12), minutes(1)), **quiet))

    day.at("2026-10-24 12:00").start().at("12:13").skip().at("2026-10-25 04:01").look()

    assert day.shows() == [
        "2026-10-24 12:12 show eyes sat 12m",
        "2026-10-25 04:00 show eyes sat 1020m held 1m by outside_hours",
    ]


def test_a_snooze_that_comes_back_counts_against_the_budget() -> None:
    """P2: an interruption is one, whoever asked for it."""
    day = Day()

    day.at("09:00").start().at("09:31").snooze().at("09:41").snooze().at("11:00").look()

    assert [line[:5] for line in day.shows()] == ["09:30", "09:41", "10:30"]


def test_a_prompt_waits_for_a_pause_in_the_input() -> None:
    """P3: a good moment is worth some minutes."""
    day = Day(plan(wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:29").paused().at("09:32:10").paused()

    assert day.shows() == ["09:32:10 show movement sat 32m10s"]


def test_without_a_pause_it_comes_after_five_minutes_anyway() -> None:
    """P3: waiting is not dropping."""
    day = Day(plan(wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:34:59").look()
    assert day.shows() == []
    assert day.wants_pause

    day.at("09:36").look()
    assert day.shows() == ["09:35 show movement sat 35m"]
    assert not day.wants_pause


def test_the_wait_for_a_pause_begins_anew_after_an_absence() -> None:
    """P3: whoever just sat down again is not interrupted on the spot."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(10)), wait_for_pause=minutes(5), bout_rest=minutes(10)))

    day.at("09:00").start().at("09:32").left().at("09:38").returned().at("09:50").look()

    assert day.shows() == ["09:43 show movement sat 37m"]


def test_nothing_is_shown_to_nobody() -> None:
    """P1, P3: due while away stays due."""
    day = Day(plan(TIP))

    day.at("13:00").start().at("13:20").left().at("13:40").look().at("13:50").returned()

    assert day.shows() == ["13:50 show tip sat 0m"]


@pytest.mark.parametrize("ending", ["skip", "ignore", "done"])
def test_after_an_answer_a_sitting_kind_waits_for_another_interval(ending: str) -> None:
    """P8: never nag. Ignoring takes ten minutes to notice, and then the interval begins."""
    day = Day()

    day.at("09:00").start().at("09:35")
    getattr(day, ending)() if ending != "ignore" else day.look()
    day.at("10:30").look()

    assert [line[:5] for line in day.shows()] == ["09:30", "10:10" if ending == "ignore" else "10:05"]


def test_a_rider_that_was_asked_for_in_vain_is_not_asked_for_again_at_once() -> None:
    """P8 holds for every kind of a prompt."""
    day = Day(plan(MOVEMENT, POSTURE))

    day.at("09:00").start().at("09:31").skip().at("10:02").skip().at("10:59").look()

    assert day.shows() == [
        "09:30 show movement sat 30m",
        "10:00 show movement+posture sat 60m",
        "10:32 show movement sat 92m",
    ]


def test_a_snoozed_kind_does_not_ride_along_early() -> None:
    """P5: ten minutes were promised."""
    day = Day(plan(MOVEMENT, SittingKind("eyes", minutes(20), minutes(1)), gather=timedelta(0), min_gap=minutes(1)))

    day.at("09:00").start().at("09:25").snooze().at("09:31").skip().at("10:19").look()

    assert day.shows() == ["09:20 show eyes sat 20m", "09:30 show movement sat 30m"]


def test_a_longer_interval_holds_at_once_for_what_was_already_due() -> None:
    """K1: settings are in force when they are changed, whatever happened in the meantime."""
    day = Day()

    day.at("09:00").start().at("09:20").held(HoldKind.USER).at("09:36").left().at("09:37").returned()
    day.at("09:40").replan(plan(SittingKind("movement", minutes(60), minutes(2))))
    day.at("09:41").released(HoldKind.USER).at("10:02").look()

    assert day.shows() == ["10:01 show movement sat 60m"]


def test_a_shorter_interval_holds_at_once() -> None:
    """K1: what is overdue by the new settings comes now."""
    day = Day()

    day.at("09:00").start().at("09:20").replan(plan(SittingKind("movement", minutes(10), minutes(2))))

    assert day.shows() == ["09:20 show movement sat 20m"]


def test_a_snoozed_daily_kind_comes_back_even_where_it_was_asked_for_on_another_day() -> None:
    """P5, K2: who asks for strengthening on a Monday and snoozes it gets it."""
    day = Day(plan(STRENGTHEN))

    day.at("10:00").start().at("10:05").ask("strengthen").at("10:06").snooze().at("10:30").look()

    assert day.shows() == ["10:05 show strengthen sat 5m", "10:16 show strengthen sat 16m"]


def test_a_daily_kind_of_many_times_is_owed_once_at_a_time() -> None:
    """K2: nine relaxations a day are one an hour."""
    day = Day(plan(DailyKind("relax", 9), max_per_hour=60))

    day.at("09:00").start()
    for hour in range(9, 18):
        day.at(f"{hour:02}:31").done()
    day.at("17:59").look()

    assert [line[:5] for line in day.shows()] == [f"{hour:02}:30" for hour in range(9, 18)]


def test_a_change_of_other_settings_leaves_what_is_due_due() -> None:
    """K1: and since when; the prompt tells how long it was kept back."""
    day = Day()

    day.at("09:00").start().at("09:20").held(HoldKind.USER).at("09:40").left().at("09:41").returned()
    day.at("09:45").replan(plan(max_per_day=17)).at("09:50").released(HoldKind.USER).at("09:51").look()

    assert day.shows() == ["09:50:30 show movement sat 49m30s held 20m by user"]


def test_what_became_due_before_a_short_absence_has_been_due_since() -> None:
    """D3: an absence too short to count is none, for what was due before it too."""
    day = Day(plan(wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:31").left().at("09:32").returned().at("09:33").look()

    assert day.silent_because == ["waiting_for_pause"]
    assert day.state is not None
    assert day.state.clocks["movement"].due == day.moment("09:30")


def test_an_interval_reached_to_the_second_is_reached() -> None:
    """K1: a new interval of exactly what was sat leaves the old due moment."""
    day = Day()
    longer = plan(SittingKind("movement", minutes(36), minutes(2)))

    day.at("09:00").start().at("09:20").held(HoldKind.USER).at("09:34").left().at("09:35").returned()
    day.at("09:37").replan(longer).at("09:40").released(HoldKind.USER).at("09:41").look()

    assert day.shows() == ["09:40:30 show movement sat 39m30s held 10m by user"]
