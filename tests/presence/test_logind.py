"""The idle hint as the last resort: what every presence promises where it is used, and nothing told where it is not."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("no system bus here", allow_module_level=True)

from reminder.backends import Unavailable
from reminder.core.events import Left, PresenceLost, Returned
from reminder.presence import PresenceEvent
from reminder.presence.logind import LogindPresence, open_logind
from reminder.presence.logind_session import LOGIND, MANAGER, MANAGER_PATH
from tests.presence.contract import Desk, EdgesContract, settle
from tests.presence.fake_logind import FakeLogind, FakeSession
from tests.presence.peer import Tripwire, until
from tests.private_bus import PrivateBus

pytestmark = pytest.mark.desktop

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HALF_PAST_EIGHT = NINE - timedelta(minutes=30)
SINCE = int(HALF_PAST_EIGHT.timestamp() * 1e6)
SOON = timedelta(seconds=0.5)

UNUSED = FakeSession()
USED = FakeSession(idle_since=SINCE)
IDLE = FakeSession(idle=True, idle_since=SINCE)


@dataclass
class LogindDesk:
    logind: FakeLogind
    presence: LogindPresence
    told: list[PresenceEvent] = field(default_factory=list)

    def watch(self) -> None:
        self.presence.watch(self.told.append, away_after=timedelta(minutes=2))

    async def change(self, **values: Any) -> None:
        await self.logind.change("2", **values)

    async def heard(self) -> None:
        await heard(self.presence)


@dataclass
class HintedDesk:
    """A desktop that hints by itself when nothing has been touched for `delay`, on a clock that moves as one rests."""

    bus: PrivateBus
    logind: FakeLogind
    delay: timedelta
    presence: LogindPresence = field(init=False)
    _now: datetime = NINE
    _last_input: datetime = NINE

    def now(self) -> datetime:
        return self._now

    async def touch(self) -> None:
        self._last_input = self._now
        await self._hint(idle=False, since=self._now)

    async def rest(self, span: timedelta) -> None:
        self._now += span
        if self._now >= self._last_input + self.delay:
            await self._hint(idle=True, since=self._last_input + self.delay)

    async def unplug(self) -> None:
        self.bus.end()

    async def _hint(self, *, idle: bool, since: datetime) -> None:
        if self.logind.sessions["2"].idle is not idle:
            await self.logind.change("2", idle=idle, idle_since=int(since.timestamp() * 1e6))


class TestLogindPresence(EdgesContract):
    """Where the desktop does hint: the threshold is its own, and what it dates is the hint."""

    short = late = timedelta(minutes=5)

    @pytest.fixture(autouse=True)
    def _system_bus(self, bus: PrivateBus) -> None:
        self.bus = bus

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        logind = FakeLogind(self.bus.address, USED)
        await logind.open()
        opened = HintedDesk(self.bus, logind, self.short)
        opened.presence = await open_logind(opened.now, at(self.bus), 20 * SOON)
        try:
            yield opened
        finally:
            await opened.presence.close()
            await logind.close()

    async def at_once(self, desk: Desk, span: timedelta, condition: Callable[[], bool]) -> None:
        assert isinstance(desk.presence, LogindPresence)
        await heard(desk.presence)


async def heard(presence: LogindPresence) -> None:
    """A bus keeps the order: after an answer to us, every signal before it is here."""
    await presence._bus.query(LOGIND, MANAGER_PATH, f"{MANAGER}.ListSessions")
    await until(lambda: presence._errand.at_rest)
    await settle()


@asynccontextmanager
async def desk(
    bus: PrivateBus, session: FakeSession, *, patience: timedelta = 60 * SOON, limit: timedelta = 20 * SOON
) -> AsyncIterator[LogindDesk]:
    logind = FakeLogind(bus.address, session, FakeSession("1", idle=True, idle_since=1))
    await logind.open()
    presence = await open_logind(lambda: NINE, at(bus) | {"XDG_SESSION_ID": "2"}, limit, patience=patience)
    try:
        yield LogindDesk(logind, presence)
    finally:
        await presence.close()
        await logind.close()


def at(bus: PrivateBus) -> dict[str, str]:
    return {"DBUS_SYSTEM_BUS_ADDRESS": bus.address}


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 60))


def test_a_hint_that_is_never_set_says_nothing(bus: PrivateBus) -> None:
    """Most desktops leave it alone; "not idle" would be sitting from morning to night."""

    async def story() -> None:
        async with desk(bus, UNUSED) as here:
            assert not here.presence.known
            here.watch()
            assert here.told == []  # never from within the call
            await settle()
            here.watch()
            here.presence.watch_pause(wanted=True)
            await here.change(locked=True)
            await here.heard()

            assert here.told == [PresenceLost(NINE)]
            assert not here.presence.known

    run(story())


def test_from_its_first_use_on_it_is_believed(bus: PrivateBus) -> None:
    """The desktop does set it after all, when its screen saver first comes on."""

    async def story() -> None:
        async with desk(bus, UNUSED) as here:
            here.watch()
            await settle()
            await here.change(idle=True, idle_since=SINCE)
            await here.heard()
            assert here.presence.known
            await here.change(idle=False, idle_since=SINCE + 1)
            await here.heard()

            assert here.told == [PresenceLost(NINE), Left(NINE, HALF_PAST_EIGHT), Returned(NINE)]

    run(story())


def test_where_it_was_used_before_not_idle_is_somebody(bus: PrivateBus) -> None:
    """Then silence is the truth: nothing has changed since the service began."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            here.watch()
            await here.heard()
            assert here.presence.known
            assert here.told == []

            await here.change(idle=True, idle_since=SINCE + 1_000_000)
            await here.heard()

            assert here.told == [Left(NINE, HALF_PAST_EIGHT + timedelta(seconds=1))]

    run(story())


