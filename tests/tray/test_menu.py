"""What the tray says and offers for each state of the day."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.tray import SEPARATOR, Face, Row
from reminder.tray.menu import View, in_words, picture
from tests.tray.fake import all_rows

MINUTE = timedelta(minutes=1)
DESK = View(42 * MINUTE, "at_desk", "movement", 8 * MINUTE)
DUE = View(38 * MINUTE, "at_desk", overdue=8 * MINUTE)
ASKING = replace(DUE, prompt_kinds=("movement",), prompt_title="Stand up for two minutes")
MICROPHONE = (("microphone", "Firefox"),)


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (DESK, "Sitting 42 min · break in 8 min"),
        (replace(DESK, next_kind="hydration"), "Sitting 42 min · water in 8 min"),
        (replace(DESK, next_kind="eyes", next_in=30 * MINUTE / 60), "Sitting 42 min · eyes in under a minute"),
        (replace(DESK, next_kind=None, next_in=None), "Sitting 42 min"),
        (DUE, "Sitting 38 min · 8 min overdue"),
        (replace(DUE, overdue=timedelta(seconds=20)), "Sitting 38 min · due now"),
        (replace(ASKING, overdue=None), "Sitting 38 min · due now"),
        (replace(DUE, overdue=12 * MINUTE, holds=MICROPHONE), "Held: microphone, Firefox · 12 min overdue"),
        (replace(DESK, holds=MICROPHONE), "Held: microphone, Firefox · sitting 42 min"),
        (replace(DESK, holds=(("do not disturb", ""),)), "Held: do not disturb · sitting 42 min"),
        (
            replace(DUE, holds=(("do not disturb", ""), *MICROPHONE)),
            "Held: do not disturb; microphone, Firefox · 8 min overdue",
        ),
        (replace(DESK, paused_until="15:40"), "Paused until 15:40 · sitting 42 min"),
        (replace(DUE, paused_until="you resume"), "Paused until you resume · 8 min overdue"),
        (replace(DESK, presence="away"), "Away"),
        (replace(DESK, presence="unknown"), "Nobody can tell whether you are here · break in 8 min"),
        (replace(DESK, presence="unknown", next_kind=None), "Nobody can tell whether you are here"),
    ],
)
def test_the_first_line_and_the_tooltip_tell_the_state(view: View, line: str) -> None:
    """One line answers both questions: what do you know of me, and when will you speak?"""
    shown = picture(view)

    assert line == shown.tooltip
    assert Row(line) == shown.rows[0]


@pytest.mark.parametrize(
    ("view", "face"),
    [
        (DESK, Face.WORKING),
        (replace(DESK, presence="away"), Face.WORKING),
        (DUE, Face.DUE),
        (replace(DESK, prompt_kinds=("tip",)), Face.DUE),
        (replace(DUE, holds=MICROPHONE), Face.HELD),
        (replace(DESK, paused_until="15:40"), Face.HELD),
        (replace(DESK, presence="unknown"), Face.UNKNOWN),
        (replace(ASKING, presence="unknown"), Face.DUE),
        (replace(ASKING, holds=MICROPHONE), Face.DUE),
    ],
)
def test_the_icon_tells_the_most_urgent_truth(view: View, face: Face) -> None:
    """An open question first, then the reason of the silence, then what is due, then what is not known."""
    assert face == picture(view).look.face


def test_an_open_prompt_can_be_answered_in_the_menu() -> None:
    """Dunst and mako draw no buttons, GNOME hides them: every answer must be here too."""
    rows = picture(ASKING).rows

    assert rows[1:6] == (
        SEPARATOR,
        Row("Stand up for two minutes"),
        Row("Done", "done"),
        Row("In 10 min", "snooze"),
        Row("Skip", "skip"),
    )


def test_without_a_prompt_there_is_nothing_to_answer() -> None:
    """A "Done" that answers nothing would be logged by nobody."""
    assert {"done", "snooze", "skip"}.isdisjoint(row.act for row in all_rows(picture(DUE).rows))


def test_a_break_can_be_had_now_of_any_kind() -> None:
    """The kinds stand in a submenu under their titles."""
    view = replace(DESK, kinds=(("movement", "Stand up"), ("eyes", "Look far away")))

    offered = next(row for row in picture(view).rows if row.text == "Break now")

    assert (Row("Stand up", "break movement"), Row("Look far away", "break eyes")) == offered.rows


def test_one_kind_needs_no_submenu_and_none_no_row() -> None:
    """A submenu of one is a click too many."""
    one = picture(replace(DESK, kinds=(("movement", "Stand up"),)))

    assert Row("Break now", "break movement") in one.rows
    assert "Break now" not in [row.text for row in picture(DESK).rows]


def test_a_pause_is_offered_until_one_is_on_then_its_end() -> None:
    """The pause is one click away in both directions."""
    calm, paused = picture(DESK).rows, picture(replace(DESK, paused_until="tomorrow")).rows

    pauses = next(row for row in calm if row.text == "Pause").rows
    assert [row.act for row in pauses] == ["pause 30 min", "pause 1 h", "pause until tomorrow", "pause"]
    assert Row("Resume", "resume") not in calm
    assert Row("Resume", "resume") in paused
    assert "Pause" not in [row.text for row in paused]


@pytest.mark.parametrize("view", [DESK, DUE, ASKING, replace(DESK, presence="away", paused_until="15:40")])
def test_the_way_out_is_always_there(view: View) -> None:
    """Whatever the state: the week, the settings, and the end of it."""
    assert [row.act for row in picture(view).rows[-4:]] == ["week", "config", "", "quit"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under a minute"),
        (59, "under a minute"),
        (60, "1 min"),
        (42 * 60 + 59, "42 min"),
        (3600, "1 h"),
        (3600 + 5 * 60, "1 h 5 min"),
        (26 * 3600, "26 h"),
    ],
)
def test_durations_are_told_as_one_says_them(seconds: int, words: str) -> None:
    """No decimals and no seconds: nobody sits 42.3 minutes."""
    assert words == in_words(timedelta(seconds=seconds))


@given(
    sitting=st.timedeltas(timedelta(0), timedelta(days=2)),
    presence=st.sampled_from(["at_desk", "away", "unknown"]),
    overdue=st.none() | st.timedeltas(timedelta(0), timedelta(days=1)),
    holds=st.lists(st.tuples(st.sampled_from(["call", "full screen"]), st.sampled_from(["", "Firefox"]))).map(tuple),
    prompt_kinds=st.sampled_from([(), ("movement",)]),
    paused_until=st.none() | st.just("15:40"),
)
def test_every_state_gives_a_whole_picture(**state: object) -> None:
    """No state leaves an empty line, two separators together, or a row that neither tells nor does."""
    shown = picture(View(prompt_title="Stand up", **state))  # type: ignore[arg-type]

    texts = [row.text for row in shown.rows]
    assert all(texts)
    assert ("-", "-") not in itertools.pairwise(texts)
    assert "-" not in (texts[0], texts[-1])
    assert not [part for part in shown.tooltip.split(" · ") if not part.strip()]
