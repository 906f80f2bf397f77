"""The log opened whatever has become of it, and what waits for it taken over once."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from reminder.core.plan import Plan
from reminder.core.state import State
from reminder.core.step import first_state
from reminder.journal import STATE, Journal
from reminder.log_trouble import DamagedError, JournalError, NewerError
from reminder.open_log import beside_newer, copy_of_log, open_log, read_log
from reminder.paths import Places
from reminder.recall import state_of
from reminder.rows import Row
from reminder.schema import MIGRATIONS
from reminder.unsaved import TAKEN_OVER, keep, left
from tests.faults.log_damage import NOON, effects

EVER = (date.min, date.max)


def opened(where: Places, told: list[str] | None = None) -> Journal:
    return open_log(where, lambda title, _: (told if told is not None else []).append(title), NOON, 0.01)


def logs(path: Path, *numbers: int) -> None:
    with Journal.open(path) as journal:
        for number in numbers:
            journal.commit(effects(number), first_state(NOON))


def details(journal: Journal) -> list[str]:
    return [hold.detail for hold in journal.holds(*EVER)]


def made_by(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def unsaved(where: Places, number: int, state: State) -> None:
    """What an earlier run could not write."""
    with closing(Journal.in_memory(where.journal, (), {})) as journal:
        journal.commit(effects(number), state)
        rows = [Row("hold", {**row, "id": None}) for row in journal._rows("hold", *EVER)]
        keep(where.unsaved, rows, journal.notes())


def test_what_an_earlier_run_could_not_write_is_taken_over_once(where: Places) -> None:
    """With its state, which is the last one; then its file is gone."""
    logs(where.journal, 1)
    unsaved(where, 2, first_state(NOON.replace(hour=15)))

    for _ in range(2):
        with opened(where) as journal:
            assert details(journal) == ["microphone 1", "microphone 2"]
            assert journal.state() == first_state(NOON.replace(hour=15))
    assert list(left(where.unsaved)) == []


def test_what_was_taken_over_before_a_crash_is_not_taken_twice(where: Places) -> None:
    """Killed between the commit and the removal of the file."""
    unsaved(where, 2, first_state(NOON))
    kept = where.unsaved[0].read_bytes()
    opened(where).close()
    where.unsaved[0].write_bytes(kept)

    with opened(where) as journal:
        assert details(journal) == ["microphone 2"]
    assert not where.unsaved[0].exists()


def test_what_was_taken_over_stays_so_where_its_file_cannot_be_removed(
    where: Places, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log is opened all the same; and a run that keeps its own rows behind it doubles none."""
    unsaved(where, 2, first_state(NOON))
    with monkeypatch.context() as held:
        held.setattr(Path, "unlink", lambda *_: (_ for _ in ()).throw(PermissionError("held by a backup")))
        opened(where).close()
    assert "cannot be removed" in caplog.text
    with closing(copy_of_log(where)) as journal:
        assert details(journal) == ["microphone 2"]

    unsaved(where, 3, first_state(NOON))

    with opened(where) as journal:
        assert details(journal) == ["microphone 2", "microphone 3"]
    assert not where.unsaved[0].exists()


def test_what_does_not_fit_into_the_log_stays_and_hinders_nothing(where: Places) -> None:
    """A later version may have kept it."""
    keep(where.unsaved, [Row("mood", {"good": 1})], {STATE: ""})

    with opened(where) as journal:
        assert journal.state() is None
    assert where.unsaved[0].exists()


