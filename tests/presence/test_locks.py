"""The lock watch between logind and the lockers: what one says, what two say, what is left when one falls silent."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no message bus here", allow_module_level=True)

from dbus_fast import Variant

from reminder.bus import CallFailed, Connection, connect, connect_system
from reminder.core.events import Locked, LockLost, Unlocked
from reminder.presence.locks import LockEvent, LockWatch, Part
from reminder.presence.locks_screensaver import LOCKERS
from reminder.presence.logind_session import LOGIND, SESSION
from reminder.wire import Message
from tests.conftest import need
from tests.presence.contract import settle
from tests.presence.fake_locker import FakeLocker
from tests.presence.fake_logind import FakeLogind, FakeSession
from tests.presence.peer import Peer, Tripwire, until
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
LOCKED, UNLOCKED, LOST = Locked(NINE), Unlocked(NINE), LockLost(NINE)
PLASMA, GNOME, XFCE, CINNAMON, MATE = LOCKERS
SOON = timedelta(seconds=0.5)
QUICKLY = tuple(timedelta(seconds=seconds) for seconds in (0, 0.05, 0.1))

Heard = list[LockEvent]


@pytest.fixture
def system(tmp_path: Path) -> Iterator[PrivateBus]:
    """A bus in the place of the system's."""
    need("dbus-daemon")
    folder = tmp_path / "system"
    folder.mkdir()
    bus = PrivateBus(folder)
    bus.start()
    yield bus
    bus.end()


@dataclass
class Buses:
    """Both buses of a machine, and the watch on them."""

    session: PrivateBus
    system: PrivateBus
    told: Heard = field(default_factory=list)
    resumed: int = 0

    @property
    def environ(self) -> dict[str, str]:
        return self.session.environ | {"DBUS_SYSTEM_BUS_ADDRESS": self.system.address, "XDG_SESSION_ID": "2"}

    def watch(self, limit: timedelta = 20 * SOON) -> LockWatch:
        self.lock_watch = LockWatch(self.told.append, self._resume, lambda: NINE, self.environ, limit, delays=QUICKLY)
        return self.lock_watch

    async def heard(self, *told: LockEvent) -> None:
        """Until exactly this has been told, and nothing more comes of it."""
        await until(lambda: len(self.told) >= len(told))
        await settle()
        assert list(told) == self.told

    def _resume(self) -> None:
        self.resumed += 1


@pytest.fixture
def buses(bus: PrivateBus, system: PrivateBus) -> Buses:
    return Buses(bus, system)


@asynccontextmanager
async def watched(buses: Buses, *peers: Peer, limit: timedelta = 20 * SOON) -> AsyncIterator[LockWatch]:
    """A watch that is open, on a machine on which these run."""
    for peer in peers:
        await peer.open()
    watch = buses.watch(limit)
    try:
        await watch.open()
        yield watch
    finally:
        await watch.close()
        for peer in peers:
            await peer.close()


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 60))


def parts(watch: LockWatch) -> tuple[Part, Part]:
    lock, sleep = watch.parts
    assert (lock.name, sleep.name) == ("lock", "sleep")
    return lock, sleep


# One source


