"""A window of Windows that nobody sees, on a thread of its own, asleep until the system has something to say to it."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

WM_CLOSE = 0x10
END = 0x8000
"""WM_APP, the first number that is an application's own: our own word for "enough", which nobody else sends."""

LEAVE_LIMIT = timedelta(seconds=2)
"""What the thread may take to end; it takes milliseconds."""

Procedure = Callable[[int, int, int], int | None]
"""Message, wparam and lparam to the answer; None leaves it to Windows. Called on the window's thread; never raises."""


class WindowCalls(Protocol):
    """What Windows has for windows; a window belongs to the thread that opened it. Failures are `OSError`."""

    def open_window(self, hear: Procedure) -> int:
        """A top-level window that is never shown."""

    def run(self) -> None:
        """Hand this thread's windows their messages until `quit`."""

    def quit(self) -> None:
        """Have `run` return, on the same thread."""

    def post(self, window: int, message: int) -> None:
        """Send it a message without waiting; from any thread."""

    def close_window(self, window: int) -> None:
        """On its own thread."""


class HiddenWindow:
    """Opened once and closed once, from any thread.

    `during` frames its life, and `ended` is told why it ended or never began; both on the window's thread. An `OSError`
    that `during` raises when it is entered ends the window.
    """

    def __init__(
        self,
        calls: WindowCalls,
        hear: Procedure,
        during: Callable[[int], AbstractContextManager[None]],
        ended: Callable[[OSError | None], None],
    ) -> None:
        self._calls = calls
        self._hear = hear
        self._during = during
        self._ended = ended
        self._lock = threading.Lock()
        self._window: int | None = None
        self._enough = False
        self._thread = threading.Thread(target=self._live, name="reminder window", daemon=True)

    def open(self) -> None:
        """Begin; `during` is entered when it is there."""
        self._thread.start()

    def close(self) -> None:
        """Have it end. Comes back at once."""
        with self._lock:
            self._enough = True
            if self._window is not None:
                self._calls.post(self._window, END)

    def wait(self) -> None:
        """Until it has ended, or LEAVE_LIMIT is over."""
        self._thread.join(LEAVE_LIMIT.total_seconds())

    def _live(self) -> None:
        trouble: OSError | None = None
        try:
            self._serve()
        except OSError as error:
            trouble = error
        self._ended(trouble)

    def _serve(self) -> None:
        window = self._calls.open_window(self._answer)
        try:
            with self._lock:
                self._window = window  # from here on `close` sends END, which waits for `run`
                if self._enough:
                    return
            with self._during(window):
                self._calls.run()
        finally:
            with self._lock:
                self._window = None
            self._calls.close_window(window)

    def _answer(self, message: int, wparam: int, lparam: int) -> int | None:
        if message == END:
            self._calls.quit()
            return 0
        answer = self._hear(message, wparam, lparam)
        if answer is None and message == WM_CLOSE:
            return 0  # Windows would destroy the window, and the thread would wait for ever
        return answer
