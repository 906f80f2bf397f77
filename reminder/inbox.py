"""Events in the order they happened, and a look at what holds before those to which it matters."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reminder.attention import SENSED, Attention, Holds
from reminder.core.events import ClockStepped, Event, Held, InputPaused, Released, Slept, Started, Woken
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass
from reminder.core.state import Hold

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=1)
"""A look so recent need not be repeated because what it found is followed from now on."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What the inbox asks of whoever owns it.

    To `take` an event in; whether an event `matters`, so that what holds must be known first; what is known to stand
    (`standing`); and to have the clocks looked at (`look_at_clock`), which posts what happened to them.
    """

    take: Callable[[Event], None]
    matters: Callable[[Event], bool]
    standing: Callable[[], Mapping[HoldKind, Hold]]
    look_at_clock: Callable[[], None]


class Inbox:
    """Takes events in, one at a time. While a look is under way all that comes waits for it, so the order stays.

    All on the event loop's thread.
    """

    def __init__(self, attention: Attention, now: Callable[[], datetime], owner: Owner) -> None:
        self._attention = attention
        self._now = now
        self._owner = owner
        self._waiting: deque[tuple[Event, bool]] = deque()  # True: somebody has looked for it
        self._busy = False
        self._looking: asyncio.Task[None] | None = None
        self._looked_at: datetime | None = None
        self._once_more = False
        self._followed = (False, False)

    def post(self, event: Event) -> None:
        """Take it in, after all that waits already and, where it matters, after a look."""
        self._waiting.append((event, False))
        self._work()

    async def settled(self) -> None:
        """Wait until what was posted so far has been taken in."""
        while self._looking is not None:
            await asyncio.wait([self._looking])
            await asyncio.sleep(0)  # the turn in which it is taken in

    def follow(self, *, holding: bool, open_prompt: bool) -> None:
        """Follow what holds while something does, and whether anything begins to while a prompt is on the screen.

        What was known before, and not followed, may be true no longer: then it is looked at first.
        """
        if (holding, open_prompt) == self._followed:
            return
        resumed = self._followed == (False, False)
        self._followed = holding, open_prompt
        wanted = self._changed if holding or open_prompt else None
        self._attention.follow(wanted, beginnings=open_prompt)
        if (
            resumed and abs(self._now().astimezone(UTC) - self._last_look()) > FRESH
        ):  # also where the clock was set back
            self._changed()

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
                if looked or not self._owner.matters(event):
                    self._owner.take(event)
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
        holds: Holds | None = None
        try:
            holds = await self._attention.read()
        except Exception:  # what waits must not wait for ever
            log.exception("What holds could not be read")
        self._looked_at = self._now()
        if holds is not None:
            self._tell(holds)
        self._looking = None
        if self._once_more:
            self._look()
        asyncio.get_running_loop().call_soon(self._work)  # a bug in an event is for the loop's handler

    def _tell(self, holds: Holds) -> None:
        """Put what is new where it belongs in the order of events.

        It counts as before the event that the look was for: who asks for a break in a call has asked for it in spite of
        the call (P4). A start takes it along. Where the look was for no event, a suspend that is just over comes first.
        """
        event, looked_for = self._waiting[0] if self._waiting else (None, False)
        if isinstance(event, Started) and looked_for:
            found = tuple(Held(event.at, kind, None, cause.detail, cause.watching) for kind, cause in holds.items())
            self._waiting[0] = (replace(event, holds=found), True)
            return
        if event is not None and looked_for:
            place, at = 0, (event.at.astimezone(UTC) - datetime.resolution).astimezone(event.at.tzinfo)
        else:
            self._owner.look_at_clock()
            jumps = (n for n, (each, _) in enumerate(self._waiting, 1) if isinstance(each, Slept | ClockStepped))
            place, at = max(jumps, default=0), self._now()
        for number, new in enumerate(self._news(holds, at)):
            self._waiting.insert(place + number, (new, True))

    def _changed(self) -> None:
        """The last look may no longer be true."""
        if self._looking is None:
            self._look()
        else:
            self._once_more = True

    def _last_look(self) -> datetime:
        return (self._looked_at or datetime.min.replace(tzinfo=UTC)).astimezone(UTC)

    def _news(self, holds: Holds, at: datetime) -> list[Event]:
        """What has begun, changed and ended since the last look; the ends last, so that no gap shows between two."""
        standing = self._owner.standing()
        known = {kind: (hold.detail, hold.watching) for kind, hold in standing.items()}
        begun = [
            Held(at, kind, None, cause.detail, cause.watching)
            for kind, cause in holds.items()
            if known.get(kind) != (cause.detail, cause.watching)
        ]
        return [*begun, *(Released(at, kind) for kind in standing if kind in SENSED and kind not in holds)]
