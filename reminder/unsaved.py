"""What the log did not take before the service ended, kept in a file of its own until the log takes it."""

import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from reminder.core.records import dataclass
from reminder.rows import Row
from reminder.whole_file import put_in_place

log = logging.getLogger(__name__)

TAKEN_OVER = "taken over: "
"""The note in the log that says that it has what such a file holds, by the name within; it is written with the rows."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Rows and notes of one run that wait for the log; `name` is that of no other, wherever it is copied to."""

    path: Path
    name: str
    rows: Sequence[Row]
    notes: Mapping[str, str]

    @property
    def all_notes(self) -> Mapping[str, str]:
        """The notes, and the one that says that they are taken over."""
        return {**self.notes, TAKEN_OVER + self.name: ""}


def keep(places: Sequence[Path], rows: Iterable[Row], notes: Mapping[str, str]) -> Path | None:
    """Write them to the first of these files that takes them, behind what is kept already; None: none does.

    What is kept already keeps its name: its own file may be one that can only be read, and stay.
    """
    before = list(left(places))
    own = Unsaved(Path(), os.urandom(8).hex(), list(rows), notes)
    told = [
        {"name": each.name, "rows": [[row.table, dict(row.values)] for row in each.rows], "notes": dict(each.notes)}
        for each in (*before, own)
    ]
    for path in places:
        if _in(path) is None:  # somebody may still be able to read it
            continue
        try:
            put_in_place(path, json.dumps(told).encode())
        except OSError:
            continue
        for other in {each.path for each in before} - {path}:
            with suppress(OSError):
                other.unlink()
        return path
    return None


def left(places: Iterable[Path]) -> Iterator[Unsaved]:
    """What is kept in these files, run by run; what is in two of them once."""
    seen = set[str]()
    for path in places:
        for unsaved in _in(path) or ():
            if unsaved.name not in seen:
                seen.add(unsaved.name)
                yield unsaved


def _in(path: Path) -> Sequence[Unsaved] | None:
    """What is kept in this file; None: it cannot be told."""
    try:
        return [
            Unsaved(
                path, str(run["name"]), [Row(str(table), dict(values)) for table, values in run["rows"]], run["notes"]
            )
            for run in json.loads(path.read_bytes())
        ]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError, TypeError, KeyError) as problem:
        log.warning("%s holds what was not saved, but cannot be read, and stays: %s", path, problem)
        return None
