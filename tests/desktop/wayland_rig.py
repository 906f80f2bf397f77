"""Wayland compositors without a screen, each in a folder of its own, and hands for them.

KWin speaks ext-idle-notify, and sway of Debian 12 KDE's older protocol alone. Neither needs a session bus here.
"""

import asyncio
import os
import shutil
import signal
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pywayland.client.display import Display
from pywayland.protocol_core.argument import Argument
from pywayland.protocol_core.interface import Interface
from pywayland.protocol_core.proxy import Proxy
from pywayland.scanner.argument import ArgumentType

from reminder.backends import Unavailable
from reminder.presence.wayland_idle import connect
from tests.desktop.rig import wait_for

NOBODY = 65534

INVISIBLE = "invisible"
"""A theme of pointers."""


@dataclass
class Compositor:
    """A running compositor. `touch` makes an input, and comes back when the compositor has it."""

    process: "subprocess.Popen[bytes]"
    socket: Path
    touch: Callable[[], None]

    def kill(self) -> None:
        """End it as a crash does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def kwin(root: Path) -> Iterator[Compositor]:
    """KDE's compositor, which takes input from any client that asks for its fake input."""
    # A copy has not got the file capability that a container may not grant; the name is looked at by KWin itself.
    program = shutil.copy(shutil.which("kwin_wayland") or "", root / "kwin_wayland")
    argv = [program, "--virtual", "--width", "320", "--height", "240", "--socket", "wayland-kwin"]
    environ = {"KWIN_WAYLAND_NO_PERMISSION_CHECKS": "1", "KWIN_COMPOSE": "Q", "LIBGL_ALWAYS_SOFTWARE": "1"}
    with _running(argv, root, environ, "wayland-kwin") as (process, socket), _hand(socket) as touch:
        yield Compositor(process, socket, touch)


@contextmanager
def sway(config: str = "") -> Iterator[Compositor]:
    """A wlroots compositor. It refuses to run as root, and then is somebody else's, so its folder is one for all."""
    with tempfile.TemporaryDirectory(prefix="sway-") as folder:
        root = Path(folder)
        (root / "config").write_text(f"seat * xcursor_theme {INVISIBLE} 24\n{config}")
        hide_pointer(root / "icons")
        argv = ["sway", "-c", str(root / "config")]
        if os.getuid() == 0:
            os.chown(root, NOBODY, NOBODY)
            argv = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups", *argv]
        environ = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        environ |= {"XCURSOR_PATH": str(root / "icons")}
        with _running(argv, root, environ, "wayland-1") as (process, socket):

            def touch() -> None:
                subprocess.run(["wtype", "-k", "Shift_L"], env={**os.environ, "WAYLAND_DISPLAY": socket}, check=True)

            yield Compositor(process, socket, touch)


def hide_pointer(icons: Path) -> None:
    """Put a theme of pointers there that nobody sees: a picture would show the pointer wherever a test had moved it."""
    kind, size, start = 0xFFFD0002, 24, 28
    contents = struct.pack("<3I", kind, size, start)
    image = struct.pack("<9I", 36, kind, size, 1, size, size, 0, 0, 0) + bytes(4 * size * size)
    cursors = icons / INVISIBLE / "cursors"
    cursors.mkdir(parents=True)
    for name in ("default", "left_ptr"):
        (cursors / name).write_bytes(struct.pack("<4s3I", b"Xcur", 16, 0x10000, 1) + contents + image)


@contextmanager
def _running(
    argv: list[str], root: Path, environ: dict[str, str], name: str
) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """Start one and wait until it answers."""
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            argv,
            env={"PATH": os.environ["PATH"], "HOME": str(root), "XDG_RUNTIME_DIR": str(root), **environ},
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(lambda: process.poll() is not None or _answers(root / name), argv[0], 60)
        assert process.poll() is None, (root / "log").read_text(errors="replace")
        yield process, root / name
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(socket: Path) -> bool:
    """Whether our own client can be served; the first answer may take a busy machine longer than a user's may."""
    before = os.environ.get("WAYLAND_DISPLAY")
    os.environ["WAYLAND_DISPLAY"] = str(socket)
    try:
        asyncio.run(connect()).close()
    except Unavailable:
        return False
    finally:
        os.environ.pop("WAYLAND_DISPLAY")
        if before is not None:
            os.environ["WAYLAND_DISPLAY"] = before
    return True


class FakeInput(Interface):
    """KWin's way to move the pointer for somebody: fake-input.xml in plasma-wayland-protocols, as far as used."""

    name = "org_kde_kwin_fake_input"
    version = 1


class FakeInputProxy(Proxy[FakeInput]):
    interface = FakeInput

    @FakeInput.request(Argument(ArgumentType.String), Argument(ArgumentType.String))
    def authenticate(self, application: str, reason: str) -> None:
        self._marshal(0, application, reason)

    @FakeInput.request(Argument(ArgumentType.Fixed), Argument(ArgumentType.Fixed))
    def pointer_motion(self, x: float, y: float) -> None:
        self._marshal(1, x, y)


@contextmanager
def _hand(socket: Path) -> Iterator[Callable[[], None]]:
    """Moves the pointer."""
    if not hasattr(FakeInput, "registry"):
        FakeInput._gen_c()
        FakeInput.proxy_class = FakeInputProxy
    display = Display(str(socket))
    display.connect()
    numbers: dict[str, int] = {}
    registry: Any = display.get_registry()
    registry.dispatcher["global"] = lambda _, number, interface, version: numbers.update({interface: number})
    display.roundtrip()
    hand = registry.bind(numbers[FakeInput.name], FakeInput, 1)
    hand.authenticate("reminder", "tests")

    def touch() -> None:
        for there_and_back in (10, -10):
            hand.pointer_motion(there_and_back, there_and_back)
        display.roundtrip()

    try:
        yield touch
    finally:
        display.disconnect()
