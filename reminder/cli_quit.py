"""`reminder quit`: ends the running service in good order, as the menu's last row does, and waits for it."""

import argparse
import threading

from reminder import control
from reminder.cli_asking import ask
from reminder.cli_ending import DONE, CannotDo
from reminder.paths import Places

TRIES, BETWEEN_SECONDS = 100, 0.1
"""How long the end may take: what is open is taken back, and the log is closed."""

NOTHING_TO_END = "reminder is not running, so there is nothing to end."


def end_service(args: argparse.Namespace, where: Places) -> int:
    """Ask it to end, and come back when it has."""
    if not ended(where):
        raise CannotDo(NOTHING_TO_END)
    print("reminder has ended. 'reminder' starts it again.")
    return DONE


def ended(where: Places) -> bool:
    """Ask the service to end, and come back when it has; False: none answers.

    Raises:
        CannotDo: it does not hear, does not know the word, or goes on.
    """
    try:
        control.ask(where.control, {"verb": "status"})
    except control.NotAnswering:
        pass  # it is there, and `ask` says what to do
    except control.NotRunning:
        return False
    ask(where, {"verb": "quit"})
    for _ in range(TRIES):
        if not control.held(where.lock):
            return True
        threading.Event().wait(BETWEEN_SECONDS)
    raise CannotDo("reminder has been asked to end, and has not yet. 'reminder status' shows whether it still runs.")
