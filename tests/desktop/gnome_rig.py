"""GNOME without a screen: mutter or GNOME Shell, headless, on buses of a test's own, with doubles of what starts them.

Run with mutter 43.8 and GNOME Shell 43.9 (Debian 12). Input is made as a remote desktop makes it.
"""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

from dbus_fast import Message, Variant

from reminder.bus import CallFailed, Connection, connect
from reminder.presence.mutter import MONITOR, MONITOR_PATH
from tests.presence.fake_logind import FakeLogind, FakeSession
from tests.presence.peer import DEADLINE_SECONDS, Peer, unknown
from tests.private_bus import PrivateBus

Program = Literal["mutter", "gnome-shell"]

SHIELD = "org.gnome.Shell.ScreenShield"
LOCK = "org.gnome.ScreenSaver"
LOCK_PATH = "/org/gnome/ScreenSaver"

REMOTE = "org.gnome.Mutter.RemoteDesktop"
REMOTE_PATH = "/org/gnome/Mutter/RemoteDesktop"

ANSWER = timedelta(seconds=10)
"""What a shell may take on a busy machine."""


class ShellLogind(FakeLogind):
    """As much of logind as GNOME Shell asks for. It must be in /run/systemd, too, or the shell does not look for it."""

    def answer(self, message: Message) -> Message | bool:
        (session,) = self.sessions.values()
        match message.member, message.body:
            case "SetLockedHint", [bool(locked)]:
                asyncio.ensure_future(self.change(session.id, locked=locked))  # noqa: RUF006 - sent before it could be collected
                return Message.new_method_return(message)
            case _:
                return super().answer(message)


class Greeter(Peer):
    """GDM, without which GNOME Shell has nobody to unlock it, and so does not lock."""

    name = "org.gnome.DisplayManager"

    def answer(self, message: Message) -> Message:
        match message.member:
            case "Get":
                return Message.new_method_return(message, "v", [Variant("s", "43.0")])
            case "RegisterSession":
                return Message.new_method_return(message)
            case _:
                return unknown(message)


class Gnome:
    """A running desktop. `session_bus` and `system_bus` are its own; `logind` knows one session, "2"."""

    def __init__(self, root: Path, program: Program) -> None:
        self.program = program
        self.session_bus, self.system_bus = (_bus(root / name) for name in ("session", "system"))
        self.logind = ShellLogind(self.system_bus.address, FakeSession())
        self._greeter = Greeter(self.system_bus.address)
        self._log = (root / "shell.log").open("wb")
        self._process: asyncio.subprocess.Process | None = None
        self._connection: Connection | None = None
        self._pointer = ""
        self.environ = self.session_bus.environ | {
            "DBUS_SYSTEM_BUS_ADDRESS": self.system_bus.address,
            "HOME": str(root),
            "PATH": os.environ["PATH"],
            "XDG_RUNTIME_DIR": str(root),
            "XDG_SESSION_ID": "2",
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "GNOME",
            "GSETTINGS_BACKEND": "memory",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
        }

    async def open(self) -> None:
        for bus in (self.session_bus, self.system_bus):
            bus.start()
        await self.logind.open()
        await self._greeter.open()
        self._connection = await connect(self.environ, ANSWER)
        await self.start()

    async def close(self) -> None:
        await self.kill()
        if self._connection is not None:
            await self._connection.close()
        await self._greeter.close()
        await self.logind.close()
        for bus in (self.session_bus, self.system_bus):
            bus.end()
        self._log.close()

    async def start(self) -> None:
        command = ["--headless", "--no-x11", "--virtual-monitor", "640x480", "--wayland-display", "wayland-gnome"]
        command += ["--wayland"] if self.program == "mutter" else []
        self._process = await asyncio.create_subprocess_exec(
            self.program, *command, env=self.environ, stdout=self._log, stderr=subprocess.STDOUT
        )
        await self._until_there()

    async def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._pointer = ""

    async def idle(self) -> timedelta:
        (milliseconds,) = await self.ask(MONITOR, MONITOR_PATH, f"{MONITOR}.GetIdletime")
        return timedelta(milliseconds=milliseconds)

    async def touch(self) -> None:
        """Move the pointer, and come back when the desktop has seen it."""
        loop = asyncio.get_running_loop()
        if not self._pointer:
            (self._pointer,) = await self.ask(REMOTE, REMOTE_PATH, f"{REMOTE}.CreateSession")
            await self.ask(REMOTE, self._pointer, f"{REMOTE}.Session.Start")
        begun = loop.time()
        for step in (5.0, -5.0):
            await self.ask(REMOTE, self._pointer, f"{REMOTE}.Session.NotifyPointerMotionRelative", "dd", step, step)
        async with asyncio.timeout(DEADLINE_SECONDS):
            while (await self.idle()).total_seconds() > loop.time() - begun:  # noqa: ASYNC110 - no event of ours
                await asyncio.sleep(0.01)

    async def rest(self, span: timedelta) -> None:
        """Until the shell itself says that nothing came for so long."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while await self.idle() < span:  # noqa: ASYNC110 - asked beside the backend, whose event is tried
                await asyncio.sleep(0.02)

    async def lock(self, *, on: bool) -> None:
        """As the user menu does it, and as the right password does."""
        if on:
            await self.ask(SHIELD, LOCK_PATH, f"{LOCK}.Lock")
        else:
            await self.ask(SHIELD, LOCK_PATH, f"{LOCK}.SetActive", "b", False)

    async def ask(self, name: str, path: str, method: str, signature: str = "", *body: object) -> list[object]:
        assert self._connection is not None
        return await self._connection.query(name, path, method, signature, *body)

    async def _until_there(self) -> None:
        names = [(MONITOR, MONITOR_PATH, f"{MONITOR}.GetIdletime")]
        if self.program == "gnome-shell":
            names.append((SHIELD, LOCK_PATH, f"{LOCK}.GetActive"))
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not await self._answers(names):
                assert self._process is not None
                assert self._process.returncode is None, f"{self.program} ended: see {self._log.name}"
                await asyncio.sleep(0.05)

    async def _answers(self, names: list[tuple[str, str, str]]) -> bool:
        try:
            for name, path, method in names:
                await self.ask(name, path, method)
        except CallFailed:
            return False
        return True


@asynccontextmanager
async def gnome(root: Path, program: Program) -> AsyncIterator[Gnome]:
    """A desktop for as long as the block."""
    desktop = Gnome(root, program)
    try:
        await desktop.open()
        yield desktop
    finally:
        await desktop.close()


def _bus(root: Path) -> PrivateBus:
    root.mkdir()
    return PrivateBus(root)
