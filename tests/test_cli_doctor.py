"""`reminder doctor --report`: one file, its owner's alone, wherever the service is, and whether it answers."""

import os
import socket
import sys
from pathlib import Path

import pytest

from reminder import bug_report, cli_doctor, control
from reminder.cli import main
from reminder.paths import Places, places
from tests.running import Start, tell

if sys.platform == "win32":
    pytest.skip("modes and sockets as Unix has them", allow_module_level=True)


@pytest.fixture
def here(reminder_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which somebody types it."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(cli_doctor, "_told", lambda _: {"parts": [], "running": False})
    return folder


def test_it_lies_in_this_folder_with_the_date_and_is_its_owners_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where one finds it again to send it; and it is said that it may be read before."""
    assert main(["doctor", "--report"]) == 0

    (report,) = here.iterdir()
    said = capsys.readouterr().out
    assert report.name.startswith("reminder-report-20")
    assert report.stat().st_mode & 0o777 == 0o600
    assert report.read_text().startswith("Report of reminder ")
    assert said.startswith(str(report))
    assert "Read it before you send it" in said


def test_a_file_may_be_named_and_a_dash_prints_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As with the other things that can be written."""
    assert main(["doctor", "--report", "bug.txt"]) == 0
    capsys.readouterr()
    assert main(["doctor", "--report", "-"]) == 0

    printed = capsys.readouterr().out
    assert [path.name for path in here.iterdir()] == ["bug.txt"]
    assert printed.splitlines()[0] == (here / "bug.txt").read_text().splitlines()[0]


def test_a_path_of_any_bytes_may_be_in_it(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders may be named in no encoding at all."""
    monkeypatch.setattr(bug_report, "bug_report", lambda *_: "caf\udce9")

    assert main(["doctor", "--report", "-"]) == 0

    assert capsys.readouterr().out == "caf\\udce9"


def test_where_this_folder_takes_nothing_it_lies_beside_the_log(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody stands in / or in a folder that is gone; a file that was named is not put elsewhere."""
    monkeypatch.setattr(Path, "cwd", lambda: here / "file")
    (here / "file").write_text("")

    assert main(["doctor", "--report"]) == 0
    assert capsys.readouterr().out.startswith(str(places(os.environ).data / "reminder-report-20"))
    assert main(["doctor", "--report", str(here / "file" / "bug.txt")]) == 1
    assert "bug.txt cannot be written: " in capsys.readouterr().err


def test_a_service_that_is_deaf_is_reported_as_deaf(
    reminder_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there, takes the connection, and says nothing: the report is made without it, and says so."""
    monkeypatch.setattr(control, "PATIENCE_SECONDS", 0.05)
    where = places(os.environ)
    where.data.mkdir()
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(where.control))
        deaf.listen()

        assert main(["doctor", "--report", "-"]) == 0

    assert capsys.readouterr().out.count("does not answer") >= 3


def test_a_running_service_tells_what_it_noticed(start_service: Start, service_files: Places) -> None:
    """By name, as it happened."""
    service = start_service()
    service.says("reminder is running")
    control.ask(service_files.control, {"verb": "break"})
    control.ask(service_files.control, {"verb": "skip"})

    done = tell("doctor", "--report", "-")

    assert (done.returncode, done.stderr) == (0, "")
    lately = done.stdout.partition("## What happened lately")[2].partition("##")[0]
    happened = [line.partition(" ")[2] for line in lately.splitlines()]
    asked = [name for name in happened if name.startswith(("Started", "Break", "Show", "Answer", "Record m"))]
    assert asked == ["Started", "BreakAsked", "Show movement", "Answered skip", "Record movement skipped"]
    assert "It uses presence: unknown, notify: terminal, tray: none." in done.stdout
    assert str(service_files.config.parent.parent) not in done.stdout
