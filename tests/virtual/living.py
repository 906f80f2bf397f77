"""A plausible person at a machine: what the simulation tells as events is done to a desktop instead."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from reminder.core.effects import Effect
from reminder.core.events import (
    Answered,
    Dismissed,
    Drank,
    Event,
    Held,
    InputPaused,
    Left,
    Locked,
    Released,
    Returned,
    Slept,
    Started,
    Stopped,
    TookCaffeine,
    Undelivered,
    Unlocked,
    Woken,
)
from reminder.core.plan import HoldKind, Plan
from reminder.core.state import State
from reminder.core.step import first_state
from reminder.paths import Places
from reminder.plausible import Person
from reminder.screen import Failed
from reminder.simulation import Moment
from tests.virtual.clockwork import NONE, SECOND, World
from tests.virtual.machine import Machine


class Living:
    """So many days of a person's life at a machine. `machine` is theirs."""

    def __init__(self, world: World, where: Places, plan: Plan, start: datetime, days: int, *, seed: int) -> None:
        self.world = world
        self.machine = Machine(world, where, self._saw)
        self.person = Person(plan, start, days, seed)
        self._news = asyncio.Event()
        self._state = first_state(start)

    async def live(self, daily: Callable[[int], Awaitable[None]]) -> None:
        """Live through all of it. `daily` is called once for each day on which the machine runs, with its number."""
        number, day = 0, None
        while (event := self.person.upcoming()) is not None:
            if not await self._until(event.since if isinstance(event, Slept) else event.at):
                continue
            if self.machine.running and day != event.at.date() and event.at.hour >= 12 and not isinstance(event, Slept):
                number, day = number + 1, event.at.date()
                await daily(number)
                continue  # something may have come of it
            self.person.saw(Moment(event, self._state, ()))
            await self._do(event)
        await self.machine.shut_down()

    def _saw(self, effects: tuple[Effect, ...], state: State) -> None:
        """What the service has done reaches the person's eyes."""
        self._state = state
        self.person.saw(Moment(Woken(self.world.wall.astimezone(self.person._zone)), state, effects))
        self._news.set()

    async def _until(self, when: datetime) -> bool:
        """Wait for this moment; False: something has happened before it, and they may want something else now."""
        ahead = (when.astimezone(UTC) - self.world.wall) / SECOND
        if ahead <= 0:
            return True
        self._news.clear()
        try:
            async with asyncio.timeout(ahead):
                await self._news.wait()
        except TimeoutError:
            return when.astimezone(UTC) <= self.world.wall
        return False

    async def _do(self, event: Event) -> None:  # noqa: C901, PLR0912 - one case for each thing they may do
        machine = self.machine
        match event:
            case Woken():
                return  # a look at the clock
            case Started():
                await machine.boot()
            case Stopped():
                await machine.shut_down()
                return
            case Slept():
                self.world.suspends(max(NONE, event.at.astimezone(UTC) - self.world.wall))
            case Left():
                machine.hands_off(event.since.astimezone(UTC))
            case Returned():
                machine.hands_on()
            case Locked():
                machine.locks()
            case Unlocked():
                machine.unlocks()
            case InputPaused():
                machine.rests_hands()
            case Held(hold=HoldKind.USER):
                await machine.ask("pause", "30min")
            case Held():
                machine.attention.begin(event.hold, event.detail)
            case Released():
                machine.attention.end(event.hold)
            case Answered():
                machine.notifier.answer(event.answer)
            case Dismissed():
                machine.notifier.dismiss()
            case Undelivered():
                machine.daemon._replied(Failed(machine.state.number, event.reason))
            case Drank():
                await machine.ask("drink", f"{event.ml}ml")
            case TookCaffeine():
                await machine.ask("drink", f"{event.ml}ml coffee")
            case _:
                raise AssertionError(event)
        await machine.calm()
