"""A machine's clocks and an event loop that runs on them: nothing is waited for, the next timer is always now.

All that reads the time below the service reads these clocks: `reminder.clock`, APScheduler, asyncio. What really takes
time outside of the loop (a child process, a thread) is waited for while the clocks stand still.
"""

import asyncio
import contextlib
import os
import selectors
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeVar

import apscheduler.executors.base
import apscheduler.schedulers.base
import pytest

from reminder import clock

T = TypeVar("T")

SECOND = timedelta(seconds=1)
NONE = timedelta(0)
OUTSIDE_SECONDS = 60.0
"""What a child process or a thread may take before the story is taken to hang."""


class World:
    """The three clocks of `reminder.clock`, as they stand. `wall` is in UTC; what can be set is only that."""

    def __init__(self, start: datetime, *, since_boot: timedelta = NONE) -> None:
        self.wall = start.astimezone(UTC)
        self.awake = self.elapsed = since_boot
        self._alarm_fd: int | None = None

    def passes(self, length: timedelta) -> None:
        """Time goes on, as it does; a clock at the end of the calendar stands."""
        self.awake += length
        self.elapsed += length
        self.wall = _ahead(self.wall, length)

    def suspends(self, length: timedelta) -> None:
        """The machine sleeps so long, and wakes."""
        self.elapsed += length
        self.wall = _ahead(self.wall, length)
        self._alarm()

    def sets_clock(self, wall: datetime) -> None:
        """Somebody sets the clock, or the time server does."""
        self.wall = wall.astimezone(UTC)
        self._alarm()

    def run(self, story: Coroutine[Any, Any, T]) -> T:
        """Live through a story on these clocks."""
        with self.in_force(), asyncio.Runner(loop_factory=lambda: VirtualLoop(self)) as runner:
            return runner.run(story)

    def _alarm(self) -> None:
        """What waits for a jump of the clock is woken, like a timerfd with TFD_TIMER_CANCEL_ON_SET."""
        if self._alarm_fd is not None:
            os.eventfd_write(self._alarm_fd, 1)

    def _open_alarm(self) -> int:
        if self._alarm_fd is not None:
            os.close(self._alarm_fd)
        fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._alarm_fd = os.dup(fd)  # ours: who watches closes theirs, and its number may be another file's by then
        return fd

    @contextlib.contextmanager
    def in_force(self) -> Iterator[None]:
        """All that reads the time in this process reads it here."""
        world = self

        class Datetime(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return world.wall.astimezone(tz)

        with pytest.MonkeyPatch.context() as patched:
            for reader in (clock, apscheduler.schedulers.base, apscheduler.executors.base):
                patched.setattr(reader, "datetime", Datetime)
            patched.setattr(clock, "_awake", lambda: self.awake)
            patched.setattr(clock, "_elapsed", lambda: self.elapsed)
            patched.setattr(clock, "open_clock_alarm", self._open_alarm)
            yield


def _ahead(wall: datetime, length: timedelta) -> datetime:
    try:
        return wall + length
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


class VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio on the clocks of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._children: list[asyncio.SubprocessTransport] = []
        self._errands: set[asyncio.Future[Any]] = set()
        super().__init__(_Jumping(world, self.outside))
        self._clock_resolution = 1e-6  # these clocks' own; asyncio's would be lost in the rounding after half a year

    def time(self) -> float:
        return self._world.awake / SECOND

    @property
    def timers(self) -> int:
        """How many timers are set."""
        return sum(not timer.cancelled() for timer in self._scheduled)  # type: ignore[attr-defined]

    def outside(self) -> bool:
        """Whether something that really takes time is under way: a child process, or work in a thread."""
        self._children = [child for child in self._children if child.get_returncode() is None]
        return bool(self._children or self._errands)

    async def subprocess_exec(self, *args: Any, **options: Any) -> Any:
        transport, protocol = await super().subprocess_exec(*args, **options)
        self._children.append(transport)
        return transport, protocol

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:
        errand = super().run_in_executor(executor, func, *args)
        self._errands.add(errand)
        errand.add_done_callback(self._errands.discard)
        return errand


class _Jumping(selectors.BaseSelector):
    """Hands out what is ready; where nothing is, it is time for the next timer."""

    def __init__(self, world: World, outside: Any) -> None:
        self._world = world
        self._outside = outside
        self._real = selectors.DefaultSelector()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = self._real.select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None or self._outside():
            ready = self._real.select(OUTSIDE_SECONDS)
            assert ready, "nothing will ever happen any more"
            return ready
        self._world.passes(timedelta(microseconds=int(timeout * 1e6) + 1))
        return []

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Any:
        return self._real.get_map()

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.get_key(fileobj)

    def close(self) -> None:
        self._real.close()
