"""A throw-away desktop for tests: its own display, session bus, home, window manager, panel and notification server.

Nothing is shared with the machine, so several may run side by side. Everything is started in a process group of its own
and ended by it. Waiting is always for a condition, with a deadline.
"""

import os
import select
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Literal, Self, TypeVar

from PIL import Image, ImageChops

from tests.desktop.sight import Box, lowest_words, picture

T = TypeVar("T")
Panel = Literal["xfce4-panel", "tint2"]
Server = Literal["dunst", "xfce4-notifyd"]
DEADLINE = 15.0
STEP = 0.05
"""Seconds."""

PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xwd": "x11-apps",
    "xprop": "x11-utils",
    "xfce4-panel": "xfce4-panel",
    "xfce4-notifyd": "xfce4-notifyd",
    "tint2": "tint2",
    "dunst": "dunst",
}
"""The Debian package each program is in."""

FURNITURE = Path(__file__).parent / "furniture"

BASE = ("Xvfb", "dbus-daemon", "dbus-send", "openbox", "xdotool", "xwd", "xprop")


class DeadlineError(AssertionError):
    """What a test waited for did not happen."""


def program(name: str) -> str | None:
    """Where a program is; None: not installed."""
    if name == "xfce4-notifyd":  # no program for users, so not on the PATH
        return next((str(found) for found in Path("/usr/lib").glob("**/xfce4/notifyd/xfce4-notifyd")), None)
    return shutil.which(name)


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
class Desktop:
    """Use it as a context manager; everything below `root` belongs to it, programs' output is in `root`/logs."""

    root: Path
    panel: Panel | None = None
    server: Server | None = None
    size: tuple[int, int] = (1000, 700)
    environ: dict[str, str] = field(default_factory=dict)
    _bus: "subprocess.Popen[bytes] | None" = None
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        try:
            self._furnish()
            self._start_display()
            self._start_bus()
            self.spawn(["openbox"])
            wait_for(lambda: "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "window manager")
            if self.panel:
                self._start_panel(self.panel)
            if self.server:
                self.start_server(self.server)
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
        """Start a program inside the desktop."""
        name = Path(argv[0]).name
        with (self.root / "logs" / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [program(argv[0]) or argv[0], *argv[1:]],
                env={**self.environ, **(environ or {})},
                cwd=self.root / "home",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **more,  # type: ignore[call-overload]
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

    def end_bus(self) -> None:
        """End the session bus, as a logout does."""
        if self._bus:
            self.end(self._bus)

    def start_server(self, name: Server) -> "subprocess.Popen[bytes]":
        """Start a notification server and wait until it answers."""
        if name == "dunst":
            menu = self._place("dunst-menu", "menu", choice=self.root / "choice")
            menu.chmod(0o700)
            self._place("dunstrc", "config/dunst/dunstrc", menu=menu)
        process = self.spawn([name])
        wait_for(lambda: self.has_name("org.freedesktop.Notifications"), name)
        return process

    # eyes

    def pixels(self) -> Image.Image:
        """The screen as it is now."""
        # xwd looks at every window, and fails where one goes away meanwhile
        return picture(wait_for(self._dump, "a picture of the screen"))

    def screenshot(self, path: Path, box: Box | None = None) -> Path:
        """Save the screen, or a part of it, as PNG."""
        self.pixels().crop(box).save(path)
        return path

    def appeared(self, before: Image.Image) -> Box | None:
        """The box around everything that has changed since `before`; None: nothing has."""
        return ImageChops.difference(before, self.pixels()).getbbox()

    def popup(self, before: Image.Image) -> Box:
        """Where the window is that has opened since `before`, once it stands still."""
        seen: list[Box | None] = [None]

        def standing() -> Box | None:
            seen.append(self.appeared(before))
            return seen[-1] if seen[-1] == seen[-2] else None

        return wait_for(standing, "a window") or (0, 0, *self.size)

    # hands

    def move(self, x: int, y: int) -> None:
        """Put the pointer there, and wait until it is there."""
        self.run("xdotool", "mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there."""
        self.move(x, y)
        self.run("xdotool", "click", str(button))

    def press(self, before: Image.Image, label: str, number: int) -> None:
        """Press a button of the notification that has come since `before`: `number` from the left, named `label`.

        dunst draws no buttons; a middle click there opens a menu, which is what `dunstctl context` does.
        """
        if self.server == "dunst":
            (self.root / "choice").write_text(label)
            self.run("dunstctl", "context")
        else:
            self.click(*lowest_words(self.pixels(), self.popup(before))[number])

    def type(self, words: str) -> None:
        """Type into the window that has the focus."""
        self.run("xdotool", "type", words)

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

    def _place(self, name: str, where: str, **words: Path) -> Path:
        """Put a piece of furniture below `root`, with its $words filled in."""
        path = self.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template((FURNITURE / name).read_text()).substitute(words))
        return path

    def _start_display(self) -> None:
        ours, its = os.pipe()
        screen = "{}x{}x24".format(*self.size)
        # -noreset: otherwise it throws everybody out whenever its last client leaves, which may be an early xprop
        xvfb = ["Xvfb", "-displayfd", str(its), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
        with os.fdopen(ours) as number:
            self.spawn(xvfb, pass_fds=(its,))
            os.close(its)
            if not select.select([number], [], [], DEADLINE)[0]:
                raise DeadlineError("Xvfb does not start")
            self.environ["DISPLAY"] = f":{number.readline().strip()}"

    def _start_bus(self) -> None:
        # A directory of its own: with the system's, the first notification would start whatever is installed.
        # Started after the display, so that what the bus starts finds it.
        for service in Path("/usr/share/dbus-1/services").glob("org.xfce.Xfconf.service"):
            lines = service.read_text().splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith("SystemdService")]
            (self.root / "services" / service.name).write_text("".join(kept))
        socket = self.root / "run" / "bus"
        config = self._place("bus.conf", "bus.conf", socket=socket, services=self.root / "services")
        self._bus = self.spawn(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        wait_for(socket.exists, "session bus")

    def _start_panel(self, name: Panel) -> None:
        if name == "tint2":
            self.spawn(["tint2", "-c", str(self._place("tint2rc", "tint2rc"))])
            wait_for(lambda: self.run("xdotool", "search", "--class", "tint2"), name)
            return
        self._place("xfce4-panel.xml", "config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml")
        self.spawn(["xfce4-panel", "--disable-wm-check"], {"XDG_CURRENT_DESKTOP": "XFCE"})
        wait_for(lambda: self.has_name("org.kde.StatusNotifierWatcher"), name)

    def _dump(self) -> bytes:
        xwd = ["xwd", "-root", "-silent"]
        done = subprocess.run(xwd, env=self.environ, capture_output=True, timeout=DEADLINE, check=False)
        return b"" if done.returncode else done.stdout

    def _end_all(self) -> None:
        while self._running:
            self.end(self._running.pop())
