"""No test touches the user: not the home folder, not the desktop, not the network, and none waits for a fixed time."""

import ctypes
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from reminder import lifeline, opening
from reminder.paths import Places, places
from tests.private_bus import PrivateBus
from tests.running import LATE, Running, Start

# the same examples every time, on any machine however busy
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

LOCAL = frozenset(getattr(socket, name) for name in ("AF_UNIX", "AF_NETLINK") if hasattr(socket, name))
DESKTOP = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "WAYLAND_SOCKET",
    "XDG_SESSION_TYPE",
    "XDG_SESSION_ID",
    "DBUS_SESSION_BUS_ADDRESS",
    "XAUTHORITY",
)


class LocalSocket(socket.socket):
    """A socket that stays on this machine."""

    def connect(self, address: Any) -> None:
        self._stay_home()
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._stay_home()
        return super().connect_ex(address)

    def bind(self, address: Any) -> None:
        self._stay_home()
        super().bind(address)

    def sendto(self, *args: Any) -> int:
        self._stay_home()
        return super().sendto(*args)

    def _stay_home(self) -> None:
        if self.family not in LOCAL:
            self.close()
            raise AssertionError(f"a test reached for the network ({self.family.name})")


_really_sleep = time.sleep  # noqa: TID251 - for subprocess alone


def _no_sleep(seconds: float) -> None:
    """Raises, but for `subprocess`, which polls in tiny steps where a wait has a deadline."""
    if sys._getframe(1).f_globals["__name__"] != "subprocess":
        raise AssertionError(f"a test slept for {seconds} s: wait for a condition instead")
    _really_sleep(seconds)


@pytest.fixture(autouse=True)
def _homeless(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Home, config, data and runtime folders are the test's own, and there is no desktop but one that it starts."""
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={home / 'system-bus'}")  # without it, the machine's own
    for name in ("REMINDER_HOME", *DESKTOP):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", LocalSocket)


@pytest.fixture(autouse=True)
def _sleepless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", _no_sleep)


@pytest.fixture
def reminder_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that REMINDER_HOME names, for this process and those it starts."""
    folder = tmp_path / "reminder"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("REMINDER_HOME", str(folder))
    return folder


@pytest.fixture
def where(tmp_path: Path) -> Places:
    """Places for a service that has none yet."""
    return Places(tmp_path / "config.toml", tmp_path / "data", tmp_path / "data" / "control.sock")


@pytest.fixture
def service_files(reminder_home: Path) -> Iterator[Places]:
    """The files of a service in a process of its own; the kernel's note of its end goes with them."""
    yield places(os.environ)
    segment = lifeline._find(lifeline._key(places(os.environ).data))
    if segment is not None:
        ctypes.CDLL(None).shmctl(segment.id, 0, None)


@pytest.fixture
def start_service(service_files: Places) -> Iterator[Start]:
    """Start services with a config; none is left behind."""
    running: list[Running] = []

    def started(config: str | None = LATE, **options: Any) -> Running:
        if config is not None:
            service_files.config.write_text(config)
        service = Running(service_files.config.parent, **options)
        running.append(service)
        return service

    yield started
    for service in running:
        service.process.kill()
        service.ended()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[PrivateBus]:
    """A message bus of the test's own.

    Without dbus-daemon the test is skipped; it fails where REMINDER_REQUIRE_DESKTOP=1 says it must be there (CI).
    """
    need("dbus-daemon")
    bus = PrivateBus(tmp_path)
    bus.start()
    yield bus
    bus.end()


def need(*programs: str) -> None:
    """Skip the test where a program is missing, or a file by its whole path.

    Fail where REMINDER_REQUIRE_DESKTOP=1 says that it must be there (CI).
    """
    missing = [name for name in programs if shutil.which(name) is None and not Path(name).is_file()]
    if missing:
        (pytest.fail if os.environ.get("REMINDER_REQUIRE_DESKTOP") == "1" else pytest.skip)(
            f"not installed: {' '.join(missing)}"
        )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were given to the desktop to open."""
    paths: list[Path] = []

    def pretend(path: Path) -> str:
        paths.append(path)
        return ""

    monkeypatch.setattr(opening, "open_file", pretend)
    return paths
