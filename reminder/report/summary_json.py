"""A summary for programs: every number of the summary, with the rule by which it was counted, and the schema of that.

python -m reminder.report.summary_json > docs/summary.schema.json
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from reminder.core.accounts import DayAccount
from reminder.core.bouts import Bout
from reminder.core.comparison import Compared, Measure
from reminder.core.effects import Result, seconds
from reminder.core.period import Period, Unit
from reminder.core.summary import RULE, DayTotals, KindSummary, Summary
from reminder.report.headline import message, title
from reminder.report.material import Material, Suggestion

VERSION = 1
"""Of this form: what is there stays as it is, what is new comes beside it."""


def as_json(material: Material) -> dict[str, Any]:
    """The period as JSON can hold it. Lengths in seconds; null where there is nothing to say, which is not 0."""
    summary, longest = material.summary, material.summary.longest
    return {
        "version": VERSION,
        "period": _period(summary.period, over=material.over),
        "has_data": summary.has_data,
        "headline": list(message(summary)),
        "rule": RULE,
        "goal": _goal(summary),
        "kinds": [_kind(kind) for kind in summary.kinds],
        "days": [_day(day) for day in summary.days],
        "bouts": [_bout(bout) for bout in summary.bouts],
        "longest_bout": _bout(longest) if longest is not None else None,
        "overlong_bouts": summary.overlong,
        "overlong_from_s": seconds(summary.bout_limit),
        "answers_s": [seconds(each) for each in summary.answers],
        "told": [_told(each) for each in summary.accounts],
        "compared": [_compared(each) for each in material.compared],
        "suggestions": [_suggestion(each) for each in material.suggestions],
        "if_then": material.if_then,
    }


def _period(period: Period, *, over: bool) -> dict[str, Any]:
    return {
        "unit": period.unit.value,
        "name": period.name,
        "title": title(period),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "over": over,
    }


def _goal(summary: Summary) -> dict[str, Any]:
    return {
        "share": summary.goal,
        "breaks": summary.goal_breaks,
        "done": summary.movement.done,
        "answered": summary.movement.answered,
        "days_kept": summary.kept,
        "days_judged": summary.judged,
        "days_in_reserve": summary.reserve,
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
        "hours": [
            {"weekday": weekday, "hour": hour, "answered": slot.answered, "missed": slot.missed}
            for (weekday, hour), slot in kind.hours.items()
        ],
    }


def _day(day: DayTotals) -> dict[str, Any]:
    known = day.has_data
    return {
        "day": day.day.isoformat(),
        "sitting_s": seconds(day.sitting) if known else None,
        "unknown_s": seconds(day.unknown) if known else None,
        "breaks": day.breaks if known else None,
        "done": day.done if known else None,
        "missed": day.missed if known else None,
        "natural": day.natural if known else None,
        "longest_s": seconds(day.longest) if known else None,
        "overlong": day.overlong if known else None,
        "kept": day.kept,
    }


def _told(account: DayAccount) -> dict[str, Any]:
    return {
        "day": account.day.isoformat(),
        "water_ml": account.water_ml,
        "water_goal_ml": account.water_goal_ml,
        "caffeine_mg": account.caffeine_mg,
        "caffeine_limit_mg": account.caffeine_limit_mg,
        "caffeine_at_bedtime_mg": None if account.at_bedtime_mg is None else round(account.at_bedtime_mg, 1),
        "active_minutes": account.active_minutes,
        "ache": account.ache,
    }


def _bout(bout: Bout) -> dict[str, Any]:
    return {
        "start": bout.start.isoformat(),
        "day": bout.day.isoformat(),
        "sat_s": seconds(bout.sat),
        "overlong": bout.overlong,
    }


def _compared(each: Compared) -> dict[str, Any]:
    return {"measure": each.measure.value, "now": each.now, "before": list(each.before)}


def _suggestion(each: Suggestion) -> dict[str, Any]:
    changes = [{"key": key, "value": value} for key, value in each.changes]
    return {"name": each.name, "reason": each.reason, "offer": each.offer, "changes": changes, "command": each.command}


COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 0}
LENGTH: Mapping[str, Any] = {"type": "number", "minimum": 0}
DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
TEXT: Mapping[str, Any] = {"type": "string"}
YES: Mapping[str, Any] = {"type": "boolean"}
SHARE: Mapping[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
COUNTED: Mapping[str, Any] = {"type": "object", "additionalProperties": COUNT}


def schema() -> dict[str, object]:
    """That form as JSON Schema 2020-12: `reminder summary --json` keeps to it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A summary of reminder",
        **_object("The desk days of a week, a month or a year. Lengths are in seconds.", {
            "version": {"const": VERSION},
            "period": _period_schema(),
            "has_data": {**YES, "description": "False: nothing is known, which is not 0."},
            "headline": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2},
            "rule": TEXT,
            "goal": _goal_schema(),
            "kinds": {"type": "array", "items": _kind_schema()},
            "days": {"type": "array", "items": _day_schema(), "minItems": 7, "maxItems": 366},
            "bouts": {"type": "array", "items": _bout_schema()},
            "longest_bout": _or_null(_bout_schema()),
            "overlong_bouts": {**COUNT, "description": "How many ran past the limit of their day (C2)."},
            "overlong_from_s": {**LENGTH, "description": "Movement's interval in the end, and ten minutes."},
            "answers_s": {
                "type": "array", "items": LENGTH, "description": "How long it took to answer a prompt, shortest first.",
            },
            "told": {"type": "array", "items": _told_schema()},
            "compared": {"type": "array", "items": _compared_schema()},
            "suggestions": {"type": "array", "items": _suggestion_schema(), "maxItems": 2},
            "if_then": {**TEXT, "description": "The plan that the user wrote; empty without one."},
        }),
    }  # fmt: skip


