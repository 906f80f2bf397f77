"""The calls of Windows: nowhere else do they exist; there, each is made as it is declared."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reminder.presence import windows_calls
from reminder.presence.windows_window import HiddenWindow

SOON_SECONDS = 10
WM_TIMECHANGE, WM_WTSSESSION_CHANGE = 0x1E, 0x2B1


def test_elsewhere_there_are_none() -> None:
    """The module is imported on every system: ctypes has no WinDLL but on Windows."""
    assert hasattr(windows_calls, "WindowsCalls") is (sys.platform == "win32")


if sys.platform == "win32":
    from reminder.presence.windows_calls import WindowsCalls

    def test_the_last_input_is_a_moment_before_now() -> None:
        """Both on one clock of 32 bits."""
        calls = WindowsCalls()

        since = (calls.ticks() - calls.last_input()) % 2**32

        assert since < 2**31

    def test_a_window_hears_what_is_sent_to_it() -> None:
        """Created, subscribed to its session and to raw input, reached from another thread, and gone."""
        calls, heard = WindowsCalls(), []
        began, over = threading.Event(), threading.Event()
        handles: list[int] = []

        @contextmanager
        def during(window: int) -> Iterator[None]:
            calls.hear_session(window, wanted=True)
            calls.hear_input(window, wanted=True)
            handles.append(window)
            began.set()
            yield
            calls.hear_input(window, wanted=False)

        def hear(message: int, wparam: int, lparam: int) -> None:
            heard.append(message)

        window = HiddenWindow(calls, hear, during, lambda trouble: (heard.append(str(trouble)), over.set()))  # type: ignore[func-returns-value]
        window.open()
        assert began.wait(SOON_SECONDS)

        for message in (WM_TIMECHANGE, WM_WTSSESSION_CHANGE):
            calls.post(handles[0], message)
        window.close()
        assert over.wait(SOON_SECONDS)

        assert heard[-1] == "None"
        assert [message for message in heard if message in {WM_TIMECHANGE, WM_WTSSESSION_CHANGE}] == [
            WM_TIMECHANGE,
            WM_WTSSESSION_CHANGE,
        ]

    def test_a_window_that_is_none_is_refused_with_the_systems_own_words() -> None:
        """So that `doctor` has a reason."""
        with pytest.raises(OSError, match=r"WinError \d+"):
            WindowsCalls().hear_session(0xDEAD, wanted=False)
