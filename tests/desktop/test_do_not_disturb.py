"""Real notification servers, silenced by the means their users have, and told so by the rows of the table.

Run with dunst 1.9.0, xfce4-notifyd 0.7.3 with xfconf 4.18.0, dconf 0.40.0; and, heavy, with GNOME Shell 43.9,
mako 1.7.1, swaync 0.7.3, mate-notification-daemon 1.26.0 (Debian 12).
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder.attention.do_not_disturb import DO_NOT_DISTURB
from reminder.bus import connect
from tests.attention.contract import PLENTY, SourceContract, read, run, set_trap, world
from tests.attention.peers import NOTIFICATIONS, GnomeShell
from tests.conftest import need
from tests.desktop.conftest import OpenDesktop
from tests.desktop.programs import printed, program, until
from tests.desktop.rig import Desktop
from tests.desktop.rig import program as where
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop

ROWS = {source.name: source for source in DO_NOT_DISTURB}

DCONF = "ca.desrt.dconf"
SCHEMA = "/usr/share/glib-2.0/schemas/org.gnome.desktop.notifications.gschema.xml"
"""In the package gsettings-desktop-schemas; without it gsettings knows no setting of GNOME's."""

DCONF_SERVICE = "/usr/libexec/dconf-service"
SHELL_SERVER = "/usr/share/gnome-shell/org.gnome.Shell.Notifications"
MATE_SERVER = "/usr/lib/mate-notification-daemon/mate-notification-daemon"


async def owned(environ: dict[str, str], name: str) -> None:
    """Wait until somebody owns this name."""
    connection = await connect(environ, PLENTY)
    await until(lambda: connection.has_owner(name), name)
    await connection.close()


class OnDesktop(SourceContract):
    """The contract on a server that needs a display. `settings` is where the desktop keeps its settings.

    `served`: a peer has run, which may start what it likes; without one, nothing may have been started.
    """

    server: ClassVar[str]
    settings: ClassVar[str] = "memory"
    desktop: Desktop
    process: "subprocess.Popen[bytes]"
    served = False

    @pytest.fixture(autouse=True)
    def _stage(self, open_desktop: OpenDesktop, tmp_path: Path) -> Iterator[None]:
        if where(self.server) is None:
            need(self.server)
        self.desktop, self.root = open_desktop(), tmp_path
        yield
        assert self.served or not self.desktop.has_name("org.xfce.Xfconf"), "a read has started a service"

    @property
    def environ(self) -> dict[str, str]:
        return self.desktop.environ | {"GSETTINGS_BACKEND": self.settings}

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        self.served = True
        self.process = self.desktop.spawn([self.server], self.environ)
        try:
            await owned(self.environ, NOTIFICATIONS)
            yield
        finally:
            await asyncio.to_thread(self.desktop.end, self.process)

    async def fall_mute(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)


class TestRealDunst(OnDesktop):
    source, causes, server = ROWS["dunst"], ("dunst",), "dunst"

    async def turn_on(self) -> None:
        await printed(self.environ, "dunstctl", "set-paused", "true")

    async def turn_off(self) -> None:
        await printed(self.environ, "dunstctl", "set-paused", "false")


class TestRealXfce(OnDesktop):
    source, causes, server = ROWS["Xfce"], ("Xfce",), "xfce4-notifyd"

    async def turn_on(self) -> None:
        await self._set("true")

    async def turn_off(self) -> None:
        await self._set("false")

    async def _set(self, value: str) -> None:
        need("xfconf-query")
        switch = ("-c", "xfce4-notifyd", "-p", "/do-not-disturb")
        await printed(self.environ, "xfconf-query", *switch, "-n", "-t", "bool", "-s", value)

    def test_resetting_the_switch_is_told_too(self) -> None:
        """A property removed is another signal than one changed."""

        async def story() -> None:
            async with self.open_peer():
                await self.turn_on()
                assert await read(self.source, self.environ) == self.causes
                await printed(self.environ, "xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-r")
                assert await read(self.source, self.environ) == ()

        run(story())


@pytest.mark.heavy
class TestRealMate(OnDesktop):
    source, causes, server, settings = ROWS["MATE"], ("MATE",), MATE_SERVER, "dconf"

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need(DCONF_SERVICE)
        writer = self.desktop.spawn([DCONF_SERVICE], self.environ)
        await owned(self.environ, DCONF)
        async with super().open_peer():
            yield
        await asyncio.to_thread(self.desktop.end, writer)

    async def turn_on(self) -> None:
        await printed(self.environ, "gsettings", "set", "org.mate.NotificationDaemon", "do-not-disturb", "true")

    async def turn_off(self) -> None:
        await printed(self.environ, "gsettings", "reset", "org.mate.NotificationDaemon", "do-not-disturb")


BANNERS = ("org.gnome.desktop.notifications", "show-banners")


