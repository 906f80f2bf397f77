"""One prompt from its show to its end: rules P5, P6, P7 and P8."""

import pytest
from story import MOVEMENT, POSTURE, RELAX, STRETCH, TIP, Day, effects_of, minutes, plan

from reminder.core.effects import Record, Show
from reminder.core.plan import HoldKind, SittingKind


def test_done_is_a_claim_until_it_is_proved() -> None:
    """P7: five minutes are given to walk away, and two for a walk to be noticed."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:40").look()

    assert day.transcript == ["09:30 show movement sat 30m", "09:31 withdraw", "09:38 movement claimed"]


def test_what_nobody_can_see_is_claimed_at_once() -> None:
    """P7: no absence would prove it."""
    day = Day(plan(POSTURE, RELAX))

    day.at("10:15").start().at("11:16").done()

    assert day.records() == ["11:16 posture claimed", "11:16 relax claimed"]


def test_every_kind_of_a_prompt_is_answered_by_one_click() -> None:
    """P5, P7: each gets its own line of the log."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("13:00").start().at("13:31").skip()

    assert day.transcript == [
        "13:30 show movement+tip sat 30m",
        "13:31 movement skipped",
        "13:31 tip skipped",
        "13:31 withdraw",
    ]


def test_a_snoozed_prompt_comes_back_after_ten_minutes() -> None:
    """P5: with what it asked for, still due since it first was."""
    day = Day()

    day.at("09:00").start().at("09:32").snooze().at("09:43").skip()

    assert day.shows() == ["09:30 show movement sat 30m", "09:42 show movement sat 42m"]
    dues = [record.due for record in effects_of(day.moments, Record)]
    assert dues == [day.moment("09:30")] * 2


def test_the_fourth_snooze_is_a_skip() -> None:
    """P5: three times at most; then the kind waits for another interval."""
    day = Day(plan(max_per_hour=9))

    day.at("09:00").start()
    for answer in ("09:30:30", "09:40:45", "09:51", "10:02"):
        day.at(answer).snooze()
    day.at("10:33").look()

    assert day.records() == [
        "09:30:30 movement snoozed",
        "09:40:45 movement snoozed",
        "09:51 movement snoozed",
        "10:02 movement skipped (snoozed 3 times before)",
    ]
    assert day.shows()[-1] == "10:32 show movement sat 92m"


def test_snoozes_are_counted_for_each_need_anew() -> None:
    """P5: after a skip, three more."""
    day = Day(plan(max_per_hour=9))

    day.at("09:00").start()
    for answer in ("09:31", "09:42", "09:53", "10:04", "10:35", "10:46"):
        day.at(answer).snooze()

    assert [record.result for record in effects_of(day.moments, Record)] == [
        *["snoozed"] * 3,
        "skipped",
        *["snoozed"] * 2,
    ]


def test_a_held_back_snooze_keeps_its_count() -> None:
    """P4, P5: a call does not earn more snoozes."""
    day = Day(plan(max_per_hour=9))

    day.at("09:00").start().at("09:31").snooze().at("09:42").snooze().at("09:53").held(HoldKind.CALL)
    day.at("10:00").released(HoldKind.CALL).at("10:03").snooze().at("10:14").snooze()

    assert [record.result for record in effects_of(day.moments, Record)] == [
        "snoozed",
        "snoozed",
        "withdrawn",
        "snoozed",
        "skipped",
    ]


def test_a_closed_notification_goes_on_silently() -> None:
    """P5: it is still open in the tray; there is nothing to take off the screen at its end."""
    day = Day()

    day.at("09:00").start().at("09:31").dismissed().at("09:33").left().at("09:40").returned()

    assert day.transcript == ["09:30 show movement sat 30m", "09:35 movement observed"]


def test_a_closed_notification_can_be_answered_from_the_tray() -> None:
    """P5: until it expires."""
    day = Day()

    day.at("09:00").start().at("09:31").dismissed().at("09:35").skip()

    assert day.transcript == ["09:30 show movement sat 30m", "09:35 movement skipped"]


def test_a_closed_notification_expires_like_any_other() -> None:
    """P5, P6: and the log says that it was seen and closed."""
    day = Day()

    day.at("09:00").start().at("09:31").dismissed().at("09:41").look()

    assert day.records() == ["09:40 movement ignored (dismissed)"]


def test_who_may_have_seen_nothing_has_not_plainly_ignored_it() -> None:
    """P6: still counted so, but the log tells what is known; and who answers or dismisses it has seen it."""
    ignored, dismissed, answered = Day(), Day(), Day()

    ignored.at("09:00").start().at("09:30:01").unconfirmed().at("09:41").look()
    dismissed.at("09:00").start().at("09:30:01").unconfirmed().at("09:31").dismissed().at("09:41").look()
    answered.at("09:00").start().at("09:30:01").unconfirmed().at("09:31").skip()

    assert ignored.records() == ["09:40 movement ignored (shown, unconfirmed)"]
    assert dismissed.records() == ["09:40 movement ignored (dismissed)"]
    assert answered.records() == ["09:31 movement skipped"]


