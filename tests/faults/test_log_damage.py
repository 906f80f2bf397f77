"""Damage by the hundred: a log that is not whole is set aside as it is, and what can be read of it goes on."""

import os
from pathlib import Path

import pytest

from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.open_log import open_log
from reminder.paths import Places
from tests.faults.log_damage import DAMAGES, NOON, Bench, effects


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Two logs of a thousand rows to be damaged."""
    return Bench.made(tmp_path_factory.mktemp("logs"))


@pytest.mark.parametrize("name", DAMAGES)
def test_no_damage_costs_what_is_whole_or_invents_anything(bench: Bench, name: str) -> None:
    """It always opens; the damaged file is kept byte for byte; no row is made up, and none is there twice."""
    for seed in range(4):
        bench.try_one(name, seed)


@pytest.mark.parametrize("name", ["first_page_lost", "flip_the_header"])
def test_what_the_damage_did_not_touch_is_saved(bench: Bench, name: str) -> None:
    """SQLite itself gives up with the first page; the rows lie in the others."""
    shares = [bench.try_one(name, seed)[0] for seed in (0, 2)]

    assert shares == [1.0, 1.0]


@pytest.fixture
def where(tmp_path: Path) -> Places:
    """A data folder without a log."""
    data = tmp_path / "data"
    data.mkdir()
    return Places(tmp_path / "config.toml", data, data / "control.sock")


@pytest.mark.skipif(os.name == "nt", reason="no FIFOs, and links want rights")
@pytest.mark.parametrize("what", ["folder", "fifo"])
def test_what_is_no_file_is_set_aside_and_a_log_is_begun(where: Places, what: str) -> None:
    """A FIFO would be read from for ever."""
    told: list[str] = []
    where.journal.mkdir() if what == "folder" else os.mkfifo(where.journal)

    with open_log(where, lambda title, _: told.append(title), NOON) as journal:
        journal.commit(effects(1), first_state(NOON))

    assert told == ["Your log was damaged"]
    aside = where.data / "journal.sqlite.damaged-2026-03-02"
    assert aside.is_dir() if what == "folder" else aside.is_fifo()
    assert where.journal.is_file()


@pytest.mark.skipif(os.name == "nt", reason="links want rights")
def test_a_log_behind_a_link_stays_behind_it(where: Places, tmp_path: Path) -> None:
    """Made where the link leads if nothing is there yet; of a damaged one the file is set aside, and not the link."""
    there = tmp_path / "elsewhere.sqlite"
    where.journal.symlink_to(there)
    told: list[str] = []
    with open_log(where, lambda title, _: told.append(title), NOON) as journal:
        journal.commit(effects(1), first_state(NOON))
    cut_off = there.read_bytes()[:5000]
    there.write_bytes(cut_off)

    open_log(where, lambda title, _: told.append(title), NOON).close()

    assert told == ["Your log was damaged"]
    assert where.journal.readlink() == there
    assert there.is_file()
    assert (tmp_path / "elsewhere.sqlite.damaged-2026-03-02").read_bytes() == cut_off


def test_a_damaged_log_takes_no_other_ones_name(where: Places) -> None:
    """Twice on one day: both are kept."""
    for number in range(3):
        where.journal.write_text(f"no log, number {number}")
        open_log(where, lambda title, text: None, NOON).close()

    kept = sorted(where.data.glob("*.damaged-*"))
    assert [file.read_text() for file in kept] == [f"no log, number {number}" for number in range(3)]


def test_a_salvaged_log_whose_move_was_interrupted_is_found(where: Places) -> None:
    """Killed between the two moves; the side file of the damaged one is not taken for the new one's."""
    with Journal.open(where.data / "journal.sqlite.salvaged") as journal:
        journal.commit(effects(7), first_state(NOON))
    (where.data / "journal.sqlite-wal").write_bytes(b"of the damaged one")

    with open_log(where, lambda title, text: None, NOON) as journal:
        assert len(journal.records(NOON.date(), NOON.date())) == 1

    assert (where.data / "journal.sqlite.damaged-2026-03-02-wal").read_bytes() == b"of the damaged one"
