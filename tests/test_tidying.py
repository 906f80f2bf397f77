"""What is older than the user keeps goes once a day, and never while a prompt is open."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from reminder.tidying import AGAIN_SECONDS, Tidying
from tests.virtual.clockwork import World

YEAR = timedelta(days=366)


@dataclass
class House:
    """What a `Tidying` asks, and what it does: `pruned` has the moments, in seconds."""

    keep: timedelta | None = YEAR
    asking: bool = False
    problem: str = ""
    takes_seconds: float = 0.0
    pruned: list[float] = field(default_factory=list)
    broken_off: bool = False

    def tidying(self) -> Tidying:
        return Tidying(lambda: self.keep, lambda: self.asking, self._prune)

    async def _prune(self) -> str:
        self.pruned.append(asyncio.get_running_loop().time())
        try:
            await asyncio.sleep(self.takes_seconds)
        except asyncio.CancelledError:
            self.broken_off = True
            raise
        return self.problem


def lived(story: Callable[[], Awaitable[None]]) -> None:
    async def told() -> None:
        await story()

    World(datetime(2026, 3, 2, tzinfo=UTC)).run(told())


def test_it_is_done_at_the_moment_told() -> None:
    """Some time after the start, when nobody waits for anything else."""
    house = House()

    async def story() -> None:
        house.tidying().due(30)
        await asyncio.sleep(100)

    lived(story)
    assert house.pruned == [pytest.approx(30, abs=0.01)]


def test_what_is_kept_forever_is_never_looked_at() -> None:
    """The default starts no program."""
    house = House(keep=None)

    async def story() -> None:
        house.tidying().due()
        await asyncio.sleep(100)

    lived(story)
    assert house.pruned == []


def test_while_a_prompt_is_open_it_waits() -> None:
    """Its outcome is still to be written; the disk has other things to do."""
    house = House(asking=True)

    async def story() -> None:
        house.tidying().due()
        await asyncio.sleep(AGAIN_SECONDS * 2.5)
        house.asking = False
        await asyncio.sleep(AGAIN_SECONDS)

    lived(story)
    assert house.pruned == [pytest.approx(3 * AGAIN_SECONDS, abs=0.01)]


def test_a_problem_is_a_warning_and_the_next_day_tries_again(caplog: pytest.LogCaptureFixture) -> None:
    """A full disk, say: nothing of the day depends on it."""
    house = House(problem="the disk is full")

    async def story() -> None:
        tidying = house.tidying()
        tidying.due()
        await asyncio.sleep(1)
        tidying.due()
        await asyncio.sleep(1)

    lived(story)
    assert caplog.messages == ["the disk is full"] * 2


def test_the_end_of_the_service_breaks_it_off() -> None:
    """Whatever was still to come does not come."""
    house = House(takes_seconds=50)

    async def story() -> None:
        tidying = house.tidying()
        tidying.due()
        await asyncio.sleep(1)
        tidying.close()
        later = house.tidying()
        later.due(5)
        later.close()
        await asyncio.sleep(100)

    lived(story)
    assert (len(house.pruned), house.broken_off) == (1, True)