def test_a_prompt_nobody_answers_is_ignored_after_ten_minutes() -> None:
    """P6: and leaves the screen."""
    day = Day()

    day.at("09:00").start().at("09:41").look()

    assert day.transcript == ["09:30 show movement sat 30m", "09:40 movement ignored", "09:40 withdraw"]


def test_an_answer_at_the_last_moment_counts() -> None:
    """P6: the event comes before the wake-up of the same moment."""
    day = Day()

    day.at("09:00").start().at("09:40").skip()

    assert day.records() == ["09:40 movement skipped"]


def test_a_prompt_does_not_age_while_nobody_is_there() -> None:
    """P6: unseen is not ignored. Six minutes before, four after the absence."""
    day = Day(plan(SittingKind("movement", minutes(30), minutes(60))))

    day.at("09:00").start().at("09:38").left(since="09:36").at("09:50").returned().at("10:00").look()

    assert day.records() == ["09:54 movement ignored"]


def test_a_prompt_does_not_age_asleep_or_across_a_clock_step() -> None:
    """P6, D5: only time at the desk."""
    day = Day(plan(TIP))

    day.at("13:00").start().at("13:42").slept(since="13:33").at("13:43").clock_set(to="13:53").at("14:02").look()

    assert day.records() == ["13:59 tip ignored"]


def test_a_late_click_answers_nothing() -> None:
    """P5: the prompt is gone."""
    day = Day()

    day.at("09:00").start().at("09:10").done().at("09:41").done()

    assert day.records() == ["09:40 movement ignored"]


def test_what_could_not_be_shown_is_not_ignored() -> None:
    """P7: with the reason; tried again after ten minutes, and no notification to take off."""
    day = Day()

    day.at("09:00").start().at("09:30:01").undelivered("no server").at("09:41").done()

    assert day.transcript == [
        "09:30 show movement sat 30m",
        "09:30:01 movement undelivered (no server)",
        "09:40:01 show movement sat 40m1s",
        "09:41 withdraw",
    ]


def test_a_break_asked_for_comes_at_once() -> None:
    """P4, P7: the user's own wish needs no due moment, no budget, and no leave of any hold."""
    day = Day()

    day.at("09:00").start().at("09:05").held(HoldKind.DO_NOT_DISTURB).at("09:06").ask().at("09:08").left()
    day.at("09:12").returned()

    assert day.transcript == ["09:06 show movement sat 6m", "09:10 movement observed", "09:10 withdraw"]


def test_a_break_asked_for_is_movement_if_not_said_otherwise() -> None:
    """It is what a break is, wherever it stands in the plan."""
    day = Day(plan(TIP, MOVEMENT))

    day.at("09:00").start().at("09:05").ask()

    assert day.shows() == ["09:05 show movement sat 5m"]


def test_without_movement_a_break_asked_for_is_the_first_kind() -> None:
    """Rather than nothing."""
    day = Day(plan(STRETCH, TIP))

    day.at("09:00").start().at("09:05").ask()

    assert day.shows() == ["09:05 show stretch sat 5m"]


@pytest.mark.parametrize("kind", ["nonsense", "posture"])
def test_a_kind_that_is_not_in_the_plan_cannot_be_asked_for(kind: str) -> None:
    """It is switched off, or never was."""
    day = Day()

    day.at("09:00").start().at("09:05").ask(kind)

    assert day.shows() == []


def test_no_second_prompt_on_top_of_the_first() -> None:
    """P1: the one that is open can be answered."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("09:00").start().at("09:31").ask("tip").at("09:32").done()

    assert day.shows() == ["09:30 show movement sat 30m"]


def test_what_was_asked_for_stands_first() -> None:
    """P1: the others ride along behind it."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("09:00").start().at("09:25").ask("tip")

    assert day.shows() == ["09:25 show tip+movement sat 25m"]


def test_a_kind_that_is_switched_off_leaves_the_prompt() -> None:
    """P7: it ends in an outcome like all others."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("13:00").start().at("13:31").replan(plan(MOVEMENT)).at("13:32").skip()

    assert day.transcript == [
        "13:30 show movement+tip sat 30m",
        "13:31 tip withdrawn (switched off)",
        "13:31 revise movement",
        "13:32 movement skipped",
        "13:32 withdraw",
    ]


def test_a_claim_of_a_kind_that_is_switched_off_stands() -> None:
    """P7: it was said, and cannot be proved any more."""
    day = Day(plan(MOVEMENT, STRETCH))

    day.at("09:00").start().at("09:31").done().at("09:32").replan(plan(STRETCH)).at("09:33").left()

    assert day.records() == ["09:32 movement claimed"]


def test_a_kind_that_is_switched_on_starts_with_what_was_sat() -> None:
    """K1: the clock on the wall of the desk was running all the time."""
    day = Day(plan(TIP))

    day.at("09:00").start().at("09:20").replan(plan(MOVEMENT)).at("09:31").look()

    assert day.shows() == ["09:30 show movement sat 30m"]


def test_prompts_are_numbered() -> None:
    """So that wordings can rotate."""
    day = Day()

    day.at("09:00").start().at("09:31").skip().at("10:05").skip().at("10:40").look()

    assert [show.number for show in effects_of(day.moments, Show)] == [1, 2, 3]