def test_logind_tells_the_lock(buses: Buses) -> None:
    """GNOME, Plasma and light-locker set LockedHint."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind) as watch:
            await settle()
            assert buses.told == []

            await logind.change("2", locked=True)
            await buses.heard(LOCKED)
            await logind.change("2", locked=False)
            await buses.heard(LOCKED, UNLOCKED)

            lock, sleep = parts(watch)
            assert lock.used == ("logind (session 2)",)
            assert sleep == Part("sleep", ("logind",), ())

    run(story())


def test_somebody_elses_session_in_front_is_absence(buses: Buses) -> None:
    """Who switches users, or to a text console, has left this desk (D1), whether it is locked or not."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind):
            await logind.change("2", active=False)
            await buses.heard(LOCKED)
            await logind.change("2", locked=True)
            await logind.change("2", active=True)
            await logind.change("2", locked=False)
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_an_x_server_on_another_console_is_not_behind_its_terminal(buses: Buses) -> None:
    """`startx -- vt7`: its session is that of the terminal, which is not active while one works."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(type="tty", active=False))
        async with watched(buses, logind):
            await settle()
            assert buses.told == []

            await logind.change("2", locked=True)
            await buses.heard(LOCKED)

    run(story())


def test_the_other_seat_is_not_ours(buses: Buses) -> None:
    """Two people at one machine, each with a lock of their own."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(), FakeSession("3", seat="seat1"))
        async with watched(buses, logind):
            await logind.change("3", locked=True, active=False)
            await logind.change("2", locked=True)
            await buses.heard(LOCKED)
            await logind.change("3", locked=False, active=True)
            await logind.change("2", locked=False)
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_remote_desktop_has_a_lock_too(buses: Buses) -> None:
    """It has no seat; logind holds it active."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(seat="", type="x11"))
        async with watched(buses, logind):
            await logind.change("2", locked=True)
            await buses.heard(LOCKED)

    run(story())


def test_a_change_that_is_only_announced_is_asked_for(buses: Buses) -> None:
    """The value may be left out of the signal."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind):
            await logind.change("2", invalidate=True, locked=True)
            await buses.heard(LOCKED)

    run(story())


@pytest.mark.parametrize("locker", LOCKERS, ids=lambda locker: locker.name)
def test_each_locker_on_the_session_bus_tells_the_lock(buses: Buses, locker: Any) -> None:
    """Xfce, MATE and Cinnamon tell logind nothing."""

    async def story() -> None:
        fake = FakeLocker(buses.session.address, locker)
        async with watched(buses, fake) as watch:
            await fake.turn(active=True)
            await buses.heard(LOCKED)
            await fake.turn(active=False)
            await buses.heard(LOCKED, UNLOCKED)

            assert parts(watch)[0].used == (locker.name,)

    run(story())


def test_plasma_says_it_twice_and_is_heard_once(buses: Buses) -> None:
    """From /ScreenSaver, too."""

    async def story() -> None:
        plasma = FakeLocker(buses.session.address, PLASMA)
        plasma.says_it_twice_at = "/ScreenSaver"
        async with watched(buses, plasma):
            await plasma.turn(active=True)
            await plasma.turn(active=False)
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


@pytest.mark.parametrize("source", ["logind", "behind", "locker"])
def test_a_screen_that_is_locked_at_the_start_is_told_in_the_first_turn(buses: Buses, source: str) -> None:
    """A service started by a timer, or again after an update, in front of a locked screen; nothing before that."""

    async def story() -> None:
        session = FakeSession(locked=source == "logind", active=source != "behind")
        peers = (
            FakeLogind(buses.system.address, session),
            FakeLocker(buses.session.address, XFCE, active=source == "locker"),
        )
        async with watched(buses, *peers):
            assert buses.told == []
            await asyncio.sleep(0)
            assert buses.told == [LOCKED]

    run(story())


def test_a_resume_is_told_at_its_end(buses: Buses) -> None:
    """The clocks are to be looked at when the machine has woken up, not when it is about to sleep."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind):
            await logind.prepare_for_sleep(start=True)
            await logind.change("2", locked=True)
            await buses.heard(LOCKED)
            assert buses.resumed == 0
            await logind.prepare_for_sleep(start=False)
            await until(lambda: buses.resumed)

            assert buses.resumed == 1

    run(story())


# Several


def test_it_is_locked_as_long_as_anybody_says_so_and_told_once(buses: Buses) -> None:
    """GNOME tells both buses, in an order of its own."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        gnome = FakeLocker(buses.session.address, GNOME)
        async with watched(buses, logind, gnome) as watch:
            assert parts(watch)[0] == Part("lock", ("logind (session 2)", GNOME.name), ())
            await gnome.turn(active=True)
            await buses.heard(LOCKED)
            await logind.change("2", locked=True)
            await until(lambda: watch._claims.said["logind"])
            await gnome.turn(active=False)
            await until(lambda: not watch._claims.said[GNOME.name])
            assert watch.locked
            await logind.change("2", locked=False)
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_locker_that_leaves_the_bus_locks_nothing(buses: Buses) -> None:
    """It crashed, and the screen is open; nobody would ever say so. Nor has anybody returned."""

    async def story() -> None:
        mate = FakeLocker(buses.session.address, MATE, active=True)
        async with watched(buses, mate) as watch:
            await buses.heard(LOCKED)
            await mate.close()
            await buses.heard(LOCKED, LOST)

            assert parts(watch)[0].used == ()

    run(story())


