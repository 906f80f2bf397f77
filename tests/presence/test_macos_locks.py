"""Lock, other users, sleep and clock on macOS: notifications by name in, events out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from reminder.core.events import Locked, Unlocked
from reminder.presence import session
from reminder.presence.macos import MacSession
from reminder.presence.macos_locks import MacSessionWatch
from reminder.presence.session import Hearers, LockEvent
from tests.presence.contract import settle, until
from tests.presence.fake_mac import FakeMac
from tests.presence.session_story import lived

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)

# as in NSWorkspace.h, NSDate.h and NSTimeZone.h; the first two are not documented
LOCKED, UNLOCKED = "com.apple.screenIsLocked", "com.apple.screenIsUnlocked"
RESIGNED, ACTIVE = "NSWorkspaceSessionDidResignActiveNotification", "NSWorkspaceSessionDidBecomeActiveNotification"
DID_WAKE = "NSWorkspaceDidWakeNotification"
CLOCK, ZONE = "NSSystemClockDidChangeNotification", "NSSystemTimeZoneDidChangeNotification"


@dataclass
class Here:
    """A watch on a Mac of the test's own, and what it told."""

    mac: FakeMac
    told: list[LockEvent] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        clock, zone, ending = (lambda name=name: self.heard.append(name) for name in ("clock", "zone", "ending"))
        self.watch = MacSessionWatch(Hearers(self.told.append, clock, zone, ending), lambda: NINE, self.mac)

    @property
    def kinds(self) -> list[type[LockEvent]]:
        return [type(event) for event in self.told]

    async def notify(self, *names: str) -> None:
        for name in names:
            self.mac.notify(name)
            await settle()


Story = Callable[[Here], Awaitable[None]]


def play(story: Story, mac: FakeMac | None = None) -> Here:
    here: list[Here] = []

    async def told() -> None:
        here.append(Here(mac or FakeMac()))
        await lived(here[0].watch, here[0].told, lambda: story(here[0]))

    asyncio.run(told())
    assert here[0].mac.observers == {}
    return here[0]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((LOCKED, UNLOCKED), [Locked, Unlocked]),
        ((RESIGNED, ACTIVE), [Locked, Unlocked]),
        ((LOCKED, RESIGNED, ACTIVE), [Locked]),
        ((LOCKED, RESIGNED, ACTIVE, UNLOCKED), [Locked, Unlocked]),
        ((ACTIVE, UNLOCKED), []),
    ],
    ids=["a lock", "another user in front", "back at the lock screen", "and back", "nothing that had begun"],
)
def test_a_lock_and_another_user_in_front_are_absence(names: tuple[str, ...], expected: list[type[LockEvent]]) -> None:
    """At once, whoever types there."""
    assert play(lambda here: here.notify(*names)).kinds == expected


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        (MacSession(locked=False, on_console=True), []),
        (MacSession(locked=True, on_console=True), [Locked]),
        (MacSession(locked=False, on_console=False), [Locked]),
        (None, []),
    ],
)
def test_what_is_so_at_the_start_is_told_after_it(session: MacSession | None, expected: list[type[LockEvent]]) -> None:
    """A service that is restarted behind a lock would otherwise wait for the next one."""
    mac = FakeMac()
    mac.session_told = session

    assert play(lambda here: settle(), mac).kinds == expected


@pytest.mark.parametrize(("name", "expected"), [(DID_WAKE, "clock"), (CLOCK, "clock"), (ZONE, "zone")])
def test_sleep_and_clock_and_zone_are_told(name: str, expected: str) -> None:
    """Each is a reason to look at the clocks, or at the hours anew."""
    assert play(lambda here: here.notify(name)).heard == [expected]


def test_what_serves_is_said() -> None:
    """One line of `doctor` each."""

    async def story(here: Here) -> None:
        assert [part.name for part in here.watch.parts] == ["lock", "sleep", "clock"]
        assert all(part.used and not part.refused for part in here.watch.parts)

    play(story)


def test_without_a_run_loop_nothing_is_watched_until_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """No tray: said as it is, and no start is held up for long. What begins late serves all the same."""
    monkeypatch.setattr(session, "OPEN_LIMIT", timedelta(0))
    mac = FakeMac(run_loop=False)
    mac.session_told = MacSession(locked=True, on_console=True)

    async def story(here: Here) -> None:
        assert all("run loop" in part.refused[0].reason and not part.used for part in here.watch.parts)
        mac.run()
        await until(lambda: here.kinds == [Locked])
        assert all(part.used for part in here.watch.parts)
        await here.notify(UNLOCKED)

    assert play(story, mac).kinds == [Locked, Unlocked]


def test_a_run_loop_that_begins_after_the_end_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The observers would outlive the service's loop."""
    monkeypatch.setattr(session, "OPEN_LIMIT", timedelta(0))
    mac = FakeMac(run_loop=False)

    play(lambda here: settle(), mac)
    mac.run()

    assert mac.observers == {}


def test_without_pyobjc_it_says_what_would_help() -> None:
    """It comes with the tray."""

    async def story(here: Here) -> None:
        assert {part.refused[0].fix for part in here.watch.parts} == {"pip install pystray"}
        assert "PyObjCTools" in here.watch.parts[0].refused[0].reason

    play(story, FakeMac(pyobjc=False))


def test_nothing_is_told_after_closing() -> None:
    """What was under way comes to nobody."""

    async def story(here: Here) -> None:
        here.mac.notify(LOCKED)
        here.mac.notify(DID_WAKE)

    here = play(story)
    assert (here.told, here.heard) == ([], [])
