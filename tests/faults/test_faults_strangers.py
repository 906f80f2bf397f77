"""Another user of the machine, a real one: the service does nothing for them, and a command tells them nothing."""

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reminder import control
from reminder.control import NotRunning
from reminder.paths import Places, places
from tests.faults.logged import drunk
from tests.running import LATE, Running, tell

if sys.platform != "linux":
    pytest.skip("uids, and the kernel that tells them", allow_module_level=True)
if os.getuid() != 0:
    pytest.skip("only root may be another user for a moment", allow_module_level=True)

STRANGER = 65534
LINE = b'{"verb": "drink", "word": "20 ml"}\n'


@contextlib.contextmanager
def another_user(act: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """`act` in a process of another user; what is given returns what came of it once that has ended."""
    out, into = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # Python 3.12 on: a fork beside threads; it only makes calls
        child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(STRANGER)
            os.setuid(STRANGER)
            os.write(into, act())
        except BaseException as problem:  # noqa: BLE001 - told to who waits
            os.write(into, repr(problem).encode())
        os._exit(0)
    os.close(into)

    def came_of_it() -> bytes:
        with os.fdopen(out, "rb") as told:
            heard = told.read()
        os.waitpid(child, 0)
        return heard

    yield came_of_it


def said_by_stranger(path: Path) -> bytes:
    def act() -> bytes:
        with socket.socket(socket.AF_UNIX) as channel:
            channel.settimeout(20)
            channel.connect(str(path))
            channel.sendall(LINE)
            return channel.recv(1000)

    with another_user(act) as came_of_it:
        return came_of_it()


@pytest.fixture
def where(monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    """A home in a folder that everybody may enter; pytest's own is closed to others."""
    home = Path(tempfile.mkdtemp(prefix="rs"))
    home.chmod(0o755)
    monkeypatch.setenv("REMINDER_HOME", str(home))
    yield places(os.environ)
    shutil.rmtree(home)


@pytest.fixture
def service(where: Places) -> Iterator[Running]:
    where.config.write_text(LATE)
    service = Running(where.config.parent)
    service.says("reminder is running")
    yield service
    service.process.kill()
    service.ended()


def test_another_user_does_not_reach_the_channel(service: Running, where: Places) -> None:
    """The folder is closed to them; and where it is open, the socket is."""
    assert b"PermissionError" in said_by_stranger(where.control)

    where.data.chmod(0o755)
    assert b"PermissionError" in said_by_stranger(where.control)


def test_with_all_doors_open_another_user_is_refused_all_the_same(service: Running, where: Places) -> None:
    """Somebody's `chmod -R` must not let others write this user's log."""
    where.data.chmod(0o777)
    where.control.chmod(0o777)

    assert said_by_stranger(where.control) == b'{"error": "This service belongs to another user."}\n'

    assert tell("drink", "30 ml").returncode == 0
    assert service.end() == 0
    assert drunk(where) == [30]


def test_what_one_says_is_not_told_to_another_users_service(where: Places) -> None:
    """Who has put a socket in its place hears nothing: not a word of what one drinks, or where it aches."""
    where.data.mkdir()
    where.data.chmod(0o777)

    def listen() -> bytes:
        with socket.socket(socket.AF_UNIX) as trap:
            trap.bind(str(where.control))
            trap.listen()
            where.control.chmod(0o777)
            trap.settimeout(20)
            heard, _ = trap.accept()
            with heard:
                return b"heard: " + heard.recv(1000)

    with another_user(listen) as came_of_it:
        while not (where.control.exists() and where.control.stat().st_mode & 0o777 == 0o777):
            pass
        with pytest.raises(NotRunning, match="not running"):
            control.ask(where.control, {"verb": "ache", "word": "7"})
        assert came_of_it() == b"heard: "
