"""Something odd where config.toml belongs: told with what, where and what to do; nothing hangs, or is lost."""

import ctypes
import os
import re
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reminder import control
from reminder.cli import main
from reminder.journal import Journal
from reminder.last_good import GOOD_CONFIG, STAYS
from reminder.paths import Places
from reminder.welcome import is_first_run
from tests.running import LATE, Start

if sys.platform == "win32":
    pytest.skip("pipes, links and modes as Unix has them", allow_module_level=True)

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
HANGS_SECONDS = 45

Make = Callable[[Path], object]


def as_anybody() -> None:
    """In a child, before it is what it shall be: root, too, is refused what modes forbid (capabilities(7))."""
    if os.getuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def sock(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(path))


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def unreadable(path: Path) -> None:
    path.write_text(LATE)
    path.chmod(0)


def in_a_blind_folder(path: Path) -> None:
    """What is in it may be read by whoever knows its name, and cannot be watched."""
    folder = path.parent / "blind"
    folder.mkdir()
    (folder / "mine.toml").write_text("nonsense = 1")
    folder.chmod(0o300)
    path.symlink_to(folder / "mine.toml")


ODD: dict[str, tuple[Make, str]] = {
    "a link to nowhere": (
        lambda path: path.symlink_to(path.parent / "gone.toml"),
        "gone.toml, which is not there. Put ",
    ),
    "a ring of links": (lambda path: path.symlink_to("config.toml"), "A link leads back to itself: remove "),
    "a pipe": (os.mkfifo, "it is a pipe; settings are read from a plain text file. Move "),
    "a socket": (sock, "it is a socket"),
    "an endless device": (lambda path: path.symlink_to("/dev/zero"), "it is a device"),
    "a folder": (Path.mkdir, "it is a folder"),
    "a huge file": (huge, "it is larger than 1 MB"),
    "Latin-1": (lambda path: path.write_bytes(b"# a\n# caf\xe9\n"), "line 2: this is not UTF-8 text"),
    "UTF-16": (lambda path: path.write_bytes(LATE.encode("utf-16")), "line 1: this is not UTF-8 text"),
    "NUL bytes after a crash": (
        lambda path: path.write_bytes(bytes(4096)),
        "line 1: this line cannot be read as TOML (Invalid statement). These are no letters, but zeros",
    ),
}
SHUT: dict[str, tuple[Make, str]] = {
    "no permission": (unreadable, "it cannot be read: Permission denied. Look at the permissions of "),
    "a link into a folder one may not read": (in_a_blind_folder, "line 1: 'nonsense' is not a setting."),
}
VERBS = (
    ["config", "check"],
    ["config", "show"],
    ["config", "set", "movement.every", "40 min"],
    ["config", "undo"],
    ["config", "edit"],
    ["about"],
    ["simulate"],
    ["drink"],
)


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    """Whoever waits for a pipe's other end waits for good."""

    def hangs(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.setitimer(signal.ITIMER_REAL, HANGS_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def looks(path: Path) -> tuple[object, ...]:
    """All by which one would know that something has touched it."""
    found = path.lstat()
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, path.is_symlink() and path.readlink()


@pytest.mark.parametrize("odd", ODD)
def test_every_command_says_what_where_and_what_to_do_and_leaves_it_alone(
    odd: str, service_files: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2, one sentence; a change that a command had made before cannot be taken back now, and that is told, too."""
    monkeypatch.setenv("EDITOR", "true")
    config = service_files.config
    config.write_text(LATE)
    assert main(["config", "set", "movement.every", "50 min"]) == 0
    config.unlink()
    make, told = ODD[odd]
    make(config)
    before = looks(config)
    capsys.readouterr()

    text = "line" in told
    for verb in VERBS:
        if verb == ["config", "undo"] and text:  # that can be compared, and is another than the command has made
            assert main(verb) == 1
            assert "so it was left alone" in capsys.readouterr().err
            continue
        assert (main(verb), verb) == (2, verb)
        out, err = capsys.readouterr()
        assert (out, err.count("\n"), err[:12]) == ("", 1, "config.toml " if text else "config.toml:")
        assert told in err
        assert looks(config) == before
    assert main(["config", "explain", "movement"]) == 0
    assert [path.name for path in config.parent.iterdir() if path.name not in {"data", "control.sock"}] == [config.name]


def test_a_link_to_another_folder_is_edited_through(service_files: Places, tmp_path: Path) -> None:
    """Dotfiles stay where they are; the link stays a link."""
    dots = tmp_path / "dots" / "reminder.toml"
    dots.parent.mkdir()
    dots.write_text(LATE)
    service_files.config.symlink_to(dots)

    assert main(["config", "set", "movement.every", "50 min"]) == 0
    assert 'every = "50 min"' in dots.read_text()
    assert main(["config", "undo"]) == 0

    assert dots.read_text() == LATE
    assert service_files.config.readlink() == dots


@pytest.mark.parametrize("odd", ODD)
def test_it_is_no_first_run_and_nothing_is_made(odd: str, service_files: Places) -> None:
    """A template in somebody's dotfiles, where a link leads, would hide that they are gone."""
    ODD[odd][0](service_files.config)
    before = looks(service_files.config)
    said: list[str] = []

    assert not is_first_run(service_files, said.append)

    assert said == []
    assert looks(service_files.config) == before
    assert not (service_files.config.parent / "gone.toml").exists()


@pytest.mark.parametrize("odd", ["a pipe", "an endless device", "no permission"])
def test_a_start_goes_on_with_the_last_good_settings(odd: str, start_service: Start, service_files: Places) -> None:
    """And without any, ends with the sentence and exit 2."""
    make, told = (ODD | SHUT)[odd]
    make(service_files.config)
    never = start_service(None, preexec_fn=as_anybody)

    assert never.ended() == 2
    assert told in never.said

    with Journal.open(service_files.journal) as journal:
        journal.keep_note(GOOD_CONFIG, LATE)
    service = start_service(None, preexec_fn=as_anybody)
    said = service.says("reminder is running")

    assert told in said
    assert STAYS in said
    assert service.end() == 0


def test_the_running_service_tells_each_once_and_keeps_its_settings(
    start_service: Start, service_files: Places
) -> None:
    """Whatever takes the file's place while it runs, the good ones stay in force, and it hears of the next change."""
    service = start_service(preexec_fn=as_anybody)
    service.says("reminder is running")
    config = service_files.config

    due = _due(service_files)

    for number, (make, told) in enumerate((ODD | SHUT).values(), 1):
        _replace(config, make)
        service.says(rf"(?m)^{re.escape(STAYS)}$", times=number)
        assert told in service.said
        assert _due(service_files) == due
    _replace(config, lambda path: path.write_text(LATE.replace("1 h", "2 h")))

    while _due(service_files) == due:
        select.select([], [], [], 0.05)  # the deadline of each test ends it
    assert service.end() == 0
    assert "Traceback" not in service.said


def _due(where: Places) -> str:
    told: str = control.ask(where.control, {"verb": "status"})["status"]["next"]["due_at"]
    return told


def _replace(path: Path, make: Make) -> None:
    """At once, where the system can: a moment without a file could put the defaults in force."""
    new = path.with_name("new")
    make(new)
    for folder in (path, new):
        if folder.is_dir() and not folder.is_symlink():
            path.rmdir() if folder == path else path.unlink()
    new.rename(path)
