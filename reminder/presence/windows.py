"""Presence on Windows: GetLastInputInfo, asked seldom, and raw input for the return.

The last input is a moment on the clock of GetTickCount: 32-bit milliseconds that wrap after 49.7 days, so the
difference is taken modulo 2**32. That clock counts time asleep: after a suspend, idle time goes back to the last input
before it, and so does the absence. Only input of this session counts. A game controller that drifts looks like input
(ActivityWatch issue 1312).
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol

from reminder.backends import Unavailable
from reminder.presence.polled import Idle, PolledPresence
from reminder.presence.telling import hop
from reminder.presence.windows_window import HiddenWindow, WindowCalls

_log = logging.getLogger(__name__)

WM_INPUT = 0xFF
TURN = 2**32
AHEAD = 60_000
"""An input may be dated some ticks after "now", as its clock is finer. Milliseconds; no absence lasts 49.7 days less a
minute."""


class InputCalls(WindowCalls, Protocol):
    """What Windows has for idle time and raw input. Failures are `OSError`."""

    def last_input(self) -> int:
        """When there was input in this session, in 32-bit milliseconds since the start of Windows."""

    def ticks(self) -> int:
        """Now, on the same clock."""

    def hear_input(self, window: int, *, wanted: bool) -> None:
        """Send this window every input of mouse and keyboard, whoever it is meant for, or no more."""


async def open_windows(now: Callable[[], datetime], calls: InputCalls) -> PolledPresence:
    """See whether idle time can be read.

    Raises:
        Unavailable: it cannot.
    """
    idle = idle_by(calls)
    idle()
    return PolledPresence(idle, now, RawInputBell(calls))


def idle_by(calls: InputCalls) -> Idle:
    """Read it by these calls."""

    def idle() -> timedelta:
        try:
            last = calls.last_input()
        except OSError as error:
            raise Unavailable(f"Windows does not tell the last input (GetLastInputInfo: {error})") from error
        since = (calls.ticks() - last) % TURN
        return timedelta(milliseconds=0 if since > TURN - AHEAD else since)

    return idle


class RawInputBell:
    """Rings at the next input of mouse or keyboard. Raw input comes to a window, which is there only while needed.

    A moving mouse sends hundreds of messages a second: the first is the last that the window hears, or nearly.
    """

    def __init__(self, calls: InputCalls) -> None:
        self._calls = calls
        self._window: HiddenWindow | None = None
        self._leaving: list[HiddenWindow] = []
        self._lock = threading.Lock()
        self._hearing: int | None = None  # the window that input is sent to: Windows knows one for the whole process
        self._ring: Callable[[], None] | None = None
        self._broken = False

    @property
    def trusted(self) -> bool:
        return not self._broken

    def listen(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        if self._window is None and not self._broken:
            self._window = self._open_window()

    def mute(self) -> None:
        self._ring, self._broken = None, False
        self._put_away()

    async def close(self) -> None:
        self.mute()
        for window in list(self._leaving):
            await asyncio.to_thread(window.wait)

    def _open_window(self) -> HiddenWindow:
        loop = asyncio.get_running_loop()

        def hear(message: int, wparam: int, lparam: int) -> int | None:
            if message == WM_INPUT:
                window.close()
                hop(loop, lambda: self._heard(window))
            return None  # Windows wants to clean up after each WM_INPUT

        def ended(trouble: OSError | None) -> None:
            hop(loop, lambda: self._ended(window, trouble))

        window = HiddenWindow(self._calls, hear, self._input, ended)
        window.open()
        return window

    @contextmanager
    def _input(self, window: int) -> Iterator[None]:
        """Have input sent to this window; not taken away from its successor, which may have come already."""
        with self._lock:
            self._calls.hear_input(window, wanted=True)
            self._hearing = window
        try:
            yield
        finally:
            with self._lock:
                if self._hearing == window:
                    self._hearing = None
                    with contextlib.suppress(OSError):  # it is about to be closed anyway
                        self._calls.hear_input(window, wanted=False)

    def _heard(self, window: HiddenWindow) -> None:
        if window is self._window:
            ring = self._ring
            self._put_away()
            if ring is not None:
                ring()

    def _put_away(self) -> None:
        if self._window is not None:
            self._window.close()
            self._leaving.append(self._window)
            self._window = None

    def _ended(self, window: HiddenWindow, trouble: OSError | None) -> None:
        if window is self._window:  # by itself
            self._window, self._broken = None, True
            _log.info("a return is not told at once: no raw input (%s)", trouble)
        elif window in self._leaving:
            self._leaving.remove(window)
