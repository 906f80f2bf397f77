"""Presence that outlives what tells it: it falls back, says so, and comes back."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from reminder.backends import Candidate, Unavailable
from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.presence import Presence, PresenceEvent
from reminder.presence.steady import BRIDGED, DELAYS, LATER_SECONDS, SteadyPresence
from reminder.presence.unknown import UnknownPresence
from tests.presence.contract import Desk, PresenceContract
from tests.presence.fake import FakePresence

AWAY_AFTER = timedelta(minutes=2)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Desktop:
    """A desktop with a good way, a worse one and none, each of which may be out of order, and a clock of the test's."""

    def __init__(self, input_pause: timedelta = AWAY_AFTER) -> None:
        self.time = START
        self.broken: set[str] = set()
        self.told: list[PresenceEvent] = []
        self.opened: dict[str, list[FakePresence]] = {"good": [], "worse": []}
        self.pauses: list[float] = []
        self.next_look = asyncio.Event()
        self._input_pause = input_pause
        rows = [Candidate(name, self._way(name)) for name in self.opened]
        self.presence = SteadyPresence([*rows, Candidate("unknown", self._unknown)], self.now, pause=self._pause)

    def now(self) -> datetime:
        return self.time

    def newest(self, name: str) -> FakePresence:
        return self.opened[name][-1]

    async def look_again(self) -> None:
        """The time until the next look for a better way passes."""
        self.next_look.set()
        await calm()

    async def give_up(self) -> None:
        """As many looks as a loss is bridged for."""
        await calm()
        for _ in range(BRIDGED - 1):
            await self.look_again()

    def _way(self, name: str) -> Callable[[], Awaitable[Presence]]:
        async def open_way() -> Presence:
            if name in self.broken:
                raise Unavailable(f"{name} is out of order")
            self.opened[name].append(FakePresence(self.now, input_pause=self._input_pause))
            return self.newest(name)

        return open_way

    async def _unknown(self) -> Presence:
        return UnknownPresence(self.now)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if seconds:
            await self.next_look.wait()
            self.next_look.clear()


async def calm() -> None:
    for _ in range(12):
        await asyncio.sleep(0)


Story = Callable[[Desktop], Awaitable[None]]


def play(story: Story, *, broken: frozenset[str] = frozenset()) -> None:
    async def told() -> None:
        desktop = Desktop()
        desktop.broken |= broken
        await desktop.presence.open()
        desktop.presence.watch(desktop.told.append, away_after=AWAY_AFTER)
        await calm()
        try:
            await story(desktop)
        finally:
            await desktop.presence.close()

    asyncio.run(told())


class SteadyDesk:
    """The steady one on a single way, which nothing replaces when it is lost."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.presence = desktop.presence

    def now(self) -> datetime:
        return self._desktop.now()

    async def touch(self) -> None:
        self._desktop.newest("good").touch()

    async def rest(self, span: timedelta) -> None:
        self._desktop.time += span
        self._desktop.newest("good").time_passes()

    async def unplug(self) -> None:
        self._desktop.broken |= {"good", "worse"}
        self._desktop.newest("good").lose()
        await self._desktop.give_up()


class TestSteadyPresence(PresenceContract):
    short = timedelta(minutes=2)

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        desktop = Desktop(self.short)
        await desktop.presence.open()
        yield SteadyDesk(desktop)


def test_the_best_that_serves_is_taken() -> None:
    """And why nothing better is remembered for `doctor`."""

    async def story(desktop: Desktop) -> None:
        assert desktop.presence.choice.name == "worse"
        assert [refused.reason for refused in desktop.presence.choice.refused] == ["good is out of order"]
        assert desktop.presence.known

    play(story, broken=frozenset({"good"}))


def test_a_way_that_is_lost_is_replaced_by_the_next_without_a_word() -> None:
    """The compositor has died, and something else can tell: whoever sat there sits there."""

    async def story(desktop: Desktop) -> None:
        desktop.broken.add("good")
        desktop.newest("good").lose()
        await calm()

        assert desktop.told == []
        assert desktop.presence.choice.name == "worse"
        assert desktop.newest("worse").away_after == AWAY_AFTER
        assert desktop.newest("good").closed

    play(story)


def test_a_restart_at_night_is_no_second_absence() -> None:
    """Away before, away after: the new way's word of it is the same absence, and its end is told by it."""

    async def story(desktop: Desktop) -> None:
        desktop.newest("good").leave(START - timedelta(hours=1))
        desktop.newest("good").lose()
        await calm()
        desktop.time += AWAY_AFTER
        desktop.newest("good").time_passes()
        assert [type(event) for event in desktop.told] == [Left]

        desktop.newest("good").touch()
        assert [type(event) for event in desktop.told] == [Left, Returned]

    play(story)


