"""The rows of the log: from effects to columns and back. Times are text in UTC, lengths seconds, lists JSON.

What is read has the UTC offset of when it was written, so that its hour is that of the user's clock then (D7).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from reminder.core.effects import Effect, Record, RecordAims, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.events import Ached, Drank, Exercised, Intake, Switch, Switched, TookCaffeine, Undone
from reminder.core.records import dataclass

INTAKES: Mapping[type[Intake], str] = {
    Drank: "drank",
    TookCaffeine: "took_caffeine",
    Exercised: "exercised",
    Undone: "undone",
    Ached: "ached",
    Switched: "switched",
}
"""What each thing told is called in the log, and in a trace."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row to be written: its table, and its columns by name."""

    table: str
    values: Mapping[str, Any]


def row_of(effect: Effect, offset: int) -> Row | None:
    """The row of one effect; None for those that record nothing. `offset` is the local UTC offset in seconds."""
    match effect:
        case Record():
            return Row("outcome", {
                "at": _text(effect.at),
                "day": effect.day.isoformat(),
                "utc_offset_s": offset,
                "kind": effect.kind,
                "result": effect.result.value,
                "due": _text(effect.due),
                "shown": _text(effect.shown),
                "held_s": effect.held.total_seconds(),
                "kinds": json.dumps(effect.kinds),
                "detail": _sayable(effect.detail),
                "exercise": effect.exercise,
                "answered": _text(effect.answered),
            })  # fmt: skip
        case RecordSpan():
            return Row("span", {
                "start": _text(effect.start),
                "end": _text(effect.end),
                "day": effect.day.isoformat(),
                "utc_offset_s": int(effect.offset.total_seconds()),
                "what": effect.what.value,
            })  # fmt: skip
        case RecordHold():
            return Row("hold", {
                "start": _text(effect.start),
                "end": _text(effect.end),
                "day": effect.day.isoformat(),
                "utc_offset_s": offset,
                "hold": effect.hold,
                "detail": _sayable(effect.detail),
            })  # fmt: skip
        case RecordIntake():
            told = {key: value for key, value in asdict(effect.intake).items() if key != "at"}
            return Row("intake", {
                "at": _text(effect.intake.at),
                "day": effect.day.isoformat(),
                "utc_offset_s": offset,
                "event": INTAKES[type(effect.intake)],
                "told": json.dumps(told),
            })  # fmt: skip
        case RecordAims():
            return Row("aim", {
                "day": effect.day.isoformat(),
                "water_ml": effect.water_ml,
                "caffeine_mg": effect.caffeine_mg,
                "bed_at": _text(effect.bed_at),
                "half_life_s": effect.half_life.total_seconds(),
                "every_s": effect.every.total_seconds(),
                "rest_s": effect.rest.total_seconds(),
                "share": effect.share,
                "rhythms": json.dumps(dict(effect.rhythms)),
            })  # fmt: skip
        case _:
            return None


Columns = Mapping[str, Any]
"""A row as it was read, by column."""

NO_SENSE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, StopIteration, RecursionError)
"""What the readers below raise of a row that is not as it was written."""


def record_of(row: Columns) -> Record:
    """How a prompt ended."""
    then = _zone(row)
    return Record(
        _at(row["at"], then),
        row["kind"],
        Result(row["result"]),
        _maybe(row["due"], then),
        _maybe(row["shown"], then),
        timedelta(seconds=row["held_s"]),
        date.fromisoformat(row["day"]),
        tuple(json.loads(row["kinds"])),
        row["detail"],
        row.get("exercise", ""),  # an older log that is only read has neither this
        _maybe(row.get("answered"), then),  # nor this
    )


def span_of(row: Columns) -> RecordSpan:
    """A stretch of the day."""
    then, day = _zone(row), date.fromisoformat(row["day"])
    start, end = _at(row["start"], then), _at(row["end"], then)
    return RecordSpan(Stretch(row["what"]), start, end, day, timedelta(seconds=row["utc_offset_s"]))


def hold_of(row: Columns) -> RecordHold:
    """A hold that has ended."""
    then, day = _zone(row), date.fromisoformat(row["day"])
    return RecordHold(row["hold"], _at(row["start"], then), _at(row["end"], then), day, row["detail"])


def aims_of(row: Columns) -> RecordAims:
    """What was aimed at on a day."""
    return RecordAims(
        date.fromisoformat(row["day"]),
        row["water_ml"],
        row["caffeine_mg"],
        datetime.fromisoformat(row["bed_at"]),
        timedelta(seconds=row["half_life_s"]),
        timedelta(seconds=row["every_s"]),
        timedelta(seconds=row["rest_s"]),
        row["share"],
        json.loads(row["rhythms"]),
    )


def intake_of(row: Columns) -> dict[str, Any]:
    """What the user told: `at`, `event`, and what was said."""
    return {"at": _at(row["at"], _zone(row)), "event": row["event"], **json.loads(row["told"])}


def told_of(row: Columns) -> Intake:
    """What the user told, as the event that it was."""
    told, at = json.loads(row["told"]), _at(row["at"], _zone(row))
    kind = next(kind for kind, name in INTAKES.items() if name == row["event"])
    if kind is Switched:
        return Switched(at, Switch(told["switch"]), on=told["on"])
    return kind(at, **told)


def _text(moment: datetime | None) -> str | None:
    """UTC at a fixed width, so that text order is time order."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def _sayable(told: str) -> str:
    """What others have said, without the halves of surrogate pairs: SQLite has no form for those.

    An error may name a file by bytes that are no text. The row would be refused each time, and all behind it.
    """
    return told.encode(errors="replace").decode()


def _zone(row: Columns) -> timezone:
    """The clock on the wall when the row was written, wherever the user was then."""
    return timezone(timedelta(seconds=row["utc_offset_s"]))


def _at(text: str, then: timezone) -> datetime:
    return datetime.fromisoformat(text).astimezone(then)


def _maybe(text: str | None, then: timezone) -> datetime | None:
    return None if text is None else _at(text, then)
