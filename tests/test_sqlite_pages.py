"""The pages of a whole file read one by one have just the rows that SQLite finds in it."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from reminder.sqlite_pages import Pages
from tests.faults.log_damage import rows_in, write_log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def found(path: Path) -> Counter[tuple[object, ...]]:
    """Every row of a table of the log, without its number; those of SQLite's own and the notes have fewer columns."""
    rows = (cell.values[1:] for cell in Pages.of(path).cells())
    return Counter(row for row in rows if len(row) >= 5)


def by_sqlite(path: Path) -> Counter[tuple[object, ...]]:
    """The same as SQLite reads them."""
    return Counter(values for rows in rows_in(path).values() for values in rows.values())


@pytest.mark.parametrize("ending", ["killed", "in good order"])
def test_each_row_is_found_once(path: Path, ending: str) -> None:
    """Long ones that go on in other pages, and those that are in the side file alone."""
    write_log(path, killed=ending == "killed")
    rows = found(path)

    assert rows == by_sqlite(path)
    assert len(rows) == 1000


@pytest.mark.parametrize("size", [512, 4096, 65536])
def test_any_value_on_any_size_of_page(path: Path, size: int) -> None:
    """Numbers of every length, text that is no ASCII, nothing, and bytes."""
    values = [None, 0, 1, -1, 127, -129, 40_000, 2**23, -(2**31), 2**47, -(2**63), 2.5, "", "☕" * 2000, b"\0\xff"]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value)")
        connection.executemany(
            "INSERT INTO t VALUES (?, ?)", [(-(10**number), value) for number, value in enumerate(values)]
        )

    cells = {cell.number: cell.values for cell in Pages.of(path).cells() if len(cell.values) == 2}

    assert cells == {-(10**number): (None, value) for number, value in enumerate(values)}


def test_what_was_deleted_is_not_found_in_pages_out_of_use(path: Path) -> None:
    """It is there still, but whoever deleted it wants it gone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT)")
        connection.executemany("INSERT INTO t (value) VALUES (?)", [("secret" * 100,)] * 500)
        connection.execute("DELETE FROM t WHERE id > 5")

    assert len([cell for cell in Pages.of(path).cells() if len(cell.values) == 2]) == 5
    assert b"secret" * 100 in path.read_bytes()


def test_what_was_begun_in_the_side_file_and_never_committed_is_no_row(path: Path) -> None:
    """SQLite would not show it either."""
    write_log(path, killed=True)
    side = path.with_name("journal.sqlite-wal")
    with side.open("r+b") as file:
        file.truncate(side.stat().st_size - 4096 - 24)  # the last frame is the commit of all that goes before it

    rows = found(path)

    assert rows == by_sqlite(path)
    assert len(rows) == 900


def test_what_is_left_in_the_side_file_of_an_earlier_round_does_not_count(path: Path) -> None:
    """It begins again at its start; behind that are older pages, which have not the rows written since."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT)")
        for number in range(30):
            connection.execute("INSERT INTO t (value) VALUES (?)", (f"first {number}",))
        connection.execute("PRAGMA wal_checkpoint(RESTART)")
        connection.execute("INSERT INTO t (value) VALUES ('last')")

        values = [cell.values[1] for cell in Pages.of(path).cells() if len(cell.values) == 2]

    assert values == [*(f"first {number}" for number in range(30)), "last"]


def test_a_file_that_is_no_database_has_no_rows(path: Path) -> None:
    """Neither an empty one, nor one that is shorter than a page, or blank."""
    for content in (b"", b"\x0d", b"\0" * 5000, b"Dear diary, " * 1000):
        path.write_bytes(content)
        assert list(Pages.of(path).cells()) == []
