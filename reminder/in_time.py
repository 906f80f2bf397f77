"""Work with a server by a library that can only wait: in a thread, and called off if it takes too long."""

import asyncio
import os
import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread
from typing import TypeVar

from reminder.backends import Unavailable

T = TypeVar("T")

OnOpened = Callable[[int], None]
"""To be told the file descriptor of a connection before it is first waited on."""


async def in_time(
    question: Callable[[OnOpened], T],
    *,
    whom: str,
    limit: timedelta,
    unheard: Callable[[T], object] = lambda _: None,
) -> T:
    """What the question returns if it does within the limit; if not, its connection is cut, which ends the thread too.

    The question may raise `Unavailable`. A connection that it returns is the caller's; `unheard` closes one that comes
    when nobody waits any more, on any thread.

    Raises:
        Unavailable: so says the question, or there was no answer in time.
    """
    answer: Future[T] = Future()
    answer.set_running_or_notify_cancel()  # so that nothing but an answer ends it
    line = _Line()

    def ask() -> None:
        try:
            answer.set_result(question(line.opened))
        except Exception as error:  # noqa: BLE001 - raised where the answer is awaited
            answer.set_exception(error)

    # not one of asyncio's threads, for which the end of the program would wait: this one may hang in connecting
    Thread(target=ask, name=f"asks {whom}", daemon=True).start()
    try:
        async with asyncio.timeout(limit.total_seconds()):
            found = await asyncio.wrap_future(answer)
    except BaseException as error:
        line.cut()
        answer.add_done_callback(lambda late: None if late.exception() else unheard(late.result()))
        if isinstance(error, TimeoutError):
            raise Unavailable(f"{whom} did not answer in {limit.total_seconds():g} s") from None
        raise
    line.let_go()
    return found


class _Line:
    """The connections of a question, as far as they can be cut from outside. Safe on any thread."""

    def __init__(self) -> None:
        self._ends: list[socket.socket] = []
        self._cut = Event()

    def opened(self, fd: int) -> None:
        self._ends.append(socket.socket(fileno=os.dup(fd)))  # the number itself may soon be somebody else's
        if self._cut.is_set():
            self.cut()

    def cut(self) -> None:
        """Hang up, also on what is opened later."""
        self._cut.set()
        for end in self._ends:
            with suppress(OSError):  # the other end has hung up
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def let_go(self) -> None:
        """The question has ended by itself."""
        for end in self._ends:
            end.close()
