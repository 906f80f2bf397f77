"""Lock, other users, sleep, clock and the end of the session on Windows: messages by number in, events out."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminder.backends import Part
from reminder.core.events import Locked, LockLost, Unlocked
from reminder.presence import windows_locks
from reminder.presence.session import Hearers, LockEvent
from reminder.presence.windows_locks import WindowsSessionWatch
from tests.presence.contract import settle, until
from tests.presence.fake_windows import DEFAULT, FakeWindows
from tests.presence.session_story import lived

NINE = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))

# as in winuser.h and wtsapi32.h
WM_CLOSE, WM_QUERYENDSESSION, WM_ENDSESSION, WM_SETTINGCHANGE, WM_TIMECHANGE = 0x0010, 0x0011, 0x0016, 0x001A, 0x001E
WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
CONSOLE_CONNECT, CONSOLE_DISCONNECT, REMOTE_CONNECT, REMOTE_DISCONNECT, LOCK, UNLOCK = 1, 2, 3, 4, 7, 8
SUSPEND, RESUME_SUSPEND, POWER_STATUS, RESUME_AUTOMATIC = 0x4, 0x7, 0xA, 0x12

SESSION_LOGON, SESSION_REMOTE_CONTROL = 5, 9
ACTIVE, DISCONNECTED = 0, 4
SAYS_LOCKED, SAYS_UNLOCKED, SAYS_UNKNOWN = 0, 1, -1


@dataclass
class Here:
    """A watch on a Windows of the test's own, and what it told."""

    windows: FakeWindows
    told: list[LockEvent] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    now: datetime = NINE

    def __post_init__(self) -> None:
        names = ("clock", "zone", "ending")
        clock, zone, ending = (lambda name=name: self.heard.append(name) for name in names)
        self.watch = WindowsSessionWatch(Hearers(self.told.append, clock, zone, ending), lambda: self.now, self.windows)

    @property
    def kinds(self) -> list[type[LockEvent]]:
        return [type(event) for event in self.told]

    @property
    def parts(self) -> dict[str, Part]:
        return {part.name: part for part in self.watch.parts}

    async def send(self, message: int, *wparams: int) -> None:
        """One after the other, each taken in before the next."""
        for wparam in wparams or (0,):
            (answer,) = self.windows.send(message, wparam)
            await until(answer.done)
            await settle()


Story = Callable[[Here], Awaitable[None]]


def play(story: Story, windows: FakeWindows | None = None) -> Here:
    here: list[Here] = []

    async def told() -> None:
        here.append(Here(windows or FakeWindows()))
        await lived(here[0].watch, here[0].told, lambda: story(here[0]))

    asyncio.run(told())
    assert here[0].windows.windows == {}
    assert here[0].windows.subscribed == set()
    return here[0]


def session_changes(*changes: int) -> Story:
    return lambda here: here.send(WM_WTSSESSION_CHANGE, *changes)


# Lock and other users


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((LOCK, UNLOCK), [Locked, Unlocked]),
        ((LOCK, LOCK), [Locked]),
        ((UNLOCK,), []),
        ((CONSOLE_DISCONNECT, CONSOLE_CONNECT), [Locked, Unlocked]),
        ((LOCK, CONSOLE_DISCONNECT, CONSOLE_CONNECT), [Locked]),
        ((LOCK, CONSOLE_DISCONNECT, CONSOLE_CONNECT, UNLOCK), [Locked, Unlocked]),
        ((REMOTE_DISCONNECT, REMOTE_CONNECT), [Locked, Unlocked]),
        ((CONSOLE_DISCONNECT, REMOTE_CONNECT), [Locked, Unlocked]),
        ((REMOTE_CONNECT, CONSOLE_DISCONNECT), []),
        ((REMOTE_CONNECT, CONSOLE_DISCONNECT, REMOTE_DISCONNECT), [Locked]),
        ((SESSION_LOGON, SESSION_REMOTE_CONTROL), []),
    ],
    ids=[
        "locked and unlocked",
        "locked twice",
        "unlocked while it was not locked",
        "another user in front, without a lock",
        "another user in front, back at the lock screen",
        "another user in front, and back",
        "a remote session closed and opened again",
        "taken over from afar",
        "taken over from afar, told the other way round",
        "taken over from afar, then left",
        "what is neither",
    ],
)
def test_who_cannot_be_at_this_session_is_away(changes: tuple[int, ...], expected: list[type[LockEvent]]) -> None:
    """Locked, another user in front, and a remote session that was closed are absence at once."""

    async def story(here: Here) -> None:
        here.windows.session_told = (ACTIVE, SAYS_LOCKED if LOCK in changes else SAYS_UNLOCKED)
        await here.send(WM_WTSSESSION_CHANGE, *changes)

    assert play(story).kinds == expected


