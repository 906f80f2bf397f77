"""What takes too long is left, and what it says in time is passed on."""

import threading
from collections.abc import Iterator

import pytest

from reminder.patience import within


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """Waited for in vain until the test is over."""
    event = threading.Event()
    yield event
    event.set()


def test_what_is_done_in_time_is_returned() -> None:
    """Also when it is nothing."""
    assert within(20, lambda: b"reply") == b"reply"
    assert within(20, lambda: None) is None


def test_what_stays_silent_is_left(never: threading.Event) -> None:
    """A service that hangs must not take the command with it: a pipe's reads have no limit."""
    with pytest.raises(TimeoutError):
        within(0.01, never.wait)


def test_what_goes_wrong_beside_is_raised_to_who_waits() -> None:
    """Nothing is lost in a thread."""

    def fail() -> None:
        raise FileNotFoundError("no such pipe")

    with pytest.raises(FileNotFoundError, match="no such pipe"):
        within(20, fail)