def test_a_log_that_does_not_take_what_waits_for_it_is_not_opened(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day that began without it would end with its state over the newer one."""
    logs(where.journal, 1)
    unsaved(where, 2, first_state(NOON))

    def full(self: Journal, *_: object) -> None:
        raise JournalError("the disk is full")

    monkeypatch.setattr(Journal, "write", full)
    with pytest.raises(JournalError, match="full"):
        opened(where)
    assert where.unsaved[0].exists()


def test_beside_a_newer_log_it_goes_on_in_one_of_its_own(where: Places) -> None:
    """Each time, and the newer one stays as it is to the byte."""
    logs(where.journal, 1)
    made_by(where.journal, len(MIGRATIONS) + 1)
    before = where.journal.read_bytes()

    for number in (2, 3):
        told: list[str] = []
        with opened(where, told) as journal:
            journal.commit(effects(number), first_state(NOON))
        assert told == ["Your log is a newer version's"]

    assert where.journal.read_bytes() == before
    with Journal.open(beside_newer(where.journal)) as journal:
        assert details(journal) == ["microphone 2", "microphone 3"]


def test_the_newer_version_takes_over_what_the_older_one_has_logged(where: Places) -> None:
    """Once, whatever is interrupted; and the state knows of both: their drinks are today's."""
    logs(where.journal, 3)
    logs(beside_newer(where.journal), 6)
    side = beside_newer(where.journal).read_bytes()
    told: list[str] = []

    with opened(where, told) as journal:
        assert details(journal) == ["microphone 3", "microphone 6"]
        state = state_of(journal, Plan(()), NOON, writing=True)
        assert state is not None
        assert [taken.ml for taken in state.taken] == [203, 206]
        assert journal.note(TAKEN_OVER + beside_newer(where.journal).name) is not None

    assert told == ["Your log is whole again"]
    (aside,) = where.data.glob("*.taken-over-*")
    assert aside.read_bytes() == side
    aside.rename(beside_newer(where.journal))  # as if it had been killed before that
    with opened(where) as journal:
        assert details(journal) == ["microphone 3", "microphone 6"]


def test_a_still_newer_log_beside_it_is_none_of_its_business(where: Places) -> None:
    """Nor a file whose name only begins alike."""
    names = [f"journal.sqlite.schema-{len(MIGRATIONS) + 1}", "journal.sqlite.schema-1.taken-over-2026-03-02"]
    for name in names:
        logs(where.data / name, 5)

    with opened(where) as journal:
        assert details(journal) == []
    assert all((where.data / name).exists() for name in names)


def test_one_that_looks_whole_but_has_failed_is_salvaged_all_the_same(where: Places) -> None:
    """What shows only in a commit cannot be seen from outside."""
    logs(where.journal, 1)

    with open_log(where, lambda title, text: None, NOON, damaged=where.journal) as journal:
        assert details(journal) == ["microphone 1"]
    assert len(list(where.data.glob("*.damaged-*"))) == 1


def test_who_only_reads_is_told_what_the_log_has_not(where: Places) -> None:
    """The rows that wait are in no answer yet; of a newer version's log the one beside it is read."""
    said: list[str] = []
    assert read_log(where, said.append) is None
    logs(where.journal, 1)
    unsaved(where, 2, first_state(NOON))
    with read_log(where, said.append) or pytest.fail("none") as journal:
        assert details(journal) == ["microphone 1"]
    assert str(where.unsaved[0]) in said.pop()

    made_by(where.journal, len(MIGRATIONS) + 1)
    with pytest.raises(NewerError):
        read_log(where, said.append)
    logs(beside_newer(where.journal), 6)
    with read_log(where, said.append) or pytest.fail("none") as journal:
        assert details(journal) == ["microphone 6"]
    assert "newer version" in said.pop()


def test_who_only_reads_a_damaged_log_is_told_who_mends_it(where: Places) -> None:
    """Half of it must not pass for all; whoever notes something has what can be read."""
    logs(where.journal, *range(100))
    whole = where.journal.read_bytes()
    where.journal.write_bytes(bytes(4096) + whole[4096:])

    with pytest.raises(DamagedError, match="Start reminder"):
        read_log(where, [].append)
    with closing(copy_of_log(where)) as journal:
        assert len(details(journal)) == 100
    assert where.journal.read_bytes()[:4096] == bytes(4096)