def test_a_lock_whose_end_was_not_told_ends_with_the_next_connection() -> None:
    """Who signs in from afar has given the password there; Windows then says that it is not locked."""
    windows = FakeWindows()

    here = play(session_changes(LOCK, CONSOLE_DISCONNECT, REMOTE_CONNECT), windows)

    assert here.kinds == [Locked, Unlocked]


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ((ACTIVE, SAYS_UNLOCKED), []),
        ((ACTIVE, SAYS_LOCKED), [Locked]),
        ((DISCONNECTED, SAYS_UNLOCKED), [Locked]),
        ((ACTIVE, SAYS_UNKNOWN), []),
    ],
)
def test_what_is_so_at_the_start_is_told_after_it(session: tuple[int, int], expected: list[type[LockEvent]]) -> None:
    """The service may be started by a task while the screen is locked. What Windows does not know is not made up."""
    windows = FakeWindows()
    windows.session_told = session

    assert play(session_changes(), windows).kinds == expected


def test_a_windows_that_does_not_say_how_it_started_is_said() -> None:
    """Changes are told all the same."""
    windows = FakeWindows()
    windows.broken["session"] = OSError("not implemented")

    async def story(here: Here) -> None:
        await here.send(WM_WTSSESSION_CHANGE, LOCK, CONSOLE_CONNECT)
        assert here.parts["lock"].used == ("session notifications",)
        assert "at the start" in here.parts["lock"].says

    assert play(story, windows).kinds == [Locked]


def test_without_session_notifications_the_rest_serves() -> None:
    """And no lock is believed in whose end would not be told."""
    windows = FakeWindows()
    windows.session_told = (ACTIVE, SAYS_LOCKED)
    windows.broken["hear_session"] = OSError("the service is not started")

    async def story(here: Here) -> None:
        await here.send(WM_POWERBROADCAST, RESUME_AUTOMATIC)
        assert here.parts["lock"].used == ()
        assert "the service is not started" in here.parts["lock"].refused[0].reason
        assert here.parts["sleep"].used == ("power messages",)

    here = play(story, windows)
    assert (here.kinds, here.heard) == ([], ["clock"])


def test_without_a_window_nothing_is_watched_and_it_is_said() -> None:
    """As where there is no desktop to open one on."""
    windows = FakeWindows()
    windows.broken["open_window"] = OSError("no desktop")

    async def story(here: Here) -> None:
        for part in here.watch.parts:
            assert part.used == ()
            assert "no desktop" in part.refused[0].reason

    assert play(story, windows).told == []


def test_a_window_that_is_lost_leaves_no_lock_behind() -> None:
    """Nobody has unlocked, and nobody would tell when somebody did."""

    async def story(here: Here) -> None:
        await here.send(WM_WTSSESSION_CHANGE, LOCK)
        here.windows.post(next(iter(here.windows.windows)), 0x8000)
        await until(lambda: len(here.told) > 1)
        assert here.parts["lock"].used == ()

    assert play(story).kinds == [Locked, LockLost]


# Sleep, clock, zone


