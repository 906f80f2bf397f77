"""`reminder quit` where the service does not end as it should; a real one is ended in test_daemon.py."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder import cli_quit, control
from reminder.cli import main
from reminder.paths import places

Said = Callable[[], tuple[int, str, str]]


@pytest.fixture
def quits(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Say it; the exit code and what was said. Nobody waits in a test."""
    monkeypatch.setattr(cli_quit, "BETWEEN_SECONDS", 0)

    def said() -> tuple[int, str, str]:
        return main(["quit"]), *capsys.readouterr()

    return said


def test_it_comes_back_when_the_service_has_ended(quits: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever starts a new one after it must not be told that one is running."""
    lock = control.Lock(places(os.environ).lock)
    asked: list[str] = []

    def ask(_: Path, request: dict[str, str]) -> dict[str, str]:
        asked.append(request["verb"])
        if request["verb"] == "quit":
            lock.release()
        return {"say": "The service is ending."}

    monkeypatch.setattr(control, "ask", ask)

    assert quits() == (0, "reminder has ended. 'reminder' starts it again.\n", "")
    assert asked == ["status", "quit"]


def test_one_that_goes_on_is_not_called_ended(quits: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hang in a disk that does not answer."""
    lock = control.Lock(places(os.environ).lock)
    monkeypatch.setattr(control, "ask", lambda *_: {"say": "The service is ending."})

    code, out, err = quits()
    lock.release()

    assert (code, out) == (1, "")
    assert "has not yet" in err


def test_an_older_service_says_that_it_does_not_know(quits: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update the old one still runs."""
    monkeypatch.setattr(control, "ask", lambda *_: {"error": "The service does not know 'quit'."})

    assert quits() == (1, "", "The service does not know 'quit'.\n")


def test_one_that_hangs_is_told_as_hanging(quits: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as one that is not there."""

    def deaf(*_: object) -> None:
        raise control.NotAnswering(control.DEAF)

    monkeypatch.setattr(control, "ask", deaf)

    assert quits() == (1, "", f"{control.DEAF}\n")


def test_one_that_is_just_starting_is_ended_as_well(quits: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the lock a second before its channel: "not running" would be untrue, and it would go on."""
    lock = control.Lock(places(os.environ).lock)
    asked: list[str] = []

    def ask(_: Path, request: dict[str, str]) -> dict[str, str]:
        asked.append(request["verb"])
        if len(asked) < 3:
            raise control.NotRunning("reminder is not running. Start it with 'reminder'.")
        if request["verb"] == "quit":
            lock.release()
        return {"say": "The service is ending."}

    monkeypatch.setattr(control, "ask", ask)

    assert quits() == (0, "reminder has ended. 'reminder' starts it again.\n", "")
    assert asked == ["status", "status", "status", "quit"]


def test_one_that_cannot_be_reached_is_not_called_absent(quits: Said) -> None:
    """Its channel could not be made, and it runs all the same."""
    lock = control.Lock(places(os.environ).lock)

    told = quits()
    lock.release()

    assert told == (1, "", f"{cli_quit.UNREACHABLE}\n")
