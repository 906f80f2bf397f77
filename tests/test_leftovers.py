"""What the program has made is found wherever it lies, and goes; what is the user's, or anybody else's, stays."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reminder.config.writing import write
from reminder.crash_report import kept_reports
from reminder.leftovers import forget_elsewhere, kept, own_files, remove
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
    """Pages in two folders, the reports of bugs, the lock, the socket, and half a file that was being written."""
    made = make(
        where.data / "why.html",
        where.data / "guide.html",
        where.data / "summary.html",
        home / "snap/firefox/common/reminder/guide.html",
        *kept_reports(where),
        where.hard_end,
        where.config_before,
        where.lock,
        where.control,
        where.config.parent / ".config.toml.a1b2_c3d.reminder-new",
        where.data / ".guide.html.a1b2_c3d.reminder-new",
        where.data / ".crash.txt.a1b2_c3d.reminder-new",
    )
    make(where.config, where.journal, where.data / "notes.html")
    make(*(where.config.parent / f".config.toml.{copy}" for copy in ("swp", "original", "20261126")))  # the user's own

    assert set(own_files(where)) == set(made)


@pytest.mark.usefixtures("home")
def test_half_a_config_is_found_under_the_name_it_is_written_by(where: Places) -> None:
    """A power cut in that moment leaves it."""
    found: list[Path] = []

    @contextmanager
    def power_cut() -> Iterator[None]:
        found.extend(own_files(where))
        yield

    write(where.config, b"", expected=None, keeping=power_cut())

    assert [path.parent for path in found] == [where.config.parent]
    assert own_files(where) == []


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


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe lies in no folder")
@pytest.mark.usefixtures("home")
def test_the_folders_for_the_socket_of_a_long_path_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reminder_home: Path
) -> None:
    """Two, one in the other, in the system's folder for sockets, which stays."""
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    monkeypatch.setattr("reminder.paths.SOCKET_PATH_LIMIT", 100 + len(str(tmp_path)))
    where = places({"REMINDER_HOME": str(reminder_home / ("long" * 40))})
    assert where.control.parent != where.data

    remove(make(where.control), where)

    assert list(run.iterdir()) == []


def test_a_folder_that_the_user_named_stays(reminder_home: Path) -> None:
    """REMINDER_HOME's is theirs, empty or not."""
    where = places(os.environ)
    files = make(where.lock)

    remove(files, where)

    assert list(reminder_home.iterdir()) == []


def test_the_kernel_s_note_of_the_last_end_goes(where: Places) -> None:
    """It lies in no folder, where somebody could find it."""
    where.data.mkdir(parents=True)
    line = Lifeline(where.data)
    line.hold()
    line.release()
    assert Lifeline(where.data).died_at() is not None

    forget_elsewhere(where)

    assert Lifeline(where.data).died_at() is None
