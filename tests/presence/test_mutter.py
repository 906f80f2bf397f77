"""Presence on GNOME against a shell that plays every habit seen in the real one, on a real bus."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no session bus here", allow_module_level=True)

from reminder.backends import Unavailable
from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.presence import PresenceEvent
from reminder.presence.mutter import MONITOR, SESSION_MANAGER, MutterPresence, open_mutter
from tests.presence.contract import Desk, PresenceContract, settle
from tests.presence.fake_shell import FakeShell
from tests.presence.peer import Tripwire, until
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SOON = timedelta(seconds=0.5)
"""What is waited for in the time of this world: a peer that does not answer, one that does not come back."""


async def at_rest(presence: MutterPresence) -> None:
    """Until everything that was asked for is arranged and told."""
    await until(lambda: presence._errand.at_rest)
    await settle()


@dataclass
class GnomeDesk:
    bus: PrivateBus
    shell: FakeShell
    presence: MutterPresence

    def now(self) -> datetime:
        return self.shell.now()

    async def touch(self) -> None:
        await self.shell.touch()

    async def rest(self, span: timedelta) -> None:
        await self.shell.rest(span)

    async def unplug(self) -> None:
        self.bus.end()


@asynccontextmanager
async def desk(bus: PrivateBus, *, patience: timedelta = 60 * SOON, **habits: bool) -> AsyncIterator[GnomeDesk]:
    """A GNOME desktop with a presence on it; its pause in the input is a minute."""
    shell = FakeShell(bus.address, **habits)
    await shell.session.open()
    await shell.open()
    presence = await open_mutter(shell.now, bus.environ, limit=20 * SOON, input_pause=MINUTE, patience=patience)
    try:
        yield GnomeDesk(bus, shell, presence)
    finally:
        await presence.close()
        await shell.close()
        await shell.session.close()


class MutterContract(PresenceContract):
    short = MINUTE
    habits: ClassVar[dict[str, bool]] = {}

    @pytest.fixture(autouse=True)
    def _session_bus(self, bus: PrivateBus) -> None:
        self.bus = bus

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        async with desk(self.bus, **self.habits) as opened:
            yield opened

    async def at_once(self, desk: Desk, span: timedelta, condition: Callable[[], bool]) -> None:
        assert isinstance(desk.presence, MutterPresence)
        await at_rest(desk.presence)


class TestMutterPresence(MutterContract):
    """As mutter does it."""


class TestOvertakingSignals(MutterContract):
    """A watch that fires before its id is told."""

    habits: ClassVar[dict[str, bool]] = {"overtaking": True}


class TestBroadcastSignals(MutterContract):
    """A shell that tells everybody."""

    habits: ClassVar[dict[str, bool]] = {"broadcasts": True}


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 60))


def kinds(told: list[PresenceEvent]) -> list[type[PresenceEvent]]:
    return [type(event) for event in told]


# Whether it can serve


def test_without_a_session_bus_it_is_unavailable() -> None:
    """The next way is tried; a traceback at login helps nobody."""
    with pytest.raises(Unavailable, match="no session bus"):
        asyncio.run(open_mutter(lambda: NINE, {}))


def test_on_another_desktop_it_is_unavailable_and_starts_nothing(bus: PrivateBus) -> None:
    """Asking whether this is GNOME must not make it so: the bus could start what is asked for."""
    wire = Tripwire(bus, MONITOR, SESSION_MANAGER)

    with pytest.raises(Unavailable, match="not GNOME"):
        asyncio.run(open_mutter(lambda: NINE, bus.environ))

    assert not wire.touched


def test_a_shell_that_does_not_answer_is_unavailable_in_time(bus: PrivateBus) -> None:
    """The service starts without it instead of hanging at login."""

    async def story() -> None:
        shell = FakeShell(bus.address)
        await shell.open()
        shell.mute = True
        with pytest.raises(Unavailable, match="did not answer in"):
            await open_mutter(shell.now, bus.environ, limit=4 * SOON)
        await shell.close()

    run(story())


def test_without_a_session_manager_it_serves(bus: PrivateBus) -> None:
    """A bare compositor: nobody can hold an idle inhibitor there."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        wire = Tripwire(bus, SESSION_MANAGER)
        async with desk(bus) as gnome:
            await gnome.shell.session.close()
            gnome.presence.watch(told.append, away_after=MINUTE)
            await gnome.rest(MINUTE)
            await until(lambda: told)

        assert kinds(told) == [Left]
        assert not wire.touched

    run(story())


def test_who_keeps_the_screen_awake_is_not_told_here(bus: PrivateBus) -> None:
    """An invented "nobody" would end a film's rule."""

    async def story() -> None:
        async with desk(bus) as gnome:
            assert gnome.presence.kept_awake() is None

    run(story())


# What it costs


