"""The status in words says what programs get, and knows a word for every reason."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reminder.core.plan import HoldKind
from reminder.core.silence import Why
from reminder.report.status import WHY, account, as_words

MOMENT = datetime(2026, 3, 2, 9, 25, tzinfo=ZoneInfo("Europe/Berlin"))
STATUS: dict[str, Any] = {
    "presence": "at_desk",
    "sat_s": 1500,
    "holds": [],
    "prompt": None,
    "next": {"kind": "movement", "due_at": "2026-03-02T09:30:00+01:00"},
    "silent_because": ["not_due"],
    "silent_since": [None],
    "today": {
        "day": "2026-03-02",
        "breaks_done": 7,
        "breaks_missed": 2,
        "breaks_natural": 2,
        "sat_s": 15000,
        "longest_sat_s": 2880,
        "unknown_s": 0,
    },
    "water_ml": 850,
    "water_goal_ml": 1800,
    "caffeine_mg": 0,
    "caffeine_limit_mg": 400,
    "caffeine_in_body_mg": 0,
    "caffeine_at_bedtime_mg": 0,
    "bedtime": "2026-03-02T23:00:00+01:00",
    "active_minutes": 0,
    "active_goal_minutes": 150,
    "switches": [],
    "backends": {"presence": "x11", "notify": "freedesktop", "tray": "none"},
}


def amount(ml: int) -> str:
    return f"{ml} ml"


def test_an_ordinary_moment() -> None:
    """A few aligned lines."""
    assert as_words(STATUS, MOMENT, amount).splitlines() == [
        "Presence   at the desk",
        "Sitting    25 min",
        "Next       movement at 09:30",
        "Silent     nothing is due yet",
        "Today      7 of 9 breaks · 2 unasked",
        "           you sat 4 h 10 · longest 48 min",
        "Water      850 ml of 1800 ml",
        "Caffeine   0 of 400 mg",
        "Uses       presence x11 · notify freedesktop · tray none",
    ]


def test_a_prompt_and_several_reasons_for_silence() -> None:
    """The label stands once; each reason says since when, and a hold who causes it."""
    status = STATUS | {
        "prompt": {"kinds": ["movement", "tip"], "shown_at": "2026-03-02T09:25:00+01:00"},
        "next": None,
        "holds": [{"hold": "call", "since": "2026-02-27T17:00:00+01:00", "detail": "microphone: Firefox"}],
        "silent_because": ["prompt_open", "call"],
        "silent_since": ["2026-03-02T09:25:00+01:00", "2026-02-27T17:00:00+01:00"],
    }

    assert as_words(status, MOMENT, amount).splitlines()[2:5] == [
        "Asking     movement, tip, since 09:25",
        "Silent     a prompt is open: 'reminder done', 'snooze' or 'skip' (since 09:25)",
        "           a call (microphone: Firefox, since Fri 17:00)",
    ]


def test_a_log_that_cannot_be_written_is_told() -> None:
    """What is answered meanwhile would be lost with a crash."""
    lines = as_words(STATUS | {"log_trouble": "the disk is full."}, MOMENT, amount).splitlines()

    assert "Log        not on disk yet: the disk is full." in lines


def test_where_no_breaks_are_asked_for_the_day_is_told_by_the_sitting_alone() -> None:
    """The label stands before whatever comes first."""
    nobody_asks = dict.fromkeys(("breaks_done", "breaks_missed", "breaks_natural"))

    lines = as_words(STATUS | {"today": STATUS["today"] | nobody_asks}, MOMENT, amount).splitlines()

    assert [line for line in lines if "sat" in line] == ["Today      you sat 4 h 10 · longest 48 min"]


@pytest.mark.parametrize("why", [*Why, *HoldKind], ids=str)
def test_every_reason_has_words(why: str) -> None:
    """P9: a silence explained as "put_off" is not explained."""
    assert " " in WHY[why] or WHY[why] == "do-not-disturb"


@pytest.mark.parametrize("presence", ["at_desk", "away", "unknown"])
def test_every_presence_has_words(presence: str) -> None:
    """Unknown says what is unknown."""
    assert "_" not in as_words(STATUS | {"presence": presence}, MOMENT, amount).splitlines()[0]


def test_caffeine_is_told_with_what_is_left_at_bedtime_and_what_that_means() -> None:
    """In steps and as a band: a digit would look like a measurement."""
    status = STATUS | {"caffeine_mg": 190.4, "caffeine_in_body_mg": 80.2, "caffeine_at_bedtime_mg": 43.1}

    assert list(account(status, MOMENT, amount))[1] == (
        "Caffeine   190 of 400 mg, about 45 mg at 23:00: may matter (rough estimate, not medical advice)"
    )


def test_what_is_left_of_yesterday_is_told_though_nothing_was_taken_today() -> None:
    """Over midnight the load carries over, the total does not."""
    status = STATUS | {"caffeine_in_body_mg": 20.2, "caffeine_at_bedtime_mg": 1.1}

    assert "0 of 400 mg, under 5 mg at 23:00: low" in list(account(status, MOMENT, amount))[1]


def test_activity_and_the_kind_of_day_are_told_where_there_is_something_to_tell() -> None:
    """Each with its end."""
    status = STATUS | {
        "water_goal_ml": None,
        "active_minutes": 40,
        "switches": [
            {"switch": "heat", "until": "2026-03-03T04:00:00+01:00"},
            {"switch": "flare", "until": "2026-03-05T15:40:00+01:00"},
        ],
    }

    lines = list(account(status, MOMENT, amount))

    assert lines[0] == "Water      850 ml"
    assert lines[2:] == [
        "Activity   40 of 150 min this week",
        "Now        heat mode until Tue 04:00 · gentle set until Thu 15:40",
    ]


def test_where_nothing_is_known_nothing_is_told() -> None:
    """Not that nothing was drunk."""
    assert list(account({"water_ml": None}, MOMENT, amount)) == []


def test_a_narrow_terminal_gets_the_lines_broken_below_each_other() -> None:
    """The names stay in their column, and what goes on stands under what it belongs to."""
    asking = {"kinds": ["movement", "stretch", "hydration"], "shown_at": "2026-03-02T09:25:00+01:00"}

    lines = as_words({**STATUS, "prompt": asking}, MOMENT, amount, width=40).splitlines()

    assert lines[2:4] == ["Asking     movement, stretch, hydration,", "           since 09:25"]
    assert all(len(line) <= 40 for line in lines)


def test_what_wants_something_is_painted_and_the_words_are_the_same() -> None:
    """Amber for what asks, teal for what comes; each has its name in front."""
    paint = lambda text, ink: f"<{ink.name} {text}>" if text else ""  # noqa: E731
    asking = {"kinds": ["movement"], "shown_at": "2026-03-02T09:25:00+01:00"}

    lines = as_words({**STATUS, "prompt": asking}, MOMENT, amount, paint=paint).splitlines()

    assert lines[2] == "<STRONG Asking>     <DUE movement, since 09:25>"
    assert lines[3] == "<STRONG Next>       <WORKS movement at 09:30>"


def test_times_are_told_by_the_clock_of_whoever_reads() -> None:
    """The service was started in Berlin, and its user is in Tokyo by now; a day that has changed is named."""
    tokyo = MOMENT.astimezone(ZoneInfo("Asia/Tokyo"))
    late = STATUS | {"next": {"kind": "movement", "due_at": "2026-03-02T17:30:00+01:00"}}

    assert "Next       movement at 17:30" in as_words(STATUS, tokyo, amount)
    assert "Next       movement at Tue 01:30" in as_words(late, tokyo, amount)
