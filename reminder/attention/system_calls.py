"""A question that an operating system answers by calls which only wait: in a thread, in time, and never a traceback."""

from collections.abc import Callable
from typing import TypeVar

from reminder.attention.look import Look
from reminder.backends import Unavailable
from reminder.in_time import in_time

T = TypeVar("T")


async def ask_system(look: Look, whom: str, question: Callable[[], T]) -> T:
    """What the question returns. `whom` is named where it does not.

    Raises:
        Unavailable: so says the question, a call failed (`OSError`), or it took longer than the look allows.
    """

    def put(_opened: object) -> T:
        try:
            return question()
        except OSError as error:
            raise Unavailable(f"{whom} cannot be asked ({' '.join(str(error.strerror or error).split())})") from error

    return await in_time(put, whom=whom, limit=look.limit)
