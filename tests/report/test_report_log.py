"""The log, entry by entry: the same facts for people and for programs."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminder.core.effects import Record, Result, seconds
from reminder.report.log import WORDS, as_json, as_words, entries

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RECORD = Record(
    NOON, "movement", Result.OBSERVED, NOON - 3 * MINUTE, NOON - 2 * MINUTE, 90 * MINUTE / 60, date(2026, 3, 2)
)
KEYS = ["at", "kinds", "result", "due", "shown", "ended", "held_s"]


def test_an_entry_for_programs_has_the_keys_of_the_contract() -> None:
    """In the user's zone, with its offset, to the second where that is exact."""
    line = as_json(entries([RECORD], [])[0], BERLIN)

    assert list(line)[:7] == KEYS
    assert line == {
        "at": "2026-03-02T12:00:00+01:00",
        "kinds": ["movement"],
        "result": "observed",
        "due": "2026-03-02T11:57:00+01:00",
        "shown": "2026-03-02T11:58:00+01:00",
        "ended": "2026-03-02T12:00:00+01:00",
        "held_s": 90,
        "exercises": [""],
        "detail": "",
    }
    assert json.loads(json.dumps(line)) == line


def test_what_never_was_is_null() -> None:
    """A natural break was neither due nor shown."""
    line = as_json(entries([replace(RECORD, due=None, shown=None)], [])[0], BERLIN)

    assert (line["due"], line["shown"]) == (None, None)


def test_what_was_asked_for_is_told_with_its_kind() -> None:
    """Which exercise it was; movement asks for none in particular."""
    together = [replace(RECORD, detail="why"), replace(RECORD, kind="stretch", detail="why", exercise="E13")]
    (entry,) = entries(together, [])

    assert as_json(entry, BERLIN)["exercises"] == ["", "E13"]
    assert as_words(entry, BERLIN).endswith("  movement, stretch E13 (why)")


def test_kinds_that_ended_together_are_one_entry() -> None:
    """One prompt, one answer; what differs in anything else is told apart."""
    together = [replace(RECORD, kind=kind) for kind in ("movement", "stretch", "tip")]
    apart = [
        replace(RECORD, kind="relax", due=NOON),
        replace(RECORD, kind="relax", result=Result.CLAIMED),
        replace(RECORD, kind="relax", at=NOON + MINUTE),
        replace(RECORD, kind="relax", detail="why"),
    ]

    found = entries([*together, *apart], [])

    assert [entry.kinds for entry in found] == [("movement", "stretch", "tip")] + [("relax",)] * 4


def test_entries_come_in_order_of_time_with_what_was_told_among_them() -> None:
    """Drinks and aches are part of the day."""
    drink = {"at": NOON - MINUTE, "event": "drank", "ml": 200, "drink": ""}
    found = entries([RECORD, replace(RECORD, at=NOON - 5 * MINUTE)], [drink])

    assert [entry.at for entry in found] == [NOON - 5 * MINUTE, NOON - MINUTE, NOON]
    assert as_json(found[1], BERLIN) == {"at": "2026-03-02T11:59:00+01:00", "event": "drank", "ml": 200, "drink": ""}
    assert as_words(found[1], BERLIN) == "2026-03-02 Mon 11:59:00  drank 200 ml of water"


def test_an_entry_in_words_says_when_what_of_which_kind_and_why() -> None:
    """Aligned, so that the eye runs down the column."""
    lines = [
        as_words(entry, BERLIN)
        for entry in entries(
            [RECORD, replace(RECORD, at=NOON + MINUTE, result=Result.WITHDRAWN, detail="call: microphone")], []
        )
    ]

    assert lines == [
        "2026-03-02 Mon 12:00:00  seen                 movement",
        "2026-03-02 Mon 12:01:00  taken back           movement (call: microphone)",
    ]


@pytest.mark.parametrize("result", Result, ids=str)
def test_every_result_has_words_of_its_own(result: Result) -> None:
    """A new one must be told, too, and no two alike."""
    assert list(WORDS.values()).count(WORDS[result]) == 1


@pytest.mark.parametrize(("length", "number"), [(MINUTE, 60), (timedelta(0), 0), (MINUTE / 8, 7.5)])
def test_seconds_are_whole_where_they_are(length: timedelta, number: float) -> None:
    """A trace compared by text must not differ in ".0"."""
    assert json.dumps(seconds(length)) == json.dumps(number)


LONG = replace(RECORD, detail="nobody could see it, since no notification server answers on this session bus")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_in_a_terminal_an_entry_goes_on_below_itself(width: int) -> None:
    """Broken between words, and nothing of it left out; the time stands alone in its column where there is room."""
    (entry,) = entries([LONG], [])

    first, *more = as_words(entry, BERLIN, width).splitlines()

    indent = " " * (25 if width >= 60 else 4)
    assert first.startswith("2026-03-02 Mon 12:00:00  seen:")
    assert more
    assert all(line.startswith(f"{indent}") and line[len(indent)] != " " for line in more)
    assert all(len(line) <= width for line in (first, *more))
    assert " ".join([first, *(line.strip() for line in more)]).endswith(f"movement ({LONG.detail})")


def test_for_programs_an_entry_stays_in_its_line() -> None:
    """`reminder log | grep`."""
    (entry,) = entries([LONG], [])

    assert as_words(entry, BERLIN) == f"2026-03-02 Mon 12:00:00  seen                 movement ({LONG.detail})"
