"""Services that answer nonsense, break off or fail: a source makes a statement of it, and never a traceback."""

import sys
from collections.abc import Iterable

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from dbus_fast import Variant

from reminder.attention import Source
from reminder.attention.do_not_disturb import DO_NOT_DISTURB
from reminder.attention.inhibitors import KEPT_AWAKE
from reminder.backends import Unavailable
from tests.attention.contract import read, run, why_not, world
from tests.attention.peers import (
    Dunst,
    GnomeShell,
    Logind,
    Mako,
    OldMako,
    Plasma,
    PolicyAgent,
    PolicyAgent6,
    PowerManager,
    ScriptedPeer,
    SessionManager,
    Swaync,
    Value,
    Xfce,
)
from tests.private_bus import PrivateBus

ROWS = {source.name: source for source in DO_NOT_DISTURB} | {f"{row.name}, awake": row for row in KEPT_AWAKE}

PEERS: list[tuple[str, type[ScriptedPeer]]] = [
    ("Plasma", Plasma),
    ("dunst", Dunst),
    ("mako", Mako),
    ("mako before 1.10", OldMako),
    ("swaync", Swaync),
    ("Xfce", Xfce),
    ("GNOME", GnomeShell),
    ("session manager, awake", SessionManager),
    ("Plasma, awake", PolicyAgent),
    ("Plasma, awake", PolicyAgent6),
    ("power manager, awake", PowerManager),
    ("logind, awake", Logind),
]
EACH = pytest.mark.parametrize(
    ("row", "kind"), PEERS, ids=lambda each: each if isinstance(each, str) else each.__name__
)

NONSENSE: list[Value] = [
    ("", []),
    ("b", [True]),
    ("i", [-7]),
    ("s", ["yes"]),
    ("as", [["yes"]]),
    ("ai", [[1]]),
    ("ao", [["/"]]),
    ("a{sv}", [{"paused": Variant("b", True)}]),
    ("(bb)", [[True, True]]),
    ("a(ssssuu)", [[["idle", "x", "y", "block", 0, 1]]]),
    ("a(ss)", [[["idle", "x"]]]),
    ("v", [Variant("v", Variant("b", True))]),
    ("v", [Variant("s", "yes")]),
    ("v", [Variant("a(s)", [["idle"]])]),
    ("bb", [True, True]),
]


def members(peer: ScriptedPeer) -> list[str]:
    """Everything that may be asked of it."""
    return sorted({member for _, member in peer.answers} | {"Get"})


async def turned_on(peer: ScriptedPeer, bus: PrivateBus) -> None:
    if isinstance(peer, GnomeShell):
        peer.install(bus.socket.parent / "bin")
    await peer.turn(on=True)


def environ(bus: PrivateBus) -> dict[str, str]:
    told = world(bus, bus.socket.parent)
    return told | {"PATH": f"{bus.socket.parent / 'bin'}:{told['PATH']}"}


async def read_or_refused(source: Source, bus: PrivateBus) -> None:
    """Reads; whatever comes must be names, or `Unavailable` with one line of text."""
    told: Iterable[str]
    try:
        told = await read(source, environ(bus))
    except Unavailable as refused:
        told = [str(refused)]
    assert all(isinstance(each, str) and each and "\n" not in each for each in told)


@EACH
def test_nonsense_is_no_traceback(bus: PrivateBus, row: str, kind: type[ScriptedPeer]) -> None:
    """Whoever owns a name may answer what they like, and the service must live through the working day."""

    async def story() -> None:
        async with kind(bus.address) as peer:
            await turned_on(peer, bus)
            for member in members(peer):
                for value in NONSENSE:
                    peer.instead = {member: value}
                    await read_or_refused(ROWS[row], bus)

    run(story())


@EACH
def test_an_error_is_told_in_one_line(bus: PrivateBus, row: str, kind: type[ScriptedPeer]) -> None:
    """It stands in a row of `reminder doctor`."""

    async def story() -> None:
        async with kind(bus.address) as peer:
            await turned_on(peer, bus)
            for member in members(peer):
                peer.errors = {member: "org.example.Error"}
                await read_or_refused(ROWS[row], bus)
            peer.errors = dict.fromkeys(members(peer), "org.example.Error")
            assert "not today, sorry" in str(await why_not(ROWS[row], environ(bus)))

    run(story())


@EACH
def test_a_peer_that_leaves_over_a_question_is_unavailable(bus: PrivateBus, row: str, kind: type[ScriptedPeer]) -> None:
    """A server restarted in this very moment; the next look meets the new one."""

    async def story() -> None:
        asked = 0
        for member in members(kind(bus.address)):
            async with kind(bus.address) as peer:
                await turned_on(peer, bus)
                peer.vanishes_at = member
                await read_or_refused(ROWS[row], bus)
                asked += peer.gone
        assert asked

    run(story())


@pytest.mark.parametrize("row", ROWS)
def test_without_a_bus_no_source_can_tell(row: str) -> None:
    """Before a login, or over ssh."""

    async def story() -> None:
        await why_not(ROWS[row], {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere", "PATH": "/usr/bin:/bin"})

    run(story())
