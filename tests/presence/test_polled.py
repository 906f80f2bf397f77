"""Presence by asking: what every presence promises, how seldom it asks for it, and what a suspend makes of it."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.core.plan import INPUT_PAUSE, LONGEST_IDLE
from reminder.presence import PresenceEvent, polled
from reminder.presence.polled import GUARDED, LEAST, LONGEST, PolledPresence
from tests.presence.contract import Desk, PresenceContract, settle, until
from tests.presence.polled_desk import NINE, FakeBell, PolledDesk

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class TestPolledPresence(PresenceContract):
    short = MINUTE

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        yield PolledDesk(input_pause=self.short)


class TestPolledPresenceWithShortThreshold(TestPolledPresence):
    short = 2 * SECOND


class TestPolledPresenceWithDoorbell(PresenceContract):
    short = MINUTE

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        yield PolledDesk(input_pause=self.short, bell=FakeBell(trusted=True))


def tell(
    story: Callable[[PolledDesk, list[PresenceEvent]], Awaitable[None]],
    *,
    away_after: timedelta = LONGEST_IDLE,
    bell: FakeBell | None = None,
    inputs: tuple[datetime, ...] = (),
) -> list[PresenceEvent]:
    """Play it on a desk that is watched, and give back what was told."""
    told: list[PresenceEvent] = []

    async def play() -> None:
        desk = PolledDesk(input_pause=INPUT_PAUSE, bell=bell, inputs=inputs)
        desk.presence.watch(told.append, away_after=away_after)
        await settle()
        await story(desk, told)
        await desk.presence.close()

    asyncio.run(play())
    return told


def typing(hours: int) -> tuple[datetime, ...]:
    """Somebody who types at most of the time, and pauses for some seconds now and then, but never leaves."""
    rng, at, inputs = random.Random(1), NINE, []  # noqa: S311 - the same typist every time
    while at < NINE + hours * HOUR:
        at += min(timedelta(seconds=rng.expovariate(1 / 3)), 4 * SECOND)
        inputs.append(at)
    return tuple(inputs)


# How often it looks


@pytest.mark.parametrize(
    ("away_after", "a_minute"),
    [(LONGEST_IDLE, 0.52), (20 * SECOND, 3.4), (5 * SECOND, 16.5)],
    ids=["two minutes", "twenty seconds", "five seconds"],
)
def test_a_day_of_typing_costs_few_looks(away_after: timedelta, a_minute: float) -> None:
    """Each is a wake-up; the usual way to do this looks 60 times a minute. The numbers stand in the docstring."""
    looks: list[datetime] = []

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(8 * HOUR)
        looks.extend(desk.looks)

    told = tell(story, away_after=away_after, inputs=typing(8))

    assert told == []
    assert 0.8 * a_minute <= len(looks) / (8 * 60) <= a_minute
    assert min(later - earlier for earlier, later in pairwise(looks)) >= LEAST


def test_an_empty_chair_is_looked_at_ever_more_seldom() -> None:
    """From every five seconds to every thirty: over lunch nobody needs to be quick."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(LONGEST_IDLE + 5 * MINUTE)
        left = next(event.at for event in told if isinstance(event, Left))
        distances = [later - earlier for earlier, later in pairwise(look for look in desk.looks if look >= left)]
        assert distances[:5] == [5 * SECOND, 10 * SECOND, 20 * SECOND, LONGEST, LONGEST]
        assert set(distances[5:]) == {LONGEST}

    tell(story)


def test_where_a_doorbell_is_heard_an_empty_chair_is_hardly_looked_at() -> None:
    """Once a minute is for what the doorbell does not hear."""
    bell = FakeBell(trusted=True)

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(LONGEST_IDLE)
        looks = len(desk.looks)
        await desk.rest(HOUR)
        assert len(desk.looks) - looks == HOUR / GUARDED
        assert bell.listened == 1

    tell(story, bell=bell)


def test_a_pause_is_looked_for_only_while_it_is_wanted() -> None:
    """Eight seconds away, it costs some looks a minute; once it was told, none."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        desk.presence.watch_pause(wanted=True)
        await desk.rest(INPUT_PAUSE)
        assert [type(event) for event in told] == [InputPaused]
        looks = len(desk.looks)
        await desk.rest(LONGEST_IDLE - INPUT_PAUSE - SECOND)
        assert len(desk.looks) == looks

    tell(story)


@given(
    st.lists(st.floats(0.1, 400), min_size=1, max_size=30),
    st.sampled_from([LEAST, 5 * SECOND, 20 * SECOND, LONGEST_IDLE]),
    st.sampled_from([None, True, False]),
)
def test_no_absence_is_missed_or_made_up(
    gaps: list[float],
    away_after: timedelta,
    trusted: bool | None,  # noqa: FBT001 - None: no doorbell
) -> None:
    """Seldom as it looks: every gap in the input that is long enough is told, from the last input, and ended."""
    at, inputs = NINE, []
    for gap in gaps:
        at += timedelta(seconds=gap)
        inputs.append(at)
    bell = None if trusted is None else FakeBell(trusted=trusted)

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        for moment in inputs:
            await desk.rest(moment - desk.now())
            if bell is not None and bell.trusted:
                bell.press()
                await settle()
        await desk.rest(away_after + 2 * GUARDED)

    told = tell(story, away_after=away_after, bell=bell, inputs=tuple(inputs))

    begun = [event.since for event in told if isinstance(event, Left)]
    sure = away_after + LEAST if trusted else max(away_after + LEAST, LONGEST)  # else the touch before may pass unseen
    absences = {since for since, end in pairwise([NINE, *inputs, at + HOUR]) if end - since > sure}
    assert absences <= set(begun) <= {NINE, *inputs}
    assert begun == sorted(set(begun))
    assert all(event.at - event.since >= away_after for event in told if isinstance(event, Left))
    assert [type(event) for event in told] == ([Left, Returned] * len(told))[: len(told)]


def test_an_absence_is_told_at_most_a_second_late() -> None:
    """The look before came just too early for it, and the next one keeps its distance."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE)

    (left,) = tell(story, away_after=20 * SECOND, inputs=(NINE + 0.3 * SECOND,))

    assert isinstance(left, Left)
    assert left.since == NINE + 0.3 * SECOND
    assert left.at == NINE + 20 * SECOND + LEAST


