"""The log under a service in a process: damaged, locked, taken away, replaced, and a newer version's."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reminder.paths import Places
from reminder.schema import MIGRATIONS
from tests.running import Start, records, status, tell

if sys.platform != "linux":
    pytest.skip("files that are open are moved", allow_module_level=True)


def drunk(path: Path) -> int:
    """How many drinks the log has; in good order it is whole, and looked at while a service may have it open."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(connection.execute("SELECT count(*) FROM intake").fetchone()[0])


def reminds() -> bool:
    """Whether reminders go on: one that is asked for comes, and its answer is taken."""
    return tell("break").stdout.startswith("Here you are.") and tell("skip").stdout.startswith("Skipped.")


def test_a_damaged_log_is_told_and_reminders_come_from_the_first_second(
    start_service: Start, service_files: Places
) -> None:
    """With today's drinks out of it; the file is kept as it was, and its place is told on the screen, too."""
    assert tell("drink", "300 ml").returncode == 0
    damaged = bytearray(service_files.journal.read_bytes())
    damaged[0:100] = bytes(100)
    service_files.journal.write_bytes(damaged)
    refused = tell("log")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is damaged" in refused.stderr
    assert "Start reminder" in refused.stderr

    service = start_service()
    service.says("reminder is running")

    assert status()["water_ml"] == 300
    assert reminds()
    said = service.says("Your log was damaged", times=2)
    assert "It goes on with the 1 entries that could be read" in said.replace("\n", " ")
    (aside,) = service_files.data.glob("*.damaged-*")
    assert str(aside) in said
    assert aside.read_bytes() == damaged
    assert service.end() == 0
    assert drunk(service_files.journal) == 1
    assert [result.value for _, result, _ in records(service_files)] == ["skipped"]


def test_a_log_that_is_damaged_under_the_service_costs_no_answer(start_service: Start, service_files: Places) -> None:
    """Found when it is written to; what the service knows, and what can be read, is in the new one."""
    service = start_service()
    service.says("reminder is running")
    tell("drink", "300 ml")
    with service_files.journal.open("r+b") as file:
        file.write(bytes(100))
    side = service_files.journal.with_name("journal.sqlite-wal")
    with side.open("r+b") as file:
        file.truncate(0)

    assert tell("drink", "200 ml").stdout.startswith("Noted: 200 ml of water. 500 ml")

    assert reminds()
    assert service.end() == 0
    assert tell("status").stdout.startswith("Water      500 ml")


def test_a_log_that_another_program_has_locked_is_written_afterwards(
    start_service: Start, service_files: Places
) -> None:
    """At the start and while it runs; what was told is in order, once."""
    assert tell("drink", "300 ml").returncode == 0
    with closing(sqlite3.connect(service_files.journal, isolation_level=None)) as shell:
        shell.execute("PRAGMA locking_mode = EXCLUSIVE")
        shell.execute("BEGIN EXCLUSIVE")
        service = start_service()
        service.says("reminder is running")

        assert "locked by another program" in tell("drink", "200 ml").stdout
        assert status()["water_ml"] == 500
        assert "locked by another program" in status()["log_trouble"]
        assert reminds()
        service.says("Your log cannot be written")
    service.says("Your log is written again")
    assert drunk(service_files.journal) == 2
    assert service.end() == 0
    assert [result.value for _, result, _ in records(service_files)] == ["skipped"]


def test_a_log_that_is_taken_away_is_begun_anew_and_that_is_said(start_service: Start, service_files: Places) -> None:
    """With the whole folder: whoever deletes it wants it so, but what is told from then on is kept; today goes on."""
    service = start_service()
    service.says("reminder is running")
    tell("drink", "300 ml")
    kept = service_files.data.with_name("kept")
    service_files.data.rename(kept)
    kept.joinpath("control.sock").rename(service_files.config.parent / "control.sock")
    service_files.data.mkdir()
    service_files.config.parent.joinpath("control.sock").rename(service_files.control)

    assert "500 ml" in tell("drink", "200 ml").stdout

    service.says("Your log was taken away")
    assert (drunk(kept / "journal.sqlite"), drunk(service_files.journal)) == (1, 1)
    assert reminds()
    assert service.end() == 0


def test_a_log_that_is_replaced_goes_on_in_the_one_that_is_there(start_service: Start, service_files: Places) -> None:
    """A backup that is put back: nothing is written into it that was meant for the other, and nothing over it."""
    assert tell("drink", "300 ml").returncode == 0
    backup = shutil.copy(service_files.journal, service_files.data / "backup")
    service = start_service()
    service.says("reminder is running")
    tell("drink", "200 ml")
    Path(backup).replace(service_files.journal)

    assert "600 ml" in tell("drink", "100 ml").stdout

    service.says("Your log was replaced")
    assert service.end() == 0
    assert drunk(service_files.journal) == 2


def test_a_newer_versions_log_is_left_alone_until_that_one_comes_again(
    start_service: Start, service_files: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This version goes on beside it, and says so; what it has logged is in the newer one's afterwards, once."""
    assert tell("drink", "300 ml").returncode == 0
    newer(service_files.journal, len(MIGRATIONS) + 1)
    before = service_files.journal.read_bytes()
    service = start_service()
    service.says("reminder is running")
    tell("drink", "200 ml")
    assert reminds()
    service.says("Your log is a newer version's")
    shown = tell("log")
    assert (shown.returncode, shown.stdout.count("drank")) == (0, 1)
    assert "newer version" in shown.stderr
    assert service.end() == 0
    assert tell("drink", "100 ml").returncode == 0
    assert service_files.journal.read_bytes() == before

    newer(service_files.journal, len(MIGRATIONS))
    again = start_service()
    again.says("reminder is running")

    again.says("Your log is whole again")
    assert status()["water_ml"] == 600
    assert again.end() == 0
    assert drunk(service_files.journal) == 3
    assert list(service_files.data.glob(f"journal.sqlite.schema-{len(MIGRATIONS)}.taken-over-*")) != []


def newer(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