def test_an_absence_costs_the_shell_a_few_calls_and_sitting_none(bus: PrivateBus) -> None:
    """Nothing ticks: neither here nor there."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.presence.watch(told.append, away_after=MINUTE)
            await at_rest(gnome.presence)
            assert gnome.shell.calls == ["GetIdletime", "GetIdletime", "AddIdleWatch", "GetIdletime"]

            gnome.shell.calls.clear()
            for _ in range(50):
                await gnome.rest(MINUTE / 2)
                await gnome.touch()
            await gnome.rest(MINUTE)
            await until(lambda: told)
            await at_rest(gnome.presence)

            assert gnome.shell.calls == ["GetIdletime", "AddUserActiveWatch", "GetIdletime"]
            assert gnome.presence._errand._timer is None

    run(story())


def test_two_settings_in_a_row_leave_one_watch(bus: PrivateBus) -> None:
    """Had the second begun in the middle of the first, both would stand, and one of them unknown to us."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            for minutes in (1, 2, 3, 2, 3):
                gnome.presence.watch(told.append, away_after=minutes * MINUTE)
                await asyncio.sleep(0)
            await at_rest(gnome.presence)

            assert [watch.interval for watch in gnome.shell.watches.values()] == [3 * MINUTE]

    run(story())


def test_a_pause_no_longer_waited_for_leaves_no_watch(bus: PrivateBus) -> None:
    """It would fire all day, at every pause."""

    async def story() -> None:
        async with desk(bus) as gnome:
            gnome.presence.watch(lambda event: None, away_after=5 * MINUTE)
            gnome.presence.watch_pause(wanted=True)
            await at_rest(gnome.presence)
            assert [watch.interval for watch in gnome.shell.watches.values()] == [5 * MINUTE, MINUTE]

            gnome.presence.watch_pause(wanted=False)
            await at_rest(gnome.presence)

            assert [watch.interval for watch in gnome.shell.watches.values()] == [5 * MINUTE]

    run(story())


def test_an_answer_older_than_the_return_is_no_absence(bus: PrivateBus) -> None:
    """Asked a moment before, told a moment after: the same absence would be told twice."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.shell.touched_while_asked = True
            gnome.presence.watch(told.append, away_after=MINUTE)
            await gnome.rest(MINUTE)
            await until(lambda: len(told) > 1)
            await at_rest(gnome.presence)

            assert kinds(told) == [Left, Returned]

    run(story())


# A session that is kept from going idle


def test_an_absence_during_a_film_is_seen_though_no_watch_fires(bus: PrivateBus) -> None:
    """D4 judges it by input: a film is sitting for so long, and a room in which one runs may be empty."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            await gnome.shell.keep_from_idle(on=True)
            gnome.presence.watch(told.append, away_after=SOON)
            await at_rest(gnome.presence)
            await gnome.rest(SOON)
            await until(lambda: told)
            await at_rest(gnome.presence)
            await gnome.touch()
            await until(lambda: len(told) > 1)

            assert kinds(told) == [Left, Returned]

    run(story())


def test_a_film_that_begins_later_is_looked_after_too(bus: PrivateBus) -> None:
    """The watch was set, and will not fire."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.presence.watch(told.append, away_after=SOON)
            await at_rest(gnome.presence)
            await gnome.shell.keep_from_idle(on=True)
            await gnome.rest(SOON)
            await until(lambda: told)

            assert kinds(told) == [Left]

    run(story())


def test_a_pause_during_a_film_is_seen(bus: PrivateBus) -> None:
    """A prompt that waits for one would wait in vain."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.presence._input_pause = SOON
            await gnome.shell.keep_from_idle(on=True)
            gnome.presence.watch(told.append, away_after=MINUTE)
            gnome.presence.watch_pause(wanted=True)
            await at_rest(gnome.presence)
            await gnome.rest(SOON)
            await until(lambda: told)

            assert kinds(told) == [InputPaused]

    run(story())


def test_during_a_film_it_looks_when_the_threshold_could_be_reached_and_not_before(bus: PrivateBus) -> None:
    """At most once in the time away takes: one wake-up a minute or fewer."""

    async def story() -> None:
        async with desk(bus) as gnome:
            await gnome.shell.keep_from_idle(on=True)
            gnome.presence.watch(lambda event: None, away_after=2 * MINUTE)
            await at_rest(gnome.presence)
            await gnome.rest(MINUTE / 2)
            gnome.presence.watch(lambda event: None, away_after=2 * MINUTE)
            await at_rest(gnome.presence)

            timer = gnome.presence._errand._timer
            assert timer is not None
            assert 80 < timer.when() - asyncio.get_running_loop().time() < 91

            await gnome.shell.keep_from_idle(on=False)
            await until(lambda: gnome.presence._errand._timer is None)

    run(story())


