"""Every notification server's own do-not-disturb, and which of them the table believes."""

import sys

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from reminder.attention.do_not_disturb import DO_NOT_DISTURB
from reminder.backends import Unavailable
from tests.attention.contract import read, run, why_not, world
from tests.attention.peers import (
    NOTIFICATIONS,
    Dunst,
    Mako,
    OldMako,
    PeerContract,
    Plasma,
    Server,
    Swaync,
    Xfce,
)
from tests.private_bus import PrivateBus

ROWS = {source.name: source for source in DO_NOT_DISTURB}


class TestPlasma(PeerContract):
    source, causes, kind, startable = ROWS["Plasma"], ("Plasma",), Plasma, (NOTIFICATIONS,)


class TestDunst(PeerContract):
    source, causes, kind, startable = ROWS["dunst"], ("dunst",), Dunst, (NOTIFICATIONS,)


class TestMako(PeerContract):
    source, causes, kind, startable = ROWS["mako"], ("mako",), Mako, (NOTIFICATIONS,)


class TestOldMako(PeerContract):
    source, causes, kind, startable = ROWS["mako before 1.10"], ("mako",), OldMako, (NOTIFICATIONS,)


class TestSwaync(PeerContract):
    source, causes, kind, startable = ROWS["swaync"], ("swaync",), Swaync, (NOTIFICATIONS,)


async def first_told(environ: dict[str, str]) -> str | None:
    """The first row that can tell; None: none can."""
    for source in DO_NOT_DISTURB:
        try:
            await read(source, environ)
        except Unavailable:
            continue
        return source.name
    return None


SERVERS: list[tuple[type[Server], str | None]] = [
    (Plasma, "Plasma"),
    (Dunst, "dunst"),
    (Mako, "mako"),
    (OldMako, "mako before 1.10"),
    (Swaync, "swaync"),
    (Xfce, "Xfce"),
    (Server, None),
]


@pytest.mark.parametrize(("server", "row"), SERVERS)
def test_each_server_is_told_by_its_own_row(bus: PrivateBus, server: type[Server], row: str | None) -> None:
    """The table is tried in order; a row that took another's server for its own would say "off" for it."""

    async def story() -> None:
        async with server(bus.address):
            assert await first_told(world(bus, bus.socket.parent)) == row

    run(story())


def test_a_user_who_changes_servers_is_told_by_the_new_one(bus: PrivateBus) -> None:
    """Trying out another server needs no new login, and no restart of ours."""
    environ = world(bus, bus.socket.parent)

    async def story() -> None:
        async with Dunst(bus.address) as dunst:
            await dunst.turn(on=True)
            assert await read(ROWS["dunst"], environ) == ("dunst",)
        async with Plasma(bus.address):
            assert str(await why_not(ROWS["dunst"], environ)) == "the notification server is not dunst, or an old one"
            assert await first_told(environ) == "Plasma"

    run(story())


def test_without_a_server_every_row_says_that(bus: PrivateBus) -> None:
    """A row that said "not dunst" would send the user looking for the wrong fault."""

    async def story() -> None:
        for source in DO_NOT_DISTURB:
            assert str(await why_not(source, world(bus, bus.socket.parent))) == "no notification server is running"

    run(story())


@pytest.mark.parametrize("mode", ["do-not-disturb", "DND", "Do_Not_Disturb", "dnd"])
def test_mako_is_silent_by_any_usual_name(bus: PrivateBus, mode: str) -> None:
    """In mako itself there is no do-not-disturb; users write a mode into their configuration and name it."""

    async def story() -> None:
        async with OldMako(bus.address) as peer:
            peer.mode = mode
            await peer.turn(on=True)
            assert await read(ROWS["mako before 1.10"], world(bus, bus.socket.parent)) == ("mako",)

    run(story())


def test_another_mode_of_mako_is_not_silence(bus: PrivateBus) -> None:
    """Such a mode may move notifications to another screen, for all we know."""

    async def story() -> None:
        async with OldMako(bus.address) as peer:
            peer.mode = "presentation"
            await peer.turn(on=True)
            assert await read(ROWS["mako before 1.10"], world(bus, bus.socket.parent)) == ()

    run(story())


@pytest.mark.parametrize(("told", "causes"), [([False, False, 0, True], ("swaync",)), ([False, True, 0, False], ())])
def test_swaync_is_silent_for_a_program_too(bus: PrivateBus, told: list[object], causes: tuple[str, ...]) -> None:
    """Since 0.8 a screen share may ask for silence; an open control center is none."""

    async def story() -> None:
        async with Swaync(bus.address) as peer:
            peer.answers[peer.path, "GetSubscribeData"] = ("(bbub)", [told])
            assert await read(ROWS["swaync"], world(bus, bus.socket.parent)) == causes

    run(story())


def test_another_server_with_plasma_s_property_is_called_by_its_own_name(bus: PrivateBus) -> None:
    """The property is on its way into the specification; a silence must not be laid to a desktop nobody has."""

    async def story() -> None:
        async with Plasma(bus.address) as peer:
            await peer.turn(on=True)
            peer.answers["/org/freedesktop/Notifications", "GetServerInformation"] = ("ssss", ["cosmic", "", "1", "1"])
            assert await read(ROWS["Plasma"], world(bus, bus.socket.parent)) == ("cosmic",)

    run(story())
