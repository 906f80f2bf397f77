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
    """Rows and notes that wait for the log; `name` is that of no other."""

    path: Path
    name: str
    rows: Sequence[Row]
    notes: Mapping[str, str]

    @property
    def all_notes(self) -> Mapping[str, str]:
        """The notes, and the one that says that they are taken over."""
        return {**self.notes, TAKEN_OVER + self.name: ""}


def keep(places: Sequence[Path], rows: Iterable[Row], notes: Mapping[str, str]) -> Path | None:
    """Write them to the first of these files that takes them, behind what is kept already; None: none does."""
    before = list(left(places))
    told = {
        "name": os.urandom(8).hex(),
        "rows": [[row.table, dict(row.values)] for row in (*(row for each in before for row in each.rows), *rows)],
        "notes": {key: value for each in before for key, value in each.all_notes.items()} | dict(notes),
    }
    for path in places:
        with suppress(OSError):
            put_in_place(path, json.dumps(told).encode())
            for each in before:
                if each.path != path:
                    each.path.unlink()
            return path
    return None


def left(places: Iterable[Path]) -> Iterator[Unsaved]:
    """What is kept in these files."""
    for path in places:
        try:
            told = json.loads(path.read_bytes())
            rows = [Row(str(table), dict(values)) for table, values in told["rows"]]
            yield Unsaved(path, str(told["name"]), rows, dict(told["notes"]))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError, TypeError, KeyError) as problem:
            log.warning("%s holds what was not saved, but cannot be read, and stays: %s", path, problem)
