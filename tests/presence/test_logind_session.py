"""Which session is ours: in a terminal, as a service, at one of two seats, over the network, beside somebody else."""

import asyncio
import os
import sys

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no system bus here", allow_module_level=True)

from datetime import timedelta

from dbus_fast import Variant

from reminder.backends import Unavailable
from reminder.bus import CallFailed, connect_system
from reminder.presence.logind_session import LOGIND, Session, find_session
from tests.presence.fake_logind import FakeLogind, FakeSession
from tests.presence.peer import Tripwire
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop

SOMEBODY = os.getuid() + 1


def found(bus: PrivateBus, logind: FakeLogind | None, *, limit: float = 20, **environ: str) -> Session:
    """The session that is found."""

    async def story() -> Session:
        if logind is not None:
            await logind.open()
        connection = await connect_system({"DBUS_SYSTEM_BUS_ADDRESS": bus.address}, timedelta(seconds=limit))
        try:
            return await find_session(connection, environ)
        finally:
            await connection.close()
            if logind is not None:
                await logind.close()

    return asyncio.run(story())


def test_the_session_named_in_the_environment_comes_first(bus: PrivateBus) -> None:
    """It is the one that the process was started in."""
    logind = FakeLogind(bus.address, FakeSession("1"), FakeSession("2"), auto="1")

    assert found(bus, logind, XDG_SESSION_ID="2") == Session(
        "2", "/org/freedesktop/login1/session/_32", "seat0", "wayland"
    )


@pytest.mark.parametrize("auto", ["2", "5", ""])
def test_a_session_that_is_kept_for_what_is_left_of_it_is_passed_over(bus: PrivateBus, auto: str) -> None:
    """A tmux of an earlier login keeps that session there, never active again, and its name in the environment."""
    logind = FakeLogind(
        bus.address, FakeSession("2", type="tty", active=False, closing=True), FakeSession("5"), auto=auto
    )

    assert found(bus, logind, XDG_SESSION_ID="2").id == "5"


def test_a_service_of_systemd_user_has_no_session_but_logind_knows_whose_it_is(bus: PrivateBus) -> None:
    """It is started outside every session; "auto" is the user's graphical one."""
    logind = FakeLogind(bus.address, FakeSession("1", seat=""), FakeSession("2"), auto="2")

    assert found(bus, logind).id == "2"


def test_a_name_left_over_from_a_session_that_has_ended_is_passed_over(bus: PrivateBus) -> None:
    """A tmux keeps the environment of a login of last week."""
    logind = FakeLogind(bus.address, FakeSession("7"), auto="7")

    assert found(bus, logind, XDG_SESSION_ID="2").id == "7"


def test_a_path_that_does_not_answer_is_no_session(bus: PrivateBus) -> None:
    """Some doubles of logind make one up for every name they are asked for."""
    logind = FakeLogind(bus.address, FakeSession("4"))
    logind.invents_paths = True

    assert found(bus, logind).id == "4"


def test_of_two_seats_it_is_the_one_we_sit_at(bus: PrivateBus) -> None:
    """Two screens and keyboards on one machine, the same account logged in at both."""
    seats = FakeSession("1", seat="seat0"), FakeSession("2", seat="seat1")

    assert found(bus, FakeLogind(bus.address, *seats), XDG_SEAT="seat1").id == "2"
    assert found(bus, FakeLogind(bus.address, *seats), XDG_SEAT="seat0").id == "1"


def test_the_other_seat_may_be_somebody_elses(bus: PrivateBus) -> None:
    """Their lock is not ours."""
    logind = FakeLogind(bus.address, FakeSession("1", uid=SOMEBODY), FakeSession("2", seat="seat1"))

    assert found(bus, logind).id == "2"


def test_the_session_in_front_on_a_seat_is_better_than_one_behind_or_over_the_network(bus: PrivateBus) -> None:
    """Nothing else tells which of one's own sessions one is in."""
    logind = FakeLogind(
        bus.address,
        FakeSession("1", seat="", type="tty"),
        FakeSession("2", active=False),
        FakeSession("3"),
        FakeSession("4", active=False),
    )

    assert found(bus, logind).id == "3"