def test_a_resume_is_a_reason_to_look_at_the_clock() -> None:
    """With somebody there or not; going to sleep, or a cable pulled, is none."""
    here = play(lambda here: here.send(WM_POWERBROADCAST, SUSPEND, POWER_STATUS, RESUME_AUTOMATIC, RESUME_SUSPEND))

    assert here.heard == ["clock", "clock"]


def test_a_clock_that_was_set_is_looked_at() -> None:
    """The zone is the old one."""
    assert play(lambda here: here.send(WM_TIMECHANGE)).heard == ["clock"]


@pytest.mark.parametrize(("message", "expected"), [(WM_TIMECHANGE, ["clock", "zone"]), (WM_SETTINGCHANGE, ["zone"])])
def test_a_new_zone_is_told_once_by_whichever_message(message: int, expected: list[str]) -> None:
    """Windows sends the one or the other, or both; and the latter for a new wallpaper, too."""

    async def story(here: Here) -> None:
        await here.send(WM_SETTINGCHANGE)
        assert here.heard == []
        here.now = NINE.astimezone(ZoneInfo("America/New_York"))
        await here.send(message)
        assert here.heard == expected
        await here.send(WM_SETTINGCHANGE)
        assert here.heard == expected

    play(story)


# The end


def test_the_session_ends_only_after_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows ends the process once this is answered, and the log must be whole by then."""
    monkeypatch.setattr(windows_locks, "GOODBYE_SECONDS", 60.0)
    answers: list[Future[int]] = []

    async def story(here: Here) -> None:
        (may_end,) = here.windows.send(WM_QUERYENDSESSION)
        answers.extend(here.windows.send(WM_ENDSESSION, 1))
        await until(lambda: here.heard == ["ending"])
        assert may_end.result(0) == DEFAULT  # "yes"
        assert not answers[0].done()

    play(story)

    assert answers[0].result(0) == 0


def test_a_service_that_hangs_does_not_hold_up_the_shutdown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows would show it to the user as the program that prevents it."""
    monkeypatch.setattr(windows_locks, "GOODBYE_SECONDS", 0.0)

    async def story(here: Here) -> None:
        (answer,) = here.windows.send(WM_ENDSESSION, 1)
        await until(answer.done)

    assert play(story).heard == ["ending"]


def test_a_shutdown_that_somebody_called_off_is_none() -> None:
    """Another program had unsaved work: the message then comes with zero."""

    async def story(here: Here) -> None:
        await here.send(WM_ENDSESSION, 0)
        await here.send(WM_WTSSESSION_CHANGE, LOCK)

    here = play(story)
    assert (here.heard, here.kinds) == ([], [Locked])


def test_who_closes_its_windows_ends_the_service_in_good_order() -> None:
    """`taskkill` without /F, and installers."""

    async def story(here: Here) -> None:
        await here.send(WM_CLOSE)
        assert here.windows.windows != {}

    assert play(story).heard == ["ending"]


def test_nothing_is_told_after_closing() -> None:
    """The service has stopped; what was under way comes to nobody."""

    async def story(here: Here) -> None:
        (answer,) = here.windows.send(WM_WTSSESSION_CHANGE, LOCK)
        answer.result(10)  # its thread has it, and the loop has not had a turn

    assert play(story).told == []


def test_a_window_of_a_loop_that_has_ended_troubles_nobody() -> None:
    """Its thread may be a little later than the rest."""
    windows = FakeWindows()
    watches: list[WindowsSessionWatch] = []

    async def story() -> None:
        watch = WindowsSessionWatch(Hearers(lambda event: None), lambda: datetime(2026, 3, 2, tzinfo=UTC), windows)
        watches.append(watch)
        await watch.open()

    asyncio.run(story())
    (answer,) = windows.send(WM_TIMECHANGE)

    assert answer.result(timedelta(seconds=10).total_seconds()) == DEFAULT
    asyncio.run(watches[0].close())
    assert [thread.name for thread in threading.enumerate() if thread.name == "reminder window"] == []
