"""Questions that only know waiting: their answers, their reasons, and what becomes of those that wait for ever."""

import socket
import threading
from datetime import timedelta

import pytest

from reminder.attention import Causes
from reminder.attention.in_time import Opened, in_time
from reminder.backends import Unavailable
from tests.attention.contract import PLENTY, run

SOON = timedelta(seconds=0.1)


def test_the_answer_comes_as_it_is() -> None:
    """The thread makes no difference to who asks."""

    async def story() -> None:
        assert await in_time(lambda opened: ("Film",), whom="the server", limit=PLENTY) == ("Film",)

    run(story())


@pytest.mark.parametrize("error", [Unavailable("not here"), ZeroDivisionError("a bug")])
def test_what_goes_wrong_is_raised_where_it_was_asked(error: Exception) -> None:
    """A reason is heard, and a bug of ours carries its traceback."""

    def question(opened: Opened) -> Causes:
        raise error

    async def story() -> None:
        with pytest.raises(type(error), match=str(error)):
            await in_time(question, whom="the server", limit=PLENTY)

    run(story())


def test_a_line_that_stays_mute_is_cut_and_the_thread_ends() -> None:
    """A hung server is looked at again and again; each time a thread would be left behind."""
    ours, its = socket.socketpair()
    ended = threading.Event()

    def question(opened: Opened) -> Causes:
        opened(ours.fileno())
        assert ours.recv(1) == b""
        ended.set()
        return ()

    async def story() -> None:
        with pytest.raises(Unavailable, match=r"the server did not answer in 0\.1 s"):
            await in_time(question, whom="the server", limit=SOON)

    with ours, its:
        run(story())
        assert ended.wait(20)


def test_a_line_that_opens_too_late_is_cut_at_once() -> None:
    """Connecting itself may hang, and nobody waits any more when it succeeds."""
    ours, its = socket.socketpair()
    go_on, ended = threading.Event(), threading.Event()

    def question(opened: Opened) -> Causes:
        go_on.wait(20)
        opened(ours.fileno())
        assert ours.recv(1) == b""
        ended.set()
        return ()

    async def story() -> None:
        with pytest.raises(Unavailable, match="did not answer"):
            await in_time(question, whom="the server", limit=SOON)

    with ours, its:
        run(story())
        go_on.set()
        assert ended.wait(20)
