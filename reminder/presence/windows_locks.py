"""Lock, other users, sleep, clock and the end of the session on Windows: messages to a window that nobody sees.

A session that is not connected (another user in front, a remote session closed) is as good as locked. Messages tell
changes; what is so at the start is asked once. The end of the session comes by WM_ENDSESSION: a program that has
loaded user32 gets no CTRL_LOGOFF_EVENT (SetConsoleCtrlHandler, remarks), and Windows ends the process once that is
answered, so the answer waits until the service has ended in good order.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from reminder.backends import Part, Refusal
from reminder.presence.session import Claims, Hearers
from reminder.presence.telling import hop
from reminder.presence.windows_window import WM_CLOSE, HiddenWindow, WindowCalls

_log = logging.getLogger(__name__)

WM_ENDSESSION, WM_SETTINGCHANGE, WM_TIMECHANGE = 0x16, 0x1A, 0x1E
WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x218, 0x2B1

PBT_APMRESUMESUSPEND, PBT_APMRESUMEAUTOMATIC = 0x7, 0x12
"""The first comes only when somebody is there; the second always, and first."""

CONNECTED = {0x1: "console", 0x3: "remote"}
DISCONNECTED = {0x2: "console", 0x4: "remote"}
WTS_SESSION_LOCK, WTS_SESSION_UNLOCK = 0x7, 0x8

WTS_DISCONNECTED = 4
"""Of WTS_CONNECTSTATE_CLASS."""

LOCK_FLAGS = {0: True, 1: False}
"""WTS_SESSIONSTATE_LOCK and _UNLOCK; anything else is "not known"."""

GOODBYE_SECONDS = 4.0
"""How long the end of the session is held up for the service at most: after five, Windows offers to kill it."""

_HEARD = frozenset({
    WM_CLOSE, WM_ENDSESSION, WM_SETTINGCHANGE, WM_TIMECHANGE, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE
})  # fmt: skip


class SessionCalls(WindowCalls, Protocol):
    """What Windows has for sessions. Failures are `OSError`."""

    def hear_session(self, window: int, *, wanted: bool) -> None:
        """Send this window what becomes of its session, or no more."""

    def session(self) -> tuple[int, int]:
        """This session's state (WTS_CONNECTSTATE_CLASS) and flags (WTS_SESSIONSTATE_…)."""


