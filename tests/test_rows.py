"""The rows of the log: what goes in comes out the same, and columns hold what the schema says."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from reminder.core.effects import (
    Budget,
    Effect,
    Record,
    RecordHold,
    RecordIntake,
    RecordSpan,
    Result,
    Stretch,
    WakeAt,
    Withdraw,
)
from reminder.core.events import Drank, Exercised, Intake, Switch, Switched, TookCaffeine
from reminder.journal import Journal
from reminder.rows import INTAKES, Row, hold_of, intake_of, record_of, row_of, span_of

NOON = datetime(2026, 3, 2, 12, 0, 0, 5, UTC)
DAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)
OFFSET = 3600


def row(effect: Effect) -> Row:
    found = row_of(effect, OFFSET)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "record",
    [
        Record(NOON, "movement", Result.OBSERVED, NOON - MINUTE, NOON, MINUTE, DAY, ("movement", "own-é"), "why"),
        Record(NOON, "movement", Result.NATURAL, None, None, timedelta(0), DAY),
    ],
)
def test_an_outcome_comes_back_as_it_was(record: Record) -> None:
    """The summary is counted from rows."""
    assert record_of(row(record).values) == record


def test_what_is_no_text_in_a_reason_is_written_all_the_same(tmp_path: Path) -> None:
    """A file's name in an error may be any bytes; a row that can never be written would keep back all behind it."""
    odd = "cannot open caf\udce9"
    record = Record(NOON, "movement", Result.UNDELIVERED, NOON, None, timedelta(0), DAY, detail=odd)
    hold = RecordHold("call", NOON - MINUTE, NOON, DAY, odd)

    with Journal.open(tmp_path / "journal.sqlite") as journal:
        journal.write([row(record), row(hold)], {})
        read = journal.records(DAY, DAY)[0].detail, journal.holds(DAY, DAY)[0].detail

    assert read == ("cannot open caf?",) * 2


def test_a_stretch_and_a_hold_come_back_as_they_were() -> None:
    """The stretch with its own offset, which may be another than that of now (D7)."""
    span = RecordSpan(Stretch.SITTING, NOON - MINUTE, NOON, DAY, timedelta(hours=-5))
    hold = RecordHold("call", NOON - MINUTE, NOON, DAY, "microphone: Firefox")

    assert span_of(row(span).values) == span
    assert row(span).values["utc_offset_s"] == -5 * 3600
    assert hold_of(row(hold).values) == hold


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (Drank(NOON, 250, "tea"), {"event": "drank", "ml": 250, "drink": "tea"}),
        (TookCaffeine(NOON, 63.5), {"event": "took_caffeine", "mg": 63.5, "ml": None, "drink": ""}),
        (Exercised(NOON, 20, "walk"), {"event": "exercised", "minutes": 20, "how": "walk"}),
        (Switched(NOON, Switch.HEAT, on=True), {"event": "switched", "switch": "heat", "on": True}),
    ],
)
def test_what_was_told_comes_back_by_name(told: Intake, kept: dict[str, object]) -> None:
    """As `log --json` prints it."""
    assert intake_of(row(RecordIntake(told, DAY)).values) == {"at": NOON, **kept}


def test_everything_that_can_be_told_has_a_name_in_the_log() -> None:
    """One without would be lost."""
    assert set(INTAKES) == set(get_args(Intake))


@pytest.mark.parametrize("effect", [WakeAt(NOON), Withdraw(NOON), Budget(NOON, 1, 2, 3)])
def test_what_records_nothing_has_no_row(effect: Effect) -> None:
    """The screen and the timer are no log; a budget can be counted again from what was told."""
    assert row_of(effect, OFFSET) is None


def test_times_are_told_in_utc_at_a_fixed_width() -> None:
    """So that text order is time order."""
    assert row(Record(NOON, "tip", Result.CLAIMED, NOON, NOON, MINUTE, DAY)).values["at"] == (
        "2026-03-02T12:00:00.000005+00:00"
    )
