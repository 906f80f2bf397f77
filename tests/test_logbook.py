"""What the service gives its logbook is there for whoever reads in it, and on the disk as soon as the disk takes it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reminder import logbook as subject
from reminder.journal import Journal
from reminder.log_trouble import JournalError
from reminder.paths import Places
from reminder.unsaved import left
from tests.booked import STATE, Life, details, life_in
from tests.faults.log_damage import effects

life = pytest.fixture(life_in)


@pytest.fixture
def locks(where: Places, life: Life) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of writing."""
    with closing(sqlite3.connect(where.journal, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_what_is_taken_is_on_the_disk_at_once(where: Places, life: Life) -> None:
    """And nobody is told anything."""
    life.commit(1)
    life.book.keep_note("key", "value")

    assert details(where) == ["microphone 1"]
    assert (life.book.saved, life.book.trouble, life.said, life.waits) == (True, "", [], [])
    assert life.book.state() == STATE
    assert life.book.note("key") == "value"


def test_what_is_not_taken_is_read_all_the_same(where: Places, life: Life, locks: sqlite3.Connection) -> None:
    """The service must not act on what it said before the last thing."""
    life.commit(1, replace(STATE, number=7))
    life.book.keep_note("key", "value")

    state = life.book.state()
    assert state is not None
    assert (state.number, life.book.note("key"), life.book.note("other")) == (7, "value", None)
    assert not life.book.saved
    assert "locked" in life.book.trouble
    assert details(where) == []


def test_it_is_tried_again_ever_more_seldom_and_nothing_ticks_afterwards(
    where: Places, life: Life, locks: sqlite3.Connection
) -> None:
    """By the next event, and where none comes by itself; in order, once."""
    life.commit(1)
    life.commit(2)
    assert [life.wait() for _ in range(9)] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    locks.execute("ROLLBACK")
    life.wait()

    assert details(where) == ["microphone 1", "microphone 2"]
    assert (life.book.saved, life.waits) == (True, [])


def test_short_trouble_is_not_told_and_lasting_trouble_once(life: Life, locks: sqlite3.Connection) -> None:
    """A backup locks the log for a moment each night. What was told is taken back when it is over."""
    life.commit(1)
    life.wait()
    assert life.said == []
    for _ in range(4):
        life.commit(2)
        life.wait()
    assert life.said == life.shown == ["Your log cannot be written"]

    locks.execute("ROLLBACK")
    life.commit(3)

    assert life.said == life.shown == ["Your log cannot be written", "Your log is written again"]


def test_an_event_that_is_taken_ends_the_waiting(life: Life, locks: sqlite3.Connection) -> None:
    """The call that was asked for finds nothing to do."""
    life.commit(1)
    locks.execute("ROLLBACK")
    life.commit(2)

    life.wait()

    assert life.waits == []


def test_what_was_said_before_there_was_a_screen_is_shown_on_it(where: Places) -> None:
    """The damage is found before any notification can be shown."""
    where.data.mkdir()
    where.journal.write_text("no log")
    life = Life(where)
    assert (life.said, life.shown) == (["Your log was damaged"], [])

    life.attended().book.close()

    assert life.shown == life.said


def test_a_log_that_cannot_be_opened_is_read_and_written_when_it_can(where: Places) -> None:
    """From the first second: the state of the last run is known, what waits included."""
    with Journal.open(where.journal) as journal:
        journal.commit(effects(3), replace(STATE, number=4))
    hidden = where.data.with_name("hidden")
    where.data.rename(hidden)
    where.data.touch()  # a file where the folder should be: not even root gets past that
    life = Life(where).attended()
    assert life.book.state() is None
    life.commit(1)
    life.wait()
    assert life.book.trouble

    where.data.unlink()
    hidden.rename(where.data)
    life.wait()

    life.book.close()
    assert details(where) == ["microphone 3", "microphone 1"]


def test_what_waits_at_the_end_is_kept_for_the_next_start(where: Places, life: Life, locks: sqlite3.Connection) -> None:
    """A last try is made; and it is told where it is."""
    life.commit(1, replace(STATE, number=9))
    life.book.close()

    assert life.said[-1] == "Not all is in the log yet"
    assert [each.path for each in left(where.unsaved)] == [where.unsaved[0]]
    locks.execute("ROLLBACK")
    second = Life(where)
    state = second.book.state()
    second.book.close()
    assert state is not None
    assert state.number == 9
    assert details(where) == ["microphone 1"]


def test_what_no_place_takes_is_told_as_lost(
    life: Life, locks: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not silently."""
    monkeypatch.setattr(subject, "keep", lambda *_: None)
    life.commit(1)

    life.book.close()

    assert life.said[-1] == "Not all is in the log"


def test_a_damaged_log_is_salvaged_in_the_middle_of_the_day(
    where: Places, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it lay there; and once: what fails with a new one, too, is no fault of the file."""
    life.commit(1)
    real, failures = Journal.write, [1]

    def broken(self: Journal, *args: object) -> None:
        if failures and self.path == where.journal:
            failures.pop()
            raise subject.DamagedError("malformed")
        real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "write", broken)
    life.commit(2)

    assert life.said == ["Your log was damaged"]
    assert details(where) == ["microphone 1", "microphone 2"]
    failures.extend([1] * 20)
    life.commit(3)
    life.wait()
    assert life.said == ["Your log was damaged"] * 2
    assert life.book.trouble == "malformed"
    failures.clear()
    life.wait()
    assert details(where) == ["microphone 1", "microphone 2", "microphone 3"]


def test_damage_on_a_full_disk_costs_nothing_either(where: Places, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """No new log can be made: all that can be read is in memory until it can."""
    life.commit(1)
    life.book.keep_note("key", "value")
    real = Journal.write

    def damaged(self: Journal, *args: object) -> None:
        if self.path == where.journal and args[0]:
            raise subject.DamagedError("malformed")
        if self.path != where.journal:
            raise JournalError("the disk is full")
        real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "write", damaged)
    monkeypatch.setattr(Journal, "in_memory", in_memory_by(real))
    life.commit(2)
    assert life.book.trouble == "the disk is full"
    assert life.book.note("key") == "value"

    monkeypatch.undo()
    life.wait()
    assert details(where) == ["microphone 1", "microphone 2"]


def in_memory_by(write: Callable[..., None]) -> Callable[..., Journal]:
    """`Journal.in_memory` with its own way to write."""

    def made(path: Path, rows: object, notes: object) -> Journal:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        from reminder.schema import migrate

        migrate(connection)
        journal = Journal(path, connection)
        write(journal, rows, notes)
        return journal

    return made