class TestRealDconf(SourceContract):
    """GNOME's setting where GNOME keeps it, asked for by the real `gsettings`; the server alone is a double."""

    source, causes, startable = ROWS["GNOME"], ("GNOME",), (NOTIFICATIONS,)

    @property
    def environ(self) -> dict[str, str]:
        return world(self.bus, self.root, GSETTINGS_BACKEND="dconf")

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need("gsettings", SCHEMA, DCONF_SERVICE)
        service = program(DCONF_SERVICE, environ=self.environ, log=self.root / "dconf.log")
        async with GnomeShell(self.bus.address) as self.shell:
            with service:
                await owned(self.environ, DCONF)
                yield

    async def turn_on(self) -> None:
        await printed(self.environ, "gsettings", "set", *BANNERS, "false")

    async def turn_off(self) -> None:
        await printed(self.environ, "gsettings", "set", *BANNERS, "true")

    async def fall_mute(self) -> None:
        self.shell.mute = True

    def test_several_keys_at_once_are_a_change_too(self) -> None:
        """Then dconf tells the folder above them and not the key; so does a whole profile that is loaded."""

        async def story() -> None:
            async with self.open_peer():
                connection = await connect(self.environ, PLENTY)
                heard = asyncio.Event()
                connection.listen(lambda signal: heard.set() if signal.member == "Notify" else None, lambda: None)
                await connection.subscribe(*self.source.rules)

                await self.turn_on()
                await asyncio.wait_for(heard.wait(), PLENTY.total_seconds())

                heard.clear()
                await printed(self.environ, "gsettings", "reset-recursively", BANNERS[0])
                await asyncio.wait_for(heard.wait(), PLENTY.total_seconds())
                assert await read(self.source, self.environ) == ()
                await connection.close()

        run(story())


def test_a_setting_is_read_without_starting_who_writes_it(bus: PrivateBus, tmp_path: Path) -> None:
    """dconf is read from its file; its service is for writers, and a question must leave no process behind."""  # noqa: D403
    need("gsettings", SCHEMA)
    trap = set_trap(bus, DCONF)

    async def story() -> None:
        async with GnomeShell(bus.address):
            assert await read(ROWS["GNOME"], world(bus, tmp_path, GSETTINGS_BACKEND="dconf")) == ()

    run(story())
    assert not trap.exists()


@pytest.mark.heavy
class TestRealGnomeShell(SourceContract):
    """The whole of GNOME. A small program owns the name and passes every call on to the shell."""

    source, causes, startable = ROWS["GNOME"], ("GNOME",), (NOTIFICATIONS,)
    session: PrivateBus | None = None

    @property
    def environ(self) -> dict[str, str]:
        of_the_shell = self.session.environ if self.session else {}
        return world(self.bus, self.root, GSETTINGS_BACKEND="dconf", NO_AT_BRIDGE="1") | of_the_shell

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        need("gnome-shell", "gjs", "gsettings", SCHEMA, DCONF_SERVICE)
        from tests.desktop.gnome_rig import gnome

        with TemporaryDirectory(dir=self.root) as folder, ExitStack() as opened:
            async with gnome(Path(folder), "gnome-shell") as desktop:
                self.session = desktop.session_bus
                for name, command in ((DCONF, (DCONF_SERVICE,)), (NOTIFICATIONS, ("gjs", SHELL_SERVER))):
                    running = program(*command, environ=self.environ, log=self.root / f"{name}.log")
                    self.process = opened.enter_context(running)
                    await owned(self.environ, name)
                yield
        self.session = None

    async def turn_on(self) -> None:
        await printed(self.environ, "gsettings", "set", *BANNERS, "false")

    async def turn_off(self) -> None:
        await printed(self.environ, "gsettings", "reset", *BANNERS)

    async def fall_mute(self) -> None:
        self.process.send_signal(signal.SIGSTOP)


@pytest.mark.heavy
class OnSway(SourceContract):
    """The contract on a server that needs a compositor of the wlroots family."""

    server: ClassVar[str]
    process: "subprocess.Popen[bytes]"
    startable = (NOTIFICATIONS,)

    @pytest.fixture(autouse=True)
    def _compositor(self) -> Iterator[None]:
        need("sway", self.server)
        from tests.desktop.wayland_rig import sway

        with ExitStack() as opened:
            self.wayland = str(opened.enter_context(sway()).socket)
            yield

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        more = {"WAYLAND_DISPLAY": self.wayland, "GDK_BACKEND": "wayland", "NO_AT_BRIDGE": "1"}
        with program(self.server, environ=self.environ | more, log=self.root / "server.log") as self.process:
            await owned(self.environ, NOTIFICATIONS)
            yield

    async def fall_mute(self) -> None:
        self.process.send_signal(signal.SIGSTOP)


class TestRealMako(OnSway):
    source, causes, server = ROWS["mako before 1.10"], ("mako",), "mako"

    async def turn_on(self) -> None:
        await printed(self.environ, "makoctl", "mode", "-a", "do-not-disturb")

    async def turn_off(self) -> None:
        await printed(self.environ, "makoctl", "mode", "-r", "do-not-disturb")


class TestRealSwaync(OnSway):
    source, causes, server = ROWS["swaync"], ("swaync",), "swaync"

    async def turn_on(self) -> None:
        await printed(self.environ, "swaync-client", "--dnd-on")

    async def turn_off(self) -> None:
        await printed(self.environ, "swaync-client", "--dnd-off")
