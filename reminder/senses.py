"""All that is sensed of the desktop, opened and let go of together: who is there, what holds, what time does."""

import contextlib
import os
import sys
from asyncio import get_running_loop
from collections.abc import Callable
from pathlib import Path
from typing import Self

from reminder.attention import Level
from reminder.attention.heed import Heed
from reminder.attention.table import attention
from reminder.backends import Part, Refusal, Unavailable
from reminder.clock import ClockWatch, now
from reminder.config import Settings, Watch
from reminder.core.events import Event, Unlocked
from reminder.core.plan import HoldKind
from reminder.presence.session import Hearers
from reminder.presence.steady import SteadyPresence
from reminder.presence.table import session_watch
from reminder.presence.table import table as presences

LOCAL_TIME = Path("/etc/localtime")
"""The system's zone, where it is a file; replaced as a whole when the zone is set."""


def heeded(settings: Settings) -> Heed:
    """What the user wants heeded, of the settings."""
    obeyed = settings.plan.obeyed
    unread = () if HoldKind.DO_NOT_DISTURB in obeyed else (Level.DO_NOT_DISTURB,)
    return Heed(settings.ignored, settings.kept_awake, frozenset(unread))


class Senses:
    """`presence`, `attention` and `clock` are for the service; `attend` begins what it is told without asking."""

    def __init__(self, post: Callable[[Event], None], *, heed: Callable[[], Heed]) -> None:
        """`post` takes what happens, on the loop's thread; it is called only after `attend`, but for the presence."""
        self.presence = SteadyPresence(presences(now), now)
        self.attention = attention(os.environ, heed=heed, kept_awake=self.presence.kept_awake)
        self.clock = ClockWatch(post)
        self._post = post
        self._open_things = contextlib.AsyncExitStack()
        self._session_parts: Callable[[], tuple[Part, ...]] = _unwatched

    async def open(self) -> Self:
        """Choose the way to tell presence."""
        await self.presence.open()
        self._open_things.push_async_callback(self.presence.close)
        self._open_things.push_async_callback(self.attention.close)
        return self

    async def attend(self, zone_changed: Callable[[], None], ending: Callable[[], None]) -> None:
        """Watch the clock, the lock, sleep, and the time zone: `zone_changed` is called when it may have changed.

        `ending`: the user's session ends, where the system tells of it by other means than a signal.
        """
        self.clock.start()
        self._open_things.callback(self.clock.close)
        await self._watch_session(Hearers(self._lock_changed, self.clock.look, zone_changed, ending))
        if sys.platform != "win32":
            with contextlib.suppress(Unavailable):  # then a journey is noticed at the next event
                watch = Watch(LOCAL_TIME, zone_changed, get_running_loop())
                self._open_things.callback(watch.close)

    async def parts(self) -> tuple[Part, ...]:
        """A line of `doctor` for each, after a fresh look. Takes some seconds at most."""
        choice = self.presence.choice
        serves = choice.name != "unknown"
        blind = "unknown so far: it has told nothing yet" if serves and not self.presence.known else ""
        presence = Part("presence", (choice.name,) if serves else (), choice.refused, blind)
        return presence, *self._session(), *await self.attention.parts()

    async def close(self) -> None:
        """Let go of everything. What was opened last is closed first."""
        await self._open_things.aclose()

    def _lock_changed(self, event: Event) -> None:
        self._post(event)
        if isinstance(event, Unlocked):
            self.presence.unlocked()

    async def _watch_session(self, hearers: Hearers) -> None:
        try:
            watch = session_watch(hearers, now)
        except ImportError as error:
            problem = (Refusal("D-Bus", f"jeepney cannot be loaded ({error})", "pip install jeepney"),)
            self._session_parts = lambda: (Part("lock", (), problem), Part("sleep", (), problem))
            return
        self._open_things.push_async_callback(watch.close)
        self._session_parts = lambda: watch.parts
        await watch.open()

    def _session(self) -> tuple[Part, Part, Part]:
        """Lock, sleep and clock: a timerfd tells of the latter two, and where there is none, the watch may."""
        told = {part.name: part for part in self._session_parts()}
        lock, sleep, clock = told["lock"], told["sleep"], told.get("clock")
        if clock is not None:
            return lock, sleep, clock
        alarm = ("timerfd",) if self.clock.alarmed else ()
        late = () if alarm else (Refusal("timerfd", "suspends and clock steps are seen at the next event only"),)
        return lock, Part(sleep.name, (*alarm, *sleep.used), sleep.refused), Part("clock", alarm, late)


def _unwatched() -> tuple[Part, ...]:
    """Before anything is attended to."""
    return Part("lock", ()), Part("sleep", ())
