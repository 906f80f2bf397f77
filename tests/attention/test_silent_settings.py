"""Settings that silence a desktop, believed only where that desktop's own notification server runs."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from dbus_fast import Variant

from reminder.attention.silent_settings import SILENT_SETTINGS, XFCE
from tests.attention.contract import read, run, why_not, world
from tests.attention.peers import (
    NOTIFICATIONS,
    Cinnamon,
    GnomeShell,
    Mate,
    PeerContract,
    Server,
    Xfce,
)
from tests.private_bus import PrivateBus

ROWS = {source.name: source for source in SILENT_SETTINGS}


class TestXfce(PeerContract):
    source, causes, kind, startable = XFCE, ("Xfce",), Xfce, (NOTIFICATIONS, "org.xfce.Xfconf")


class InGSettings(PeerContract):
    """With a `gsettings` of the test's own, first on the PATH."""

    kind: ClassVar[type[GnomeShell]]
    startable = (NOTIFICATIONS, "ca.desrt.dconf")
    peer: GnomeShell

    @property
    def environ(self) -> dict[str, str]:
        return with_programs(self.bus, self.root / "bin")

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        async with super().open_peer():
            self.peer.install(self.root / "bin")
            yield


class TestGnome(InGSettings):
    source, causes, kind = ROWS["GNOME"], ("GNOME",), GnomeShell


class TestMate(InGSettings):
    source, causes, kind = ROWS["MATE"], ("MATE",), Mate


class TestCinnamon(InGSettings):
    source, causes, kind = ROWS["Cinnamon"], ("Cinnamon",), Cinnamon


def with_programs(bus: PrivateBus, folder: Path) -> dict[str, str]:
    environ = world(bus, bus.socket.parent)
    return environ | {"PATH": f"{folder}:{environ['PATH']}"}


def write_gsettings(folder: Path, script: str) -> None:
    folder.mkdir()
    (folder / "gsettings").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "gsettings").chmod(0o700)


@pytest.mark.parametrize("row", ROWS)
def test_a_setting_left_over_from_another_desktop_is_not_believed(bus: PrivateBus, tmp_path: Path, row: str) -> None:
    """It stays on the disk; whoever once silenced GNOME and now uses another desktop would never hear of us again."""
    write_gsettings(tmp_path / "bin", "echo false")

    async def story() -> None:
        async with Server(bus.address):
            refused = await why_not(ROWS[row], with_programs(bus, tmp_path / "bin"))
            assert str(refused) == "the notification server is Notification Daemon"

    run(story())


def test_without_gsettings_the_user_is_told_what_to_install(bus: PrivateBus, tmp_path: Path) -> None:
    """GNOME itself does not need the program."""
    (tmp_path / "empty").mkdir()

    async def story() -> None:
        async with GnomeShell(bus.address):
            refused = await why_not(ROWS["GNOME"], world(bus, tmp_path, PATH=str(tmp_path / "empty")))
            assert refused.fix == "install libglib2.0-bin, which has gsettings"

    run(story())


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo maybe", "printed something else than true or false"),
        ("true", "printed something else than true or false"),
        ("echo 'No such schema' >&2; exit 1", "gsettings failed: No such schema"),
        ("while :; do :; done", "gsettings did not answer"),
    ],
)
def test_a_gsettings_that_does_not_say_yes_or_no_is_a_reason(
    bus: PrivateBus, tmp_path: Path, script: str, words: str
) -> None:
    """Never a made-up "off"; and what hangs costs the limit and no more."""
    write_gsettings(tmp_path / "bin", script)

    async def story() -> None:
        async with GnomeShell(bus.address):
            limit = timedelta(seconds=1 if "not answer" in words else 10)
            refused = await why_not(ROWS["GNOME"], with_programs(bus, tmp_path / "bin"), limit)
            assert words in str(refused)
            assert refused.fix == ""

    run(story())


@pytest.mark.parametrize("missing", ["ChannelNotFound", "PropertyNotFound"])
def test_a_switch_of_xfce_never_touched_is_off(bus: PrivateBus, missing: str) -> None:
    """What was set is stored, and the daemon knows no defaults."""

    async def story() -> None:
        async with Xfce(bus.address) as peer:
            peer.errors["GetProperty"] = f"org.xfce.Xfconf.Error.{missing}"
            assert await read(XFCE, world(bus, bus.socket.parent)) == ()

    run(story())


def test_without_the_settings_daemon_xfce_cannot_tell(bus: PrivateBus) -> None:
    """And xfconfd is not started for a question: on another desktop that would change the session."""

    class NotifydAlone(Xfce):
        names = (NOTIFICATIONS,)

    async def story() -> None:
        async with NotifydAlone(bus.address):
            refused = await why_not(XFCE, world(bus, bus.socket.parent))
            assert str(refused) == "xfconfd, which keeps the settings of Xfce, is not running"

    run(story())


def test_a_value_of_another_type_is_not_taken_for_a_switch(bus: PrivateBus) -> None:
    """Whatever was put there by hand is kept."""

    async def story() -> None:
        async with Xfce(bus.address) as peer:
            await peer.turn(on=True)
            peer.answers[peer.path, "GetProperty"] = ("v", [Variant("s", "true")])
            assert "something else than on or off" in str(await why_not(XFCE, world(bus, bus.socket.parent)))

    run(story())
