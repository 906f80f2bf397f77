"""`reminder quit`: ends the running service in good order, as the menu's last row does, and waits for it."""

import argparse
import threading
from collections.abc import Iterator

from reminder import control
from reminder.cli_asking import ask
from reminder.cli_ending import DONE, CannotDo
from reminder.paths import Places

TRIES, BETWEEN_SECONDS = 100, 0.1
"""How long the end may take: what is open is taken back, and the log is closed."""

NOTHING_TO_END = "reminder is not running, so there is nothing to end."
UNREACHABLE = "A service runs that cannot be reached. End it, and say this again."


def end_service(args: argparse.Namespace, where: Places) -> int:
    """Ask it to end, and come back when it has."""
    if not ended(where):
        raise CannotDo(NOTHING_TO_END)
    print("reminder has ended. 'reminder' starts it again.")
    return DONE


def ended(where: Places) -> bool:
    """Ask the service to end, and come back when it has; False: none runs. One that starts or ends is waited for.

    Raises:
        CannotDo: it cannot be reached, does not hear, does not know the word, or goes on.
    """
    for _ in _moments():
        if _hears(where):
            break
        if not control.held(where.lock):
            return False
    else:
        raise CannotDo(UNREACHABLE)
    ask(where, {"verb": "quit"})
    if all(control.held(where.lock) for _ in _moments()):
        raise CannotDo(
            "reminder has been asked to end, and has not yet. 'reminder status' shows whether it still runs."
        )
    return True


def _moments() -> Iterator[None]:
    for _ in range(TRIES):
        yield
        threading.Event().wait(BETWEEN_SECONDS)


def _hears(where: Places) -> bool:
    try:
        control.ask(where.control, {"verb": "status"})
    except control.NotAnswering:
        pass  # it is there, and `ask` says what to do
    except control.NotRunning:
        return False
    return True