@pytest.mark.parametrize("since", [SINCE + 3600 * 10**6, 2**64 - 1])
def test_an_absence_from_the_future_begins_now(bus: PrivateBus, since: int) -> None:
    """The wall clock was set back after the hint was set; or it is from beyond all calendars."""

    async def story() -> None:
        async with desk(bus, FakeSession(idle=True, idle_since=since)) as here:
            here.watch()
            await settle()

            assert here.told == [Left(NINE, NINE)]

    run(story())


def test_a_change_that_is_only_announced_is_asked_for(bus: PrivateBus) -> None:
    """A logind may say which properties changed, and not to what."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            here.watch()
            await here.change(invalidate=True, idle=True, idle_since=SINCE + 1)
            await here.heard()

            assert [type(event) for event in here.told] == [Left]

    run(story())


def test_another_session_is_nobody_here(bus: PrivateBus) -> None:
    """The other seat's screen saver is not ours."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            here.watch()
            await here.logind.change("1", idle=False)
            await here.heard()

            assert here.told == []

    run(story())


def test_a_restart_of_logind_is_bridged(bus: PrivateBus) -> None:
    """An upgrade restarts it in the middle of the day; what changed meanwhile is asked for."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            here.watch()
            await here.logind.close()
            here.logind.sessions["2"] = FakeSession(idle=True, idle_since=SINCE + 1)
            await here.logind.open()
            await until(lambda: here.told)

            assert [type(event) for event in here.told] == [Left]
            assert here.presence.known

    run(story())


@pytest.mark.parametrize("session", [USED, UNUSED], ids=["used", "unused"])
def test_without_logind_presence_is_unknown_and_that_is_said_once(bus: PrivateBus, session: FakeSession) -> None:
    """Whether it was told before or not."""

    async def story() -> None:
        async with desk(bus, session, patience=SOON) as here:
            here.watch()
            await settle()
            await here.logind.close()
            await until(lambda: here.presence._lost)
            here.watch()
            await settle()

            assert here.told == [PresenceLost(NINE)]
            assert not here.presence.known

    run(story())


def test_a_logind_that_hangs_is_asked_again(bus: PrivateBus) -> None:
    """What it has announced is told when it speaks."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            here.presence._bus._limit = SOON / 5
            here.watch()
            here.logind.mute = True
            await here.change(idle=True, idle_since=SINCE + 1)
            await until(lambda: here.presence._errand._failing_since)
            here.logind.mute = False
            await until(lambda: here.told)

            assert [type(event) for event in here.told] == [Left]

    run(story())


def test_it_cannot_tell_who_keeps_the_screen_awake(bus: PrivateBus) -> None:
    """An invented "nobody" would end a film's rule."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            assert here.presence.kept_awake() is None

    run(story())


def test_where_there_is_no_system_bus_it_is_unavailable() -> None:
    """A container: the next way is tried."""
    with pytest.raises(Unavailable, match="system bus cannot be reached"):
        asyncio.run(open_logind(lambda: NINE, {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}))


def test_where_logind_is_missing_it_is_unavailable_and_none_is_started(bus: PrivateBus) -> None:
    """Asking may not change the system."""
    wire = Tripwire(bus, LOGIND)

    with pytest.raises(Unavailable, match="neither systemd-logind nor elogind"):
        asyncio.run(open_logind(lambda: NINE, at(bus)))

    assert not wire.touched


@pytest.mark.parametrize("kind", ["tty", "unspecified", ""])
def test_in_a_terminals_session_it_is_unavailable(bus: PrivateBus, kind: str) -> None:
    """There the hint is when the terminal was last typed at, and never told: hours of absence under startx."""

    async def story() -> None:
        logind = FakeLogind(bus.address, replace(IDLE, type=kind))
        await logind.open()
        with pytest.raises(Unavailable, match="session 2 is one of a terminal") as refused:
            await open_logind(lambda: NINE, at(bus))
        await logind.close()

        assert "desktop session" in refused.value.fix

    run(story())


def test_where_logind_does_not_answer_it_is_unavailable_in_time(bus: PrivateBus) -> None:
    """The service starts without it instead of hanging at login."""

    async def story() -> None:
        logind = FakeLogind(bus.address, USED)
        logind.mute = True
        await logind.open()
        with pytest.raises(Unavailable, match="did not answer"):
            await open_logind(lambda: NINE, at(bus), 4 * SOON)
        await logind.close()

    run(story())


def test_where_logind_answers_nonsense_it_is_unavailable(bus: PrivateBus) -> None:
    """The next way is tried; a traceback at login helps nobody."""

    async def story() -> None:
        logind = FakeLogind(bus.address, USED)
        logind.garbled = {"GetAll": ("", [])}
        await logind.open()
        with pytest.raises(Unavailable, match="something else than expected"):
            await open_logind(lambda: NINE, at(bus))
        await logind.close()

    run(story())


def test_a_logind_that_answers_nonsense_once_is_asked_again(bus: PrivateBus) -> None:
    """What it has announced is told when it makes sense."""

    async def story() -> None:
        async with desk(bus, USED) as here:
            here.watch()
            here.logind.garbled = {"GetAll": ("", [])}
            await here.change(idle=True, idle_since=SINCE + 1)
            await until(lambda: here.presence._errand._failing_since)
            here.logind.garbled = {}
            await until(lambda: here.told)

            assert [type(event) for event in here.told] == [Left]

    run(story())
