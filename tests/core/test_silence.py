"""Why nothing is shown: rule P9."""

from datetime import timedelta

from story import MOVEMENT, STRETCH, TIP, Day, minutes, plan

from reminder.core.plan import HoldKind, SittingKind

PATIENT = plan(wait_for_pause=minutes(5))


def test_nothing_is_due() -> None:
    """P9: the most common reason of all."""
    day = Day()

    assert day.at("09:00").start().silent_because == ["not_due"]


def test_a_prompt_is_open_since() -> None:
    """P1, P9: one at a time."""
    day = Day()

    day.at("09:00").start().at("09:31").look()

    assert day.silent_because == ["prompt_open"]
    assert day.silent_since[0] == "09:30"


def test_every_hold_that_stands_is_named() -> None:
    """P4, P9: since when, too."""
    day = Day()

    day.at("09:00").start().at("09:31").skip()
    day.at("09:40").held(HoldKind.CALL).at("09:45").held(HoldKind.USER).at("09:50").look()

    assert day.silent_because == ["call", "user", "not_due"]
    assert day.silent_since[:2] == ["09:40", "09:45"]


def test_outside_hours() -> None:
    """P9: since they ended."""
    day = Day()

    day.at("17:50").start().at("19:00").look()

    assert day.silent_because[0] == "outside_hours"
    assert day.silent_since[0] == "18:00"


def test_nobody_is_there_since_the_last_input() -> None:
    """P9, D2."""
    day = Day()

    day.at("09:00").start().at("09:12").left(since="09:10")

    assert day.silent_because == ["away", "not_due"]
    assert day.silent_since[0] == "09:10"


def test_nobody_can_tell() -> None:
    """P9: unknown presence is said, not hidden."""
    day = Day()

    day.at("09:00").start().at("09:05").lost_sight()

    assert day.silent_because == ["unknown_presence", "not_due"]


def test_the_budget_is_used_up() -> None:
    """P2, P9: what it refuses stays visible, since when it waits."""
    day = Day(plan(SittingKind("eyes", minutes(10), timedelta(seconds=20))))

    day.at("09:00").start().at("09:11").skip().at("09:22").skip().at("09:40").look()

    assert day.silent_because == ["budget"]
    assert day.silent_since == ["09:32"]


def test_half_a_minute_after_a_hold() -> None:
    """P4, P9."""
    day = Day()

    day.at("09:00").start().at("09:10").held(HoldKind.CALL).at("09:40").released(HoldKind.CALL).at("09:40:10").look()

    assert day.silent_because == ["settling"]
    assert day.silent_since == ["09:40"]


def test_waiting_for_a_pause_in_the_input() -> None:
    """P3, P9."""
    day = Day(PATIENT)

    day.at("09:00").start().at("09:32").look()

    assert day.silent_because == ["waiting_for_pause"]
    assert day.silent_since == ["09:30"]
    assert day.wants_pause


def test_a_daily_kind_waits_for_a_movement_break() -> None:
    """P1, P9."""
    day = Day(plan(MOVEMENT, STRETCH))

    day.at("11:00").start().at("11:20").look()

    assert day.silent_because == ["waiting_for_break"]
    assert day.silent_since == ["11:15"]


def test_a_snoozed_prompt_was_put_off() -> None:
    """P5, P9: by the user, not by the schedule."""
    day = Day()

    day.at("09:00").start().at("09:32").snooze().at("09:35").look()

    assert day.silent_because == ["put_off"]
    assert day.silent_since == ["09:30"]


def test_a_prompt_that_could_not_be_shown_was_put_off() -> None:
    """P7, P9: it will be tried again."""
    day = Day(plan(TIP))

    day.at("13:00").start().at("13:31").undelivered().at("13:32").look()

    assert day.silent_because == ["put_off"]


def test_no_pause_is_wanted_while_nothing_waits_for_one() -> None:
    """P3: the levels are read only when they matter."""
    day = Day(PATIENT)

    day.at("09:00").start().at("09:29").look()
    assert not day.wants_pause

    day.at("09:31").held(HoldKind.CALL)
    assert not day.wants_pause


def test_the_nearest_to_be_shown_gives_the_reason() -> None:
    """P9: the snoozed movement comes in five minutes, the stretch would wait for forty."""
    day = Day(plan(MOVEMENT, STRETCH))

    day.at("10:35").start().at("11:06").snooze().at("11:15:30").look()
    assert day.silent_because == ["put_off"]

    day = Day(plan(STRETCH, MOVEMENT))
    day.at("11:10").start().at("11:20").look()
    assert day.silent_because == ["waiting_for_break"]


def test_after_hours_nothing_is_due_any_more() -> None:
    """K2, P9: the tip of the day is not owed in the evening."""
    day = Day(plan(TIP))

    day.at("13:00").start().at("13:20").locked().at("18:00").unlocked()

    assert day.silent_because == ["outside_hours", "not_due"]


def test_at_the_end_of_the_grace_the_silence_is_not_for_settling() -> None:
    """P4, P9: half a minute, and no longer."""
    day = Day(PATIENT)

    day.at("09:00").start().at("09:10").held(HoldKind.CALL).at("09:40").released(HoldKind.CALL).at("09:40:30").look()

    assert day.silent_because == ["waiting_for_pause"]
    assert day.wants_pause
