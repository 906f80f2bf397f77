"""Windows reduced to what presence and locks ask of it: messages, an input clock and a session, on real threads."""

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field

from reminder.presence.windows import TURN, WM_INPUT
from reminder.presence.windows_window import Procedure

Told = tuple[int, int, int]
Sent = tuple[int, int, int, Future[int]]
DEFAULT = -1
"""What Windows itself answers to what a window leaves to it."""


@dataclass
class Window:
    """One of a thread's windows, and what waits for it."""

    hear: Procedure
    thread: int
    messages: "queue.Queue[Sent]" = field(default_factory=queue.Queue)
    enough: bool = False


class FakeWindows:
    """`send` is what the system does. Errors to raise stand in `broken`, by the name of the call."""

    def __init__(self) -> None:
        self.windows: dict[int, Window] = {}
        self.opened = 0
        self.input_at: int | None = None
        """The one window that raw input goes to."""
        self.subscribed: set[int] = set()
        self.session_told: tuple[int, int] = (0, 1)  # WTSActive, not locked
        self.clock_ticks = 1_000_000
        self.input_ticks = 1_000_000
        self.broken: dict[str, OSError] = {}
        self.left_to_windows: list[Told] = []

    # What a test does

    def send(self, message: int, wparam: int = 0, lparam: int = 0) -> list[Future[int]]:
        """To every top-level window, as a broadcast goes; the answers come when its thread has them."""
        return [self._send(handle, message, wparam, lparam) for handle in list(self.windows)]

    def press_key(self) -> None:
        self.input_ticks = self.clock_ticks
        if self.input_at in self.windows:
            self._send(self.input_at, WM_INPUT, 1, 0)

    # What Windows has

    def last_input(self) -> int:
        self._trouble("last_input")
        return self.input_ticks % TURN

    def ticks(self) -> int:
        return self.clock_ticks % TURN

    def open_window(self, hear: Procedure) -> int:
        self._trouble("open_window")
        self.opened += 1
        handle = 100 + self.opened
        self.windows[handle] = Window(hear, threading.get_ident())
        hear(0x1, 0, 0)  # WM_CREATE comes before the window's number is known
        return handle

    def run(self) -> None:
        window = self._here()
        while not window.enough:
            message, wparam, lparam, answer = window.messages.get()
            told = window.hear(message, wparam, lparam)
            if told is None:
                self.left_to_windows.append((message, wparam, lparam))
            answer.set_result(DEFAULT if told is None else told)

    def quit(self) -> None:
        self._here().enough = True

    def post(self, window: int, message: int) -> None:
        if window in self.windows:
            self._send(window, message, 0, 0)

    def close_window(self, window: int) -> None:
        closed = self.windows.pop(window)
        assert closed.thread == threading.get_ident()
        self.subscribed.discard(window)

    def hear_input(self, window: int, *, wanted: bool) -> None:
        self._trouble("hear_input")
        assert window in self.windows
        self.input_at = window if wanted else None

    def hear_session(self, window: int, *, wanted: bool) -> None:
        self._trouble("hear_session")
        (self.subscribed.add if wanted else self.subscribed.remove)(window)

    def session(self) -> tuple[int, int]:
        self._trouble("session")
        return self.session_told

    def _send(self, handle: int, message: int, wparam: int, lparam: int) -> Future[int]:
        answer: Future[int] = Future()
        self.windows[handle].messages.put((message, wparam, lparam, answer))
        return answer

    def _here(self) -> Window:
        (window,) = (each for each in self.windows.values() if each.thread == threading.get_ident())
        return window

    def _trouble(self, call: str) -> None:
        if call in self.broken:
            raise self.broken[call]