def test_a_touch_between_two_looks_is_a_return_however_short_the_threshold() -> None:
    """After ten seconds without input again it would look like one absence, five seconds being enough for another."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(10 * MINUTE)

    told = tell(story, away_after=5 * SECOND, inputs=(NINE + 5 * MINUTE,))

    assert [type(event) for event in told] == [Left, Returned, Left]
    assert isinstance(told[2], Left)
    assert told[2].since == NINE + 5 * MINUTE


# The doorbell


def test_a_touch_that_the_doorbell_does_not_hear_is_a_return_however_short_the_threshold() -> None:
    """A finger on a touch screen, and gone again: a minute later its idle time would look like the first absence."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE)

    told = tell(story, away_after=5 * SECOND, bell=FakeBell(trusted=True), inputs=(NINE + 9 * SECOND,))

    assert [type(event) for event in told] == [Left, Returned, Left]
    assert isinstance(told[2], Left)
    assert told[2].since == NINE + 9 * SECOND


def test_a_ring_without_input_is_no_return() -> None:
    """The screen wakes up for a message; nobody need be there. It is listened to again."""
    bell = FakeBell(trusted=False)

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(LONGEST_IDLE)
        bell.press()
        await settle()
        assert [type(event) for event in told] == [Left]
        assert bell.ring is not None

    tell(story, bell=bell)


def test_a_doorbell_is_listened_to_in_an_absence_alone() -> None:
    """At the desk it would ring at every key."""
    bell = FakeBell(trusted=True)

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE)
        assert bell.ring is None
        await desk.rest(MINUTE)
        assert bell.ring is not None
        await desk.touch()
        assert bell.ring is None

    tell(story, bell=bell)
    assert bell.closed


# A suspend


def test_a_suspend_in_which_idle_time_runs_on_is_absence_since_the_last_input() -> None:
    """Woken by nobody: whoever left a minute before the lid closed has been away since then."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE)
        await desk.sleep(HOUR, counted=True)
        await desk.rest(MINUTE)

    (left,) = tell(story)

    assert isinstance(left, Left)
    assert left.since == NINE


def test_a_suspend_in_which_idle_time_stands_still_makes_no_absence_longer_than_it_was() -> None:
    """It begins within the suspend, which the clock tells of itself, and never before the last input."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(MINUTE)
        await desk.sleep(HOUR, counted=False)
        await desk.rest(MINUTE)

    (left,) = tell(story)

    assert isinstance(left, Left)
    assert left.since == NINE + HOUR
    assert left.at == NINE + HOUR + 2 * MINUTE


@pytest.mark.parametrize("counted", [True, False])
def test_a_suspend_during_an_absence_is_no_return(counted: bool) -> None:  # noqa: FBT001 - either way
    """Nobody has touched anything, whether idle time ran on or stood still."""

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(LONGEST_IDLE)
        await desk.sleep(HOUR, counted=counted)
        await desk.rest(10 * MINUTE)

    assert [type(event) for event in tell(story)] == [Left]


def test_who_types_after_a_suspend_has_returned() -> None:
    """At the latest half a minute after the machine is awake, or at once where something rings."""
    bell = FakeBell(trusted=False)

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(LONGEST_IDLE)
        await desk.sleep(HOUR, counted=True)
        desk.inputs.append(desk.now())
        bell.press()
        await settle()
        assert [type(event) for event in told] == [Left, Returned]
        assert told[1].at == desk.now()

    tell(story, bell=bell)


# In trouble


def test_what_cannot_be_read_is_unknown_and_never_zero() -> None:
    """Zero would be sitting for ever. Nothing is asked any more, and nothing listened to."""
    bell = FakeBell(trusted=True)

    async def story(desk: PolledDesk, told: list[PresenceEvent]) -> None:
        await desk.rest(LONGEST_IDLE)
        await desk.unplug()
        looks = len(desk.looks)
        await desk.rest(HOUR)
        assert len(desk.looks) == looks
        assert bell.ring is None

    told = tell(story, bell=bell)

    assert [type(event) for event in told] == [Left, PresenceLost]


def test_the_loop_itself_looks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests put in the place of time must not be all that works."""
    monkeypatch.setattr(polled, "LEAST", timedelta(0))

    async def story() -> None:
        told: list[PresenceEvent] = []
        readings = iter([timedelta(0), MINUTE])
        presence = PolledPresence(lambda: next(readings), lambda: NINE)
        presence.watch(told.append, away_after=MINUTE / 1000)
        try:
            await until(lambda: bool(told))
        finally:
            await presence.close()
        assert [type(event) for event in told] == [Left]

    asyncio.run(story())
