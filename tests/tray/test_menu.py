"""What the tray says and offers for each state of the day."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.plan import HoldKind
from reminder.tray import CLICK, SEPARATOR, STEPS, Face, Look, Row
from reminder.tray.menu import View, in_words, picture
from tests.tray.fake import all_rows

MINUTE = timedelta(minutes=1)
DESK = View(42 * MINUTE, "at_desk", "movement", 8 * MINUTE)
DUE = View(38 * MINUTE, "at_desk", overdue=8 * MINUTE)
ASKING = replace(DUE, prompt_kinds=("movement",), prompt_title="Stand up for two minutes")
CALL = ((HoldKind.CALL, "in a call", "microphone: Firefox"),)
QUIET = ((HoldKind.DO_NOT_DISTURB, "do-not-disturb", ""),)
FILM = ((HoldKind.FULL_SCREEN, "full screen", "Vlc"),)
EVENING = ((HoldKind.OUTSIDE_HOURS, "outside your hours", ""),)
EVERY_HOLD = (*EVENING, *QUIET, *FILM, *CALL)
LONG = "microphone: Somebody's Conference Client"


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (DESK, "Sitting 42 min · break in 8 min"),
        (replace(DESK, next_kind="hydration"), "Sitting 42 min · water in 8 min"),
        (replace(DESK, next_kind="caffeine"), "Sitting 42 min · caffeine cut-off in 8 min"),
        (replace(DESK, next_kind="eyes", next_in=30 * MINUTE / 60), "Sitting 42 min · eyes in under a minute"),
        (replace(DESK, next_kind=None, next_in=None), "Sitting 42 min"),
        (DUE, "Sitting 38 min · 8 min overdue"),
        (replace(DUE, overdue=timedelta(seconds=20)), "Sitting 38 min · due now"),
        (replace(ASKING, overdue=None), "Sitting 38 min · due now"),
        (replace(DUE, overdue=12 * MINUTE, holds=CALL), "Held: microphone, Firefox · 12 min overdue"),
        (replace(DESK, holds=CALL), "Held: microphone, Firefox · sitting 42 min"),
        (replace(DESK, holds=((HoldKind.CALL, "in a call", ""),)), "Held: in a call · sitting 42 min"),
        (replace(DESK, holds=FILM), "Held: full screen, Vlc · sitting 42 min"),
        (replace(DESK, holds=QUIET), "Held: do-not-disturb · sitting 42 min"),
        (replace(DUE, holds=(*QUIET, *CALL)), "Held: microphone, Firefox, and 1 more · 8 min overdue"),
        (
            replace(DUE, holds=((HoldKind.CALL, "in a call", LONG),)),
            "Held: microphone, Somebody's Conf… · 8 min overdue",
        ),
        (replace(DESK, holds=CALL, paused_until="15:40"), "Paused until 15:40 · sitting 42 min"),
        (replace(DESK, paused_until="15:40"), "Paused until 15:40 · sitting 42 min"),
        (replace(DUE, paused_until="you resume"), "Paused until you resume · 8 min overdue"),
        (replace(DESK, presence="away"), "Away"),
        (replace(DUE, presence="away"), "Away · 8 min overdue"),
        (replace(DESK, presence="unknown"), "Can't tell if you are here · break in 8 min"),
        (replace(DESK, presence="unknown", next_kind=None), "Can't tell if you are here"),
    ],
)
def test_the_first_line_and_the_tooltip_tell_the_state(view: View, line: str) -> None:
    """One line answers both questions: what do you know of me, and when will you speak?"""
    shown = picture(view)

    assert line == shown.tooltip
    assert Row(line, CLICK) == shown.rows[0]


def test_how_the_day_goes_stands_below_the_state_and_opens_the_week() -> None:
    """In the same group: it is read, not done."""
    lines = ("7 of 9 breaks · 2 unasked", "you sat 4 h 10 min · longest 48 min")

    assert picture(replace(DESK, today=lines)).rows[1:4] == (
        Row("Today: 7 of 9 breaks · 2 unasked", "week"),
        Row("You sat 4 h 10 min · longest 48 min", "week"),
        SEPARATOR,
    )
    assert picture(replace(DESK, today=lines[1:])).rows[1:3] == (
        Row("Today: you sat 4 h 10 min · longest 48 min", "week"),
        SEPARATOR,
    )


@pytest.mark.parametrize(
    ("view", "look"),
    [
        (replace(DESK, step=7), Look(Face.WORKING, 7)),
        (replace(DESK, step=STEPS), Look(Face.WORKING, STEPS)),
        (replace(DESK, step=7, presence="away"), Look(Face.AWAY)),
        (replace(DESK, step=7, presence="unknown"), Look(Face.UNKNOWN)),
        (replace(DUE, step=STEPS), Look(Face.DUE)),
        (replace(DUE, presence="away"), Look(Face.DUE)),
        (replace(DUE, presence="unknown"), Look(Face.DUE)),
        (replace(DESK, prompt_kinds=("tip",), step=3), Look(Face.DUE)),
        (replace(DUE, holds=CALL), Look(Face.HELD, hold=HoldKind.CALL)),
        (replace(DESK, holds=CALL, presence="away"), Look(Face.HELD, hold=HoldKind.CALL)),
        (replace(DESK, paused_until="15:40"), Look(Face.HELD, hold=HoldKind.USER)),
        (replace(ASKING, presence="unknown"), Look(Face.DUE)),
        (replace(ASKING, holds=CALL), Look(Face.DUE)),
    ],
)
def test_the_icon_tells_the_most_urgent_truth(view: View, look: Look) -> None:
    """An open question first, then the reason of the silence, then what is due, then what is not known."""
    assert look == picture(view).look


@pytest.mark.parametrize("order", tuple(itertools.permutations(EVERY_HOLD)))
def test_of_several_holds_the_weightiest_is_shown_and_in_the_line_too(
    order: tuple[tuple[HoldKind, str, str], ...],
) -> None:
    """The pause that only you can end, what goes on now, what you have set once, the hours; however they came."""
    weightiest_first = (HoldKind.USER, *(hold for hold, _, _ in reversed(EVERY_HOLD)))
    shown = [picture(replace(DESK, holds=order, paused_until="15:40")).look.hold]
    left = order
    while left:
        picture_ = picture(replace(DESK, holds=left))
        shown.append(picture_.look.hold)
        name = next(detail.partition(": ")[0] or name for hold, name, detail in left if hold is picture_.look.hold)
        assert name in picture_.tooltip
        left = tuple(each for each in left if each[0] is not picture_.look.hold)

    assert weightiest_first == tuple(shown)


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
    assert [row.act for row in picture(view).rows[-7:]] == ["", "", "guide", "why", "config", "", "quit"]


def test_any_week_month_or_year_is_one_row_away() -> None:
    """And what could be tried after the last one, if there is anything."""
    ideas = (Row("Try “A goal of 80 %”", "try higher-goal"), Row("Undo “Stretch: once a day”", "untry"))
    calm, rich = (picture(view).rows for view in (DESK, replace(DESK, ideas=ideas)))

    plain = next(row for row in calm if row.text == "Your week").rows
    assert [row.act for row in plain] == ["week", "week last", "week month", "week year"]
    assert next(row for row in rich if row.text == "Your week, and ideas").rows == (*plain, SEPARATOR, *ideas)


def test_the_whole_menu_in_order() -> None:
    """What is asked now stands next to the pointer, what ends the service furthest from it."""
    intervals = (Row("Movement break", rows=(Row("On", "set movement.enabled false", checked=True),)),)
    cups = (Row("Water", rows=(Row("200 ml", "drink 200 ml"),)), Row("Caffeine", rows=(Row("Tea", "caffeine tea"),)))
    view = replace(ASKING, kinds=(("movement", "Stand up"), ("eyes", "Look far away")), cups=cups, intervals=intervals)

    assert [row.text for row in picture(view).rows] == [
        *("Sitting 38 min · 8 min overdue", "-"),
        *("Stand up for two minutes", "Done", "In 10 min", "Skip", "-"),
        *("Break now", "Water", "Caffeine", "Pause", "Intervals", "-"),
        *("Your week", "Exercises", "Why these reminders", "Open config", "-"),
        "Quit",
    ]
    assert next(row for row in picture(view).rows if row.text == "Intervals").rows == intervals
    assert set(cups) < set(picture(view).rows)


def test_no_line_grows_so_long_that_its_end_is_cut_off() -> None:
    """What comes after a cause, "8 min overdue", is what the line is read for."""
    long = tuple((hold, name, LONG) for hold, name, _ in EVERY_HOLD)

    assert len(picture(replace(DUE, holds=long, overdue=80 * MINUTE)).tooltip) <= 70


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
    holds=st.lists(st.sampled_from(EVERY_HOLD), unique=True).map(tuple),
    prompt_kinds=st.sampled_from([(), ("movement",)]),
    paused_until=st.none() | st.just("15:40"),
    today=st.sampled_from([(), ("no break asked for yet",), ("1 of 1 break", "you sat 42 min in one go")]),
)
def test_every_state_gives_a_whole_picture(**state: object) -> None:
    """No state leaves an empty line, two separators together, or a row that neither tells nor does."""
    shown = picture(View(prompt_title="Stand up", **state))  # type: ignore[arg-type]

    texts = [row.text for row in shown.rows]
    assert all(texts)
    assert ("-", "-") not in itertools.pairwise(texts)
    assert "-" not in (texts[0], texts[-1])
    assert not [part for part in shown.tooltip.split(" · ") if not part.strip()]
