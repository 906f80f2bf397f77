"""The tables of the log, version by version; and whether a file holds them, and whole."""

import os
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from reminder.log_trouble import DamagedError, NewerError


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

NEWEST_THINKABLE = 999
"""A number above that is no version, but damage."""

AIMS_SINCE = 3
"""The schema that began to keep what was aimed at; an older log that is only read has none of it."""

READABLE = partial(str, encoding="utf-8", errors="replace")
"""Makes a text of any bytes: one that a disk has changed must not keep the others from being read."""

BUSY_SECONDS = 5.0
"""For how long who reads waits for another program that has locked the log."""

SIDES = ("", "-wal", "-shm")
"""A log is its file and what SQLite lays beside it."""


def beside(path: Path, side: str) -> Path:
    """A file that SQLite lays beside a log, or we do."""
    return path.with_name(path.name + side)


def look_at(path: Path, patience: float) -> None:
    """Whether it is a log of ours, and whole, before a byte of it is changed. For a year's log that takes 10 ms.

    Raises:
        DamagedError, NewerError: it is not.
    """
    side = beside(path, "-wal")
    if not path.exists() or not only_a_file(path).st_size:
        if side.exists() and side.stat().st_size:  # SQLite would delete it
            raise DamagedError(f"{path} is damaged (it is empty). Nothing of it was overwritten.")
        return
    with closing(for_reading(path, patience)) as connection:
        if holds_log(path, connection):
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise DamagedError(f"{path} is damaged ({found}). Nothing of it was overwritten.")


def only_a_file(path: Path) -> os.stat_result:
    """What the system knows of it.

    Raises:
        DamagedError: it is a folder, say.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # to read from a FIFO would never end
        raise DamagedError(f"{path} is no file. Nothing of it was overwritten.")
    return found


def for_reading(path: Path, patience: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection that cannot write, not even the side file into the log when it is closed."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=patience)
    connection.text_factory = READABLE
    return connection


def holds_log(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether it holds our tables; False: nothing at all as yet.

    Raises:
        DamagedError: something else is in it.
        NewerError: a later version has made it.
    """
    version = version_of(connection)
    if len(MIGRATIONS) < version <= NEWEST_THINKABLE:
        raise NewerError(
            f"{path} was written by a newer version of reminder (schema {version}, this one knows "
            f"{len(MIGRATIONS)}). Nothing was changed. Update reminder, or move the file away to begin a new log."
        )
    tables = set(tables_of(connection))
    if version > NEWEST_THINKABLE or bool(version) != ({"saved", "outcome"} <= tables) or (tables and not version):
        raise DamagedError(f"{path} is damaged (it is no log of reminder). Nothing of it was overwritten.")
    return bool(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the present schema."""
    for number, script in enumerate(MIGRATIONS[version_of(connection) :], version_of(connection) + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """The names of the tables that a log of its age has."""
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]


def version_of(connection: sqlite3.Connection) -> int:
    """The schema of the log; 0: it has none as yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
