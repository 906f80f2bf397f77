"""What of the log is older than its user wants to keep: counted, and removed in one transaction.

The triggers that keep the log append-only stand at any other time: within the transaction they are taken down and put
up again as they were, so a crash, a full disk or a refusal leaves both them and every row. Removed is overwritten with
zeros. The pages that get free are used by the days to come; the file is made smaller only where much of it is free,
since a vacuum writes all that is left anew.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from reminder.core.records import dataclass
from reminder.journal import Journal
from reminder.log_trouble import JournalError
from reminder.schema import BUSY_SECONDS, tables_of

KEPT_SINCE = "kept_since"
"""The note in the journal of the first day that was not removed."""

TABLES = ("outcome", "span", "hold", "intake", "aim")
LAST_MONTH, ENOUGH_DAYS = timedelta(days=31), 7
WORTH_IT, SHARE = 2**20, 4
"""So many free bytes, and one page in so many free, are worth a vacuum."""


@dataclass(frozen=True, slots=True)
class Old:
    """What is older: how many rows, of how many days, and the first and last of those; None: there are none."""

    rows: int
    days: int
    first: date | None
    last: date | None


def older(path: Path, before: date) -> Old:
    """What of the log is of the desk days before this one.

    Raises:
        JournalError: it cannot be read.
    """
    with _opened(path) as log:
        return Old(0, 0, None, None) if log is None else _older(log, before)


def believable(path: Path, today: date) -> bool:
    """Whether the log itself speaks for this date: seven days of the last month are in it.

    A clock that was set years ahead, or a battery that ran out, must not cost anybody their log.
    """
    with _opened(path) as log:
        if log is None:
            return False
        query = "SELECT count(DISTINCT day) FROM span WHERE day BETWEEN ? AND ?"
        days = log.execute(query, ((today - LAST_MONTH).isoformat(), today.isoformat())).fetchone()
        return int(days[0]) >= ENOUGH_DAYS


def remove(path: Path, before: date) -> Old:
    """Remove the desk days before this one, and give the space back where it is much; tells what is gone.

    Raises:
        JournalError: it cannot be done. Every row is still there.
    """
    with _opened(path) as log:
        if log is None:
            return Old(0, 0, None, None)
        log.execute("PRAGMA secure_delete = ON")
        log.execute("BEGIN IMMEDIATE")
        try:
            old = _older(log, before)
            if old.rows:
                _remove(log, before)
            log.execute("COMMIT")
        except BaseException:
            if log.in_transaction:
                log.execute("ROLLBACK")
            raise
        if old.rows:
            _make_smaller(log)
        return old


def kept_since(journal: Journal) -> date | None:
    """The first day that is kept; None: nothing was ever removed."""
    note = journal.note(KEPT_SINCE)
    return None if note is None else date.fromisoformat(note)


def _older(log: sqlite3.Connection, before: date) -> Old:
    query = " UNION ALL ".join(f"SELECT day FROM {table} WHERE day < :before" for table in _tables(log, TABLES[:-1]))  # noqa: S608 - ours
    rows, days, first, last = log.execute(
        f"SELECT count(*), count(DISTINCT day), min(day), max(day) FROM ({query})",  # noqa: S608 - ours
        {"before": before.isoformat()},
    ).fetchone()
    return Old(rows, days, first and date.fromisoformat(first), last and date.fromisoformat(last))


def _remove(log: sqlite3.Connection, before: date) -> None:
    """The rows, from within a transaction. Of what was aimed at the last row stays: it holds for the days after it."""
    guards = log.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        log.execute(f"DROP TRIGGER [{name}]")
    for table in _tables(log, TABLES):
        until = "(SELECT max(day) FROM aim WHERE day < :before)" if table == "aim" else ":before"
        log.execute(f"DELETE FROM {table} WHERE day < {until}", {"before": before.isoformat()})  # noqa: S608 - ours
    for _, sql in guards:
        log.execute(sql)
    keep = "INSERT INTO saved VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)"
    log.execute(keep, (KEPT_SINCE, before.isoformat()))


def _tables(log: sqlite3.Connection, wanted: tuple[str, ...]) -> list[str]:
    """Those that a log of this age has."""
    there = tables_of(log)
    return [table for table in wanted if table in there]


def _make_smaller(log: sqlite3.Connection) -> None:
    """Where much is free. It needs room for a copy: where there is none the file stays as it is, and as whole."""
    free, pages, size = (
        log.execute(f"PRAGMA {what}").fetchone()[0] for what in ("freelist_count", "page_count", "page_size")
    )
    with contextlib.suppress(sqlite3.Error):
        if free * size >= WORTH_IT and free * SHARE >= pages:
            log.execute("VACUUM")
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection beside the service's own, to a log that this version knows; None: there is none yet."""
    known = Journal.read(path)
    if known is None:
        yield None
        return
    known.close()
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as log:
            yield log
    except sqlite3.Error as problem:
        raise JournalError(f"{path}: {problem}. Nothing was removed; what was logged is whole.") from problem
