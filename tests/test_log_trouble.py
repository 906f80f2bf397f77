"""Each failure of disk or database in one sentence, by its code and not by its words."""

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder import log_trouble
from reminder.log_trouble import DamagedError, JournalError, in_a_sentence

HERE = Path("log")


def of(code: int, words: str = "whatever") -> sqlite3.DatabaseError:
    """What SQLite raises with this result code."""
    problem = sqlite3.OperationalError(words)
    problem.sqlite_errorcode = code
    return problem


def told(problem: Exception, path: Path = HERE) -> str:
    with pytest.raises(JournalError) as raised, in_a_sentence(path):
        raise problem
    return str(raised.value)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full. What was logged before is whole."),
        (sqlite3.SQLITE_BUSY, "locked by another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked by another program"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "can only be read"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "Is the disk full?"),
        (sqlite3.SQLITE_NOMEM, "whatever. What was logged before is whole."),
    ],
)
def test_each_code_has_its_sentence(code: int, words: str) -> None:
    """An extended code says what its primary one says."""
    assert words in told(of(code))
    assert "\n" not in told(of(code))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CORRUPT_INDEX, sqlite3.SQLITE_NOTADB])
def test_damage_is_told_apart(code: int) -> None:
    """To wait is no help then."""
    with pytest.raises(DamagedError, match="Nothing of it was overwritten"), in_a_sentence(HERE):
        raise of(code)


def test_words_that_are_no_text_are_damage() -> None:
    """SQLite names what is malformed in its schema, as it stands in the file."""
    with pytest.raises(DamagedError), in_a_sentence(HERE):
        b"malformed (\xa0)".decode()


def test_a_complaint_of_pythons_own_is_no_damage() -> None:
    """A closed connection, say; it has no code."""
    assert told(sqlite3.ProgrammingError("closed")) == "log: closed. What was logged before is whole."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "Permission denied. Check the folder's permissions."),
    ],
)
def test_the_systems_errors_are_told_alike(number: int, words: str) -> None:
    """Whoever meets it first."""
    assert words in told(OSError(number, os.strerror(number)))


@pytest.mark.skipif(os.name == "nt", reason="it cannot be asked there")
@pytest.mark.parametrize(
    ("free", "flags", "words"), [(0, 0, "the disk is full"), (9, 1, "can only be read"), (9, 0, "Is the disk full?")]
)
def test_where_sqlite_is_vague_the_disk_is_asked(
    free: int, flags: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says "disk I/O error" of all of these."""
    real = os.statvfs("/")
    fields = [*real[:3], free, free, *real[5:8], flags, *real[9:10]]
    pretend: Callable[[object], os.statvfs_result] = lambda _: os.statvfs_result(fields)  # noqa: E731
    monkeypatch.setattr(log_trouble.os, "statvfs", pretend)

    assert words in told(of(sqlite3.SQLITE_IOERR_WRITE))
