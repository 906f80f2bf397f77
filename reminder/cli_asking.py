"""Asking the running service, and what becomes of its reply."""

import threading
from typing import Any

from reminder.cli_ending import BadInput, CannotDo, complain
from reminder.paths import Places

TRIES, BETWEEN_SECONDS = 30, 0.1
"""How long the log may be another command's: each takes some hundredths of a second, a service's start a second."""

OLDER = "The service is older than this command. End it and start it again."
PERHAPS = "It may have been noted all the same: look at 'reminder log' before you say it again."


def ask(where: Places, request: dict[str, Any]) -> dict[str, Any]:
    """The service's reply.

    Raises:
        CannotDo: no service answers, or it cannot do it now.
        BadInput: the words make no sense to it.
    """
    from reminder import control

    try:
        return understood(control.ask(where.control, request))
    except control.NotRunning as silence:
        raise CannotDo(str(silence)) from None


def ask_or_do(where: Places, request: dict[str, Any]) -> dict[str, Any]:
    """The service's reply, or where none runs the same from the log itself."""
    from reminder import control
    from reminder.clock import now
    from reminder.without_service import answer

    for _ in range(TRIES):
        try:
            return understood(control.ask(where.control, request))
        except (control.NotAnswering, control.Unclear) as silence:
            raise CannotDo(f"{silence} {PERHAPS}") from None
        except control.NotRunning:
            pass
        try:
            return understood(answer(where, request, now(), complain))
        except control.AlreadyRunning:
            threading.Event().wait(BETWEEN_SECONDS)
        except OSError as problem:
            raise CannotDo(f"{where.data} cannot be used: {problem.strerror or problem}.") from None
    raise CannotDo("Another command has the log, or a service that is just starting. Say it once more.")


def understood(reply: dict[str, Any]) -> dict[str, Any]:
    """The reply, unless it is a refusal."""
    if reply.get("bad_input"):
        raise BadInput(str(reply["error"]))
    if "error" in reply:
        raise CannotDo(str(reply["error"]))
    return reply


def said(reply: dict[str, Any]) -> str:
    """The sentence of a reply.

    Raises:
        CannotDo: there is none.
    """
    sentence = reply.get("say")
    if not isinstance(sentence, str):
        raise CannotDo(OLDER)
    return sentence
