"""Events in the order they happened, and a look at what holds before those to which it matters."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from reminder.attention import SENSED, Attention, Holds
from reminder.core.events import Event, Held, InputPaused, Released, Woken
from reminder.core.plan import HoldKind
from reminder.core.state import Hold

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the inbox asks of its owner: to `take` an event in, whether an event `matters` so that what holds must be
    known first, and what is known to `stand`.
    """

    take: Callable[[Event], None]
    matters: Callable[[Event], bool]
    standing: Callable[[], Mapping[HoldKind, Hold]]


class Inbox:
    """Takes events in, one at a time. While a look is under way all that comes waits for it, so the order stays.

    All on the event loop's thread.
    """

    def __init__(self, attention: Attention, now: Callable[[], datetime], desk: Desk) -> None:
        self._attention = attention
        self._now = now
        self._desk = desk
        self._waiting: deque[tuple[Event, bool]] = deque()  # True: somebody has looked for it
        self._busy = False
        self._looking: asyncio.Task[None] | None = None
        self._once_more = False
        self._followed = (False, False)

    def post(self, event: Event, *, looked: bool = False) -> None:
        """Take it in, after all that waits already and, where it matters, after a look. `looked`: without one."""
        self._waiting.append((event, looked))
        self._work()

    def follow(self, *, holding: bool, open_prompt: bool) -> None:
        """Follow what holds while something does, and whether anything begins to while a prompt is on the screen."""
        if (holding, open_prompt) != self._followed:
            self._followed = holding, open_prompt
            wanted = self._changed if holding or open_prompt else None
            self._attention.follow(wanted, beginnings=open_prompt)

    def heed_anew(self) -> None:
        """What counts as a hold has been set anew: look at once whether what stands still does."""
        if self._followed != (False, False):
            self._changed()

    def stop(self) -> None:
        """No more looks: what waits for one is taken in without, but for the wish to show something."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self._waiting = deque((event, True) for event, _ in self._waiting if not isinstance(event, Woken | InputPaused))
        self.follow(holding=False, open_prompt=False)

    def _work(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting and self._looking is None:
                event, looked = self._waiting.popleft()
                if looked or not self._desk.matters(event):
                    self._desk.take(event)
                else:
                    self._waiting.appendleft((event, True))
                    self._look()
        except BaseException:
            asyncio.get_running_loop().call_soon(self._work)  # a bug in one event holds up no other
            raise
        finally:
            self._busy = False

    def _look(self) -> None:
        self._once_more = False
        self._looking = asyncio.get_running_loop().create_task(self._read())

    async def _read(self) -> None:
        try:
            news = self._news(await self._attention.read())
        except Exception:  # what waits must not wait for ever
            log.exception("What holds could not be read")
            news = []
        self._looking = None
        self._waiting.extendleft((event, True) for event in reversed(news))
        if self._once_more:
            self._look()
        asyncio.get_running_loop().call_soon(self._work)  # a bug in an event is for the loop's handler

    def _changed(self) -> None:
        """The last look may no longer be true."""
        if self._looking is None:
            self._look()
        else:
            self._once_more = True

    def _news(self, holds: Holds) -> list[Event]:
        """What has begun, changed and ended since the last look; the ends last, so that no gap shows between two.

        It counts as before the event that the look was for: who asks for a break in a call has asked for it in spite
        of the call (P4).
        """
        now, standing = self._now(), self._desk.standing()
        if self._waiting:
            before = self._waiting[0][0].at.astimezone(UTC) - datetime.resolution
            now = min(now.astimezone(UTC), before).astimezone(now.tzinfo)
        known = {kind: (hold.detail, hold.watching) for kind, hold in standing.items()}
        begun = [
            Held(now, kind, detail=cause.detail, watching=cause.watching)
            for kind, cause in holds.items()
            if known.get(kind) != (cause.detail, cause.watching)
        ]
        return [*begun, *(Released(now, kind) for kind in standing if kind in SENSED and kind not in holds)]