def test_what_was_lost_is_no_return_even_when_it_is_found_unlocked_later(buses: Buses) -> None:
    """A new locker has locked nothing yet, whoever is or is not there; input tells that."""

    async def story() -> None:
        mate = FakeLocker(buses.session.address, MATE, active=True)
        async with watched(buses, mate) as watch:
            await buses.heard(LOCKED)
            await mate.close()
            mate.active = False
            await mate.open()
            await until(lambda: parts(watch)[0].used == (MATE.name,))
            await buses.heard(LOCKED, LOST)

    run(story())


def test_who_unlocks_has_returned_whoever_was_lost_before(buses: Buses) -> None:
    """What counts is how the last of them ended; the others may not know of the lock, or have gone."""

    async def story() -> None:
        mate, xfce, gnome = (FakeLocker(buses.session.address, locker) for locker in (MATE, XFCE, GNOME))
        async with watched(buses, mate, xfce, gnome) as watch:
            await mate.turn(active=True)
            await xfce.turn(active=True)
            await until(lambda: watch._claims.said[MATE.name] and watch._claims.said[XFCE.name])
            await mate.close()
            await until(lambda: MATE.name not in watch._claims.said)
            await xfce.turn(active=False)
            await buses.heard(LOCKED, UNLOCKED)

            await gnome.turn(active=True)
            await xfce.turn(active=True)
            await until(lambda: watch._claims.said[GNOME.name] and watch._claims.said[XFCE.name])
            await gnome.turn(active=False)
            await until(lambda: not watch._claims.said[GNOME.name])
            await xfce.close()
            await buses.heard(LOCKED, UNLOCKED, LOCKED, LOST)

    run(story())


def test_a_locker_that_comes_later_is_asked(buses: Buses) -> None:
    """Many are started by the lock itself, and are active before anybody could listen."""

    async def story() -> None:
        async with watched(buses):
            cinnamon = FakeLocker(buses.session.address, CINNAMON, active=True)
            await cinnamon.open()
            await buses.heard(LOCKED)
            await cinnamon.close()

    run(story())


# What is missing


def test_without_any_bus_it_says_what_is_missing_and_does_not_fail(tmp_path: Path) -> None:
    """A container, a bare login: presence may still be told, only the lock is not."""

    async def story() -> None:
        environ = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/none"}
        watch = LockWatch(lambda event: None, lambda: None, lambda: NINE, environ, delays=QUICKLY)
        await watch.open()
        await asyncio.gather(*watch._tasks)  # given up: nothing goes on without a bus

        lock, sleep = parts(watch)
        assert lock.used == sleep.used == ()
        assert [refusal.name for refusal in lock.refused] == ["logind", "screen locker"]
        assert "system bus cannot be reached" in lock.refused[0].reason
        assert "no session bus" in lock.refused[1].reason
        assert sleep.refused == lock.refused[:1]
        await watch.close()

    run(story())