def test_whoever_came_back_while_nobody_could_tell_is_found_out() -> None:
    """The new way knows nothing of the old absence: if it sees none of its own in time, somebody is there."""

    async def story(desktop: Desktop) -> None:
        desktop.newest("good").leave(START - timedelta(hours=1))
        desktop.newest("good").lose()
        await calm()
        assert [type(event) for event in desktop.told] == [Left]
        await desktop.look_again()

        assert desktop.pauses[-1] == AWAY_AFTER.total_seconds() + 1
        assert [type(event) for event in desktop.told] == [Left, Returned]

    play(story)


def test_where_nothing_can_tell_for_some_seconds_presence_is_unknown() -> None:
    """And said to be; with the next way that can tell, somebody is taken to be there (D1)."""

    async def story(desktop: Desktop) -> None:
        desktop.broken |= {"good", "worse"}
        desktop.newest("good").lose()
        await calm()
        assert desktop.told == []
        await desktop.give_up()
        assert [type(event) for event in desktop.told] == [PresenceLost]
        assert desktop.presence.choice.name == "unknown"

        desktop.broken.clear()
        await desktop.look_again()
        assert [type(event) for event in desktop.told] == [PresenceLost, Returned]
        assert desktop.presence.choice.name == "good"

    play(story)


def test_a_better_way_that_is_back_is_taken_again() -> None:
    """The compositor has been restarted: what it tells is better than what stood in for it."""

    async def story(desktop: Desktop) -> None:
        desktop.broken.add("good")
        desktop.newest("good").lose()
        await calm()
        await desktop.look_again()
        assert desktop.presence.choice.name == "worse"

        desktop.broken.clear()
        await desktop.look_again()

        assert desktop.presence.choice.name == "good"
        assert len(desktop.opened["good"]) == 2
        assert desktop.newest("worse").closed
        desktop.newest("good").leave(START - timedelta(hours=1))
        assert isinstance(desktop.told[-1], Left)

    play(story)


def test_once_all_is_well_nobody_looks_any_more() -> None:
    """A look costs a wake-up."""

    async def story(desktop: Desktop) -> None:
        desktop.newest("good").lose()
        await calm()
        looks = len(desktop.pauses)
        await desktop.look_again()
        await desktop.look_again()

        assert desktop.presence.choice.name == "good"
        assert len(desktop.pauses) == looks == 1

    play(story)


def test_the_looks_become_rarer_and_end_where_nothing_ever_served() -> None:
    """Quick where a compositor restarts; where there never was one, nothing ticks all day."""

    async def story(desktop: Desktop) -> None:
        for _ in range(30):
            await desktop.look_again()

        assert desktop.pauses == list(DELAYS)
        assert [type(event) for event in desktop.told] == [PresenceLost]

    play(story, broken=frozenset({"good", "worse"}))


def test_a_new_threshold_is_no_reason_to_search_again() -> None:
    """Every prompt brings one; a search that was given up would go on all day."""

    async def story(desktop: Desktop) -> None:
        for _ in range(30):
            await desktop.look_again()
        looks = len(desktop.pauses)
        desktop.presence.watch(desktop.told.append, away_after=AWAY_AFTER / 2)
        await calm()

        assert len(desktop.pauses) == looks

    play(story, broken=frozenset({"good", "worse"}))


