"""The log on disk: append-only rows in SQLite, and the state, saved with what it records in one transaction."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeVar

from reminder import codec
from reminder.core.effects import Effect, Record, RecordAims, RecordHold, RecordIntake, RecordSpan
from reminder.core.events import Intake
from reminder.core.state import State
from reminder.log_trouble import UnreadableStateError, in_a_sentence
from reminder.paths import keep_private, shut_others_out
from reminder.rows import NO_SENSE, Columns, Row, aims_of, hold_of, intake_of, record_of, row_of, span_of, told_of
from reminder.schema import (
    AIMS_SINCE,
    BUSY_SECONDS,
    READABLE,
    for_reading,
    holds_log,
    look_at,
    migrate,
    only_a_file,
    tables_of,
    version_of,
)

Kind = TypeVar("Kind")

STATE, NOTICE = "state", "notification"


class Journal:
    """The open log. One writer, the service; any number of readers.

    `left_out`: how many of the rows read so far make no sense any more.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take an open connection; use `open` or `read`."""
        self.path = path
        self.left_out = 0
        self._connection = connection
        connection.text_factory = READABLE

    @classmethod
    def open(cls, path: Path, patience: float = BUSY_SECONDS) -> Self:
        """Open for writing; made if missing (0600, its folder 0700), brought to the present schema if older.

        Nothing is written before it is certain that it is a log, and whole. `patience`: for how many seconds another
        program that locks it is waited for, at each commit.

        Raises:
            DamagedError: it is not a log, or not a whole one; not one byte of it was changed.
            NewerError: it was made by a newer version; likewise.
            JournalError: it cannot be opened now.
        """
        with in_a_sentence(path), ExitStack() as unusable:
            keep_private(path.parent)
            if path.is_file():
                shut_others_out(path)  # before its side files are made, which take their modes from it
            look_at(path, patience)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
            unusable.callback(connection.close)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            migrate(connection)
            unusable.pop_all()
        return cls(path, connection)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Open for reading only; None if there is no log yet.

        Raises:
            JournalError: like `open`.
        """
        if not os.path.lexists(path):
            return None
        with in_a_sentence(path), ExitStack() as unusable:
            only_a_file(path)
            connection = for_reading(path)
            unusable.callback(connection.close)
            if not holds_log(path, connection):
                return None
            unusable.pop_all()
        return cls(path, connection)

    @classmethod
    def in_memory(cls, path: Path, rows: Iterable[Row], notes: Mapping[str, str]) -> Self:
        """A log of these rows and notes that no disk holds; it stands for the one at `path`."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        migrate(connection)
        journal = cls(path, connection)
        journal.write(rows, notes)
        return journal

    def __enter__(self) -> Self:
        """Nothing to do: the log is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Close the file. A writer leaves one whole file behind, without side files."""
        self._connection.close()

    def leave(self) -> None:
        """Close, and leave the file and its side files as they are: what is damaged is not to be written to.

        SQLite writes its side file into the log when the last connection to it is closed, but one that only reads does
        not do so (`sqlite3WalClose` wants the lock of a writer).
        """
        with suppress(sqlite3.DatabaseError), closing(for_reading(self.path, 0)) as reader:
            with suppress(sqlite3.DatabaseError):
                version_of(reader)  # only now it has opened the side files, too
            self._connection.close()
        self._connection.close()

    def part_from(self) -> None:
        """Close a log whose file was moved or replaced, which then has all that was ever committed to it.

        SQLite would leave its side file as it is, beside another log by now (howtocorrupt.html, section 2.4).
        """
        with suppress(sqlite3.DatabaseError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def commit(self, effects: Iterable[Effect], state: State) -> None:
        """Append what the effects record, and save the state: both or neither.

        Raises:
            JournalError: the disk is full, say. The log is as it was before.
        """
        self.write(rows_of(effects, state), {STATE: codec.dumps(state)})

    def write(self, rows: Iterable[Row], notes: Mapping[str, str]) -> None:
        """Append these rows, and keep these notes (of which the state is one): all of them or none.

        Raises:
            JournalError: like `commit`.
        """
        with in_a_sentence(self.path):
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                for row in rows:
                    marks, columns = ", ".join(f":{name}" for name in row.values), ", ".join(row.values)
                    cursor.execute(f"INSERT INTO {row.table} ({columns}) VALUES ({marks})", row.values)  # noqa: S608 - ours
                for key, value in notes.items():
                    _keep(cursor, key, value)
                cursor.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    cursor.execute("ROLLBACK")
                raise

    def state(self) -> State | None:
        """The state as last saved; None before the first start.

        Raises:
            UnreadableStateError: it was saved by a version whose state this one cannot read, or is damaged.
        """
        return state_in(self.path, self.note(STATE))

    def notes(self) -> dict[str, str]:
        """All small things that are remembered, by key; the state is one of them."""
        with in_a_sentence(self.path):
            return dict(self._connection.execute("SELECT key, value FROM saved"))

    def note(self, key: str) -> str | None:
        """A small thing to remember beside the state; None if it was never kept."""
        with in_a_sentence(self.path):
            row = self._connection.execute("SELECT value FROM saved WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep_note(self, key: str, value: str) -> None:
        """Remember a small thing beside the state."""
        self.write((), {key: value})

    def records(self, first: date, last: date) -> list[Record]:
        """The outcomes of these desk days, both included, in the order they were written."""
        return self._sense(record_of, self._rows("outcome", first, last))

    def spans(self, first: date, last: date) -> list[RecordSpan]:
        """The stretches of these desk days, both included, in the order they were written."""
        return self._sense(span_of, self._rows("span", first, last))

    def holds(self, first: date, last: date) -> list[RecordHold]:
        """The holds that ended on these desk days, both included, in the order they were written."""
        return self._sense(hold_of, self._rows("hold", first, last))

    def intakes(self, first: date, last: date) -> list[dict[str, Any]]:
        """What the user told on these desk days: `at`, `event`, and what was said."""
        return self._sense(intake_of, self._rows("intake", first, last))

    def intakes_by_day(self, first: date, last: date) -> list[dict[str, Any]]:
        """The same, each with its desk day as `day`."""
        return self._sense(lambda row: {**intake_of(row), "day": row["day"]}, self._rows("intake", first, last))

    def recorded(self, first: date, last: date) -> list[RecordIntake]:
        """The same as it was recorded, each with its desk day."""
        rows = self._rows("intake", first, last)
        return self._sense(lambda row: RecordIntake(told_of(row), date.fromisoformat(row["day"])), rows)

    def told(self, first: date, last: date) -> list[Intake]:
        """The same as the events that they were, in the order in which they were told."""
        return self._sense(told_of, self._rows("intake", first, last))

    def aims(self, first: date, last: date) -> list[RecordAims]:
        """What was aimed at on these desk days, both included, and what was aimed at before them."""
        with in_a_sentence(self.path):
            if version_of(self._connection) < AIMS_SINCE:
                return []
            before = self._connection.execute("SELECT max(day) FROM aim WHERE day < ?", (first.isoformat(),)).fetchone()
        known_from = first if before[0] is None else date.fromisoformat(before[0])
        return self._sense(aims_of, self._rows("aim", known_from, last))

    def figures(self) -> dict[str, str | int]:
        """What there is to say of the log to others: its schema, whether it is whole, and how many rows it has."""
        ask = self._connection.execute
        return {
            "schema": version_of(self._connection),
            "quick_check": str(ask("PRAGMA quick_check(1)").fetchone()[0]),
            **{
                f"rows of {name}": int(ask(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608 - our own table names
                for name in sorted(tables_of(self._connection))
            },
        }

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read within it is of one moment, whatever the service writes meanwhile."""
        with in_a_sentence(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def _sense(self, of: Callable[[Columns], Kind], rows: Iterable[Columns]) -> list[Kind]:
        """What the rows mean. SQLite keeps no checksums: what a disk has changed in one shows only here, if at all."""
        understood = []
        for row in rows:
            try:
                understood.append(of(row))
            except NO_SENSE:
                self.left_out += 1
        return understood

    def _rows(self, table: str, first: date, last: date) -> Iterator[dict[str, Any]]:
        with in_a_sentence(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            query = f"SELECT * FROM {table} WHERE day BETWEEN ? AND ? ORDER BY id"  # noqa: S608 - our own table names
            yield from map(dict, cursor.execute(query, (first.isoformat(), last.isoformat())))


def _keep(cursor: sqlite3.Cursor, key: str, value: str) -> None:
    cursor.execute(
        "INSERT INTO saved VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def state_in(path: Path, text: str | None) -> State | None:
    """The state out of the note that holds it; None for none.

    Raises:
        UnreadableStateError: it was saved by a version whose state this one cannot read, or is damaged.
    """
    if text is None:
        return None
    try:
        return codec.loads(text)
    except ValueError as problem:
        raise UnreadableStateError(
            f"{path}: the saved state cannot be read ({problem}). The log itself is whole."
        ) from problem


def rows_of(effects: Iterable[Effect], state: State) -> Iterator[Row]:
    """The rows of what the effects record, in the zone of the state that they brought about."""
    offset = int(state.offset.total_seconds())
    return filter(None, (row_of(effect, offset) for effect in effects))