class WindowsSessionWatch:
    """See `SessionWatch`. `session notifications` may be refused; the other messages come to every window."""

    def __init__(self, hearers: Hearers, now: Callable[[], datetime], calls: SessionCalls) -> None:
        self._hearers = hearers
        self._now = now
        self._calls = calls
        self._claims = Claims(hearers.post, now)
        self._attached = {"at the start"}  # the ways in which the session is connected to somebody's screen
        self._zone = str(now().tzinfo)
        self._serving = self._told_of_session = False
        self._trouble = "its window is not open yet"
        self._doubt = ""
        self._over = threading.Event()
        self._ready: asyncio.Event | None = None
        self._window: HiddenWindow | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        refused = () if self._serving else (Refusal("window messages", self._trouble),)
        lock = () if self._told_of_session or refused else (Refusal("session notifications", self._trouble),)
        used = ("session notifications",) if self._serving and self._told_of_session else ()
        return (
            Part("lock", used, refused + lock, self._doubt if used else ""),
            Part("sleep", ("power messages",) if self._serving else (), refused),
            Part("clock", ("time messages",) if self._serving else (), refused),
        )

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()

        @contextmanager
        def during(window: int) -> Iterator[None]:
            """On the window's thread."""
            trouble = self._subscribe(window)
            session = self._ask()
            hop(loop, lambda: self._begun(trouble, session))
            yield
            if trouble is None:
                with contextlib.suppress(OSError):  # it is about to be closed anyway (wine always refuses)
                    self._calls.hear_session(window, wanted=False)

        def hear(message: int, wparam: int, lparam: int) -> int | None:
            """On the window's thread."""
            if message not in _HEARD:
                return None
            session = self._ask() if message == WM_WTSSESSION_CHANGE and wparam in CONNECTED else None
            hop(loop, lambda: self._take(message, wparam, session))
            if message == WM_ENDSESSION and wparam:
                self._over.wait(GOODBYE_SECONDS)
            return 0 if message in {WM_CLOSE, WM_ENDSESSION} else None

        self._window = HiddenWindow(self._calls, hear, during, lambda trouble: hop(loop, lambda: self._ended(trouble)))
        self._window.open()
        await self._claims.begin_after(self._ready)

    async def close(self) -> None:
        self._claims.end()
        self._over.set()
        if self._window is not None:
            self._window.close()
            await asyncio.to_thread(self._window.wait)

    def _subscribe(self, window: int) -> OSError | None:
        try:
            self._calls.hear_session(window, wanted=True)
        except OSError as error:
            return error
        return None

    def _ask(self) -> tuple[int, int] | OSError:
        try:
            return self._calls.session()
        except OSError as error:
            return error

    def _begun(self, trouble: OSError | None, session: tuple[int, int] | OSError) -> None:
        self._serving, self._told_of_session = True, trouble is None
        self._trouble = f"Windows refuses them (WTSRegisterSessionNotification: {trouble})" if trouble else ""
        if isinstance(session, OSError):
            self._doubt = "whether it was locked at the start is not known: Windows did not say"
            _log.info("not asked whether the session is locked: %s", session)
        elif self._told_of_session:  # who hears no end of it must not believe in a beginning
            state, flags = session
            if state == WTS_DISCONNECTED:
                self._attached.clear()
            self._claims.take("session", not self._attached)
            self._claims.take("lock", LOCK_FLAGS.get(flags))
        if self._ready is not None:
            self._ready.set()

    def _ended(self, trouble: OSError | None) -> None:
        """Nothing is heard any more. Unless it was us, that is trouble."""
        self._serving, self._trouble = False, f"its window is gone ({trouble})"
        for name in ("session", "lock"):
            self._claims.take(name, None)
        if self._ready is not None:
            self._ready.set()

    def _take(self, message: int, wparam: int, session: tuple[int, int] | OSError | None) -> None:
        if self._over.is_set():
            return
        if message == WM_WTSSESSION_CHANGE:
            self._session_changed(wparam, session)
        elif message == WM_POWERBROADCAST:
            if wparam in {PBT_APMRESUMEAUTOMATIC, PBT_APMRESUMESUSPEND}:
                self._hearers.clock_moved()
        elif message == WM_TIMECHANGE:
            self._hearers.clock_moved()
            self._compare_zone()
        elif message == WM_SETTINGCHANGE:
            self._compare_zone()
        elif message == WM_CLOSE or wparam:  # `taskkill` or an installer; a session that ends after all
            self._hearers.ending()

    def _session_changed(self, change: int, session: tuple[int, int] | OSError | None) -> None:
        """Connected to one screen and disconnected from another, in either order: remote desktop takes over."""
        if change in {WTS_SESSION_LOCK, WTS_SESSION_UNLOCK}:
            self._claims.take("lock", change == WTS_SESSION_LOCK)
            return
        if change not in CONNECTED and change not in DISCONNECTED:
            return
        self._attached.discard("at the start")
        if change in CONNECTED:
            self._attached.add(CONNECTED[change])
            if isinstance(session, tuple) and LOCK_FLAGS.get(session[1]) is False:
                self._claims.take("lock", locked=False)  # unlocked while nobody was told
        else:
            self._attached.discard(DISCONNECTED[change])
        self._claims.take("session", not self._attached)

    def _compare_zone(self) -> None:
        """A new zone is told by either message, and each of them has other reasons, too."""
        zone = str(self._now().tzinfo)
        if zone != self._zone:
            self._zone = zone
            self._hearers.zone_changed()
