"""The log of a period as a table for spreadsheets: a row for each outcome and for everything that was told."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from reminder.core.effects import Record, seconds

COLUMNS = (
    "at",
    "day",
    "what",
    "exercise",
    "result",
    "due",
    "shown",
    "held_s",
    "detail",
    "ml",
    "mg",
    "minutes",
    "level",
    "name",
)
"""`what` is a kind of reminder, with its `result`, or something told: drank, took_caffeine, exercised, ached, …"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so is a formula to a spreadsheet, a wide sign to some (OWASP, "CSV Injection"); names and reasons
are text, whoever wrote them, and get an apostrophe, by which spreadsheets know one.
"""


def as_csv(records: Iterable[Record], intakes: Iterable[Mapping[str, Any]]) -> str:
    """The table, in order of time, with its heading. Lengths in seconds, empty where there is none.

    Times are as they come: the log gives them as the user's clock showed them then.
    """
    rows = sorted([*map(_outcome, records), *map(_told, intakes)], key=lambda row: row["at"])
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")  # RFC 4180
    writer.writeheader()
    writer.writerows(dict(_cells(row)) for row in rows)
    return out.getvalue()


def _outcome(record: Record) -> dict[str, Any]:
    return {
        "at": record.at,
        "day": record.day.isoformat(),
        "what": record.kind,
        "exercise": record.exercise,
        "result": record.result.value,
        "due": record.due,
        "shown": record.shown,
        "held_s": seconds(record.held),
        "detail": record.detail,
    }


def _told(intake: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: intake.get(key) for key in ("at", "day", "ml", "mg", "minutes", "level")}
    on = "" if "on" not in intake else "on" if intake["on"] else "off"
    name = " ".join(filter(None, [intake.get("drink") or intake.get("how") or intake.get("switch") or "", on]))
    return {**told, "what": intake["event"], "name": name}


def _cells(row: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for column in COLUMNS:
        value = row.get(column)
        if isinstance(value, datetime):
            yield column, value.isoformat()
        elif isinstance(value, str) and value.startswith(FORMULA):
            yield column, f"'{value}"
        else:
            yield column, "" if value is None else value
