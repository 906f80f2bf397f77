"""What may take for ever, given up after some seconds; it goes on in a thread that is left behind."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], more: Callable[[], float] = lambda: 0.0) -> T:
    """What `work` returns. For what has no time limit of its own as a whole: a pipe's reads, or a drop at a time.

    `more` is asked once these seconds are over: how many others it is worth.

    Raises:
        TimeoutError: it takes longer.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as failure:  # noqa: BLE001 - raised again, in the thread that waits
            failed.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        thread.join(more())
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]