def test_a_remote_desktop_is_a_session_without_a_seat(bus: PrivateBus) -> None:
    """xrdp, GNOME's remote login: one sits at another screen, but one sits."""
    logind = FakeLogind(bus.address, FakeSession("1", seat="", type="tty"), FakeSession("2", seat="", type="x11"))

    assert found(bus, logind) == Session("2", "/org/freedesktop/login1/session/_32", "", "x11")


def test_a_session_of_another_user_in_the_environment_is_not_ours(bus: PrivateBus) -> None:
    """`su` and `sudo -E` hand it on."""
    logind = FakeLogind(bus.address, FakeSession("1", uid=SOMEBODY), FakeSession("2"))

    assert found(bus, logind, XDG_SESSION_ID="1").id == "2"


def test_greeters_and_service_managers_are_no_sessions_to_sit_in(bus: PrivateBus) -> None:
    """In systemd 256 logind lists the user's service manager as a session of the class "manager"."""
    logind = FakeLogind(bus.address, FakeSession("1", kind="manager"), FakeSession("2"), auto="1")

    assert found(bus, logind, XDG_SESSION_ID="1").id == "2"


@pytest.mark.parametrize(
    "sessions",
    [(), (FakeSession("1", uid=SOMEBODY),), (FakeSession("1", kind="manager"),), (FakeSession("1", closing=True),)],
)
def test_without_a_session_it_says_so_and_what_helps(bus: PrivateBus, sessions: tuple[FakeSession, ...]) -> None:
    """A service started by cron before anybody has logged in."""
    with pytest.raises(Unavailable, match="no session of this user") as refused:
        found(bus, FakeLogind(bus.address, *sessions))

    assert "desktop session" in refused.value.fix


def test_without_logind_it_says_so_and_starts_none(bus: PrivateBus) -> None:
    """The bus of a system without systemd may know how to start something of this name."""
    wire = Tripwire(bus, LOGIND)

    with pytest.raises(Unavailable, match="neither systemd-logind nor elogind") as refused:
        found(bus, None, XDG_SESSION_ID="2")

    assert "elogind" in refused.value.fix
    assert not wire.touched


def test_a_logind_that_does_not_answer_is_asked_once(bus: PrivateBus) -> None:
    """Three ways to ask in vain would be three time limits at login."""
    logind = FakeLogind(bus.address, FakeSession("2"))
    logind.mute = True

    with pytest.raises(CallFailed, match="did not answer"):
        found(bus, logind, limit=2, XDG_SESSION_ID="2")

    assert logind.calls == ["GetSession"]


@pytest.mark.parametrize("member", ["GetSession", "ListSessions"])
def test_what_is_forbidden_is_passed_over(bus: PrivateBus, member: str) -> None:
    """A policy of the bus may allow one way to ask and not another."""
    logind = FakeLogind(bus.address, FakeSession("2"), auto="2")
    logind.errors = {member: "org.freedesktop.DBus.Error.AccessDenied"}

    assert found(bus, logind).id == "2"


@pytest.mark.parametrize(
    ("member", "answer"),
    [
        ("GetSession", ("u", [2])),
        ("ListSessions", ("", [])),
        ("ListSessions", ("as", [["2"]])),
        ("GetAll", ("s", ["wayland"])),
        ("GetAll", ("a{sv}", [{"Seat": Variant("s", "seat0")}])),
    ],
)
def test_nonsense_is_logind_in_trouble_and_no_traceback(
    bus: PrivateBus, member: str, answer: tuple[str, list[object]]
) -> None:
    """Some doubles and forks of logind answer whatever they like."""
    logind = FakeLogind(bus.address, FakeSession("2"))
    logind.garbled = {member: answer}

    with pytest.raises(CallFailed, match=r"answered \w+ with something else"):
        found(bus, logind)
