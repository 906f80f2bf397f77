"""A question to a display server by a library that can only wait: in a thread, and called off if it takes too long."""

import asyncio
import os
import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread

from reminder.attention import Causes
from reminder.backends import Unavailable

Opened = Callable[[int], None]
"""To be told the file descriptor of a connection before it is first waited on."""

Question = Callable[[Opened], Causes]
"""Opens a connection, asks, and closes it. May raise `Unavailable`."""


async def in_time(question: Question, *, whom: str, limit: timedelta) -> Causes:
    """The answer if it comes within the limit; if not, the connection is cut, which ends the thread as well.

    Raises:
        Unavailable: so says the question, or there was no answer in time.
    """
    answer: Future[Causes] = Future()
    answer.set_running_or_notify_cancel()  # so that nothing but an answer ends it
    lines: list[socket.socket] = []
    over = Event()

    def opened(fd: int) -> None:
        lines.append(socket.socket(fileno=os.dup(fd)))  # the number itself may soon be somebody else's
        if over.is_set():
            _cut(lines)

    def ask() -> None:
        try:
            answer.set_result(question(opened))
        except Exception as error:  # noqa: BLE001 - raised where the answer is awaited
            answer.set_exception(error)

    # not one of asyncio's threads, for which the end of the program would wait: this one may hang in connecting
    Thread(target=ask, name=f"asks {whom}", daemon=True).start()
    try:
        async with asyncio.timeout(limit.total_seconds()):
            return await asyncio.wrap_future(answer)
    except TimeoutError:
        raise Unavailable(f"{whom} did not answer in {limit.total_seconds():g} s") from None
    finally:
        over.set()
        _cut(lines)


def _cut(lines: list[socket.socket]) -> None:
    for line in lines:
        with suppress(OSError):  # the other end has hung up
            line.shutdown(socket.SHUT_RDWR)
        line.close()
