"""The window that nobody sees: it hears what is sent to it, on its own thread, and is gone when it is not wanted."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reminder.presence.windows_window import END, WM_CLOSE, HiddenWindow, Procedure
from tests.presence.fake_windows import DEFAULT, FakeWindows

SOON_SECONDS = 10


class Life:
    """A window and what became of it."""

    def __init__(self, windows: FakeWindows, hear: Procedure = lambda *_: None, *, refused: bool = False) -> None:
        self.began, self.framed, self.over = threading.Event(), threading.Event(), threading.Event()
        self.trouble: OSError | None = None
        self._refused = refused
        self.window = HiddenWindow(windows, hear, self._during, self._ended)

    @contextmanager
    def _during(self, window: int) -> Iterator[None]:
        if self._refused:
            raise OSError("refused")
        self.began.set()
        yield
        self.framed.set()

    def _ended(self, trouble: OSError | None) -> None:
        self.trouble = trouble
        self.over.set()


def test_what_is_sent_is_heard_on_its_thread_and_answered() -> None:
    """None leaves the answer to Windows, which knows what each message wants."""
    windows, heard = FakeWindows(), []

    def hear(message: int, wparam: int, lparam: int) -> int | None:
        heard.append((message, wparam, lparam, threading.current_thread() is threading.main_thread()))
        return 7 if message == 0x11 else None

    life = Life(windows, hear)
    life.window.open()
    assert life.began.wait(SOON_SECONDS)

    answers = [windows.send(message, 5, 6)[0].result(SOON_SECONDS) for message in (0x11, 0x1E)]
    life.window.close()
    life.window.wait()

    assert answers == [7, DEFAULT]
    assert heard[1:] == [(0x11, 5, 6, False), (0x1E, 5, 6, False)]  # after WM_CREATE


def test_closing_ends_the_thread_and_leaves_nothing() -> None:
    """Its frame is left in order, and Windows has one window less."""
    windows = FakeWindows()
    life = Life(windows)
    life.window.open()
    assert life.began.wait(SOON_SECONDS)

    life.window.close()
    life.window.close()
    life.window.wait()

    assert life.over.is_set()
    assert life.framed.is_set()
    assert life.trouble is None
    assert windows.windows == {}
    assert END not in [message for message, *_ in windows.left_to_windows]


def test_a_window_closed_before_it_is_there_never_begins() -> None:
    """Who comes back while it is being opened needs it no more."""
    windows = FakeWindows()
    life = Life(windows)

    life.window.close()
    life.window.open()
    life.window.wait()

    assert life.over.is_set()
    assert not life.began.is_set()
    assert windows.windows == {}


def test_somebody_elses_wish_to_close_it_is_not_left_to_windows() -> None:
    """Windows would destroy it, and its thread would wait for ever."""
    windows = FakeWindows()
    life = Life(windows)
    life.window.open()
    assert life.began.wait(SOON_SECONDS)

    (answer,) = windows.send(WM_CLOSE)

    assert answer.result(SOON_SECONDS) == 0
    assert windows.windows != {}
    life.window.close()
    life.window.wait()


@pytest.mark.parametrize("opens", [True, False])
def test_what_cannot_be_opened_says_why(opens: bool) -> None:  # noqa: FBT001 - either way
    """No window, or none that hears what it is for: who asked for it must know, and nothing may be left."""
    windows = FakeWindows()
    if not opens:
        windows.broken["open_window"] = OSError("refused")
    life = Life(windows, refused=opens)

    life.window.open()
    life.window.wait()

    assert life.over.is_set()
    assert str(life.trouble) == "refused"
    assert windows.windows == {}
