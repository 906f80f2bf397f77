"""What is saved of a log: rows that make sense, each once; and the damaged file is never lost from sight."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reminder import salvage as subject
from reminder import schema
from reminder.core.step import first_state
from reminder.journal import STATE, Journal
from reminder.log_trouble import JournalError
from reminder.salvage import finish, in_its_place, salvage, set_aside
from reminder.schema import beside
from tests.faults.log_damage import NOON, TABLES, effects, rows_in, write_log

EVER = (date.min, date.max)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.mark.parametrize("ending", ["killed", "in good order"])
def test_of_a_whole_log_all_is_saved(path: Path, ending: str) -> None:
    """Row by row what it held, the numbers included that SQLite keeps as others, and the state."""
    write_log(path, killed=ending == "killed")
    saved = salvage(path)

    with closing(Journal.in_memory(path, saved.rows, saved.notes)) as copy, Journal.open(path) as whole:
        for read in (Journal.records, Journal.spans, Journal.holds, Journal.told, Journal.aims):
            assert read(copy, *EVER) == read(whole, *EVER)  # type: ignore[operator]
        assert copy.notes() == whole.notes()
    assert saved.missing == 0
    assert len(saved.rows) == sum(map(len, rows_in(path).values()))


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS)))
def test_rows_of_an_older_schema_are_saved_too(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that was added later is missing in their pages, also once the log is a present one."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
    Journal.open(path).close()
    with closing(sqlite3.connect(path)) as old:
        old.execute(
            "INSERT INTO outcome (at, day, utc_offset_s, kind, result, held_s, kinds, detail)"
            " VALUES ('2026-03-02T12:00:00+00:00', '2026-03-02', 3600, 'tip', 'claimed', 0, '[]', '')"
        )
        old.commit()
    monkeypatch.undo()

    for _ in range(2):
        assert [row.values["kind"] for row in salvage(path).rows] == ["tip"]
        Journal.open(path).close()


def test_what_is_no_row_of_a_log_is_not_saved(path: Path) -> None:
    """It looks like one: so many columns, of these types; but there is no such result, day, or event."""
    with Journal.open(path) as journal:
        journal.commit(effects(1), first_state(NOON))
    with closing(sqlite3.connect(path)) as stranger:
        for nonsense in (
            "UPDATE outcome SET result = 'forgotten'",
            "UPDATE span SET day = 'Monday'",
            "UPDATE intake SET event = 'flew'",
            "UPDATE hold SET utc_offset_s = 99999999",
            "UPDATE aim SET rhythms = '{'",
        ):
            table = nonsense.split()[1]
            stranger.execute(f"DROP TRIGGER {table}_update")
            stranger.execute(nonsense)
        stranger.commit()

    assert salvage(path).rows == []


def test_gaps_in_the_numbers_are_counted(path: Path) -> None:
    """So many could not be read, at least; those before the first may have been deleted in good order."""
    with Journal.open(path) as journal:
        for number in range(6):
            journal.commit(effects(number)[:1], first_state(NOON))
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("DROP TRIGGER outcome_delete")
        stranger.execute("DELETE FROM outcome WHERE id IN (1, 3, 4)")
        stranger.commit()

    assert salvage(path).missing == 2


def test_of_two_notes_by_the_same_name_neither_is_believed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of two states is the last one nobody can tell; without one it is gathered from the rows."""
    with Journal.open(path) as journal:
        journal.commit([], first_state(NOON))
        journal.keep_note("config", "")
        (first, *others) = list(subject.Pages.of(path).cells())
        assert STATE in salvage(path).notes
    again = replace(first, values=(STATE, "another"))
    monkeypatch.setattr(subject.Pages, "cells", lambda self: iter((first, again, *others, *others)))

    assert salvage(path).notes.keys() <= {"config"}


def test_a_disk_that_takes_no_new_log_leaves_the_damaged_one_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next start would find none, and begin anew."""
    path.write_text("no log")

    def full(self: Journal, *_: object) -> None:
        raise JournalError("the disk is full")

    monkeypatch.setattr(Journal, "write", full)
    with pytest.raises(JournalError, match="full"):
        in_its_place(path, salvage(path), NOON)
    monkeypatch.undo()

    assert path.read_text() == "no log"
    aside = in_its_place(path, salvage(path), NOON)
    assert aside.read_text() == "no log"
    assert all(rows == {} for rows in rows_in(path).values())


def test_nothing_that_lies_there_loses_its_name_to_what_is_set_aside(path: Path) -> None:
    """Neither a log nor a side file."""
    path.with_name("journal.sqlite.damaged-2026-03-02-shm").write_text("older")
    path.write_text("log")
    path.with_name("journal.sqlite-wal").write_text("side")

    aside = set_aside(path, "damaged", NOON)

    assert aside.name == "journal.sqlite.damaged-2026-03-02-2"
    assert aside.read_text() == "log"
    assert aside.with_name(f"{aside.name}-wal").read_text() == "side"
    assert path.with_name("journal.sqlite.damaged-2026-03-02-shm").read_text() == "older"


def test_every_table_of_the_schema_can_be_saved() -> None:
    """A new one that nobody reads would be lost with the first damage."""
    assert set(subject.shapes()) == {*TABLES, "saved"} == {*subject.READS, "saved"}


def test_what_a_stop_in_the_middle_left_of_the_damaged_log_is_kept_beside_it(tmp_path: Path) -> None:
    """Killed after the first of its files was moved: the side file belongs to that one, and not to the new log."""
    path = tmp_path / "journal.sqlite"
    Journal.open(beside(path, ".salvaged")).close()
    beside(path, ".damaged-2026-03-02").write_bytes(b"damaged")
    beside(path, "-wal").write_bytes(b"its last commits")

    finish(path, NOON)

    assert path.exists()
    assert not beside(path, "-wal").exists()
    assert beside(path, ".damaged-2026-03-02").read_bytes() == b"damaged"
    assert beside(path, ".damaged-2026-03-02-2-wal").read_bytes() == b"its last commits"
