"""The log under a logbook goes: taken away, replaced, out of reach. What was given to it is in a log, once."""

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from reminder import logbook as subject
from reminder.journal import Journal
from reminder.paths import Places
from tests.booked import EVER, Life, details, life_in

life = pytest.fixture(life_in)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
@pytest.mark.parametrize("what", ["log", "folder"])
def test_a_log_that_was_taken_away_has_all_until_then_and_the_new_one_the_rest(
    where: Places, life: Life, what: str
) -> None:
    """What was committed is not left in a side file that belongs to another log by now."""
    life.commit(1)
    life.book.keep_note("key", "value")
    moved = where.data.with_name("moved")
    if what == "folder":
        where.data.rename(moved)
    else:
        moved.mkdir()
        where.journal.rename(moved / "journal.sqlite")
    life.commit(2)

    assert life.said == ["Your log was taken away"]
    assert details(where) == ["microphone 2"]
    assert life.book.note("key") == "value"
    with Journal.open(moved / "journal.sqlite") as journal:
        assert [hold.detail for hold in journal.holds(*EVER)] == ["microphone 1"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_side_file_that_was_removed_costs_nothing_and_needs_no_word(where: Places, life: Life) -> None:
    """A cleaner that takes it for rubbish: what is in it is written into the log, which is opened anew."""
    life.commit(1)
    where.journal.with_name("journal.sqlite-wal").unlink()
    life.commit(2)

    assert life.said == []
    assert details(where) == ["microphone 1", "microphone 2"]


def test_a_folder_that_nobody_may_look_into_is_not_taken_for_one_that_is_gone(
    where: Places, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or on a stick that was pulled: it waits like other trouble, and is in the same log when that is over, once."""
    life.commit(1)

    def failing(path: Any, **options: Any) -> os.stat_result:
        if where.data.name in str(path):
            raise OSError(errno.EIO, "Input/output error")
        return stat(path, **options)

    stat = os.stat
    with monkeypatch.context() as gone:
        gone.setattr(os, "stat", failing)
        life.commit(2)
        assert "Input/output error" in life.book.trouble
        life.wait()
    life.wait()

    assert (life.book.saved, "taken away" in str(life.said)) == (True, False)
    assert details(where) == ["microphone 1", "microphone 2"]


def test_what_was_written_as_the_disk_went_is_not_written_twice(
    where: Places, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit has succeeded; where it lies by now is the next one's question."""
    real, left_to_see = subject._lies, [True]

    def failing(path: Path) -> tuple[object, object]:
        if not left_to_see:
            raise OSError(errno.EIO, "Input/output error")
        left_to_see.pop()
        return real(path)

    with monkeypatch.context() as gone:
        gone.setattr(subject, "_lies", failing)
        life.commit(1)
    life.commit(2)

    assert details(where) == ["microphone 1", "microphone 2"]
