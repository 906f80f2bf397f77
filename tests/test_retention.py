"""The log made shorter: what is older goes at once or not at all, and nothing else can remove a row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from reminder.core.aims import aims_of
from reminder.core.effects import Effect, Record, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.events import Drank
from reminder.core.step import first_state
from reminder.core.turn import Turn
from reminder.journal import Journal
from reminder.log_trouble import JournalError
from reminder.retention import Old, believable, kept_since, older, remove
from reminder.schema import MIGRATIONS
from tests.stage import EVER, settings

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
MARCH = date(2026, 3, 1)


def outcome(day: date, detail: str = "") -> Record:
    at = datetime.combine(day, time(10), UTC)
    return Record(at, "movement", Result.CLAIMED, at, at, timedelta(0), day, detail=detail)


def rows_of(day: date) -> list[Effect]:
    """One of each table."""
    at = datetime.combine(day, time(10), UTC)
    return [
        outcome(day),
        RecordSpan(Stretch.SITTING, at, at + timedelta(hours=1), day, timedelta(0)),
        RecordHold("call", at, at + timedelta(hours=1), day),
        RecordIntake(Drank(at, 200), day),
        aims_of(Turn(settings().plan, at, UTC)),
    ]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Three months of log."""
    path = tmp_path / "journal.sqlite"
    with Journal.open(path) as journal:
        state = first_state(datetime(2026, 1, 1, 10, tzinfo=UTC))
        for number in range((LAST - FIRST).days + 1):
            journal.commit(rows_of(FIRST + number * DAY), state)
    return path


def days(path: Path) -> list[set[date]]:
    """The days of which there is something, by kind of row."""
    journal = Journal.read(path)
    assert journal is not None
    with journal:
        read = journal.records(*EVER), journal.spans(*EVER), journal.holds(*EVER), journal.aims(*EVER)
        return [{row.day for row in rows} for rows in read] + [{each.day for each in journal.recorded(*EVER)}]


def guards(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


@contextmanager
def full_at(statement: str) -> Iterator[None]:
    """The disk is full when a statement comes that begins so."""

    class Full(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if sql.startswith(statement):
                raise sqlite3.OperationalError("database or disk is full")
            return super().execute(sql, *args)

    def connect(path: Path, **options: Any) -> sqlite3.Connection:
        return really(path, factory=Full, **options)

    really = sqlite3.connect
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        yield


def test_what_is_older_goes_and_the_rest_stays(log: Path) -> None:
    """Row by row; and of what was aimed at, that which holds for the first day that is kept."""
    kept = {MARCH + number * DAY for number in range(31)}

    assert older(log, MARCH) == Old(4 * 59, 59, FIRST, MARCH - DAY)
    assert remove(log, MARCH) == Old(4 * 59, 59, FIRST, MARCH - DAY)

    records, spans, holds, aims, told = days(log)
    assert records == spans == holds == told == kept
    assert aims == kept | {MARCH - DAY}
    assert older(log, MARCH) == remove(log, MARCH) == Old(0, 0, None, None)


def test_what_was_removed_is_known_to_be(log: Path) -> None:
    """So that a week that is gone is not told as an idle one; and a later wish to keep more brings none back."""
    with Journal.open(log) as journal:
        assert kept_since(journal) is None
        remove(log, MARCH)
        assert kept_since(journal) == MARCH
        remove(log, MARCH - DAY)
        assert kept_since(journal) == MARCH


def test_nothing_else_can_remove_a_row(log: Path) -> None:
    """Before and after: the triggers are the same, letter by letter, and none is missing."""
    before = guards(log)
    assert len(before) == 10

    remove(log, MARCH)

    assert guards(log) == before
    with closing(sqlite3.connect(log)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM outcome WHERE day >= '2026-03-01'")


@pytest.mark.parametrize("statement", ["DELETE FROM intake", "CREATE TRIGGER outcome_delete", "INSERT INTO saved"])
def test_what_fails_on_the_way_leaves_every_row_and_every_guard(log: Path, statement: str) -> None:
    """A full disk, say, or kill -9: one transaction, or none."""
    there, before = days(log), guards(log)

    with full_at(statement), pytest.raises(JournalError, match=r"disk is full\. Nothing was removed"):
        remove(log, MARCH)

    assert (days(log), guards(log)) == (there, before)


def test_it_goes_beside_a_service_that_writes(log: Path) -> None:
    """Which has the file open all day, and writes on as before."""
    with Journal.open(log) as journal:
        remove(log, MARCH)
        journal.commit(rows_of(LAST + DAY), first_state(datetime(2026, 4, 1, 10, tzinfo=UTC)))

        assert [record.day for record in journal.records(*EVER)] == [MARCH + number * DAY for number in range(32)]


def test_a_log_of_an_older_version_can_be_made_shorter(tmp_path: Path) -> None:
    """One that knew no aims yet."""
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{MIGRATIONS[0]}; PRAGMA user_version = 1;")
        connection.execute("INSERT INTO intake VALUES (1, '2026-01-01', '2026-01-01', 0, 'drank', '{}')")
        connection.commit()

    assert remove(path, MARCH) == Old(1, 1, FIRST, FIRST)


def test_no_log_is_nothing_to_remove(tmp_path: Path) -> None:
    """And none is made by asking."""
    path = tmp_path / "journal.sqlite"

    assert older(path, MARCH) == remove(path, MARCH) == Old(0, 0, None, None)
    assert not believable(path, MARCH)
    assert not path.exists()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A log of two megabytes and a half."""
    path = tmp_path / "journal.sqlite"
    at = datetime(2026, 1, 1, 10, tzinfo=UTC)
    with Journal.open(path) as journal:
        journal.commit([outcome(day, "x" * 2000) for day in (FIRST, MARCH) for _ in range(600)], first_state(at))
    return path


def test_much_that_is_free_makes_the_file_smaller(large: Path) -> None:
    """And little does not: the days to come use it."""
    size = large.stat().st_size

    remove(large, MARCH)

    assert large.stat().st_size < 0.6 * size


def test_without_room_for_a_copy_the_file_stays_as_it_is(large: Path) -> None:
    """What is old is gone all the same, and its pages are used again."""
    size = large.stat().st_size

    with full_at("VACUUM"):
        assert remove(large, MARCH).rows == 600

    assert large.stat().st_size >= size
    assert older(large, date.max).rows == 600


def test_what_is_removed_cannot_be_read_from_the_file(log: Path) -> None:
    """Somebody wanted it gone: free pages hold zeros."""
    with Journal.open(log) as journal:
        journal.commit([outcome(FIRST, "known to nobody")], first_state(datetime(2026, 1, 1, 12, tzinfo=UTC)))
    assert b"known to nobody" in log.read_bytes()

    remove(log, MARCH)

    left = b"".join(each.read_bytes() for each in log.parent.iterdir() if each.name.startswith(log.name))
    assert b"known to nobody" not in left


@pytest.mark.parametrize(
    ("today", "believed"),
    [
        (LAST, True),
        (LAST + 25 * DAY, True),
        (LAST + 26 * DAY, False),
        (date(2036, 3, 31), False),
        (date(1970, 1, 1), False),
    ],
)
def test_a_date_of_which_the_log_knows_nothing_is_not_believed(log: Path, today: date, believed: bool) -> None:  # noqa: FBT001
    """A clock set ten years ahead would cost all of it."""
    assert believable(log, today) is believed
