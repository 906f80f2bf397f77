"""The week for programs keeps to its schema, whatever week it was, and nothing is 0 that nobody knows."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reminder.core.accounts import DayAccount
from reminder.core.comparison import Compared, Measure
from reminder.core.effects import Result, Stretch
from reminder.core.summary import Summary
from reminder.report.material import Suggestion
from reminder.report.summary_json import as_json, schema, written
from tests.core.test_summary import MONDAY, at, away, ended, sat, span, week
from tests.report.made import material

SCHEMA = Path(__file__).parents[2] / "docs" / "summary.schema.json"
EMPTY = week()
FULL = week(
    ended(Result.OBSERVED),
    ended(Result.SKIPPED, due="11:00"),
    ended(Result.UNDELIVERED, due="12:00", detail="no notification server"),
    spans=[sat("09:00", "10:00"), away("10:00", "10:05"), span(Stretch.UNKNOWN, "10:05", "11:00")],
)


TOLD = replace(FULL, accounts=(DayAccount(MONDAY, 450, 90.5, ache=3, told=True),))


@pytest.mark.parametrize("summary", [EMPTY, FULL, TOLD], ids=["empty", "full", "told"])
def test_it_keeps_to_its_schema(summary: Summary) -> None:
    """Every key is there in every week, and it can be written."""
    told = json.loads(json.dumps(as_json(material(summary))))

    Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)
    assert set(told) == set(schema()["properties"])  # type: ignore[arg-type]


def test_the_schema_in_the_docs_is_the_one_in_force() -> None:
    """It is generated: `python -m reminder.report.summary_json > docs/summary.schema.json`."""
    assert SCHEMA.read_text("utf-8") == written()
    Draft202012Validator.check_schema(schema())


def test_the_numbers_are_those_of_the_summary() -> None:
    """Counted once, told in as many ways as one likes."""
    told = as_json(material(FULL))
    (movement,) = (kind for kind in told["kinds"] if kind["kind"] == "movement")

    assert (movement["due"], movement["done"], movement["rate"]) == (3, 1, 0.5)
    assert movement["results"]["undelivered"] == 1
    assert movement["undelivered_because"] == {"no notification server": 1}
    assert told["days"][0] == {
        "day": "2026-03-02",
        "sitting_s": 3600,
        "unknown_s": 3300,
        "breaks": 1,
        "done": 1,
        "missed": 1,
        "natural": 0,
        "longest_s": 3600,
        "overlong": 1,
        "kept": False,
    }
    longest = {"start": at("09:00").isoformat(), "day": "2026-03-02", "sat_s": 3600, "overlong": True}
    assert told["longest_bout"] == longest
    assert told["bouts"] == [longest]
    assert movement["hours"] == [
        {"weekday": 0, "hour": 10, "answered": 1, "missed": 0},
        {"weekday": 0, "hour": 11, "answered": 1, "missed": 1},
    ]
    assert told["overlong_bouts"] == 1


def test_what_was_told_is_there_by_day() -> None:
    """An ache that was not told is null, and not 0."""
    account = DayAccount(MONDAY, 450, 90.0, 30, told=True, caffeine_limit_mg=400.0, at_bedtime_mg=14.94)
    told = as_json(material(replace(FULL, accounts=(account,))))["told"]

    assert told == [
        {
            "day": "2026-03-02",
            "water_ml": 450,
            "water_goal_ml": None,
            "caffeine_mg": 90,
            "caffeine_limit_mg": 400,
            "caffeine_at_bedtime_mg": 14.9,
            "active_minutes": 30,
            "ache": None,
        }
    ]


def test_the_comparison_and_the_ideas_are_there() -> None:
    """Each idea with the exact change and the command that makes it."""
    idea = Suggestion(
        "higher-goal", "You took 9 of 10.", "A goal of 80 %", (("summary.goal", "80"),), ("70",), "reminder …"
    )
    compared = Compared(Measure.RATE, 0.9, (0.8, 0.7))
    told = as_json(material(FULL, suggestions=(idea,), compared=(compared,), if_then="If …, then …", today=MONDAY))

    Draft202012Validator(schema()).validate(told)
    assert told["compared"] == [{"measure": "rate", "now": 0.9, "before": [0.8, 0.7]}]
    assert told["suggestions"][0]["changes"] == [{"key": "summary.goal", "value": "80"}]
    assert (told["if_then"], told["period"]["over"]) == ("If …, then …", False)


def test_what_nobody_knows_is_null() -> None:
    """No data is not 0, and no answer is no rate."""
    told = as_json(material(EMPTY))

    assert (told["has_data"], told["longest_bout"]) == (False, None)
    assert {day["sitting_s"] for day in told["days"]} == {None}
    assert {kind["rate"] for kind in told["kinds"]} <= {None}
    assert told["overlong_from_s"] == 2400
