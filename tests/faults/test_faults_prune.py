"""What makes the log shorter is killed in the middle: all that is old is gone, or nothing, and the log is whole."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from reminder.core.effects import Effect, Record, RecordSpan, Result, Stretch
from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.retention import remove
from tests.running import DEADLINE_SECONDS
from tests.stage import EVER

if sys.platform == "win32":
    pytest.skip("a signal that cannot be caught", allow_module_level=True)

FIRST, MARCH = date(2026, 1, 1), date(2026, 3, 1)
DAYS, OF_A_DAY, KEPT_DAYS = 90, 20, 31
LONG = "x" * 1000
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

KILLED = """
import os, signal, sqlite3, sys
from datetime import date
from pathlib import Path
from reminder.retention import remove

path, statement, steps = sys.argv[1:]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Dying(sqlite3.Connection):
    def execute(self, sql, *args):
        if sql.startswith(statement):
            if steps == "0":
                die()
            self.set_progress_handler(die, int(steps))
        return super().execute(sql, *args)

really = sqlite3.connect
sqlite3.connect = lambda *args, **options: really(*args, **{"factory": Dying, **options})
remove(Path(path), date(2026, 3, 1))
"""
"""Removes what is older than March, and is killed before a statement, or after so many of SQLite's steps in it."""


@pytest.fixture(scope="module")
def three_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "journal.sqlite"
    with Journal.open(path) as journal:
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            at = datetime.combine(day, time(10), UTC)
            ended = Record(at, "movement", Result.CLAIMED, at, at, timedelta(0), day, detail=LONG)
            sat = RecordSpan(Stretch.SITTING, at, at + timedelta(hours=1), day, timedelta(0))
            effects: list[Effect] = [ended, sat]
            journal.commit(effects * OF_A_DAY, first_state(NOON))
    return path


def kept(path: Path) -> tuple[int, int]:
    """How many outcomes and stretches are in it; it is whole, and nothing can be removed from it otherwise."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").fetchone() == (10,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM outcome")
    with Journal.open(path) as journal:
        return len(journal.records(*EVER)), len(journal.spans(*EVER))


@pytest.mark.parametrize("serving", [False, True])
@pytest.mark.parametrize(
    ("statement", "steps", "days"),
    [
        ("DELETE FROM outcome", 5000, DAYS),
        ("DELETE FROM aim", 0, DAYS),
        ("CREATE TRIGGER span_delete", 0, DAYS),
        ("COMMIT", 0, DAYS),
        ("VACUUM", 0, KEPT_DAYS),
        ("VACUUM", 300, KEPT_DAYS),
        ("PRAGMA wal_checkpoint", 0, KEPT_DAYS),
    ],
)
def test_a_kill_in_the_middle_leaves_all_that_is_old_or_none(  # noqa: PLR0917 - one case
    three_months: Path,
    tmp_path: Path,
    statement: str,
    steps: int,
    days: int,
    serving: bool,  # noqa: FBT001
) -> None:
    """With a service that has the log open and writes on, or without; the next time all of it goes."""
    path = Path(shutil.copy(three_months, tmp_path))
    command = [sys.executable, "-c", KILLED, str(path), statement, str(steps)]
    with Journal.open(path) if serving else nullcontext() as service:
        ended = subprocess.run(command, check=False, timeout=DEADLINE_SECONDS)
        if service is not None:
            service.keep_note("goes on", "yes")

    assert ended.returncode == -signal.SIGKILL
    assert kept(path) == (days * OF_A_DAY, days * OF_A_DAY)
    remove(path, MARCH)
    assert kept(path) == (KEPT_DAYS * OF_A_DAY, KEPT_DAYS * OF_A_DAY)
