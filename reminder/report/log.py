"""The log, entry by entry, for people and for programs."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from reminder.core.effects import Record, Result, seconds
from reminder.core.records import dataclass
from reminder.report.columns import cells, folded
from reminder.report.told import phrase

WORDS = {
    Result.OBSERVED: "seen",
    Result.CLAIMED: "you said so",
    Result.LOGGED: "logged",
    Result.SNOOZED: "put off",
    Result.SKIPPED: "skipped",
    Result.IGNORED: "nobody answered",
    Result.WITHDRAWN: "taken back",
    Result.UNDELIVERED: "could not be shown",
    Result.NATURAL: "a break of your own",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One end of a prompt for one or several kinds, or something told.

    The kinds share everything but the name and what exercise they were for ("": none in particular).
    """

    at: datetime
    kinds: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    record: Record | None = None
    told: Mapping[str, Any] | None = None


def entries(records: Iterable[Record], intakes: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The log in order of time, kinds that ended together in one entry."""
    joined: dict[tuple[object, ...], Entry] = {}
    for record in records:
        key = (record.at, record.result, record.shown, record.due, record.detail)
        before = joined.get(key)
        kinds, exercises = (before.kinds, before.exercises) if before is not None else ((), ())
        joined[key] = Entry(record.at, (*kinds, record.kind), (*exercises, record.exercise), record)
    told = [Entry(intake["at"], told=intake) for intake in intakes]
    return sorted([*joined.values(), *told], key=lambda entry: entry.at)


def as_json(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    """One line of `log --json`. Times in `zone`; null where there is none."""

    def iso(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).isoformat()

    record = entry.record
    if record is None:
        return {**(entry.told or {}), "at": iso(entry.at)}
    return {
        "at": iso(entry.at),
        "kinds": list(entry.kinds),
        "result": record.result.value,
        "due": iso(record.due),
        "shown": iso(record.shown),
        "ended": iso(record.at),
        "held_s": seconds(record.held),
        "exercises": list(entry.exercises),
        "detail": record.detail,
    }


WHEN = "%Y-%m-%d %a %H:%M:%S"
ROOMY = 60
"""Columns from which on what goes on below stands under the words, and not under the time."""


def as_words(entry: Entry, zone: tzinfo, width: int | None = None) -> str:
    """One entry of `log`: when, what came of it, for which kinds, and why; or what was told.

    It is one line, or as many as it takes in a terminal of `width` columns.
    """
    when = f"{entry.at.astimezone(zone):{WHEN}}  "
    rest = " " * (len(when) if width is None or width >= ROOMY else 4)
    record = entry.record
    if record is None:
        return "\n".join(folded(phrase(entry.told or {}), width, when, rest))
    named = zip(entry.kinds, entry.exercises, strict=True)
    about = ", ".join(f"{kind} {exercise}".rstrip() for kind, exercise in named)
    about += f" ({record.detail})" if record.detail else ""
    aligned = f"{when}{WORDS[record.result]:<{WIDEST}}  {about}"
    if width is None or cells(aligned) <= width:
        return aligned
    return "\n".join(folded(f"{WORDS[record.result]}: {about}", width, when, rest))


WIDEST = max(map(len, WORDS.values()))
