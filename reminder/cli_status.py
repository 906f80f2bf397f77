"""`reminder status`: what the service knows right now; without one, what was drunk and taken today."""

import argparse
import json
import sys
from typing import Any

from reminder.cli_asking import OLDER, ask
from reminder.cli_ending import DONE, CannotDo, complain
from reminder.cli_terminal import encoding, paint_for, room
from reminder.paths import Places


def status(args: argparse.Namespace, where: Places) -> int:
    """Say what the service knows; where none runs, say so after what the log knows of today."""
    try:
        told = ask(where, {"verb": "status"}).get("status")
    except CannotDo:
        if not args.line:
            _from_the_log(args, where)
        raise
    if not isinstance(told, dict):
        raise CannotDo(OLDER)
    if args.line:
        print(_in_a_line(told))
    else:
        print(json.dumps(told) if args.json else _in_words(told))
    return DONE


def _in_words(told: dict[str, Any]) -> str:
    from reminder.clock import now
    from reminder.quantities import amount
    from reminder.report.status import as_words

    return as_words(told, now(), amount, width=room(sys.stdout), paint=paint_for(sys.stdout))


def _in_a_line(told: dict[str, Any]) -> str:
    """What a bar has room for; without the sign where the output has no such characters."""
    if "text" not in told:
        raise CannotDo(OLDER)
    from reminder.report.bar_words import sign

    line = f"{sign(told['alt'], told['percentage'])} {told['text']}".strip()
    try:
        line.encode(encoding(sys.stdout))
    except UnicodeEncodeError:
        return str(told["text"])
    return line


def _from_the_log(args: argparse.Namespace, where: Places) -> None:
    """What the log knows of today; what stands in the way of that is told beside it."""
    from reminder.clock import now
    from reminder.config import ConfigError
    from reminder.log_trouble import JournalError
    from reminder.quantities import amount
    from reminder.report.bar_words import OFF
    from reminder.report.status import account
    from reminder.without_service import status as logged

    try:
        told = logged(where, now(), complain)
    except (ConfigError, JournalError) as problem:
        complain(str(problem))
        return
    if args.json:
        print(json.dumps({**told, **OFF}))
        return
    for line in account(told, now(), amount, width=room(sys.stdout), paint=paint_for(sys.stdout)):
        print(line)
