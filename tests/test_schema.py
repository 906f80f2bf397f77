"""Whether a file holds a log, before a byte of it is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reminder.journal import Journal
from reminder.log_trouble import DamagedError, NewerError
from reminder.schema import MIGRATIONS, look_at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def ask(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for each in statements:
            connection.execute(each)


def test_a_log_and_one_that_is_still_to_come_are_fine(path: Path) -> None:
    """Nothing at all, an empty file of a service killed in its first moment, and a whole one."""
    look_at(path, 0)
    path.touch()
    look_at(path, 0)
    Journal.open(path).close()
    look_at(path, 0)


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE saved",),
        ("DROP TABLE outcome",),
        ("PRAGMA user_version = 0",),
        ("PRAGMA user_version = 1000",),
    ],
)
def test_a_database_without_our_tables_is_no_log(path: Path, statements: tuple[str, ...]) -> None:
    """Tables of ours must not be made in what is somebody else's."""
    Journal.open(path).close()
    ask(path, *statements)
    before = path.read_bytes()

    with pytest.raises(DamagedError, match="no log of reminder"):
        look_at(path, 0)
    assert path.read_bytes() == before


def test_the_next_versions_log_is_not_taken_for_damage(path: Path) -> None:
    """It is whole, for whoever understands it."""
    Journal.open(path).close()
    ask(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

    with pytest.raises(NewerError, match="Update reminder"):
        look_at(path, 0)


def test_an_empty_file_beside_committed_rows_is_damaged(path: Path) -> None:
    """SQLite would delete the side file that has them."""
    path.touch()
    path.with_name("journal.sqlite-wal").write_bytes(b"rows")

    with pytest.raises(DamagedError, match="it is empty"):
        look_at(path, 0)


def test_a_page_that_is_broken_deep_inside_is_found(path: Path) -> None:
    """No statement of a start would come across it."""
    Journal.open(path).close()
    ask(path, "CREATE TABLE extra AS SELECT hex(zeroblob(4500)) AS text")
    whole = path.read_bytes()
    at = whole.index(b"\x0d", whole.index(b"0" * 100) // 4096 * 4096)
    path.write_bytes(whole[:at] + b"\x07" + whole[at + 1 :])

    with pytest.raises(DamagedError):
        look_at(path, 0)