def _period_schema() -> dict[str, Any]:
    return _object("Which days these are.", {
        "unit": {"enum": [unit.value for unit in Unit]},
        "name": {**TEXT, "description": "As `reminder summary` takes it: 2026-W10, 2026-03 or 2026."},
        "title": TEXT, "first": DAY, "last": DAY,
        "over": {**YES, "description": "Whether it has ended, so that its numbers stay as they are."},
    })  # fmt: skip


def _goal_schema() -> dict[str, Any]:
    return _object("The goal: a share of the movement breaks asked for.", {
        "share": SHARE,
        "breaks": {**COUNT, "description": "How many breaks that is, by the goal of each day."},
        "done": COUNT,
        "answered": {**COUNT, "description": "Breaks that came to an answer: those, and what was skipped or ignored."},
        "days_kept": COUNT,
        "days_judged": {**COUNT, "description": "Days on which there was something to keep."},
        "days_in_reserve": {**COUNT, "description": "How many of those may go otherwise: two of seven."},
    })  # fmt: skip


def _kind_schema() -> dict[str, Any]:
    hour = _object("An hour of the week with prompts that came to an answer.", {
        "weekday": {"type": "integer", "minimum": 0, "maximum": 6, "description": "0 is Monday."},
        "hour": {"type": "integer", "minimum": 0, "maximum": 23}, "answered": COUNT, "missed": COUNT,
    })  # fmt: skip
    return _object("One kind of reminder.", {
        "kind": TEXT,
        "due": {**COUNT, "description": "Needs: a snoozed one counts once."},
        "shown": {**COUNT, "description": "Prompts on the screen."},
        "done": {**COUNT, "description": "Observed, claimed or logged."},
        "rate": {**_or_null(SHARE), "description": f"By rule C1: {RULE}."},
        "results": {**COUNTED, "description": "How the prompts ended, natural breaks beside them."},
        "held_back": {**COUNT, "description": "Needs that a hold delayed, took off the screen or kept from it."},
        "held_back_by": COUNTED,
        "undelivered_because": COUNTED,
        "hours": {"type": "array", "items": hour},
    })  # fmt: skip


def _day_schema() -> dict[str, Any]:
    return _object("One desk day; null where nothing is known of it. Breaks are those of movement.", {
        "day": DAY, "sitting_s": _or_null(LENGTH), "unknown_s": _or_null(LENGTH),
        "breaks": {**_or_null(COUNT), "description": "Done and natural."},
        "done": _or_null(COUNT), "missed": _or_null(COUNT), "natural": _or_null(COUNT),
        "longest_s": {**_or_null(LENGTH), "description": "The longest bout that began on it."},
        "overlong": _or_null(COUNT),
        "kept": {**_or_null(YES), "description": "Whether the goal was kept; null: nothing to keep."},
    })  # fmt: skip


def _bout_schema() -> dict[str, Any]:
    return _object("Sitting without a sufficient break, on the desk day on which it began.", {
        "start": {"type": "string", "format": "date-time"}, "day": DAY, "sat_s": LENGTH, "overlong": YES,
    })  # fmt: skip


def _told_schema() -> dict[str, Any]:
    return _object("What was told of a desk day; a day of which nothing was told is not among them.", {
        "day": DAY, "water_ml": COUNT,
        "water_goal_ml": {**_or_null(COUNT), "description": "Of that day; null: none, or not known."},
        "caffeine_mg": LENGTH,
        "caffeine_limit_mg": {**_or_null(LENGTH), "description": "Of that day; null: none, or not known."},
        "caffeine_at_bedtime_mg": {**_or_null(LENGTH), "description": "A rough estimate; null: bedtime is not known."},
        "active_minutes": COUNT,
        "ache": {**_or_null(COUNT), "description": "The worst of the day, from 0 to 10; null: none was told."},
    })  # fmt: skip


def _compared_schema() -> dict[str, Any]:
    return _object("A measure beside its own past; see `before`.", {
        "measure": {"enum": [measure.value for measure in Measure], "description":
                    "rate: 0 to 1; breaks, overlong: a day; longest: seconds; sitting: seconds a day."},
        "now": LENGTH,
        "before": {
            "type": "array", "items": LENGTH, "minItems": 1,
            "description": "Of the periods before that know of it, the last one first.",
        },
    })  # fmt: skip


def _suggestion_schema() -> dict[str, Any]:
    change = _object("A setting and its new value, as config.toml writes it.", {"key": TEXT, "value": TEXT})
    return _object("A change worth trying.", {
        "name": TEXT, "reason": TEXT, "offer": TEXT, "changes": {"type": "array", "items": change},
        "command": {**TEXT, "description": "What applies it."},
    })  # fmt: skip


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