def test_where_nobody_serves_it_says_so_and_starts_nobody(buses: Buses) -> None:
    """A bus starts what is called; a locker started by a question would be a new program on somebody's desktop."""

    async def story() -> None:
        session = Tripwire(buses.session, "org.gnome.ScreenSaver", *(locker.name for locker in LOCKERS))
        system = Tripwire(buses.system, LOGIND)
        async with watched(buses) as watch:
            lock, sleep = parts(watch)

            assert "neither systemd-logind nor elogind" in lock.refused[0].reason
            assert all(locker.name in lock.refused[1].reason for locker in LOCKERS)
            assert sleep.refused == lock.refused[:1]
        assert not session.touched
        assert not system.touched

    run(story())


def test_the_tripwire_would_be_touched_by_an_ordinary_call(buses: Buses) -> None:
    """Or the tests that it was not would prove nothing."""

    async def story() -> None:
        wire = Tripwire(buses.session, XFCE.name)
        connection = await connect(buses.environ, 4 * SOON)
        message = Message(destination=XFCE.name, path=XFCE.path, interface=XFCE.interface, member="GetActive")
        with pytest.raises(CallFailed):
            await connection.call(message, who="nobody")
        await connection.close()

        await until(lambda: wire.touched)

    run(story())


def test_the_gnome_helper_is_never_called(buses: Buses) -> None:
    """Its name is served by a program of 27 MB that any call starts, and the shell says the same."""

    async def story() -> None:
        helper = FakeLocker(buses.session.address, GNOME)
        helper.name = "org.gnome.ScreenSaver"
        gnome = FakeLocker(buses.session.address, GNOME)
        async with watched(buses, helper, gnome):
            await helper.turn(active=True)  # passes on what the shell says, later
            await gnome.turn(active=True)
            await buses.heard(LOCKED)

            assert helper.calls == []
            assert gnome.calls == ["GetActive"]

    run(story())


def test_a_session_that_begins_later_is_found(buses: Buses) -> None:
    """A service of systemd --user that lingers is there before its user has logged in."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address)
        async with watched(buses, logind) as watch:
            lock, sleep = parts(watch)
            assert "no session of this user" in lock.refused[0].reason
            assert sleep == Part("sleep", ("logind",), ())

            await logind.begin(FakeSession(locked=True))
            await buses.heard(LOCKED)

            assert parts(watch)[0].used == ("logind (session 2)",)

    run(story())


def test_a_session_that_has_ended_has_nobody_in_it(buses: Buses) -> None:
    """Logged out: "not locked any more" would be sitting, until the next login."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind):
            await logind.change("2", active=False)
            await logind.end("2")
            await buses.heard(LOCKED)
            await logind.begin(FakeSession("5"))
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_session_that_has_ended_but_for_what_is_left_of_it_gives_way_to_the_next(buses: Buses) -> None:
    """Logged out and in again beside a tmux, with a service that lingers: the old session is never removed."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind) as watch:
            await logind.change("2", active=False, closing=True)
            await buses.heard(LOCKED)
            await logind.begin(FakeSession("4", uid=FakeSession().uid + 1, active=False))
            await until(lambda: "no session of this user" in str(parts(watch)[0].refused))
            await buses.heard(LOCKED)

            await logind.begin(FakeSession("5"))
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_session_that_ends_while_it_is_asked_about_has_ended(buses: Buses) -> None:
    """The last words of a logout overtake each other."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        logind.while_asked = lambda: logind.end("2")
        async with watched(buses, logind) as watch:
            await buses.heard(LOCKED)
            assert "no session of this user" in parts(watch)[0].refused[0].reason

    run(story())


# Trouble


