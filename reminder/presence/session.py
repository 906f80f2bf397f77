"""What a watch over lock, sleep and the clock promises, and what several claims of a locked screen come to."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from reminder.backends import Part
from reminder.core.events import Locked, LockLost, Unlocked
from reminder.core.records import dataclass

LockEvent = Locked | Unlocked | LockLost

OPEN_LIMIT = timedelta(seconds=2)
"""What a run loop or a window may take to begin at the start of the service; it takes milliseconds."""


def _nothing() -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Hearers:
    """Who is told what. All are called on the loop's thread, and none of them from within a call of theirs."""

    post: Callable[[LockEvent], None]

    clock_moved: Callable[[], None] = _nothing
    """The machine woke up, or the clock was set: a good moment to look at the clocks."""

    zone_changed: Callable[[], None] = _nothing
    """The system's time zone is another one."""

    ending: Callable[[], None] = _nothing
    """The user's session ends, or the service was asked to: it ends in good order."""


class SessionWatch(Protocol):
    """Watches all day. All on the loop's thread."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What serves and why the rest does not: "lock", "sleep", and "clock" where the system tells of its clock."""

    async def open(self) -> None:
        """Begin. Nothing is posted before this returns; a screen that is locked is told in the loop's next turn."""

    async def close(self) -> None:
        """Let go of the desktop; nothing is told any more."""


class Claims:
    """Who says that the screen is locked: it is, as long as anybody says so.

    `Unlocked` only when somebody says so: that is a person's return. When the last one that said "locked" does not
    say anything any more (a crash, a bus that went away), nobody has returned: `LockLost`.
    """

    def __init__(self, post: Callable[[LockEvent], None], now: Callable[[], datetime]) -> None:
        self.said: dict[str, bool] = {}
        self._post = post
        self._now = now
        self._told = False
        self._begun = self._ended = False

    @property
    def locked(self) -> bool:
        """Whether anybody says that the screen is locked, as far as it is known now."""
        return any(self.said.values())

    def take(self, name: str, locked: bool | None) -> None:  # noqa: FBT001 - three-valued, as the claim itself
        """What this one says from now on; None: nothing any more."""
        if locked is None:
            self.said.pop(name, None)
        else:
            self.said[name] = locked
        if self._begun:
            self._tell(LockLost if locked is None else Unlocked)

    async def begin_after(self, ready: asyncio.Event) -> None:
        """Tell from then on, or from OPEN_LIMIT on; what comes later is taken in all the same."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(OPEN_LIMIT.total_seconds()):
                await ready.wait()
        self.begin()

    def begin(self) -> None:
        """Tell from now on."""
        self._begun = True
        self._tell(LockLost)

    def end(self) -> None:
        """Tell nothing any more."""
        self._ended = True

    def _tell(self, ending: type[Unlocked | LockLost]) -> None:
        """Post a change, in a turn of its own: an error in the service's handling must not end the watch.

        `ending` is what it means if the screen is not locked any more.
        """
        if self.locked != self._told:
            self._told = self.locked
            event = (Locked if self._told else ending)(self._now())
            asyncio.get_running_loop().call_soon(self._deliver, event)

    def _deliver(self, event: LockEvent) -> None:
        if not self._ended:
            self._post(event)
