"""A desk whose only word is for how long there was no input, on a clock that moves as one rests."""

import asyncio
import itertools
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from reminder.backends import Unavailable
from reminder.presence.polled import Doorbell, PolledPresence
from tests.presence.contract import settle

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


@dataclass(order=True)
class Planned:
    """A look that is planned."""

    at: datetime
    number: int
    call: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


class FakeBell:
    """A doorbell that a test rings."""

    def __init__(self, *, trusted: bool) -> None:
        self.trusted = trusted
        self.ring: Callable[[], None] | None = None
        self.listened = 0
        self.closed = False

    def listen(self, ring: Callable[[], None]) -> None:
        self.listened += self.ring is None
        self.ring = ring

    def mute(self) -> None:
        self.ring = None

    async def close(self) -> None:
        self.mute()
        self.closed = True

    def press(self) -> None:
        ring, self.ring = self.ring, None
        if ring is not None:
            ring()


class PolledDesk:
    """`inputs` are to come by themselves; `touch` is one now. `looks` are the moments at which idle time was asked."""

    def __init__(
        self, *, input_pause: timedelta, bell: Doorbell | None = None, inputs: Iterable[datetime] = ()
    ) -> None:
        self.looks: list[datetime] = []
        self.bell = bell
        self.inputs = [NINE, *inputs]
        self.out_of_order = False
        self._now = NINE
        self._asleep = timedelta(0)
        self._planned: list[Planned] = []
        self._numbers = itertools.count()
        self.presence = PolledPresence(self.idle, self.now, bell, input_pause=input_pause, later=self.later)

    def now(self) -> datetime:
        return self._now

    def idle(self) -> timedelta:
        self.looks.append(self._now)
        if self.out_of_order:
            raise Unavailable("it is out of order")
        return self.read()

    def read(self) -> timedelta:
        """Where idle time comes from."""
        return self._now - self.inputs[bisect_right(self.inputs, self._now) - 1] - self._asleep

    def later(self, wait: timedelta, call: Callable[[], None]) -> Planned:
        planned = Planned(self._now + wait, next(self._numbers), call)
        insort(self._planned, planned)
        return planned

    async def touch(self) -> None:
        """A key; who has no doorbell that hears it has it with the next look."""
        await settle()
        insort(self.inputs, self._now)
        self._asleep = timedelta(0)
        if isinstance(self.bell, FakeBell) and self.bell.trusted:
            self.bell.press()
        elif self.presence._seen_idle is not None:
            await self._pass_until(next(each.at for each in self._planned if not each.cancelled))
        await settle()

    async def rest(self, span: timedelta) -> None:
        await settle()
        await self._pass_until(self._now + span)

    async def sleep(self, span: timedelta, *, counted: bool) -> None:
        """The machine is suspended; `counted`: idle time runs on. The timers run on afterwards."""
        await settle()
        self._now += span
        for each in self._planned:
            each.at += span
        if not counted:
            self._asleep += span

    async def unplug(self) -> None:
        self.out_of_order = True
        await self._pass_until(next(each.at for each in self._planned if not each.cancelled))

    async def _pass_until(self, end: datetime) -> None:
        while self._planned and self._planned[0].at <= end:
            due = self._planned.pop(0)
            if not due.cancelled:
                self._now = max(self._now, due.at)
                due.call()
                await asyncio.sleep(0)
        self._now = end
        await settle()
