"""The log on disk: append-only rows in SQLite, and the state, saved with what it records in one transaction."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Self

from reminder import codec
from reminder.core.effects import Effect, Record, RecordAims, RecordHold, RecordIntake, RecordSpan
from reminder.core.events import Intake
from reminder.core.state import State
from reminder.paths import keep_private, shut_others_out
from reminder.rows import aims_of, hold_of, intake_of, record_of, row_of, span_of, told_of


def _append_only(*tables: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;"
        for table in tables
        for verb in ("update", "delete")
    )


MIGRATIONS: Sequence[str] = (
    """
    CREATE TABLE outcome (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, utc_offset_s INTEGER NOT NULL,
        kind TEXT NOT NULL, result TEXT NOT NULL, due TEXT, shown TEXT, held_s REAL NOT NULL,
        kinds TEXT NOT NULL, detail TEXT NOT NULL
    ) STRICT;
    CREATE TABLE span (
        id INTEGER PRIMARY KEY, start TEXT NOT NULL, end TEXT NOT NULL, day TEXT NOT NULL,
        utc_offset_s INTEGER NOT NULL, what TEXT NOT NULL
    ) STRICT;
    CREATE TABLE hold (
        id INTEGER PRIMARY KEY, start TEXT NOT NULL, end TEXT NOT NULL, day TEXT NOT NULL,
        utc_offset_s INTEGER NOT NULL, hold TEXT NOT NULL, detail TEXT NOT NULL
    ) STRICT;
    CREATE TABLE intake (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, utc_offset_s INTEGER NOT NULL,
        event TEXT NOT NULL, told TEXT NOT NULL
    ) STRICT;
    CREATE TABLE saved (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE INDEX outcome_day ON outcome (day);
    CREATE INDEX span_day ON span (day);
    CREATE INDEX hold_day ON hold (day);
    """
    + _append_only("outcome", "span", "hold", "intake"),
    "ALTER TABLE outcome ADD COLUMN exercise TEXT NOT NULL DEFAULT '';",
    """
    ALTER TABLE outcome ADD COLUMN answered TEXT;
    CREATE TABLE aim (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, water_ml INTEGER, caffeine_mg REAL, bed_at TEXT NOT NULL,
        half_life_s REAL NOT NULL, every_s REAL NOT NULL, rest_s REAL NOT NULL, share REAL NOT NULL,
        rhythms TEXT NOT NULL
    ) STRICT;
    CREATE INDEX aim_day ON aim (day);
    CREATE INDEX intake_day ON intake (day);
    """
    + _append_only("aim"),
)
"""One script for each schema version, in order; `PRAGMA user_version` counts those that have run."""
AIMS_SINCE = 3
"""The schema that began to keep what was aimed at; an older log that is only read has none of it."""

STATE, NOTICE = "state", "notification"
BUSY_SECONDS = 5


class JournalError(Exception):
    """The log cannot be used; the message says which file, why, and what to do. Nothing was overwritten."""


class UnreadableStateError(JournalError):
    """The log is whole, but the state beside it is damaged, or of a version that this one cannot read."""


class Journal:
    """The open log. One writer, the service; any number of readers."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take an open connection; use `open` or `read`."""
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open for writing; made if missing (0600, its folder 0700), brought to the present schema if older.

        Raises:
            JournalError: it cannot be opened, is damaged, or was made by a newer version.
        """
        with _told(path), ExitStack() as unusable:
            keep_private(path.parent)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            shut_others_out(path)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            unusable.callback(connection.close)
            journal = cls(path, connection)
            journal._refuse_newer()
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            journal._migrate()
            unusable.pop_all()
        return journal

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Open for reading only; None if there is no log yet.

        Raises:
            JournalError: like `open`.
        """
        if not path.exists():
            return None
        with _told(path), ExitStack() as unusable:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
            unusable.callback(connection.close)
            journal = cls(path, connection)
            journal._refuse_newer()
            if _version(connection) == 0:
                return None
            unusable.pop_all()
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

    def _migrate(self) -> None:
        version = _version(self._connection)
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            self._connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    def _refuse_newer(self) -> None:
        version = _version(self._connection)
        if version > len(MIGRATIONS):
            raise JournalError(
                f"{self.path} was written by a newer version of reminder (schema {version}, this one knows "
                f"{len(MIGRATIONS)}). Nothing was changed. Update reminder, or move the file away to begin a new log."
            )

    def commit(self, effects: Iterable[Effect], state: State) -> None:
        """Append what the effects record, and save the state: both or neither.

        Raises:
            JournalError: the disk is full, say. The log is as it was before.
        """
        offset = int(state.offset.total_seconds())
        with _told(self.path):
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                for row in filter(None, (row_of(effect, offset) for effect in effects)):
                    marks, columns = ", ".join(f":{name}" for name in row.values), ", ".join(row.values)
                    cursor.execute(f"INSERT INTO {row.table} ({columns}) VALUES ({marks})", row.values)  # noqa: S608 - ours
                _keep(cursor, STATE, codec.dumps(state))
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
        text = self.note(STATE)
        if text is None:
            return None
        try:
            return codec.loads(text)
        except ValueError as problem:
            raise UnreadableStateError(
                f"{self.path}: the saved state cannot be read ({problem}). The log itself is whole."
            ) from problem

    def note(self, key: str) -> str | None:
        """A small thing to remember beside the state; None if it was never kept."""
        with _told(self.path):
            row = self._connection.execute("SELECT value FROM saved WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep_note(self, key: str, value: str) -> None:
        """Remember a small thing beside the state."""
        with _told(self.path):
            _keep(self._connection.cursor(), key, value)

    def records(self, first: date, last: date) -> list[Record]:
        """The outcomes of these desk days, both included, in the order they were written."""
        return [record_of(row) for row in self._rows("outcome", first, last)]

    def spans(self, first: date, last: date) -> list[RecordSpan]:
        """The stretches of these desk days, both included, in the order they were written."""
        return [span_of(row) for row in self._rows("span", first, last)]

    def holds(self, first: date, last: date) -> list[RecordHold]:
        """The holds that ended on these desk days, both included, in the order they were written."""
        return [hold_of(row) for row in self._rows("hold", first, last)]

    def intakes(self, first: date, last: date) -> list[dict[str, Any]]:
        """What the user told on these desk days: `at`, `event`, and what was said."""
        return [intake_of(row) for row in self._rows("intake", first, last)]

    def intakes_by_day(self, first: date, last: date) -> list[dict[str, Any]]:
        """The same, each with its desk day as `day`."""
        return [{**intake_of(row), "day": row["day"]} for row in self._rows("intake", first, last)]

    def recorded(self, first: date, last: date) -> list[RecordIntake]:
        """The same as it was recorded, each with its desk day."""
        with _told(self.path):
            rows = self._rows("intake", first, last)
            return [RecordIntake(told_of(row), date.fromisoformat(row["day"])) for row in rows]

    def told(self, first: date, last: date) -> list[Intake]:
        """The same as the events that they were, in the order in which they were told."""
        with _told(self.path):
            return [told_of(row) for row in self._rows("intake", first, last)]

    def aims(self, first: date, last: date) -> list[RecordAims]:
        """What was aimed at on these desk days, both included, and what was aimed at before them."""
        with _told(self.path):
            if _version(self._connection) < AIMS_SINCE:
                return []
            before = self._connection.execute("SELECT max(day) FROM aim WHERE day < ?", (first.isoformat(),)).fetchone()
        known_from = first if before[0] is None else date.fromisoformat(before[0])
        return [aims_of(row) for row in self._rows("aim", known_from, last)]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read within it is of one moment, whatever the service writes meanwhile."""
        with _told(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def _rows(self, table: str, first: date, last: date) -> Iterator[dict[str, Any]]:
        with _told(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            query = f"SELECT * FROM {table} WHERE day BETWEEN ? AND ? ORDER BY id"  # noqa: S608 - our own table names
            yield from map(dict, cursor.execute(query, (first.isoformat(), last.isoformat())))


def _keep(cursor: sqlite3.Cursor, key: str, value: str) -> None:
    cursor.execute(
        "INSERT INTO saved VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Every failure of disk or database becomes one sentence."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        damaged = "malformed" in str(problem) or "not a database" in str(problem)
        if damaged:
            advice = "Move the file away to begin a new log; nothing was overwritten."
        elif "disk I/O" in str(problem):  # SQLITE_IOERR_SHMSIZE, say: SQLite's own words for no room beside the log
            advice = "Is the disk full? What was logged before is whole."
        else:
            advice = "What was logged before is whole."
        raise JournalError(f"{path}: {problem}. {advice}") from problem
    except OSError as problem:
        raise JournalError(f"{path}: {problem.strerror or problem}. Check the folder's permissions.") from problem