def test_the_end_of_a_film_is_no_input(bus: PrivateBus) -> None:
    """The shell counts from there anew, which looks as if somebody had come; only the watch for it proves that."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            await gnome.shell.keep_from_idle(on=True)
            await gnome.rest(MINUTE)
            gnome.presence.watch(told.append, away_after=MINUTE)
            await until(lambda: told)
            await at_rest(gnome.presence)

            await gnome.shell.keep_from_idle(on=False)
            await at_rest(gnome.presence)
            gnome.presence.watch(told.append, away_after=2 * MINUTE)
            await at_rest(gnome.presence)
            assert kinds(told) == [Left]
            await gnome.touch()
            await until(lambda: len(told) > 1)

            assert kinds(told) == [Left, Returned]

    run(story())


# A shell in trouble


def test_a_shell_that_restarts_is_watched_again(bus: PrivateBus) -> None:
    """Its ids are gone with it, and the next absence would never be told."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.presence.watch(told.append, away_after=MINUTE)
            await at_rest(gnome.presence)

            await gnome.shell.restart()
            await until(lambda: gnome.shell.watches)
            await gnome.rest(MINUTE)
            await until(lambda: told)
            await gnome.touch()
            await until(lambda: len(told) > 1)

            assert kinds(told) == [Left, Returned]
            assert gnome.presence.known

    run(story())


def test_a_restart_during_an_absence_neither_ends_nor_repeats_it(bus: PrivateBus) -> None:
    """The new shell counts from zero, and that is nobody's return."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.presence.watch(told.append, away_after=MINUTE)
            await gnome.rest(MINUTE)
            await until(lambda: told)
            await at_rest(gnome.presence)

            await gnome.shell.restart()
            await until(lambda: len(gnome.shell.watches) == 2)
            await gnome.rest(2 * MINUTE)
            await at_rest(gnome.presence)
            assert kinds(told) == [Left]
            await gnome.touch()
            await until(lambda: len(told) > 1)

            assert kinds(told) == [Left, Returned]

    run(story())


def test_a_shell_that_does_not_come_back_makes_presence_unknown_once(bus: PrivateBus) -> None:
    """After the time a restart takes there is nobody left who could tell."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus, patience=SOON) as gnome:
            gnome.presence.watch(told.append, away_after=MINUTE)
            await at_rest(gnome.presence)

            await gnome.shell.close()
            await until(lambda: told)
            bus.end()
            await settle()

            assert kinds(told) == [PresenceLost]
            assert not gnome.presence.known

    run(story())


def test_a_shell_that_hangs_for_a_while_is_asked_again(bus: PrivateBus) -> None:
    """A machine that swaps answers late; a new threshold must not be lost in it."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus) as gnome:
            gnome.presence._bus._limit = SOON / 5
            gnome.presence.watch(told.append, away_after=10 * MINUTE)
            await at_rest(gnome.presence)
            gnome.shell.mute = True
            gnome.presence.watch(told.append, away_after=MINUTE)
            await until(lambda: gnome.presence._errand._failing_since)

            gnome.shell.mute = False
            await until(lambda: MINUTE in [watch.interval for watch in gnome.shell.watches.values()])
            await gnome.rest(MINUTE)
            await until(lambda: told)

            assert kinds(told) == [Left]

    run(story())


def test_errors_of_the_shell_are_no_errors_of_ours(bus: PrivateBus) -> None:
    """A shell whose monitor is broken ends in unknown presence, never in a traceback."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with desk(bus, patience=SOON / 6) as gnome:
            gnome.shell.errors = {"AddIdleWatch": "org.example.Broken"}
            gnome.presence.watch(told.append, away_after=MINUTE)
            await until(lambda: told)

            assert kinds(told) == [PresenceLost]

    run(story())


def test_a_bus_that_dies_while_it_is_spoken_to_is_no_bug(bus: PrivateBus) -> None:
    """What the loop reports ends in a report of a bug; a session that ends is none."""
    told: list[PresenceEvent] = []
    reported: list[dict[str, Any]] = []

    async def story() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, trouble: reported.append(trouble))
        async with desk(bus) as gnome:
            gnome.presence.watch(told.append, away_after=MINUTE)
            await settle()  # a question is under way, and its answer on the wire
            bus.end()
            await until(lambda: told)

    run(story())
    gc.collect()  # that is when asyncio tells of errors that nobody fetched

    assert kinds(told) == [PresenceLost]
    assert reported == []


def test_an_error_in_the_service_does_not_end_the_watch(bus: PrivateBus) -> None:
    """It is reported by the loop; the next absence is told all the same."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        reported: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, trouble: reported.append(trouble))

        def fragile(event: PresenceEvent) -> None:
            told.append(event)
            if len(told) == 1:
                raise ValueError

        async with desk(bus) as gnome:
            gnome.presence.watch(fragile, away_after=MINUTE)
            await gnome.rest(MINUTE)
            await until(lambda: told)
            await at_rest(gnome.presence)
            await gnome.touch()
            await until(lambda: len(told) > 1)

        assert kinds(told) == [Left, Returned]
        assert len(reported) == 1

    run(story())
