"""A throw-away login session for tests: folders, a session bus and programs of its own. What has a screen builds on it.

Nothing is shared with the machine, so several may run side by side. Everything is started in a process group of its own
and ended by it. Waiting is always for a condition, with a deadline.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Any, Self, TypeVar

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.desktop.packages import program

T = TypeVar("T")
DEADLINE = 15.0
STEP = 0.05
"""Seconds."""

FURNITURE = Path(__file__).parent / "furniture"
SERVICES = Path("/usr/share/dbus-1/services")


class DeadlineError(AssertionError):
    """What a test waited for did not happen."""


def wait_for(condition: Callable[[], T], what: str, deadline: float = DEADLINE) -> T:
    """Ask until the answer is true, and return it."""
    over = threading.Event()
    timer = threading.Timer(deadline, over.set)
    timer.start()
    try:
        while not (answer := condition()):
            if over.wait(STEP):
                raise DeadlineError(f"{what}: not within {deadline:g} s")
        return answer
    finally:
        timer.cancel()
        timer.join()


@dataclass
class Session:
    """Use it as a context manager; everything below `root` belongs to it, programs' output is in `root`/logs."""

    root: Path
    environ: dict[str, str] = field(default_factory=dict, kw_only=True)
    _bus: "subprocess.Popen[bytes] | None" = field(default=None, kw_only=True)
    _running: list["subprocess.Popen[bytes]"] = field(default_factory=list, kw_only=True)

    def __enter__(self) -> Self:
        try:
            self._furnish()
            self._start()
        except BaseException:
            self._end_all()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_all()

    # programs

    def spawn(
        self, argv: Sequence[str], environ: Mapping[str, str] | None = None, **more: object
    ) -> "subprocess.Popen[bytes]":
        """Start a program inside the session."""
        name = Path(argv[0]).name
        with (self.root / "logs" / f"{name}.log").open("ab") as log:
            pipes = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT, **more}
            process = subprocess.Popen(
                [program(argv[0]) or argv[0], *argv[1:]],
                env={**self.environ, **(environ or {})},
                cwd=self.root / "home",
                start_new_session=True,
                **pipes,  # type: ignore[call-overload]
            )
        self._running.append(process)
        return process

    def end(self, process: "subprocess.Popen[bytes]", sign: signal.Signals = signal.SIGTERM) -> None:
        """End a program with all it has started, and wait until it is gone."""
        for attempt in (sign, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, attempt)
                os.killpg(process.pid, signal.SIGCONT)  # a test may have stopped it
            try:
                process.wait(4)
            except subprocess.TimeoutExpired:
                continue
            return

    def run(self, *argv: str) -> str:
        """Run a short program to its end; returns what it printed, also where it failed."""
        done = subprocess.run(
            argv,
            env=self.environ,
            cwd=self.root / "home",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        return done.stdout

    @property
    def pids(self) -> list[int]:
        """The programs that have been started in it and run."""
        return [process.pid for process in self._running if process.poll() is None]

    def log(self, name: str) -> str:
        """What a program has printed so far."""
        return (self.root / "logs" / f"{name}.log").read_text(errors="replace")

    # the bus

    def has_name(self, name: str) -> bool:
        """Whether somebody owns this name on the session bus."""
        reply = self.run(
            "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner", f"string:{name}",
        )  # fmt: skip
        return "boolean true" in reply

    def call(self, whom: DBusAddress, member: str, signature: str = "", *words: object) -> tuple[Any, ...]:
        """What somebody on the session bus answers. May be called from any thread."""
        connection = open_dbus_connection(self.environ["DBUS_SESSION_BUS_ADDRESS"])
        try:
            answer = connection.send_and_get_reply(new_method_call(whom, member, signature, words), timeout=DEADLINE)
        finally:
            connection.close()
        assert answer.header.message_type is not MessageType.error, f"{whom.bus_name} {member}: {answer.body}"
        return tuple(answer.body)

    def end_bus(self) -> None:
        """End the session bus, as a logout does."""
        if self._bus:
            self.end(self._bus)

    # for those that build on it

    def _start(self) -> None:
        """Start everything there is, in a furnished `root`."""
        self._start_bus()

    def _furnish(self) -> None:
        for name in ("home", "run", "config", "cache", "data", "services", "logs"):
            (self.root / name).mkdir(mode=0o700, parents=True)
        self.environ = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV") if name in os.environ}
        self.environ |= {f"XDG_{name.upper()}_HOME": str(self.root / name) for name in ("config", "cache", "data")}
        self.environ |= {
            "HOME": str(self.root / "home"),
            "XDG_RUNTIME_DIR": str(self.root / "run"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.root / 'run' / 'bus'}",
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",
            "TZ": "UTC",
        }

    def _place(self, name: str, where: str, **words: object) -> Path:
        """Put a piece of furniture below `root`, with its $words filled in."""
        path = self.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template((FURNITURE / name).read_text()).substitute(words))
        return path

    def _start_bus(self, services: Iterable[str] = ()) -> None:
        """Start a session bus that can start these services and no other; they are given what `environ` is by now.

        With the system's folder the first notification would start whatever is installed.
        """
        for service in (found for pattern in services for found in SERVICES.glob(f"{pattern}.service")):
            lines = service.read_text().splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith("SystemdService")]  # there is no systemd on this bus
            (self.root / "services" / service.name).write_text("".join(kept))
        socket = self.root / "run" / "bus"
        config = self._place("bus.conf", "bus.conf", socket=socket, services=self.root / "services")
        self._bus = self.spawn(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        wait_for(socket.exists, "session bus")

    def _end_all(self) -> None:
        while self._running:
            self.end(self._running.pop())
