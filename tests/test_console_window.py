"""A closed console window: the service ends in good order before Windows ends the process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reminder.console_window import CLOSED, LOGGED_OFF, SHUT_DOWN, Handle, closed_in_good_order, listen

CTRL_C, CTRL_BREAK = 0, 1


class Console:
    """Keeps who listens, and sends events as Windows does: on a thread of its own, waiting for the answer."""

    def __init__(self) -> None:
        self.handles: list[Handle] = []

    @contextmanager
    def listen(self, handle: Handle) -> Iterator[None]:
        self.handles.append(handle)
        yield
        self.handles.remove(handle)

    def send(self, event: int) -> "tuple[threading.Thread, list[bool]]":
        answers: list[bool] = []
        thread = threading.Thread(target=lambda: answers.append(self.handles[-1](event)))
        thread.start()
        return thread, answers


@pytest.mark.parametrize("event", [CLOSED, LOGGED_OFF, SHUT_DOWN])
def test_windows_is_held_up_until_the_end(event: int) -> None:
    """What was sat is in the log by then; a process that Windows ended would look like a crash."""
    console, stopped = Console(), threading.Event()

    with closed_in_good_order(stopped.set, console.listen):
        thread, answers = console.send(event)
        assert stopped.wait(20)
        assert answers == []
    thread.join(20)

    assert answers == [True]
    assert console.handles == []


@pytest.mark.parametrize("event", [CTRL_C, CTRL_BREAK])
def test_keys_are_left_to_python(event: int) -> None:
    """They are signals, and Ctrl-C has an exit code of its own."""
    console = Console()

    with closed_in_good_order(lambda: pytest.fail("stopped"), console.listen):
        thread, answers = console.send(event)
        thread.join(20)

    assert answers == [False]


def test_a_failure_within_lets_windows_go_on_as_well() -> None:
    """Else a bug would keep the window for four seconds."""
    console, stopped = Console(), threading.Event()
    sent: list[tuple[threading.Thread, list[bool]]] = []

    def fail() -> None:
        with closed_in_good_order(stopped.set, console.listen):
            sent.append(console.send(CLOSED))
            assert stopped.wait(20)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    (thread, answers) = sent[0]
    thread.join(20)

    assert answers == [True]


def test_the_system_takes_it() -> None:
    """On Windows the call itself; elsewhere there is no such thing, and nothing happens."""
    with listen(lambda _: False):
        pass