def test_what_has_served_once_is_looked_for_all_day() -> None:
    """It may come with the next session; a look in five minutes is next to nothing."""

    async def story(desktop: Desktop) -> None:
        desktop.broken |= {"good", "worse"}
        desktop.newest("good").lose()
        await calm()
        for _ in range(30):
            await desktop.look_again()

        assert desktop.pauses[: len(DELAYS)] == list(DELAYS)
        assert set(desktop.pauses[len(DELAYS) :]) == {LATER_SECONDS}

    play(story)


def test_what_comes_after_the_start_is_found() -> None:
    """Started before the session was ready: no reason to be blind all day."""

    async def story(desktop: Desktop) -> None:
        assert not desktop.presence.known
        desktop.broken.clear()
        await desktop.look_again()

        assert desktop.presence.choice.name == "good"
        assert [type(event) for event in desktop.told] == [PresenceLost, Returned]

    play(story, broken=frozenset({"good", "worse"}))


def test_a_wanted_pause_is_wanted_of_the_new_way_too() -> None:
    """The prompt that waits for a good moment must not wait for one that went with the compositor (P3)."""

    async def story(desktop: Desktop) -> None:
        desktop.presence.watch_pause(wanted=True)
        desktop.broken.add("good")
        desktop.newest("good").lose()
        await calm()
        desktop.time += AWAY_AFTER
        desktop.newest("worse").time_passes()

        assert InputPaused in [type(event) for event in desktop.told]

    play(story)


def test_a_word_from_a_way_that_was_given_up_is_not_passed_on() -> None:
    """Two watches at once would count every absence twice."""

    async def story(desktop: Desktop) -> None:
        late = desktop.newest("good")._post
        assert late is not None
        desktop.broken.add("good")
        desktop.newest("good").lose()
        await calm()
        told = len(desktop.told)
        late(Left(START, START))

        assert len(desktop.told) == told

    play(story)


def test_an_unlock_without_input_is_a_return_and_soon_an_absence_again() -> None:
    """By a program, or by a finger that then lifts a cup: the way in use has told its absence, and tells no other."""

    async def story(desktop: Desktop) -> None:
        desktop.newest("good").leave(START - timedelta(hours=1))
        desktop.time += timedelta(minutes=5)
        desktop.presence.unlocked()
        await calm()
        desktop.time += AWAY_AFTER
        await desktop.look_again()

        (_, again) = desktop.told
        assert again == Left(START + timedelta(minutes=5) + AWAY_AFTER, START + timedelta(minutes=5))
        desktop.newest("good").touch()
        assert [type(event) for event in desktop.told] == [Left, Left, Returned]

    play(story)


def test_input_after_an_unlock_is_the_end_of_it() -> None:
    """The usual way: a password, and then work."""

    async def story(desktop: Desktop) -> None:
        desktop.newest("good").leave(START - timedelta(hours=1))
        desktop.presence.unlocked()
        await calm()
        desktop.newest("good").touch()
        await desktop.look_again()

        assert [type(event) for event in desktop.told] == [Left, Returned]

    play(story)


def test_a_loss_is_followed_by_a_line_on_how_it_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """Who reads the log in the evening finds what told presence when; of the loss the lost way tells."""

    async def story(desktop: Desktop) -> None:
        desktop.broken |= {"good"}
        desktop.newest("good").lose()
        await calm()
        desktop.broken |= {"worse"}
        desktop.newest("worse").lose()
        await desktop.give_up()

    with caplog.at_level(logging.WARNING):
        play(story)
    assert caplog.messages == ["Presence is told by worse from now on", "Presence is unknown: nothing here tells it"]


def test_a_bug_in_one_way_does_not_end_the_search(caplog: pytest.LogCaptureFixture) -> None:
    """It is written down, and the next look may succeed."""

    async def story(desktop: Desktop) -> None:
        async def bug() -> Presence:
            raise ZeroDivisionError

        table = desktop.presence._table
        desktop.presence._table = [Candidate("good", bug)]
        desktop.newest("good").lose()
        await calm()
        assert "could be opened" in caplog.text
        desktop.presence._table = table
        await desktop.look_again()

        assert desktop.presence.choice.name == "good"
        assert desktop.presence.known

    play(story)
