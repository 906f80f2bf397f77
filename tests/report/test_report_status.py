"""The status in words says what programs get, and knows a word for every reason."""

from datetime import date
from typing import Any

import pytest

from reminder.core.plan import HoldKind
from reminder.core.silence import Why
from reminder.report.status import WHY, as_words

TODAY = date(2026, 3, 2)
STATUS: dict[str, Any] = {
    "presence": "at_desk",
    "sat_s": 1500,
    "holds": [],
    "prompt": None,
    "next": {"kind": "movement", "due_at": "2026-03-02T09:30:00+01:00"},
    "silent_because": ["not_due"],
    "silent_since": [None],
    "backends": {"presence": "x11", "notify": "freedesktop", "tray": "none"},
}


def test_an_ordinary_moment() -> None:
    """Five aligned lines."""
    assert as_words(STATUS, TODAY).splitlines() == [
        "Presence   at the desk",
        "Sitting    25 min",
        "Next       movement at 09:30",
        "Silent     nothing is due yet",
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

    assert as_words(status, TODAY).splitlines()[2:5] == [
        "Asking     movement, tip, since 09:25",
        "Silent     a prompt is open: 'reminder done', 'snooze' or 'skip' (since 09:25)",
        "           a call (microphone: Firefox, since Fri 17:00)",
    ]


@pytest.mark.parametrize("why", [*Why, *HoldKind], ids=str)
def test_every_reason_has_words(why: str) -> None:
    """P9: a silence explained as "put_off" is not explained."""
    assert " " in WHY[why] or WHY[why] == "do-not-disturb"


@pytest.mark.parametrize("presence", ["at_desk", "away", "unknown"])
def test_every_presence_has_words(presence: str) -> None:
    """Unknown says what is unknown."""
    assert "_" not in as_words(STATUS | {"presence": presence}, TODAY).splitlines()[0]
