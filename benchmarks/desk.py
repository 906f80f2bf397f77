"""The desk that benchmarks measure at: a panel, a notification server, a sound server, a logind, somebody typing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Xlib import display
from Xlib.ext import screensaver

from benchmarks.copies import DeskOnCopies
from tests.desktop.rig import Desktop, wait_for
from tests.desktop.test_microphone import PULSEAUDIO
from tests.presence.fake_logind import FakeLogind, FakeSession, beside

KEY_EVERY_SECONDS = 0.5
UNTIL_IT_TYPES_SECONDS = 3


@contextmanager
def desk(root: Path, inside: int | None = None) -> Iterator[Desktop]:
    """An X11 desktop below this folder; its session bus is its system bus, too, with a logind on it.

    `inside`: the process in whose place it is, see copies.py.
    """
    with (
        DeskOnCopies(root, panel="xfce4-panel", server="dunst", inside=inside) as found,
        beside(FakeLogind(found.environ["DBUS_SESSION_BUS_ADDRESS"], FakeSession(type="x11"))),
    ):
        found.environ["DBUS_SYSTEM_BUS_ADDRESS"] = found.environ["DBUS_SESSION_BUS_ADDRESS"]
        found.environ["XDG_SESSION_ID"] = "2"
        found.spawn([*PULSEAUDIO, "--load=module-suspend-on-idle timeout=1"])  # as Debian sets it up, else it ticks
        wait_for(lambda: found.run("pactl", "info"), "the sound server")
        yield found


@contextmanager
def typing(at: Desktop) -> Iterator[None]:
    """Two keys a second."""
    over = threading.Event()

    def keys() -> None:
        while not over.wait(KEY_EVERY_SECONDS):
            at.touch()

    typist = threading.Thread(target=keys)
    typist.start()
    threading.Event().wait(UNTIL_IT_TYPES_SECONDS)
    try:
        yield
    finally:
        over.set()
        typist.join()


def idle_seconds(at: Desktop) -> float:
    """How long the X server has seen no input."""
    screen = display.Display(at.environ["DISPLAY"])
    try:
        return float(screensaver.query_info(screen.screen().root).idle) / 1000
    finally:
        screen.close()


def open_windows(at: Desktop) -> list[str]:
    """The names of the windows that the window manager knows of, without the panel's own."""
    listed = at.run("xprop", "-root", "_NET_CLIENT_LIST").partition("#")[2].replace(",", " ").split()
    names = [at.run("xprop", "-id", window, "WM_CLASS").partition("=")[2].strip() for window in listed]
    return [name for name in names if "panel" not in name]
