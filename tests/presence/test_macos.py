"""Presence on macOS: seconds that are read, and a look as soon as the screen wakes up."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from reminder.backends import Unavailable
from reminder.core.events import Left, Returned
from reminder.presence import PresenceEvent
from reminder.presence.macos import WakingBell, idle_by, open_macos
from tests.presence.contract import Desk, PresenceContract, settle
from tests.presence.fake_mac import FakeMac
from tests.presence.polled_desk import NINE, PolledDesk

MINUTE = timedelta(minutes=1)

# as in NSWorkspace.h, and as everybody knows the other
DID_WAKE, SCREENS_DID_WAKE = "NSWorkspaceDidWakeNotification", "NSWorkspaceScreensDidWakeNotification"
SESSION_ACTIVE = "NSWorkspaceSessionDidBecomeActiveNotification"
UNLOCKED = "com.apple.screenIsUnlocked"


class MacDesk(PolledDesk):
    """A desk of which macOS tells."""

    def __init__(self, mac: FakeMac) -> None:
        self.mac = mac
        super().__init__(input_pause=MINUTE, bell=WakingBell(mac))

    def read(self) -> timedelta:
        self.mac.seconds = super().read().total_seconds()
        return idle_by(self.mac)()


class TestMacPresence(PresenceContract):
    short = MINUTE

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        mac = FakeMac()
        yield MacDesk(mac)
        assert mac.observers == {}


@pytest.mark.parametrize("told", [math.nan, math.inf, -1.0])
def test_what_is_no_time_is_no_reading(told: float) -> None:
    """The call has no way to fail but to say nonsense."""
    mac = FakeMac()
    mac.seconds = told

    with pytest.raises(Unavailable):
        asyncio.run(open_macos(lambda: NINE, mac))


def test_outside_a_graphical_session_nothing_is_read() -> None:
    """Over ssh the call answers with the input of whoever sits there."""
    mac = FakeMac()
    mac.session_told = None

    with pytest.raises(Unavailable, match="graphical session"):
        asyncio.run(open_macos(lambda: NINE, mac))


def test_what_serves_is_known_at_once() -> None:
    """It tells of the past, too."""

    async def story() -> None:
        presence = await open_macos(lambda: NINE, FakeMac())
        assert presence.known
        await presence.close()

    asyncio.run(story())


@pytest.mark.parametrize("notice", [DID_WAKE, SCREENS_DID_WAKE, SESSION_ACTIVE, UNLOCKED])
def test_a_return_to_a_sleeping_screen_is_seen_at_once(notice: str) -> None:
    """Not half a minute later, at the next look."""
    told: list[PresenceEvent] = []

    async def story() -> None:
        desk = MacDesk(FakeMac())
        desk.presence.watch(told.append, away_after=MINUTE)
        await desk.rest(10 * MINUTE)
        desk.inputs.append(desk.now())
        desk.mac.notify(notice)
        await settle()
        await desk.presence.close()

    asyncio.run(story())

    assert [type(event) for event in told] == [Left, Returned]


@pytest.mark.parametrize("mac", [FakeMac(run_loop=False), FakeMac(pyobjc=False)], ids=["no run loop", "no pyobjc"])
def test_without_notifications_the_return_is_looked_for(mac: FakeMac) -> None:
    """No tray, no run loop: idle time can be read all the same."""
    told: list[PresenceEvent] = []

    async def story() -> None:
        desk = MacDesk(mac)
        desk.presence.watch(told.append, away_after=MINUTE)
        await desk.rest(10 * MINUTE)
        await desk.touch()
        await desk.presence.close()

    asyncio.run(story())

    assert [type(event) for event in told] == [Left, Returned]
