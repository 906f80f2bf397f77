"""Questions that only know waiting: their answers, their reasons, and what becomes of those that wait for ever."""

import asyncio
import socket
import threading
from datetime import timedelta

import pytest

from reminder.backends import Unavailable
from reminder.in_time import OnOpened, in_time

PLENTY = timedelta(seconds=20)
SOON = timedelta(seconds=0.1)


def test_the_answer_comes_as_it_is() -> None:
    """The thread makes no difference to who asks."""

    async def story() -> None:
        assert await in_time(lambda opened: "Film", whom="the server", limit=PLENTY) == "Film"

    asyncio.run(story())


@pytest.mark.parametrize("error", [Unavailable("not here"), ZeroDivisionError("a bug")])
def test_what_goes_wrong_is_raised_where_it_was_asked(error: Exception) -> None:
    """A reason is heard, and a bug of ours carries its traceback."""

    def question(opened: OnOpened) -> str:
        raise error

    async def story() -> None:
        with pytest.raises(type(error), match=str(error)):
            await in_time(question, whom="the server", limit=PLENTY)

    asyncio.run(story())


def test_a_line_that_stays_mute_is_cut_and_the_thread_ends() -> None:
    """A hung server is looked at again and again; each time a thread would be left behind."""
    ours, its = socket.socketpair()
    ended = threading.Event()

    def question(opened: OnOpened) -> str:
        opened(ours.fileno())
        assert ours.recv(1) == b""
        ended.set()
        return ""

    async def story() -> None:
        with pytest.raises(Unavailable, match=r"the server did not answer in 0\.1 s"):
            await in_time(question, whom="the server", limit=SOON)

    with ours, its:
        asyncio.run(story())
        assert ended.wait(20)


def test_a_line_that_opens_too_late_is_cut_at_once() -> None:
    """Connecting itself may hang, and nobody waits any more when it succeeds."""
    ours, its = socket.socketpair()
    go_on, ended = threading.Event(), threading.Event()

    def question(opened: OnOpened) -> str:
        go_on.wait(20)
        opened(ours.fileno())
        assert ours.recv(1) == b""
        ended.set()
        return ""

    async def story() -> None:
        with pytest.raises(Unavailable, match="did not answer"):
            await in_time(question, whom="the server", limit=SOON)

    with ours, its:
        asyncio.run(story())
        go_on.set()
        assert ended.wait(20)


def test_a_connection_that_is_the_answer_stays_open() -> None:
    """Presence opens its own in this way, and listens on it all day."""
    ours, its = socket.socketpair()

    def question(opened: OnOpened) -> socket.socket:
        opened(ours.fileno())
        return ours

    async def story() -> None:
        found = await in_time(question, whom="the server", limit=PLENTY)
        found.send(b"!")

    with ours, its:
        asyncio.run(story())
        assert its.recv(1) == b"!"


@pytest.mark.parametrize("called_off", [False, True])
def test_an_answer_for_which_nobody_waits_any_more_is_let_go_of(*, called_off: bool) -> None:
    """It may be a connection, which would stay open for ever."""
    go_on, ended = threading.Event(), threading.Event()
    unheard: list[str] = []

    def question(opened: OnOpened) -> str:
        go_on.wait(20)
        return "late"

    def let_go(answer: str) -> None:
        unheard.append(answer)
        ended.set()

    async def story() -> None:
        limit = PLENTY if called_off else SOON
        asking = asyncio.create_task(in_time(question, whom="the server", limit=limit, unheard=let_go))
        if called_off:
            await asyncio.sleep(0)
            asking.cancel()
        with pytest.raises(asyncio.CancelledError if called_off else Unavailable):
            await asking

    asyncio.run(story())
    go_on.set()

    assert ended.wait(20)
    assert unheard == ["late"]
