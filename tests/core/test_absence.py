"""What an absence discharges and proves: rules D3 and P7."""

from datetime import timedelta

import pytest
from story import MOVEMENT, POSTURE, STRETCH, TIP, Day, minutes, plan

from reminder.core.plan import SittingKind


def test_an_absence_discharges_the_moment_it_is_long_enough() -> None:
    """D3: not when the user comes back."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:20").look()

    assert day.transcript == ["09:12 movement natural"]
    assert day.sat() == timedelta(0)


def test_an_absence_one_second_too_short_discharges_nothing() -> None:
    """D3: it stops the clock and no more."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:11:59").returned().at("09:32").look()

    assert day.transcript == ["09:31:59 show movement sat 30m"]


def test_a_return_at_the_very_moment_is_in_time() -> None:
    """D3: at least a kind's break, the last moment included."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("09:12").returned()

    assert day.transcript == ["09:12 movement natural"]


def test_each_kind_needs_its_own_break() -> None:
    """D3: two minutes are a movement break and no lunch."""
    lunch = SittingKind("lunch", minutes(240), minutes(30))
    day = Day(plan(MOVEMENT, lunch))

    day.at("09:00").start().at("09:10").left().at("09:20").returned().at("09:21").look()

    assert day.transcript == ["09:12 movement natural"]
    assert day.sat("lunch") == minutes(11)
    assert day.sat("movement") == minutes(1)


def test_one_absence_is_one_natural_break() -> None:
    """P7: however long it lasts."""
    day = Day()

    day.at("09:00").start().at("09:10").left().at("12:00").locked().at("13:00").unlocked()

    assert day.transcript == ["09:12 movement natural"]


def test_a_break_without_having_sat_is_none() -> None:
    """P7: nothing to discharge."""
    day = Day()

    day.at("09:00").start().locked().at("09:30").unlocked()

    assert day.records() == []


def test_a_break_while_the_prompt_is_open_is_observed() -> None:
    """P7: nothing need be clicked."""
    day = Day()

    day.at("09:00").start().at("09:33").left(since="09:32").at("09:40").returned()

    assert day.transcript == ["09:30 show movement sat 30m", "09:34 movement observed", "09:34 withdraw"]


def test_the_last_input_before_the_prompt_may_lie_one_pause_before_it() -> None:
    """P3, P7: the prompt waited for this very pause."""
    day = Day(plan(wait_for_pause=minutes(5)))

    day.at("09:00").start().at("09:31:08").paused().at("09:33").left(since="09:31").at("09:34").look()

    assert day.transcript == ["09:31:08 show movement sat 31m8s", "09:33 movement observed", "09:33 withdraw"]


def test_an_absence_that_began_before_the_prompt_is_no_answer_to_it() -> None:
    """P7: nobody was there to read it. It is a natural break, and the prompt is not needed any more."""
    day = Day()

    day.at("09:00").start().at("09:31").left(since="09:29:51").at("09:40").look()

    assert day.transcript == [
        "09:30 show movement sat 30m",
        "09:31:51 movement natural",
        "09:31:51 movement withdrawn (no longer needed: a break was taken already)",
        "09:31:51 withdraw",
    ]


def test_done_and_then_a_break_is_observed_once() -> None:
    """P7: the answer is proved, and the break is no natural one as well."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:33").left().at("09:40").returned()

    assert day.transcript == ["09:30 show movement sat 30m", "09:31 withdraw", "09:35 movement observed"]


@pytest.mark.parametrize(
    ("left", "ending"),
    [
        ("09:36", ["09:38 movement observed"]),
        ("09:36:01", ["09:38 movement claimed", "09:38:01 movement natural"]),
    ],
)
def test_a_break_begun_within_five_minutes_of_done_proves_it(left: str, ending: list[str]) -> None:
    """P7: the fifth minute included; later, it is another break."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at(left).left().at("09:50").returned()

    assert day.records() == ending


def test_a_break_too_short_leaves_the_claim() -> None:
    """P7: claimed is not observed."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:35:30").left().at("09:37").returned().at("09:40").look()

    assert day.records() == ["09:38 movement claimed"]


def test_a_break_noticed_late_still_proves_what_was_done() -> None:
    """D2, P7: it began at the last input, within the five minutes; that it was noticed after them is no fault of it."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:37").left(since="09:35").at("09:45").returned()

    assert day.records() == ["09:37 movement observed"]


def test_done_said_after_the_break_changes_nothing() -> None:
    """P7: it was seen already, and the prompt is gone."""
    day = Day()

    day.at("09:00").start().at("09:31").left().at("09:34").returned().done()

    assert day.records() == ["09:33 movement observed"]


def test_done_said_during_an_absence_is_proved_by_it() -> None:
    """P7: from the phone, or by a colleague's hand."""
    day = Day()

    day.at("09:00").start().at("09:31").left().at("09:32").done().at("09:40").returned()

    assert day.records() == ["09:33 movement observed"]


def test_a_posture_change_leaves_no_trace() -> None:
    """P7: an absence makes it unnecessary, but does not prove that it was done."""
    day = Day(plan(MOVEMENT, POSTURE))

    day.at("09:00").start().at("09:31").skip().at("10:02").left().at("10:10").returned()

    assert day.transcript[3:] == [
        "10:00 show movement+posture sat 60m",
        "10:04 movement observed",
        "10:04 posture withdrawn (no longer needed: a break was taken already)",
        "10:04 withdraw",
    ]


def test_a_stretch_is_proved_by_an_absence() -> None:
    """P7: a daily kind with a break can be observed."""
    day = Day(plan(STRETCH))

    day.at("11:00").start().at("11:16").left().at("11:20").returned()

    assert day.transcript == ["11:15 show stretch sat 15m", "11:17 stretch observed", "11:17 withdraw"]


def test_the_rest_of_a_prompt_stays_on_the_screen_and_says_less() -> None:
    """P7: the tip was not given by walking away."""
    day = Day(plan(MOVEMENT, TIP))

    day.at("13:00").start().at("13:31").left().at("13:35").returned().at("13:36").done()

    assert day.transcript == [
        "13:30 show movement+tip sat 30m",
        "13:33 movement observed",
        "13:33 revise tip",
        "13:36 tip claimed",
        "13:36 withdraw",
    ]


def test_two_prompts_may_be_answered_by_one_break() -> None:
    """P7: every prompt ends once, and both asked for what was then done."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:32").ask().done().at("09:32").left().at("09:40").returned()

    assert day.records() == ["09:34 movement observed", "09:34 movement observed"]


def test_unknown_time_discharges_and_proves_nothing() -> None:
    """D6, P7: what nobody saw is neither a break nor a claim."""
    day = Day()

    day.at("09:00").start().at("09:31").done().at("09:32").look().at("09:45").start()

    assert day.records() == ["09:45 movement claimed"]
    assert day.sat() == timedelta(0)
    assert day.spans == ["09:00-09:32 sitting", "09:32-09:45 unknown"]


def test_a_snoozed_break_that_is_taken_all_the_same_is_natural() -> None:
    """P7: nothing is put off any more."""
    day = Day()

    day.at("09:00").start().at("09:31").snooze().at("09:33").left().at("09:36").returned().at("09:50").look()

    assert day.transcript == [
        "09:30 show movement sat 30m",
        "09:31 movement snoozed",
        "09:31 withdraw",
        "09:35 movement natural",
    ]


def test_sleep_is_a_break_of_its_true_length() -> None:
    """D5: closing the lid when asked to move is moving."""
    day = Day()

    day.at("09:00").start().at("09:40").slept(since="09:35")

    assert day.records() == ["09:40 movement observed"]