def test_peers_that_do_not_answer_hold_nobody_up(buses: Buses) -> None:
    """The day begins without them; logind is asked again later, and a locker may still tell by itself."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        gnome, xfce = (FakeLocker(buses.session.address, locker) for locker in (GNOME, XFCE))
        logind.mute = xfce.mute = True
        async with watched(buses, logind, gnome, xfce, limit=4 * SOON) as watch:
            await until(lambda: all("did not answer" in refusal.reason for refusal in parts(watch)[0].refused))
            lock, sleep = parts(watch)
            assert lock.used == (GNOME.name,)
            assert [refusal.name for refusal in lock.refused] == ["logind", XFCE.name]
            assert sleep.refused == lock.refused[:1]

            await xfce.turn(active=True)
            await buses.heard(LOCKED)
            logind.mute = False
            await until(lambda: len(parts(watch)[0].used) == 3)
            assert parts(watch)[0].refused == ()
            await xfce.turn(active=False)
            await until(lambda: not watch._claims.said[XFCE.name])
            assert watch.locked

    run(story())


def test_lockers_that_cannot_be_asked_are_named(buses: Buses) -> None:
    """One that may not be asked is there, and should be seen in `doctor`."""

    async def story() -> None:
        plasma = FakeLocker(buses.session.address, PLASMA)
        plasma.errors = {"GetActive": "org.freedesktop.DBus.Error.AccessDenied"}
        async with watched(buses, plasma) as watch:
            (refusal,) = parts(watch)[0].refused[1:]

            assert refusal.name == PLASMA.name
            assert "as the test wants it" in refusal.reason

    run(story())


def test_a_stand_in_that_locks_nothing_is_no_locker(buses: Buses) -> None:
    """GNOME's for org.freedesktop.ScreenSaver serves inhibitors alone: nothing on GNOME is in trouble."""

    async def story() -> None:
        stand_in = FakeLocker(buses.session.address, PLASMA)
        stand_in.errors = {"GetActive": "org.freedesktop.DBus.Error.NotSupported"}
        gnome = FakeLocker(buses.session.address, GNOME)
        async with watched(buses, stand_in, gnome) as watch:
            lock, _ = parts(watch)

            assert lock.used == (GNOME.name,)
            assert [refusal.name for refusal in lock.refused] == ["logind"]

    run(story())


@pytest.mark.parametrize("answer", [("", []), ("s", ["locked"]), ("bb", [True, True])], ids=["empty", "word", "two"])
def test_a_locker_that_answers_nonsense_is_named_and_harms_no_other(
    buses: Buses, answer: tuple[str, list[object]]
) -> None:
    """Somebody's own locker, written on a Sunday; what it tells by itself is heard, like all the others."""

    async def story() -> None:
        mate, xfce = (FakeLocker(buses.session.address, locker) for locker in (MATE, XFCE))
        mate.garbled = {"GetActive": answer}
        async with watched(buses, mate, xfce) as watch:
            lock, _ = parts(watch)
            assert lock.used == (XFCE.name,)
            assert lock.refused[1].name == MATE.name
            assert "neither yes nor no" in lock.refused[1].reason

            await xfce.turn(active=True)
            await buses.heard(LOCKED)
            await xfce.turn(active=False)
            await buses.heard(LOCKED, UNLOCKED)
            await mate.turn(active=True)
            await buses.heard(LOCKED, UNLOCKED, LOCKED)

    run(story())


