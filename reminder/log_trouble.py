"""What SQLite and the disk say of the log, in a sentence: what happened, where, and what is still whole."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class JournalError(Exception):
    """The log cannot be used; the message says which file, why, and what to do. Nothing was overwritten."""


class UnreadableStateError(JournalError):
    """The log is whole, but the state beside it is damaged, or of a version that this one cannot read."""


class DamagedError(JournalError):
    """What lies there is no log, or not a whole one. To wait is no help; what can be read of it can be saved."""


class NewerError(JournalError):
    """A later version of reminder has written it; only that one knows what its rows mean."""


DAMAGED = frozenset({
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # a statement of ours does not fit: these are not the tables that we have made
})  # fmt: skip
"""SQLite's primary result codes (https://sqlite.org/rescode.html) that mean that the file is not what we wrote."""

WHOLE = "What was logged before is whole."
SENTENCES: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: f"the disk is full. {WHOLE}",
    sqlite3.SQLITE_IOERR: f"the disk does not take or give it. Is the disk full? {WHOLE}",
    sqlite3.SQLITE_BUSY: f"it is locked by another program, a backup perhaps. {WHOLE}",
    sqlite3.SQLITE_LOCKED: f"it is locked by another program, a backup perhaps. {WHOLE}",
    sqlite3.SQLITE_READONLY: f"it can only be read. Check the permissions of the file and its folder. {WHOLE}",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Check the permissions of the file and its folder.",
}
DISK: Mapping[int, str] = {
    errno.ENOSPC: f"the disk is full. {WHOLE}",
    errno.EDQUOT: f"your share of the disk is full. {WHOLE}",
    errno.EROFS: "the disk can only be read.",
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), "a file stands where its folder should be. Move that file away."),
}
VAGUE = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
"""What SQLite says also where the disk can be asked for the reason."""


@contextmanager
def in_a_sentence(path: Path) -> Iterator[None]:
    """Every failure of disk or database becomes one sentence.

    Raises:
        DamagedError: what lies at `path` is no whole log.
        JournalError: it cannot be used now.
    """
    try:
        yield
    except sqlite3.DatabaseError as problem:
        code = getattr(problem, "sqlite_errorcode", -1) & 0xFF
        if code in DAMAGED:
            raise DamagedError(f"{path} is damaged ({problem}). Nothing of it was overwritten.") from problem
        sentence = DISK.get(_disk(path) if code in VAGUE else 0) or SENTENCES.get(code, f"{problem}. {WHOLE}")
        raise JournalError(f"{path}: {sentence}") from problem
    except UnicodeDecodeError as problem:  # SQLite's own message, with a name out of the file in it
        raise DamagedError(f"{path} is damaged. Nothing of it was overwritten.") from problem
    except OSError as problem:
        advice = f"{problem.strerror or problem}. Check the folder's permissions."
        raise JournalError(f"{path}: {DISK.get(problem.errno or 0, advice)}") from problem


def _disk(path: Path) -> int:
    """What is wrong with the disk under it, as an error's number; 0: nothing, or it cannot be asked."""
    if sys.platform == "win32":
        return 0
    try:
        found = os.statvfs(path.parent)
    except OSError:
        return 0
    if found.f_flag & os.ST_RDONLY:
        return errno.EROFS
    return errno.ENOSPC if found.f_bavail == 0 else 0
