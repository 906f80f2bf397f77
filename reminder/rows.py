"""The rows of the log: from effects to columns and back. Times are text in UTC, lengths seconds, lists JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reminder.core.effects import Effect, Record, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.events import Ached, Drank, Exercised, Intake, Switch, Switched, TookCaffeine, Undone

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
                "detail": effect.detail,
                "exercise": effect.exercise,
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
                "detail": effect.detail,
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
        case _:
            return None


Columns = Mapping[str, Any]
"""A row as it was read, by column."""


def record_of(row: Columns) -> Record:
    """How a prompt ended."""
    return Record(
        _utc(row["at"]),
        row["kind"],
        Result(row["result"]),
        _maybe(row["due"]),
        _maybe(row["shown"]),
        timedelta(seconds=row["held_s"]),
        date.fromisoformat(row["day"]),
        tuple(json.loads(row["kinds"])),
        row["detail"],
        row.get("exercise", ""),  # an older log that is only read has none
    )


def span_of(row: Columns) -> RecordSpan:
    """A stretch of the day."""
    offset = timedelta(seconds=row["utc_offset_s"])
    what, day = Stretch(row["what"]), date.fromisoformat(row["day"])
    return RecordSpan(what, _utc(row["start"]), _utc(row["end"]), day, offset)


def hold_of(row: Columns) -> RecordHold:
    """A hold that has ended."""
    day = date.fromisoformat(row["day"])
    return RecordHold(row["hold"], _utc(row["start"]), _utc(row["end"]), day, row["detail"])


def intake_of(row: Columns) -> dict[str, Any]:
    """What the user told: `at`, `event`, and what was said."""
    return {"at": _utc(row["at"]), "event": row["event"], **json.loads(row["told"])}


def told_of(row: Columns) -> Intake:
    """What the user told, as the event that it was."""
    told = json.loads(row["told"])
    kind = next(kind for kind, name in INTAKES.items() if name == row["event"])
    if kind is Switched:
        return Switched(_utc(row["at"]), Switch(told["switch"]), on=told["on"])
    return kind(_utc(row["at"]), **told)


def _text(moment: datetime | None) -> str | None:
    """UTC at a fixed width, so that text order is time order."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


_utc = datetime.fromisoformat


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else _utc(text)
