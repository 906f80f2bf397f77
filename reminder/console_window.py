"""A console window that is closed: Windows then ends the program, after five seconds in which it can end well.

C's own library takes the closing for SIGBREAK, notes it and lets Windows end us at once; so the event itself is heard.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

CLOSED, LOGGED_OFF, SHUT_DOWN = 2, 5, 6
"""CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT and CTRL_SHUTDOWN_EVENT; Ctrl-C and Ctrl-Break are signals (HandlerRoutine)."""

PATIENCE_SECONDS = 4.0

Handle = Callable[[int], bool]
"""Takes an event of the console on a thread of Windows' own; False: it is not for us."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    @contextmanager
    def listen(handle: Handle) -> Iterator[None]:
        """Have `handle` called first of all that listens, meanwhile (SetConsoleCtrlHandler)."""
        kind = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)
        routine = kind(handle)
        change = ctypes.WinDLL("kernel32").SetConsoleCtrlHandler
        change.argtypes, change.restype = (kind, wintypes.BOOL), wintypes.BOOL
        change(routine, True)
        try:
            yield
        finally:
            change(routine, False)

else:

    @contextmanager
    def listen(handle: Handle) -> Iterator[None]:
        """Nothing to hear: a terminal that is closed is a signal here."""
        yield


@contextmanager
def closed_in_good_order(
    stop: Callable[[], None], listen: Callable[[Handle], AbstractContextManager[None]] = listen
) -> Iterator[None]:
    """Call `stop` when the window is closed or the session ends, and hold Windows up until what is within has ended."""
    ended = threading.Event()

    def handle(event: int) -> bool:
        if event not in {CLOSED, LOGGED_OFF, SHUT_DOWN}:
            return False
        stop()
        ended.wait(PATIENCE_SECONDS)
        return True

    with listen(handle):
        try:
            yield
        finally:
            ended.set()