@pytest.mark.parametrize(
    ("member", "answer"),
    [
        ("GetSession", ("", [])),
        ("GetAll", ("", [])),
        ("GetAll", ("as", [["LockedHint"]])),
        ("GetAll", ("a{sv}", [{"LockedHint": Variant("s", "no")}])),
    ],
)
def test_a_logind_that_answers_nonsense_is_asked_again(
    buses: Buses, member: str, answer: tuple[str, list[object]]
) -> None:
    """One bad answer must not cost the lock for the rest of the day."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        logind.garbled = {member: answer}
        async with watched(buses, logind) as watch:
            assert "something else than expected" in parts(watch)[0].refused[0].reason
            assert buses.told == []
            logind.garbled = {}
            await buses.heard(LOCKED)

            assert parts(watch)[0].used == ("logind (session 2)",)

    run(story())


def test_a_change_to_nonsense_is_asked_for(buses: Buses) -> None:
    """The signal's value is worth nothing; the question's may be."""

    async def story() -> None:
        session = FakeSession()
        logind = FakeLogind(buses.system.address, session)
        async with watched(buses, logind):
            logind.sessions["2"] = FakeSession(locked=True)
            await logind.tell_changes(session.path, SESSION, {"LockedHint": Variant("s", "")})
            await buses.heard(LOCKED)

    run(story())


def test_an_error_of_our_own_is_reported_and_costs_no_more_than_a_moment(
    buses: Buses, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The watch stands all day, whatever we did not think of."""
    errors = iter([ZeroDivisionError("as the test wants it")])
    query = Connection.query

    async def fragile(self: Connection, *asked: Any) -> list[Any]:
        for error in errors:
            raise error
        return await query(self, *asked)

    monkeypatch.setattr(Connection, "query", fragile)

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        mate = FakeLocker(buses.session.address, MATE)
        async with watched(buses, logind, mate) as watch:
            await until(lambda: len(parts(watch)[0].used) == 2)
            await buses.heard(LOCKED)

    run(story())
    (report,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert report.exc_info is not None
    assert "as the test wants it" in str(report.exc_info[1])


def test_a_restart_of_logind_unlocks_nothing(buses: Buses) -> None:
    """An upgrade restarts it, at night, behind a locked screen; then it is asked anew."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        async with watched(buses, logind):
            await buses.heard(LOCKED)
            await logind.close()
            for _ in range(5):  # more than enough for it to be noticed
                await (await connect_system(buses.environ, 20 * SOON)).close()
            assert buses.told == [LOCKED]
            logind.calls.clear()
            await logind.open()
            await until(lambda: "GetAll" in logind.calls)
            await settle()
            assert buses.told == [LOCKED]
            await logind.change("2", locked=False)
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_logind_that_hung_for_a_while_unlocks_nothing(buses: Buses) -> None:
    """What it said stands until it can be asked anew."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        async with watched(buses, logind, limit=4 * SOON):
            await buses.heard(LOCKED)
            logind.calls.clear()
            logind.mute = True
            await logind.change("2", invalidate=True, active=False)
            await until(lambda: logind.calls == ["GetAll"])
            logind.mute = False
            await until(lambda: logind.calls[-2:] == ["GetAll", "GetAll"])  # found once more, and asked
            await logind.change("2", active=True, locked=False)
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_change_while_it_is_asked_is_newer_than_the_answer(buses: Buses) -> None:
    """The screen locks just as the service starts."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        logind.while_asked = lambda: logind.change("2", locked=True)
        async with watched(buses, logind):
            await buses.heard(LOCKED)

    run(story())


def test_a_locker_that_turns_while_it_is_asked_is_believed_in_what_it_told_last(buses: Buses) -> None:
    """The same on the other bus."""

    async def story() -> None:
        mate = FakeLocker(buses.session.address, MATE)
        mate.turns_while_asked = True
        async with watched(buses, mate):
            await buses.heard(LOCKED)

    run(story())


def test_what_changed_while_logind_was_away_is_asked_for(buses: Buses) -> None:
    """Nobody told it."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        async with watched(buses, logind):
            await logind.close()
            logind.sessions["2"] = FakeSession()
            await logind.open()
            await buses.heard(LOCKED, UNLOCKED)

    run(story())


def test_a_logind_that_stays_away_says_nothing_any_more(buses: Buses) -> None:
    """What only it had claimed is dropped after the time a restart takes; when it comes after all, it is asked."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        async with watched(buses, logind) as watch:
            watch._logind._grace = SOON / 5
            await logind.close()
            await buses.heard(LOCKED, LOST)
            assert "neither systemd-logind" in parts(watch)[1].refused[0].reason
            await logind.open()
            await buses.heard(LOCKED, LOST, LOCKED)
            await logind.change("2", locked=False)
            await buses.heard(LOCKED, LOST, LOCKED, UNLOCKED)

    run(story())


@pytest.mark.parametrize("which", ["session", "system"])
def test_a_bus_that_dies_is_opened_again(buses: Buses, which: str, caplog: pytest.LogCaptureFixture) -> None:
    """What it said alone is dropped, and asked for again when it is back; the other bus is not touched."""

    async def story() -> None:
        bus: PrivateBus = getattr(buses, which)
        peer: Peer = (
            FakeLogind(bus.address, FakeSession(locked=True))
            if which == "system"
            else FakeLocker(bus.address, MATE, active=True)
        )
        async with watched(buses, peer):
            await buses.heard(LOCKED)
            bus.end()
            await buses.heard(LOCKED, LOST)
            bus.start()
            await peer.close()
            await peer.open()
            await buses.heard(LOCKED, LOST, LOCKED)

    with caplog.at_level(logging.WARNING):
        run(story())
    assert [message.partition(": ")[2][:9] for message in caplog.messages] == ["not heard", "heard aga"]


def test_a_bus_that_served_is_waited_for_however_long_it_takes(buses: Buses, monkeypatch: pytest.MonkeyPatch) -> None:
    """An evening of trouble must not cost the next morning."""
    attempts = 0

    async def counted(environ: Mapping[str, str], limit: timedelta) -> Connection:
        nonlocal attempts
        attempts += 1
        return await connect_system(environ, limit)

    monkeypatch.setattr("reminder.presence.locks_logind.connect_system", counted)

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession())
        async with watched(buses, logind):
            buses.system.end()
            await until(lambda: attempts > 3 * len(QUICKLY))
            buses.system.start()
            await logind.close()
            await logind.open()
            await until(lambda: "GetAll" in logind.calls[2:])
            await logind.change("2", locked=True)
            await buses.heard(LOCKED)

    run(story())


def test_it_may_be_closed_while_it_opens_and_before(buses: Buses) -> None:
    """It opens beside the rest of the service, which may be stopped before the slowest peer has answered."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        logind.mute = True
        await logind.open()
        watch = buses.watch(limit=timedelta(hours=1))
        opening = asyncio.create_task(watch.open())
        reasons = [refusal.reason for refusal in parts(watch)[0].refused]
        assert reasons == ["it has not answered yet", "none has been asked yet"]
        await until(lambda: logind.calls)
        await watch.close()
        await opening

        closed = buses.watch()
        await closed.close()
        await closed.open()
        await logind.close()

        assert closed._tasks == []
        assert buses.told == []

    run(story())


def test_an_opening_that_is_broken_off_leaves_nothing_behind(buses: Buses) -> None:
    """The watch is closed all the same, and only its own task was waited for."""

    async def story() -> None:
        logind = FakeLogind(buses.system.address, FakeSession(locked=True))
        logind.mute = True
        await logind.open()
        before = asyncio.all_tasks()
        watch = buses.watch(limit=timedelta(hours=1))
        opening = asyncio.create_task(watch.open())
        await until(lambda: logind.calls)
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await watch.close()
        await until(lambda: asyncio.all_tasks() == before)
        await logind.close()

    run(story())


def test_an_error_in_the_service_does_not_end_the_watch(buses: Buses) -> None:
    """It is reported by the loop; the unlock is told all the same."""

    async def story() -> None:
        told: Heard = []
        reported: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, trouble: reported.append(trouble))

        def fragile(event: LockEvent) -> None:
            told.append(event)
            if len(told) == 1:
                raise ValueError

        mate = FakeLocker(buses.session.address, MATE)
        await mate.open()
        watch = LockWatch(fragile, lambda: None, lambda: NINE, buses.environ)
        await watch.open()
        await mate.turn(active=True)
        await mate.turn(active=False)
        await until(lambda: len(told) == 2)
        await watch.close()
        await mate.close()

        assert len(reported) == 1

    run(story())


def test_after_closing_nothing_is_told(buses: Buses) -> None:
    """The service has stopped. Closing twice is closing once."""

    async def story() -> None:
        mate = FakeLocker(buses.session.address, MATE, active=True)
        async with watched(buses, mate) as watch:
            await watch.close()
            await mate.turn(active=False)
            await settle()

            assert buses.told == []

    run(story())
