"""The disk under the log: full, read-only, taken away. Reminders go on, and nothing that was answered is lost."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reminder.paths import Places
from tests.faults.own_disk import CannotMount, OwnDisk
from tests.running import SOON, Start, tell

if sys.platform != "linux":
    pytest.skip("mounts of Linux", allow_module_level=True)


@pytest.fixture
def disk(service_files: Places) -> Iterator[OwnDisk]:
    """A disk of two megabytes under the data folder; skipped where none can be had."""
    try:
        disk = OwnDisk(service_files.data)
    except CannotMount as reason:
        pytest.skip(str(reason))
    yield disk
    disk.end()


def logged(data: Path, tmp_path: Path) -> list[str]:
    """What the log says was drunk and answered, side file included; it is looked at in a copy."""
    copy = tmp_path / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for file in data.glob("journal.sqlite*"):
        shutil.copy(file, copy)
    with closing(sqlite3.connect(copy / "journal.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        drunk = [event for (event,) in connection.execute("SELECT event FROM intake ORDER BY id")]
        return drunk + [result for (result,) in connection.execute("SELECT result FROM outcome ORDER BY id")]


def status(disk: OwnDisk) -> dict[str, Any]:
    told = tell("status", "--json", inside=disk.inside)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_a_disk_that_gets_full_and_free_again_costs_nothing(
    start_service: Start, disk: OwnDisk, tmp_path: Path
) -> None:
    """It is said with each answer, in the status and on the screen; once there is room it is written, unasked."""
    service = start_service(under=disk.inside)
    service.says("reminder is running")
    assert "It is not on disk" not in tell("drink", inside=disk.inside).stdout
    disk.fill()

    assert "It is not on disk yet" in tell("drink", inside=disk.inside).stdout
    assert tell("break", inside=disk.inside).stdout.startswith("Here you are.")
    service.says(r"\d\d:\d\d  Stand up")
    assert "the disk is full" in tell("skip", inside=disk.inside).stdout
    assert "the disk is full" in status(disk)["log_trouble"]
    service.says("Your log cannot be written. .* the disk is full")
    disk.empty()
    service.says("Your log is written again")

    assert logged(disk.here, tmp_path) == ["drank", "drank", "skipped"]
    assert status(disk)["log_trouble"] is None
    assert service.end() == 0
    assert logged(disk.here, tmp_path) == ["drank", "drank", "skipped"]


def test_a_disk_that_is_full_at_the_start_stops_no_reminder(
    start_service: Start, disk: OwnDisk, tmp_path: Path
) -> None:
    """With a log that is there: today's drinks are known. What is not taken until the end waits for the next start."""
    assert tell("drink", "250 ml", inside=disk.inside).returncode == 0
    disk.fill()
    service = start_service(under=disk.inside)
    service.says("reminder is running")

    assert "450 ml" in tell("drink", inside=disk.inside).stdout
    tell("break", inside=disk.inside)
    service.says(r"\d\d:\d\d  Stand up")
    tell("skip", inside=disk.inside)
    assert service.end() == 0
    assert "The next start takes the rest over from" in service.said
    assert logged(disk.here, tmp_path) == ["drank"]
    refused = tell("drink", inside=disk.inside)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "the disk is full" in refused.stderr

    disk.empty()
    assert "550 ml" in tell("drink", "100 ml", inside=disk.inside).stdout
    assert logged(disk.here, tmp_path) == ["drank", "drank", "drank", "skipped"]


def test_a_folder_that_can_only_be_read_stops_no_reminder(start_service: Start, disk: OwnDisk, tmp_path: Path) -> None:
    """There is still one service only, which can be asked; and the log is read as ever."""
    assert tell("drink", "250 ml", inside=disk.inside).returncode == 0
    disk.read_only()
    refused = tell("drink", inside=disk.inside)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "can only be read" in refused.stderr
    assert "drank" in tell("log", inside=disk.inside).stdout

    service = start_service(under=disk.inside)
    service.says("reminder is running")
    second = tell(inside=disk.inside)
    assert (second.returncode, second.stderr.count("running already")) == (1, 1)
    assert "450 ml" in tell("drink", inside=disk.inside).stdout
    assert "can only be read" in status(disk)["log_trouble"]
    service.says("Your log cannot be written")
    disk.writable()
    service.says("Your log is written again")
    assert service.end() == 0
    assert logged(disk.here, tmp_path) == ["drank", "drank"]


def test_a_disk_that_goes_and_comes_back_costs_nothing(start_service: Start, disk: OwnDisk, tmp_path: Path) -> None:
    """A stick that was pulled, a share that was lost: what comes meanwhile is in the same log afterwards."""
    service = start_service(SOON, under=disk.inside)
    service.says("reminder is running")
    tell("drink", inside=disk.inside)
    disk.cover()

    service.says(r"\d\d:\d\d  Stand up")  # it cannot be reached now: its socket lay on that disk, too
    service.says("Your log cannot be written. .* can only be read")
    disk.uncover()
    tell("skip", inside=disk.inside)
    service.says("Your log is written again")

    assert service.end() == 0
    assert logged(disk.here, tmp_path) == ["drank", "skipped"]
