"""The week for programs: every number of the summary, with the rule by which it was counted, and the schema of that.

python -m reminder.report.summary_json > docs/summary.schema.json
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from reminder.core.accounts import DayAccount
from reminder.core.effects import Result, seconds
from reminder.core.summary import RULE, Bout, DayTotals, KindSummary, Summary

VERSION = 1
"""Of this form: what is there stays as it is, what is new comes beside it."""


def as_json(summary: Summary) -> dict[str, Any]:
    """The week as JSON can hold it. Lengths in seconds; null where there is nothing to say, which is not 0."""
    longest = summary.longest
    return {
        "version": VERSION,
        "monday": summary.monday.isoformat(),
        "has_data": summary.has_data,
        "rule": RULE,
        "kinds": [_kind(kind) for kind in summary.kinds],
        "days": [_day(day) for day in summary.days],
        "bouts": [_bout(bout) for bout in summary.bouts],
        "longest_bout": _bout(longest) if longest is not None else None,
        "overlong_bouts": summary.overlong,
        "overlong_from_s": seconds(summary.bout_limit),
        "told": [_told(each) for each in summary.accounts],
    }


def _kind(kind: KindSummary) -> dict[str, Any]:
    return {
        "kind": kind.kind,
        "due": kind.due,
        "shown": kind.shown,
        "done": kind.done,
        "rate": kind.rate,
        "results": {result.value: kind.results[result] for result in Result},
        "held_back": kind.held_back,
        "held_back_by": dict(kind.held_reasons),
        "undelivered_because": dict(kind.undelivered_reasons),
    }


def _day(day: DayTotals) -> dict[str, Any]:
    known = day.has_data
    return {
        "day": day.day.isoformat(),
        "sitting_s": seconds(day.sitting) if known else None,
        "unknown_s": seconds(day.unknown) if known else None,
        "breaks": day.breaks if known else None,
    }


def _told(account: DayAccount) -> dict[str, Any]:
    return {
        "day": account.day.isoformat(),
        "water_ml": account.water_ml,
        "caffeine_mg": account.caffeine_mg,
        "active_minutes": account.active_minutes,
        "ache": account.ache,
    }


def _bout(bout: Bout) -> dict[str, Any]:
    return {"start": bout.start.isoformat(), "day": bout.day.isoformat(), "sat_s": seconds(bout.sat)}


COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 0}
LENGTH: Mapping[str, Any] = {"type": "number", "minimum": 0}
DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
COUNTED: Mapping[str, Any] = {"type": "object", "additionalProperties": COUNT}


def schema() -> dict[str, object]:
    """That form as JSON Schema 2020-12: `reminder summary --json` keeps to it."""
    bout = _object("Sitting without a sufficient break, on the desk day on which it began.", {
        "start": {"type": "string", "format": "date-time"}, "day": DAY, "sat_s": LENGTH,
    })  # fmt: skip
    kind = _object("One kind of reminder.", {
        "kind": {"type": "string"},
        "due": {**COUNT, "description": "Needs: a snoozed one counts once."},
        "shown": {**COUNT, "description": "Prompts on the screen."},
        "done": {**COUNT, "description": "Observed, claimed or logged."},
        "rate": {"type": ["number", "null"], "minimum": 0, "maximum": 1, "description": f"By rule C1: {RULE}."},
        "results": {**COUNTED, "description": "How the prompts ended, natural breaks beside them."},
        "held_back": {**COUNT, "description": "Needs that a hold delayed, took off the screen or kept from it."},
        "held_back_by": COUNTED,
        "undelivered_because": COUNTED,
    })  # fmt: skip
    day = _object("One desk day; null where nothing is known of it.", {
        "day": DAY, "sitting_s": _or_null(LENGTH), "unknown_s": _or_null(LENGTH), "breaks": _or_null(COUNT),
    })  # fmt: skip
    told = _object("What was told of a desk day; a day of which nothing was told is not among them.", {
        "day": DAY, "water_ml": COUNT, "caffeine_mg": LENGTH, "active_minutes": COUNT,
        "ache": {**_or_null(COUNT), "description": "The worst of the day, from 0 to 10; null: none was told."},
    })  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A week of reminder",
        **_object("Seven desk days from Monday. Lengths are in seconds.", {
            "version": {"const": VERSION},
            "monday": DAY,
            "has_data": {"type": "boolean", "description": "False: nothing is known, which is not 0."},
            "rule": {"type": "string"},
            "kinds": {"type": "array", "items": kind},
            "days": {"type": "array", "items": day, "minItems": 7, "maxItems": 7},
            "bouts": {"type": "array", "items": bout},
            "longest_bout": _or_null(bout),
            "overlong_bouts": {**COUNT, "description": "How many ran past movement's interval and ten minutes (C2)."},
            "overlong_from_s": LENGTH,
            "told": {"type": "array", "items": told},
        }),
    }  # fmt: skip


def _object(description: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": [*properties],
    }


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(schema), {"type": "null"}]}


def written() -> str:
    """The schema as it stands in docs/summary.schema.json."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())
