"""Who keeps the screen awake, on every desktop's own service, and who only seems to."""

import os
import sys
from typing import ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder.attention import Causes
from reminder.attention.inhibitors import KEPT_AWAKE
from tests.attention.contract import read, run, why_not, world
from tests.attention.peers import (
    Logind,
    PeerContract,
    PolicyAgent,
    PolicyAgent6,
    PowerManager,
    SessionManager,
)
from tests.private_bus import PrivateBus

ROWS = {source.name: source for source in KEPT_AWAKE}


class TestSessionManager(PeerContract):
    source, causes, kind, startable = ROWS["session manager"], ("Firefox",), SessionManager, SessionManager.names


class TestPlasma5(PeerContract):
    source, causes, kind, startable = ROWS["Plasma"], ("vlc",), PolicyAgent, PolicyAgent.names


class TestPlasma6(PeerContract):
    source, causes, kind, startable = ROWS["Plasma"], ("Haruna",), PolicyAgent6, PolicyAgent.names


class TestPowerManager(PeerContract):
    source, causes, kind, startable = ROWS["power manager"], ("Parole",), PowerManager, PowerManager.names


class TestLogind(PeerContract):
    source, causes, kind, startable = ROWS["logind"], ("mpv",), Logind, Logind.names


@pytest.mark.parametrize(
    ("inhibitors", "causes"),
    [
        ({1: ("firefox", 12), 2: ("org.gnome.Totem", 8)}, ("Firefox", "Totem")),
        ({1: ("firefox", 8), 2: ("firefox", 8)}, ("Firefox",)),
        ({1: ("org.gnome.Software", 4), 2: ("vlc", 8)}, ("vlc",)),
        ({1: ("org.gnome.Software", 4)}, ()),
        ({1: ("", 8)}, ("a program without a name",)),
    ],
)
def test_in_gnome_those_count_who_inhibit_idleness(
    bus: PrivateBus, inhibitors: dict[int, tuple[str, int]], causes: Causes
) -> None:
    """Somebody who installs updates inhibits sleep, and nobody watches that. Two windows are one program."""

    async def story() -> None:
        async with SessionManager(bus.address) as peer:
            peer.inhibit(inhibitors)
            assert await read(ROWS["session manager"], world(bus, bus.socket.parent)) == causes

    run(story())


def test_an_inhibitor_that_ends_while_being_asked_about_is_left_out(bus: PrivateBus) -> None:
    """A film may end at any moment, and the others go on."""

    async def story() -> None:
        async with SessionManager(bus.address) as peer:
            peer.inhibit({1: ("firefox", 8), 2: ("vlc", 8)})
            del peer.answers[f"{peer.path}/Inhibitor1", "GetFlags"]
            del peer.answers[f"{peer.path}/Inhibitor2", "GetAppId"]
            assert await read(ROWS["session manager"], world(bus, bus.socket.parent)) == ()

    run(story())


@pytest.mark.parametrize(
    ("listed", "causes"),
    [
        (("a(ss)", [[["vlc", "a film"], ["Dolphin", "copying"]]]), ("vlc", "Dolphin")),
        (("aas", [[["vlc", "a film"], ["vlc", "a film"]]]), ("vlc",)),
        (("a{ss}", [{"org.kde.haruna": "a film"}]), ("Haruna",)),
        (("aas", [[[]]]), ("a program without a name",)),
        (("ai", [[5]]), ("a program without a name",)),
        (("b", [True]), ("a program without a name",)),
    ],
)
def test_before_plasma_6_5_all_are_named_where_the_screen_is_kept_awake(
    bus: PrivateBus, listed: tuple[str, list[object]], causes: Causes
) -> None:
    """That it is kept awake is certain, by whom of them is not told; the list has had three shapes."""

    async def story() -> None:
        async with PolicyAgent(bus.address) as peer:
            await peer.turn(on=True)
            peer.answers[peer.path, "ListInhibitions"] = listed
            assert await read(ROWS["Plasma"], world(bus, bus.socket.parent)) == causes

    run(story())


def test_in_plasma_the_freedesktop_interface_is_not_asked(bus: PrivateBus) -> None:
    """There it is about sleep: a copied file would pass for somebody in front of the screen."""

    async def story() -> None:
        async with PolicyAgent(bus.address):
            refused = await why_not(ROWS["power manager"], world(bus, bus.socket.parent))
            assert "sleep alone" in str(refused)

    run(story())


def test_a_power_manager_that_names_nobody_is_believed(bus: PrivateBus) -> None:
    """Asking for names is Xfce's addition to the interface."""

    async def story() -> None:
        async with PowerManager(bus.address) as peer:
            await peer.turn(on=True)
            del peer.answers[peer.path, "GetInhibitors"]
            causes = await read(ROWS["power manager"], world(bus, bus.socket.parent))
            assert causes == ("a program without a name",)

    run(story())


class LogindOfAUser(Logind):
    mine = os.getuid()


class TestLogindOfAUser(TestLogind):
    """Under the user's own id, which is not root's as above."""

    kind: ClassVar[type[Logind]] = LogindOfAUser


def test_a_weak_block_is_a_block(bus: PrivateBus) -> None:
    """The mode that systemd 257 brought; the user may override it, and until then the screen stays on."""

    async def story() -> None:
        async with Logind(bus.address) as peer:
            peer.inhibit(
                ["idle", "systemd-inhibit", "sleep 60", "block-weak", 0, 1], ["idle", "mpv", "", "block", 0, 2]
            )
            assert await read(ROWS["logind"], world(bus, bus.socket.parent)) == ("Systemd inhibit", "mpv")

    run(story())
