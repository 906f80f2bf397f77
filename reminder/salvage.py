"""What can be read of a damaged log; and a new one of it in its place, with the damaged one set aside beside it."""

import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import field
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from reminder import rows
from reminder.core.records import dataclass
from reminder.journal import Journal
from reminder.log_trouble import in_a_sentence
from reminder.rows import Row
from reminder.schema import SIDES, beside, migrate, tables_of
from reminder.sqlite_pages import Cell, Pages, Value

READS: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "outcome": rows.record_of,
    "span": rows.span_of,
    "hold": rows.hold_of,
    "intake": rows.told_of,
    "aim": rows.aims_of,
}
"""What makes sense of the rows of each table; it raises where there is none in it."""

TYPES: Mapping[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}


@dataclass(frozen=True, slots=True)
class Saved:
    """The rows that could be read, each table's in their order, and the notes, of which the state is one.

    `missing`: how many there must have been beside them, going by their numbers. Of those at the end of a table that is
    cut off nobody knows how many they were.
    """

    rows: Sequence[Row]
    notes: Mapping[str, str]
    missing: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the schema declares it. `optional`: a row may be too short to have it."""

    name: str
    types: tuple[type, ...]
    nullable: bool
    optional: bool


@dataclass(slots=True)
class _Table:
    """What was found of one table: rows by number. The same one found twice, in a page out of use, counts once."""

    found: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, number: int, values: dict[str, Any]) -> None:
        same = self.found.setdefault(number, [])
        if values not in same:
            same.append(values)

    @property
    def in_order(self) -> Iterator[dict[str, Any]]:
        return (values for number in sorted(self.found) for values in self.found[number])

    @property
    def missing(self) -> int:
        return max(self.found) - min(self.found) + 1 - len(self.found) if self.found else 0


def salvage(path: Path) -> Saved:
    """All that can be read of the log at `path`, which stays as it is. Of a file that is none, that is nothing.

    Raises:
        JournalError: it cannot be read at all.
    """
    real = path.resolve()
    with in_a_sentence(path):
        pages = Pages.of(real) if real.is_file() else Pages(0, {})
    tables: dict[str, _Table] = {table: _Table() for table in READS}
    notes: dict[str, set[str]] = {}
    for cell in pages.cells():
        for table, values in _fitting(cell):
            if table == "saved":
                notes.setdefault(values["key"], set()).add(values["value"])
            elif _makes_sense(table, values):
                tables[table].add(cell.number, values)
    return Saved(
        [Row(name, values) for name, table in tables.items() for values in table.in_order],
        {key: value for key, (value, *others) in notes.items() if not others},  # of two nobody knows which is the last
        sum(table.missing for table in tables.values()),
    )


def in_its_place(path: Path, saved: Saved, now: datetime) -> Path:
    """Put a new log with what was saved in the place of the damaged one; returns where that is now.

    The new one is whole before the old one is moved, and `finish` goes on where this was stopped in between.

    Raises:
        JournalError: the disk does not take it. The damaged log is where it was.
    """
    path = path.resolve()
    fresh = _salvaged(path)
    with in_a_sentence(path):
        for side in SIDES:
            beside(fresh, side).unlink(missing_ok=True)
        with closing(Journal.open(fresh)) as journal:
            journal.write(saved.rows, saved.notes)
        aside = set_aside(path, "damaged", now)
        fresh.rename(path)
    return aside


def finish(path: Path, now: datetime) -> None:
    """Move a salvaged log into its place, if nothing is there: whoever has made it was stopped before that.

    Raises:
        OSError: it cannot be moved.
    """
    path = path.resolve()
    if _salvaged(path).exists() and not path.exists():
        set_aside(path, "damaged", now)  # what SQLite lays beside a log is not to be taken for the new one's
        _salvaged(path).rename(path)


def set_aside(path: Path, why: str, now: datetime) -> Path:
    """Give what is there, with its side files, a name of its own beside it; nothing that is there is overwritten.

    Raises:
        OSError: it cannot be moved.
    """
    named = f"{path.name}.{why}-{now:%Y-%m-%d}"
    taken = {each.name for each in path.parent.iterdir()}
    names = (named if number == 1 else f"{named}-{number}" for number in count(1))
    aside = path.with_name(next(name for name in names if not any(name + side in taken for side in SIDES)))
    for side in SIDES:
        with suppress(FileNotFoundError):
            beside(path, side).rename(beside(aside, side))
    return aside


def _salvaged(path: Path) -> Path:
    """The log that is to take the place of this one."""
    return beside(path, ".salvaged")


def _fitting(cell: Cell) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables whose row this may be, and its values by column; as they differ in their columns, one at most."""
    for table, columns in shapes().items():
        if len(cell.values) > len(columns) or any(not left.optional for left in columns[len(cell.values) :]):
            continue
        pairs = list(zip(columns, cell.values, strict=False))
        if all(_fits(column, value) for column, value in pairs):
            yield table, {column.name: _typed(column, value) for column, value in pairs if column.name != "id"}


def _fits(column: Column, value: Value) -> bool:
    """Whether the column can hold this. A row's number is not among its values: in its place is NULL."""
    if column.name == "id" or value is None:
        return value is None and (column.nullable or column.name == "id")
    return isinstance(value, column.types) and not (isinstance(value, float) and not math.isfinite(value))


def _typed(column: Column, value: Value) -> Value:
    """SQLite keeps 30.0 as an integer, which takes less room."""
    return float(value) if float in column.types and isinstance(value, int) else value


def _makes_sense(table: str, values: Mapping[str, Any]) -> bool:
    try:
        READS[table](values)
    except rows.NO_SENSE:
        return False
    return True


@cache
def shapes() -> Mapping[str, Sequence[Column]]:
    """The columns of each table, in their order, out of the schema itself."""
    with closing(sqlite3.connect(":memory:")) as connection:
        migrate(connection)
        return {
            name: [_column(*row) for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in tables_of(connection)
        }


def _column(_: int, name: str, kind: str, required: int, default: object, __: int) -> Column:
    return Column(name, TYPES[kind], not required, not required or default is not None)
