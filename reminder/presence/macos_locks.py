"""Lock, other users, sleep and clock on macOS, by the notifications of the system.

They come by the run loop of the main thread, which the tray runs. Where there is none (no pystray), the lock is not
watched and `doctor` says so: an absence is then seen by its lack of input, a suspend and a clock step at the next
event. The lock's own two notifications are not documented, and used by everybody. A logout ends the process without a
word to Python; what was saved with the last event is then all that is known of its end.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

from reminder.backends import Part, Refusal
from reminder.presence.macos import DID_WAKE, SCREEN_UNLOCKED, SESSION_ACTIVE, MacCalls, Notices
from reminder.presence.session import Claims, Hearers

SCREEN_LOCKED = "com.apple.screenIsLocked"
SESSION_RESIGNED = "NSWorkspaceSessionDidResignActiveNotification"
CLOCK_CHANGED = "NSSystemClockDidChangeNotification"
ZONE_CHANGED = "NSSystemTimeZoneDidChangeNotification"

CLAIMS = {
    SCREEN_LOCKED: ("lock", True),
    SCREEN_UNLOCKED: ("lock", False),
    SESSION_RESIGNED: ("session", True),
    SESSION_ACTIVE: ("session", False),
}


class MacSessionWatch:
    """See `SessionWatch`."""

    def __init__(self, hearers: Hearers, now: Callable[[], datetime], calls: MacCalls) -> None:
        self._hearers = hearers
        self._calls = calls
        self._claims = Claims(hearers.post, now)
        self._notices = Notices(calls, (*CLAIMS, DID_WAKE, CLOCK_CHANGED, ZONE_CHANGED), self._take)
        self._ready: asyncio.Event | None = None
        self._serving = False
        self._refused = Refusal(
            "notifications", "they come by the tray's run loop, and there is no tray", "pip install pystray"
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        refused = () if self._serving else (self._refused,)
        names = {"lock": "screen and session", "sleep": "workspace", "clock": "system clock"}
        return tuple(
            Part(part, (f"{name} notifications",) if self._serving else (), refused) for part, name in names.items()
        )

    async def open(self) -> None:
        self._ready = asyncio.Event()
        try:
            self._notices.open(self._begun)
        except ImportError as error:
            self._refused = Refusal("notifications", f"pyobjc cannot be loaded ({error})", "pip install pystray")
            return
        await self._claims.begin_after(self._ready)

    async def close(self) -> None:
        self._claims.end()
        with contextlib.suppress(ImportError):
            self._notices.close()

    def _begun(self) -> None:
        """What is so already is asked once; from now on changes are told."""
        self._serving = True
        session = self._calls.session()
        if session is not None:
            self._claims.take("lock", session.locked)
            self._claims.take("session", not session.on_console)
        if self._ready is not None:
            self._ready.set()

    def _take(self, name: str) -> None:
        if name in CLAIMS:
            self._claims.take(*CLAIMS[name])
        elif name == ZONE_CHANGED:
            self._hearers.zone_changed()
        else:
            self._hearers.clock_moved()
