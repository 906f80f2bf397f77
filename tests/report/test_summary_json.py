"""The week for programs keeps to its schema, whatever week it was, and nothing is 0 that nobody knows."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reminder.core.accounts import DayAccount
from reminder.core.effects import Result, Stretch
from reminder.core.summary import Summary
from reminder.report.summary_json import as_json, schema, written
from tests.core.test_summary import at, away, ended, sat, span, week

SCHEMA = Path(__file__).parents[2] / "docs" / "summary.schema.json"
EMPTY = week()
FULL = week(
    ended(Result.OBSERVED),
    ended(Result.SKIPPED, due="11:00"),
    ended(Result.UNDELIVERED, due="12:00", detail="no notification server"),
    spans=[sat("09:00", "10:00"), away("10:00", "10:05"), span(Stretch.UNKNOWN, "10:05", "11:00")],
)


TOLD = replace(FULL, accounts=(DayAccount(FULL.monday, 450, 90.5, ache=3, told=True),))


@pytest.mark.parametrize("summary", [EMPTY, FULL, TOLD], ids=["empty", "full", "told"])
def test_it_keeps_to_its_schema(summary: Summary) -> None:
    """Every key is there in every week, and it can be written."""
    told = json.loads(json.dumps(as_json(summary)))

    Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)
    assert set(told) == set(schema()["properties"])  # type: ignore[arg-type]


def test_the_schema_in_the_docs_is_the_one_in_force() -> None:
    """It is generated: `python -m reminder.report.summary_json > docs/summary.schema.json`."""
    assert SCHEMA.read_text("utf-8") == written()
    Draft202012Validator.check_schema(schema())


def test_the_numbers_are_those_of_the_summary() -> None:
    """Counted once, told in as many ways as one likes."""
    told = as_json(FULL)
    (movement,) = (kind for kind in told["kinds"] if kind["kind"] == "movement")

    assert (movement["due"], movement["done"], movement["rate"]) == (3, 1, 0.5)
    assert movement["results"]["undelivered"] == 1
    assert movement["undelivered_because"] == {"no notification server": 1}
    assert told["days"][0] == {"day": "2026-03-02", "sitting_s": 3600, "unknown_s": 3300, "breaks": 1}
    assert told["longest_bout"] == {"start": at("09:00").isoformat(), "day": "2026-03-02", "sat_s": 3600}
    assert told["overlong_bouts"] == 1


def test_what_was_told_is_there_by_day() -> None:
    """An ache that was not told is null, and not 0."""
    told = as_json(replace(FULL, accounts=(DayAccount(FULL.monday, 450, 90.0, 30, told=True),)))["told"]

    assert told == [{"day": "2026-03-02", "water_ml": 450, "caffeine_mg": 90, "active_minutes": 30, "ache": None}]


def test_what_nobody_knows_is_null() -> None:
    """No data is not 0, and no answer is no rate."""
    told = as_json(EMPTY)

    assert (told["has_data"], told["longest_bout"]) == (False, None)
    assert {day["sitting_s"] for day in told["days"]} == {None}
    assert {kind["rate"] for kind in told["kinds"]} <= {None}
    assert as_json(replace(EMPTY, bout_limit=timedelta(minutes=40)))["overlong_from_s"] == 2400
