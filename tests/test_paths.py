"""Where the files are."""

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from reminder.paths import SOCKET_PATH_LIMIT, environment, keep_private, make_private, places
from reminder.whole_file import put_in_place


def test_reminder_home_holds_everything() -> None:
    """One folder to copy, to delete, or to test in; what changes with every event lies apart from the config."""
    where = places({"REMINDER_HOME": "/srv/r"})

    assert where.config == Path("/srv/r/config.toml")
    ours = (
        where.data,
        where.journal,
        where.lock,
        where.control,
        where.crash_report,
        where.hard_end,
        where.config_before,
    )
    assert all(path.is_relative_to("/srv/r") for path in ours)
    assert where.config.parent not in {path.parent for path in (where.journal, where.lock, where.control)}


def test_reminder_home_may_be_written_as_people_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a tilde, or relative to where one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ada")

    assert places({"REMINDER_HOME": "~/r"}).config == Path("/home/ada/r/config.toml")
    assert places({"REMINDER_HOME": "r"}).config == tmp_path / "r" / "config.toml"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
@pytest.mark.parametrize("environ", [{}, {"REMINDER_HOME": ""}])
def test_without_it_the_platform_says_where(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]) -> None:
    """XDG on Linux; an empty variable is none."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "/c")
    monkeypatch.setenv("XDG_DATA_HOME", "/d")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")

    where = places(environ)

    assert where.config == Path("/c/reminder/config.toml")
    assert where.journal == Path("/d/reminder/journal.sqlite")
    assert where.control == Path("/run/user/7/reminder/control.sock")


@pytest.mark.parametrize("environ", [{}, {"REMINDER_HOME": "r"}])
def test_a_command_started_elsewhere_finds_the_same_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Whatever the variable names there, and relative to what."""
    monkeypatch.chdir(tmp_path)
    where = places(environ)

    there = environment(where, {"REMINDER_HOME": "elsewhere", "LANG": "C"})

    monkeypatch.chdir("/")
    assert places(there) == where
    assert there["LANG"] == "C"


@pytest.mark.skipif(sys.platform == "win32", reason="there it is a pipe")
@pytest.mark.parametrize("runtime", ["/tmp/run", "/tmp/" + "r" * 120, None])  # noqa: S108 - only a name
def test_a_home_too_deep_for_a_socket_has_it_elsewhere(monkeypatch: pytest.MonkeyPatch, runtime: str | None) -> None:
    """Short enough to be bound, the same for each call, another for each home."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if runtime is not None:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    deep = "/srv/" + "deep/" * 30

    control = places({"REMINDER_HOME": deep + "a"}).control

    assert len(os.fsencode(control)) <= SOCKET_PATH_LIMIT
    assert control == places({"REMINDER_HOME": deep + "a"}).control
    assert control != places({"REMINDER_HOME": deep + "b"}).control


@pytest.mark.skipif(sys.platform == "win32", reason="there it is a pipe")
def test_the_limit_is_one_that_a_socket_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in bytes, not in characters."""
    monkeypatch.chdir("/tmp")  # noqa: S108 - short
    name = Path(f"/tmp/{os.getpid()}-{'é' * 60}")  # noqa: S108 - only to be measured
    name = Path(os.fsdecode(os.fsencode(name)[: SOCKET_PATH_LIMIT - 1] + b"x"))

    with socket.socket(socket.AF_UNIX) as channel:
        channel.bind(os.fsencode(name))
    name.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_folder_that_is_made_is_private_and_so_is_what_was_missing_above_it(tmp_path: Path, umask: int) -> None:
    """0700, whatever the umask."""
    before = os.umask(umask)
    try:
        make_private(tmp_path / "a" / "b")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_folder_that_was_open_to_others_is_shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by `mkdir`, or out of an archive; one of another user's is theirs to open, and is left alone."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    ours.chmod(0o2777)
    theirs.mkdir()
    theirs.chmod(0o755)

    keep_private(ours)
    monkeypatch.setattr(os, "getuid", lambda: theirs.stat().st_uid + 1)
    keep_private(theirs)

    assert stat.S_IMODE(ours.stat().st_mode) == 0o2700
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o755


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_file_system_without_modes_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT on a memory stick shows 0755 for everything, and refuses to change it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    stick.chmod(0o755)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    keep_private(stick)
    put_in_place(stick / "file", b"content")

    assert (stick / "file").read_bytes() == b"content"
