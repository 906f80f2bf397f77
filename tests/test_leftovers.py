"""What the program has made is found wherever it lies, and goes; what is the user's, or anybody else's, stays."""

import os
from pathlib import Path
from typing import Any

import pytest

from reminder import control, leftovers
from reminder.control import Lock, NotAnswering, NotRunning
from reminder.leftovers import StillRunning, end_service, forget_elsewhere, kept, own_files, remove, runs
from reminder.lifeline import Lifeline
from reminder.paths import Places, places


@pytest.fixture
def where(tmp_path: Path) -> Places:
    """A user's places, as a system has them."""
    return Places(tmp_path / "config/reminder/config.toml", tmp_path / "share/reminder", tmp_path / "run/control.sock")


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def make(*paths: Path) -> list[Path]:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return list(paths)


def test_what_we_made_is_found(where: Places, home: Path) -> None:
    """Pages in two folders, the report of a bug, the lock, the socket, and half a file that was being written."""
    made = make(
        where.data / "why.html",
        where.data / "guide.html",
        where.data / "summary.html",
        home / "snap/firefox/common/reminder/guide.html",
        where.crash_report,
        where.config_before,
        where.lock,
        where.control,
        where.config.parent / ".config.toml.a1b2_c3d",
    )
    make(where.config, where.journal, where.data / "notes.html", where.config.parent / ".config.toml.swp")

    assert set(own_files(where)) == set(made)


def test_what_is_the_user_s_is_told(where: Places) -> None:
    """The log's own second file, where the last run was killed, is a part of it."""
    assert kept(where) == {}

    make(where.config, where.journal, where.data / "journal.sqlite-wal")

    assert kept(where) == {
        "your settings": [where.config],
        "your log": [where.journal, where.data / "journal.sqlite-wal"],
    }


def test_folders_of_ours_go_when_they_are_empty(where: Places, home: Path) -> None:
    """And stay when they are not."""
    files = make(where.lock, where.control, home / "snap/firefox/common/reminder/why.html")
    where.config.parent.mkdir(parents=True)
    make(where.journal)

    remove(files, where)

    assert where.journal.exists()
    assert not where.config.parent.exists()
    assert not where.control.parent.exists()
    assert not (home / "snap/firefox/common/reminder").exists()
    assert (home / "snap/firefox/common").exists()


def test_a_folder_that_the_user_named_stays(reminder_home: Path) -> None:
    """REMINDER_HOME's is theirs, empty or not."""
    where = places(os.environ)
    files = make(where.lock)

    remove(files, where)

    assert list(reminder_home.iterdir()) == []


def says(monkeypatch: pytest.MonkeyPatch, reply: dict[str, Any] | Exception) -> list[dict[str, Any]]:
    """A service that replies so; what it was asked."""
    asked = []

    def ask(path: Path, request: dict[str, Any]) -> dict[str, Any]:
        asked.append(request)
        if isinstance(reply, Exception):
            raise reply
        return reply

    monkeypatch.setattr(control, "ask", ask)
    return asked


def test_a_service_that_has_ended_is_waited_for(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """It still writes its log when it has answered."""
    lock = Lock(where.lock)
    asked = says(monkeypatch, {"say": ""})
    looks = iter([False, False, True])

    def look(_: float) -> None:
        if next(looks):
            lock.release()

    monkeypatch.setattr(leftovers, "_moment", look)

    assert end_service(where)
    assert asked == [{"verb": "quit"}]
    assert not runs(where)


def test_nothing_is_made_by_looking(where: Places, tmp_path: Path) -> None:
    """`uninstall` on a machine where it never ran must leave no folder."""
    assert not end_service(where)
    assert not runs(where)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (NotAnswering("It does not answer."), "It does not answer."),
        (NotRunning("not running"), "A service runs that cannot be reached"),
        ({"error": "The service does not know 'quit'."}, "quit it in the tray's menu"),
        ({"say": ""}, "goes on"),
    ],
)
def test_a_service_that_does_not_end_is_told(
    where: Places, monkeypatch: pytest.MonkeyPatch, reply: dict[str, Any] | Exception, sentence: str
) -> None:
    """Its log must not be taken for one that nobody writes."""
    lock = Lock(where.lock)
    says(monkeypatch, reply)
    monkeypatch.setattr(leftovers, "_moment", lambda _: None)

    with pytest.raises(StillRunning, match=sentence):
        end_service(where)
    lock.release()


def test_the_kernel_s_note_of_the_last_end_goes(where: Places) -> None:
    """It lies in no folder, where somebody could find it."""
    where.data.mkdir(parents=True)
    line = Lifeline(where.data)
    line.hold()
    line.release()
    assert Lifeline(where.data).died_at() is not None

    forget_elsewhere(where)

    assert Lifeline(where.data).died_at() is None
