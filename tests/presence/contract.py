"""What every presence backend promises, told once and played on each of them."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import ClassVar, Protocol

from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.presence import Presence, PresenceEvent


class Desk(Protocol):
    """A desk with the backend under test on it, and the means to sit down at it or not."""

    @property
    def presence(self) -> Presence:
        """The backend under test."""

    def now(self) -> datetime:
        """The clock that the backend's events are timed by."""

    async def touch(self) -> None:
        """Press a key, and come back when the desktop has it."""

    async def rest(self, span: timedelta) -> None:
        """Touch nothing for so long."""

    async def unplug(self) -> None:
        """Take away what tells presence."""


Story = Callable[[Desk, list[PresenceEvent]], Awaitable[None]]

DEADLINE_SECONDS = 20


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until this holds; fail when it does not in time."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for is out there, and sets no event of ours
            await asyncio.sleep(0.005)


async def settle() -> None:
    """Let the loop take the turns in which "at once" happens."""
    for _ in range(3):
        await asyncio.sleep(0)


class EdgesContract(ABC):
    """What holds whoever decides when a person has left.

    Inherit, say where the desk is and how long a short while is there, and these rules are checked.
    """

    short: ClassVar[timedelta]
    """A threshold quick to wait for and much longer than a touch takes. Where the desktop has its own, it is that."""

    slack: ClassVar[timedelta | None] = None
    """How far off a moment may be that the desktop dates; None: a quarter of `short`."""

    late: ClassVar[timedelta] = timedelta()
    """How long after the last input an absence begins for a desktop that does not know of the input itself."""

    knows_the_past: ClassVar[bool] = True
    """Whether the desktop tells for how long there has been no input. Wayland tells only what comes after the question:
    what is there already counts from then, so that "at once" becomes "when it has been there once more"."""

    @abstractmethod
    def open_desk(self) -> AbstractAsyncContextManager[Desk]:
        """A fresh desk at which presence is known. Closing the backend is the caller's."""

    def play(self, story: Story) -> None:
        async def told() -> None:
            async with self.open_desk() as desk:
                try:
                    await story(desk, [])
                finally:
                    await desk.presence.close()

        asyncio.run(told())

    async def at_once(self, desk: Desk, span: timedelta, condition: Callable[[], bool]) -> None:
        """Wait for what was so already to be told: at once, or, where the past is not known, after `span` once more."""
        if self.knows_the_past:
            await settle()
        else:
            await desk.rest(span)
            await until(condition)

    def test_no_input_for_long_enough_is_leaving_since_the_last_input(self) -> None:
        """D2 takes the minutes in between back from sitting, so `since` must be the last input itself."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            before = desk.now()
            await desk.touch()
            after = desk.now()
            desk.presence.watch(told.append, away_after=self.short)

            await desk.rest(self.short)
            await until(lambda: bool(told))

            (left,) = told
            assert isinstance(left, Left)
            slack = self.slack or self.short / 4
            assert left.at - left.since >= self.short - self.late
            assert before - slack <= left.since - self.late <= after + slack

        self.play(story)

    def test_the_next_input_is_the_return(self) -> None:
        """It ends the absence at that moment, not at some later look."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=self.short)
            await desk.rest(self.short)
            await until(lambda: bool(told))

            before = desk.now()
            await desk.touch()
            await until(lambda: len(told) > 1)

            back = told[1]
            assert isinstance(back, Returned)
            assert before <= back.at <= desk.now()

        self.play(story)

    def test_every_absence_is_told_not_the_first_alone(self) -> None:
        """The watch stands all day."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=self.short)

            for absence in range(1, 4):
                await desk.rest(self.short)
                await until(lambda n=absence: len(told) == 2 * n - 1)  # type: ignore[misc]
                await desk.touch()
                await until(lambda n=absence: len(told) == 2 * n)  # type: ignore[misc]

            assert [type(event) for event in told] == [Left, Returned] * 3

        self.play(story)

    def test_who_is_away_at_the_start_has_left_at_once(self) -> None:
        """A watch that only sees changes would take an empty chair for sitting until somebody came and went."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            await desk.rest(3 * self.short)

            desk.presence.watch(told.append, away_after=2 * self.short)
            assert told == []  # never from within the call
            await self.at_once(desk, 2 * self.short, lambda: bool(told))

            (left,) = told
            assert isinstance(left, Left)
            assert left.at - left.since >= (3 if self.knows_the_past else 2) * self.short - self.late

        self.play(story)

    def test_an_absence_is_told_once_however_often_it_is_asked_for(self) -> None:
        """A second `Left` would be a second absence in the log."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            await desk.rest(2 * self.short)

            for threshold in (self.short, self.short, 2 * self.short):
                desk.presence.watch(told.append, away_after=threshold)
                await self.at_once(desk, threshold, lambda: bool(told))

            assert [type(event) for event in told] == [Left]

        self.play(story)

    def test_losing_the_desktop_is_told_once_and_makes_presence_unknown(self) -> None:
        """Neither at the desk nor away may be assumed afterwards, and the service goes on."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=100 * self.short)
            await settle()
            assert desk.presence.known

            await desk.unplug()
            await until(lambda: bool(told))
            desk.presence.watch(told.append, away_after=self.short)
            desk.presence.watch_pause(wanted=True)
            await settle()

            assert [type(event) for event in told] == [PresenceLost]
            assert not desk.presence.known

        self.play(story)

    def test_after_closing_nothing_is_told(self) -> None:
        """The service has stopped; an event would come to nobody. Closing twice is closing once."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=self.short)
            desk.presence.watch_pause(wanted=True)

            await desk.presence.close()
            await desk.rest(self.short)
            await settle()

            assert told == []

        self.play(story)


class PresenceContract(EdgesContract):
    """What holds, too, where the threshold is ours, and every pause in the input is seen.

    The desk's backend takes `short` for INPUT_PAUSE.
    """

    def test_a_new_threshold_takes_the_place_of_the_old(self) -> None:
        """A change of settings must not leave the old watch posting beside the new one."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=self.short)
            await settle()
            desk.presence.watch(told.append, away_after=3 * self.short)

            await desk.rest(3 * self.short)
            await until(lambda: bool(told))
            await desk.touch()
            await until(lambda: len(told) > 1)

            left, back = told
            assert isinstance(left, Left)
            assert isinstance(back, Returned)
            assert left.at - left.since >= 3 * self.short

        self.play(story)

    def test_a_threshold_raised_during_an_absence_loses_neither_it_nor_the_return(self) -> None:
        """The absence was told already; under the longer threshold it has not even begun, yet must end."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=self.short)
            await desk.rest(self.short)
            await until(lambda: bool(told))

            desk.presence.watch(told.append, away_after=3 * self.short)
            await settle()
            assert len(told) == 1
            await desk.touch()
            await until(lambda: len(told) > 1)
            await desk.rest(3 * self.short)
            await until(lambda: len(told) > 2)

            assert [type(event) for event in told] == [Left, Returned, Left]
            assert isinstance(told[2], Left)
            assert told[2].at - told[2].since >= 3 * self.short

        self.play(story)

    def test_a_pause_in_the_input_is_told_once_when_it_comes(self) -> None:
        """A waiting prompt takes the first good moment (P3); a second event would find nothing to show."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=3 * self.short)
            desk.presence.watch_pause(wanted=True)

            for _ in range(2):  # two pauses, the second in vain
                await desk.rest(self.short)
                await until(lambda: bool(told))
                await desk.touch()
            await desk.rest(3 * self.short)
            await until(lambda: len(told) > 1)

            assert [type(event) for event in told] == [InputPaused, Left]

        self.play(story)

    def test_a_pause_that_is_there_already_is_told_at_once_and_again_when_asked_again(self) -> None:
        """Nobody types: there is no better moment to wait for."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=100 * self.short)
            await desk.rest(self.short)

            desk.presence.watch_pause(wanted=True)
            assert told == []
            await self.at_once(desk, self.short, lambda: len(told) == 1)
            desk.presence.watch_pause(wanted=True)
            await self.at_once(desk, self.short, lambda: len(told) == 2)

            assert [type(event) for event in told] == [InputPaused, InputPaused]

        self.play(story)

    def test_a_pause_no_longer_wanted_is_not_told(self) -> None:
        """The prompt has been shown or withdrawn; the watch for its moment ends with it."""

        async def story(desk: Desk, told: list[PresenceEvent]) -> None:
            await desk.touch()
            desk.presence.watch(told.append, away_after=2 * self.short)
            desk.presence.watch_pause(wanted=True)
            await settle()
            desk.presence.watch_pause(wanted=False)

            await desk.rest(2 * self.short)
            await until(lambda: bool(told))

            assert [type(event) for event in told] == [Left]

        self.play(story)
