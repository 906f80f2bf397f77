"""Real session and power managers, told by programs to keep the screen awake.

Run with gnome-session 43.0, PowerDevil 5.27.5 and xfce4-power-manager 4.18.1 (Debian 12), each on a bus that is the
session's and the system's, so that the machine's own system bus is left alone.
"""

import asyncio
import os
import signal
import subprocess
import sys
from abc import abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder.attention.inhibitors import AGENT, AGENT_PATH, KEPT_AWAKE, POWER, POWER_MANAGER, SESSION
from reminder.bus import Connection, connect
from tests.attention.contract import PLENTY, SourceContract
from tests.conftest import need
from tests.desktop.conftest import OpenDesktop
from tests.desktop.programs import until
from tests.desktop.rig import Desktop

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]

ROWS = {source.name: source for source in KEPT_AWAKE}


class OnDesktop(SourceContract):
    """The contract on a real program. `holder` is the connection of a program that keeps the screen awake."""

    command: ClassVar[tuple[str, ...]]
    name: ClassVar[str]
    desktop: Desktop
    process: "subprocess.Popen[bytes]"
    holder: Connection
    cookie: int

    @pytest.fixture(autouse=True)
    def _stage(self, open_desktop: OpenDesktop, tmp_path: Path) -> None:
        program = next((path for path in Path("/usr").glob(self.command[0])), None)
        if program is None:
            need(self.command[0])
        self.desktop, self.root, self.program = open_desktop(), tmp_path, str(program)

    @property
    def environ(self) -> dict[str, str]:
        return self.desktop.environ | {"DBUS_SYSTEM_BUS_ADDRESS": self.desktop.environ["DBUS_SESSION_BUS_ADDRESS"]}

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        self.process = self.desktop.spawn([self.program, *self.command[1:]], self.environ)
        self.holder = await connect(self.environ, PLENTY)
        try:
            await until(lambda: self.holder.has_owner(self.name), self.name)
            yield
        finally:
            await self.holder.close()
            await asyncio.to_thread(self.desktop.end, self.process)

    async def turn_on(self) -> None:
        self.cookie = await self.inhibit()

    async def turn_off(self) -> None:
        await self.let_go(self.cookie)

    @abstractmethod
    async def inhibit(self) -> int:
        """Keep the screen awake; returns the number by which to let go."""

    @abstractmethod
    async def let_go(self, cookie: int) -> None:
        """Keep it awake no longer."""

    async def fall_mute(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)


class TestRealGnomeSession(OnDesktop):
    source, causes, name = ROWS["session manager"], ("Totem",), SESSION
    command = ("libexec/gnome-session-binary", "--builtin", "--session=quiet", "--disable-acceleration-check")

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        sessions = self.desktop.root / "data" / "gnome-session" / "sessions"
        sessions.mkdir(parents=True, exist_ok=True)
        (sessions / "quiet.session").write_text("[GNOME Session]\nName=Quiet\nRequiredComponents=\n")
        async with super().open_peer():
            yield

    async def inhibit(self) -> int:
        given = ("org.gnome.Totem", 0, "Playing a film", 8)
        (cookie,) = await self.holder.query(SESSION, "/org/gnome/SessionManager", f"{SESSION}.Inhibit", "susu", *given)
        return int(cookie)

    async def let_go(self, cookie: int) -> None:
        await self.holder.query(SESSION, "/org/gnome/SessionManager", f"{SESSION}.Uninhibit", "u", cookie)


class TestRealPowerDevil(OnDesktop):
    source, causes, name = ROWS["Plasma"], ("Haruna",), AGENT
    command = ("lib/*/libexec/org_kde_powerdevil",)

    async def inhibit(self) -> int:
        given = (4, "org.kde.haruna", "Playing a film")
        (cookie,) = await self.holder.query(AGENT, AGENT_PATH, f"{AGENT}.AddInhibition", "uss", *given)
        await until(self._enforced, "PowerDevil waits for 5 s to see whether it is meant")
        return int(cookie)

    async def _enforced(self) -> bool:
        (answer,) = await self.holder.query(AGENT, AGENT_PATH, f"{AGENT}.HasInhibition", "u", 4)
        return bool(answer)

    async def let_go(self, cookie: int) -> None:
        await self.holder.query(AGENT, AGENT_PATH, f"{AGENT}.ReleaseInhibition", "u", cookie)


class TestRealXfcePowerManager(OnDesktop):
    source, causes, name = ROWS["power manager"], ("Parole",), POWER
    command = ("bin/xfce4-power-manager", "--no-daemon")

    async def inhibit(self) -> int:
        service = POWER_MANAGER
        given = ("parole", "Playing a film")
        (cookie,) = await self.holder.query(service.name, service.path, f"{service.interface}.Inhibit", "ss", *given)
        return int(cookie)

    async def let_go(self, cookie: int) -> None:
        service = POWER_MANAGER
        await self.holder.query(service.name, service.path, f"{service.interface}.UnInhibit", "u", cookie)
