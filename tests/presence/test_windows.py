"""Presence on Windows: what its clock of 32 bits says, and a return that a window of its own hears."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from reminder.backends import Unavailable
from reminder.core.events import Left, Returned
from reminder.presence import PresenceEvent
from reminder.presence.windows import TURN, WM_INPUT, RawInputBell, idle_by, open_windows
from tests.presence.contract import Desk, PresenceContract, settle, until
from tests.presence.fake_windows import FakeWindows
from tests.presence.polled_desk import NINE, PolledDesk

MINUTE = timedelta(minutes=1)


class WindowsDesk(PolledDesk):
    """A desk of which Windows tells, its clock just before the turn of its 32 bits."""

    def __init__(self, *, input_pause: timedelta) -> None:
        self.windows = FakeWindows()
        self.windows.clock_ticks = self.windows.input_ticks = self.start = TURN - 90_000
        self.raw_input = RawInputBell(self.windows)
        super().__init__(input_pause=input_pause, bell=self.raw_input)

    def read(self) -> timedelta:
        self._set_clock()
        return idle_by(self.windows)()

    async def touch(self) -> None:
        await settle()
        self._set_clock()
        away = self.presence._seen_idle is not None
        if away:
            await until(lambda: self.windows.input_at is not None)
        self.windows.press_key()
        if away:
            await until(lambda: self.presence._seen_idle is None)
        await settle()

    def _set_clock(self) -> None:
        self.windows.clock_ticks = self.start + (self.now() - NINE) // timedelta(milliseconds=1)


class TestWindowsPresence(PresenceContract):
    short = MINUTE

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        desk = WindowsDesk(input_pause=self.short)
        yield desk
        assert desk.windows.windows == {}
        assert desk.windows.input_at is None


def play(story: Callable[[WindowsDesk, list[PresenceEvent]], Awaitable[None]]) -> WindowsDesk:
    desks: list[WindowsDesk] = []

    async def told() -> None:
        desk = WindowsDesk(input_pause=MINUTE)
        desks.append(desk)
        events: list[PresenceEvent] = []
        desk.presence.watch(events.append, away_after=MINUTE)
        await settle()
        try:
            await story(desk, events)
        finally:
            await desk.presence.close()

    asyncio.run(told())
    return desks[0]


@pytest.mark.parametrize(
    ("last", "now", "idle"),
    [(1000, 61_000, 60_000), (TURN - 5, 6, 11), (7, 7, 0), (TURN - 1, TURN + 119_999, 120_000), (1008, 1000, 0)],
    ids=["plainly", "over the turn", "just now", "two minutes over the turn", "an input ahead of the coarser clock"],
)
def test_idle_time_is_a_difference_on_a_clock_that_turns(last: int, now: int, idle: int) -> None:
    """After 49.7 days, a plain difference would be an absence of weeks, or one of less than nothing."""
    windows = FakeWindows()
    windows.input_ticks, windows.clock_ticks = last, now

    assert idle_by(windows)() == timedelta(milliseconds=idle)


def test_a_call_that_fails_is_no_reading() -> None:
    """On a locked-down desktop Windows may refuse; the reason is for `doctor`."""
    windows = FakeWindows()
    windows.broken["last_input"] = OSError("access denied")

    with pytest.raises(Unavailable, match="GetLastInputInfo: access denied"):
        asyncio.run(open_windows(lambda: NINE, windows))


def test_what_serves_is_known_at_once() -> None:
    """It tells of the past, too."""

    async def story() -> None:
        presence = await open_windows(lambda: NINE, FakeWindows())
        assert presence.known
        await presence.close()

    asyncio.run(story())


def test_no_window_is_there_while_somebody_is() -> None:
    """Raw input is hundreds of messages a second, each of them a wake-up."""

    async def story(desk: WindowsDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE / 2)
        await desk.touch()
        await desk.rest(MINUTE / 2)
        assert desk.windows.opened == 0

    play(story)


def test_a_window_hears_one_input_of_an_absence_and_is_gone() -> None:
    """The mouse goes on moving; what comes before the window is closed rings no second time."""

    async def story(desk: WindowsDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE)
        await until(lambda: desk.windows.input_at is not None)
        window = desk.windows.input_at
        assert window is not None
        desk.windows.input_ticks = desk.windows.clock_ticks
        for _ in range(3):
            desk.windows._send(window, WM_INPUT, 1, 0)
        await until(lambda: desk.windows.windows == {})
        await settle()

        assert [type(event) for event in told] == [Left, Returned]
        assert len(desk.looks) == 3
        assert {message for message, *_ in desk.windows.left_to_windows} == {WM_INPUT}  # which cleans up

    play(story)


def test_a_second_absence_gets_a_window_though_the_first_has_not_gone_yet() -> None:
    """Windows knows one for the whole process: the old one must not switch off what the new one has switched on."""

    async def story() -> None:
        windows, rings = FakeWindows(), []
        bell = RawInputBell(windows)
        for absence in range(1, 20):
            bell.listen(lambda: rings.append(1))
            await until(lambda n=absence: windows.opened == n and windows.input_at == 100 + n)  # type: ignore[misc]
            bell.mute()
        bell.listen(lambda: rings.append(1))
        await until(lambda: windows.input_at == 120)
        await until(lambda: bell._leaving == [])
        windows.press_key()
        await until(lambda: rings != [])
        await bell.close()
        assert windows.windows == {}

    asyncio.run(story())


def test_without_raw_input_the_return_is_looked_for() -> None:
    """It may be refused; then looks come more often. It is tried again in the next absence."""

    async def story(desk: WindowsDesk, told: list[PresenceEvent]) -> None:
        desk.windows.broken["hear_input"] = OSError("refused")
        await desk.rest(MINUTE)
        await until(lambda: not desk.raw_input.trusted)
        looks = len(desk.looks)
        await desk.rest(10 * MINUTE)
        assert len(desk.looks) - looks > 10
        assert desk.windows.opened == 1

        desk.windows.broken.clear()
        desk.windows.input_ticks = desk.windows.clock_ticks
        await desk.rest(2 * MINUTE)
        assert [type(event) for event in told] == [Left, Returned, Left]
        await desk.touch()
        assert [type(event) for event in told] == [Left, Returned, Left, Returned]

    play(story)
