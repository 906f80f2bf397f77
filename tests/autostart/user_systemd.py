"""A real user's systemd for a test: in a cgroup and a mount namespace of its own, and nothing of yours in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DEADLINE_SECONDS = 30
MANAGER = "/usr/lib/systemd/systemd"
MACHINES_UNITS = Path("/usr/lib/systemd/user")
MACHINES_OWN = (
    "app.slice",
    "basic.target",
    "graphical-session.target",
    "graphical-session-pre.target",
    "shutdown.target",
    "xdg-desktop-autostart.target",
)
INSIDE = """
echo $$ > "$0/cgroup.procs" || exit
exec unshare --mount --cgroup --propagation private sh -c '
    umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup || exit
    mount -t tmpfs none /run && mkdir -p /run/systemd/system || exit
    exec "$0" --user --unit=basic.target' "$1"
"""
"""Moves into the cgroup and out of sight. systemd wants to find the mark of a system that it has booted. It answers
only whom it can see, so it has no process namespace of its own."""

SESSION = """
[Unit]
Description=What a desktop has, and a test may start
BindsTo=graphical-session.target
Before=graphical-session.target
"""


class CannotRun(Exception):  # noqa: N818 - a statement about this machine
    """No user's systemd can be had here; the message says why."""


class UserSystemd:
    """`environ` is for whoever wants to be in this session. Raises `CannotRun` where the rights are missing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="rs"))  # a socket's path must be short
        self.config = self.root / "my config"
        self.units = self.config / "systemd" / "user"
        self.environ = {
            "PATH": f"{self.root / 'bin'}:{environ['PATH']}",
            "LANG": "C.UTF-8",
            "HOME": str(self.root / "home"),
            "XDG_RUNTIME_DIR": str(self.root / "run"),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_DATA_HOME": str(self.root / "home" / "data"),
            "SYSTEMD_UNIT_PATH": f"{self.units}:{self.root / 'units'}",
        }
        for folder in ("bin", "home", "run", "units"):
            (self.root / folder).mkdir(mode=0o700)
        self.units.mkdir(parents=True)
        (self.units / "session.target").write_text(SESSION)
        self._take_from_the_machine()
        self._group: Path | None = None
        self._manager: subprocess.Popen[bytes] | None = None

    def _take_from_the_machine(self) -> None:
        """What belongs to systemd itself, and nothing that other packages want started."""
        for unit in MACHINES_OWN:
            shutil.copy(MACHINES_UNITS / unit, self.root / "units")

    def start(self) -> None:
        if os.getuid() != 0:
            raise CannotRun("only root may have a cgroup and a mount namespace for it")
        try:
            self._group = Path(tempfile.mkdtemp(prefix="reminder-test-", dir=_own_group()))
        except OSError as problem:
            raise CannotRun(f"no cgroup can be made: {problem}") from problem
        command = ["sh", "-c", INSIDE, str(self._group), MANAGER]
        self._manager = subprocess.Popen(
            command, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            until(lambda: self._manager_ended() or self.systemctl("is-active", "basic.target").returncode == 0)
        except AssertionError:
            raise CannotRun("the user's systemd did not start") from None
        self.systemctl("set-environment", f"PATH={self.environ['PATH']}")  # it has one of its own

    def _manager_ended(self) -> bool:
        assert self._manager is not None
        if self._manager.poll() is None:
            return False
        assert self._manager.stdout is not None
        raise CannotRun(self._manager.stdout.read().decode(errors="replace").strip() or "the user's systemd ended")

    def systemctl(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return self.run("systemctl", "--user", *words)

    def run(self, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """A program in this session."""
        return subprocess.run(
            words,
            env={**self.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=DEADLINE_SECONDS,
        )

    def show(self, unit: str, name: str) -> str:
        return self.systemctl("show", "--value", f"--property={name}", unit).stdout.strip()

    def log_in(self) -> None:
        """The desktop is there, and has told systemd of its screen."""
        self.systemctl("set-environment", "DISPLAY=:9")
        assert self.systemctl("start", "session.target").returncode == 0

    def log_out(self) -> None:
        assert self.systemctl("stop", "session.target").returncode == 0

    def end(self) -> None:
        if self._group is not None:
            (self._group / "cgroup.kill").write_text("1")
        if self._manager is not None:
            self._manager.wait(DEADLINE_SECONDS)
            assert self._manager.stdout is not None
            self._manager.stdout.close()
        if self._group is not None:
            group = self._group
            until(lambda: "populated 0" in (group / "cgroup.events").read_text())
            for folder in sorted(group.rglob("*/"), reverse=True):
                folder.rmdir()
            group.rmdir()
        shutil.rmtree(self.root)


def _own_group() -> Path:
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    top = next((Path(words[1]) for words in mounts if words[2] == "cgroup2"), None)
    line = next((each for each in Path("/proc/self/cgroup").read_text().splitlines() if each.startswith("0::")), None)
    if top is None or line is None:
        raise CannotRun("no cgroup2 is mounted")
    return top / line.removeprefix("0::/")


def until(true: Callable[[], Any]) -> None:
    """Wait until it is so."""
    import threading

    for _ in range(DEADLINE_SECONDS * 20):
        if true():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never came to be")
