"""Presence on macOS: the seconds since the last input, asked seldom; a look when the screen wakes or is unlocked.

CGEventSourceSecondsSinceLastEventType needs no permission, as listening to keys would. Whether it counts time asleep
is not documented, and need not be known: see `polled`. Notifications come by the run loop of the main thread, which the
tray runs; without them a return is seen up to half a minute late.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from reminder.backends import Unavailable
from reminder.presence.polled import Idle, PolledPresence
from reminder.presence.telling import hop

_log = logging.getLogger(__name__)

SCREEN_UNLOCKED = "com.apple.screenIsUnlocked"
DID_WAKE = "NSWorkspaceDidWakeNotification"
SCREENS_DID_WAKE = "NSWorkspaceScreensDidWakeNotification"
SESSION_ACTIVE = "NSWorkspaceSessionDidBecomeActiveNotification"


class MacSession(NamedTuple):
    """This user's graphical session: its screen locked, and in front (not behind another user's)."""

    locked: bool
    on_console: bool


class NoticeCalls(Protocol):
    """What macOS has for notifications."""

    def on_main_thread(self, work: Callable[[], None]) -> None:
        """At once where this is the main thread, else in its run loop, if that ever runs. `ImportError`: no pyobjc."""

    def observe(self, names: Iterable[str], heard: Callable[[str], None]) -> object:
        """On the main thread: have `heard` called with the name of each that comes, there."""

    def forget(self, observation: object) -> None:
        """On the main thread: the end of it."""


class MacCalls(NoticeCalls, Protocol):
    """What macOS has for presence and locks."""

    def idle_seconds(self) -> float:
        """Since the last input of any device."""

    def session(self) -> MacSession | None:
        """None outside a graphical session."""


class Notices:
    """Notifications handed to the loop, from the time that the main thread's run loop takes to begin."""

    def __init__(self, calls: NoticeCalls, names: Iterable[str], heard: Callable[[str], None]) -> None:
        self._calls = calls
        self._names = tuple(names)
        self._heard = heard
        self._observation: object = None
        self._closed = False

    def open(self, begun: Callable[[], None]) -> None:
        """`begun` is called on the loop's thread when all are heard from then on.

        Raises:
            ImportError: there is no pyobjc.
        """
        loop = asyncio.get_running_loop()

        def hear(name: str) -> None:
            hop(loop, lambda: self._take(name))

        def begin() -> None:
            self._observation = self._calls.observe(self._names, hear)
            hop(loop, begun)

        self._calls.on_main_thread(begin)

    def close(self) -> None:
        """Nothing is heard any more."""
        if not self._closed:
            self._closed = True
            self._calls.on_main_thread(self._forget)

    def _take(self, name: str) -> None:
        if not self._closed:
            self._heard(name)

    def _forget(self) -> None:
        if self._observation is not None:
            self._calls.forget(self._observation)
            self._observation = None


class WakingBell:
    """Rings when the screen wakes up, is unlocked or is this user's again; input itself it does not hear."""

    trusted = False

    def __init__(self, calls: NoticeCalls) -> None:
        names = (SCREEN_UNLOCKED, DID_WAKE, SCREENS_DID_WAKE, SESSION_ACTIVE)
        self._notices: Notices | None = Notices(calls, names, self._noticed)
        self._opened = False
        self._ring: Callable[[], None] | None = None

    def listen(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        if not self._opened and self._notices is not None:
            try:
                self._notices.open(lambda: None)
                self._opened = True
            except ImportError as error:
                _log.info("no notifications: %s", error)
                self._notices = None

    def mute(self) -> None:
        self._ring = None

    async def close(self) -> None:
        self.mute()
        if self._opened and self._notices is not None:
            self._notices.close()

    def _noticed(self, name: str) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            ring()


async def open_macos(now: Callable[[], datetime], calls: MacCalls) -> PolledPresence:
    """See whether idle time can be read.

    Raises:
        Unavailable: it cannot, or this is no graphical session.
    """
    if calls.session() is None:
        raise Unavailable("the service was started outside a graphical session")
    idle = idle_by(calls)
    idle()
    return PolledPresence(idle, now, WakingBell(calls))


def idle_by(calls: MacCalls) -> Idle:
    """Read it by these calls."""

    def idle() -> timedelta:
        seconds = calls.idle_seconds()
        if not math.isfinite(seconds) or seconds < 0:
            raise Unavailable(f"macOS does not tell the last input (it says {seconds} s)")
        return timedelta(seconds=seconds)

    return idle
