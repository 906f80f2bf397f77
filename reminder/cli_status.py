"""`reminder status`: what the service knows right now; without one, what was drunk and taken today."""

import argparse
import json

from reminder.cli_asking import ask, complain
from reminder.cli_ending import DONE, CannotDo
from reminder.paths import Places


def status(args: argparse.Namespace, where: Places) -> int:
    """Say what the service knows; where none runs, say so after what the log knows of today."""
    from reminder.clock import now
    from reminder.quantities import amount
    from reminder.report.status import as_words

    try:
        told = ask(where, {"verb": "status"})["status"]
    except CannotDo:
        _from_the_log(args, where)
        raise
    print(json.dumps(told) if args.json else as_words(told, now().date(), amount))
    return DONE


def _from_the_log(args: argparse.Namespace, where: Places) -> None:
    """What the log knows of today; what stands in the way of that is told beside it."""
    from reminder.clock import now
    from reminder.config import ConfigError
    from reminder.journal import JournalError
    from reminder.quantities import amount
    from reminder.report.status import account
    from reminder.without_service import status as logged

    try:
        told = logged(where, now(), complain)
    except (ConfigError, JournalError) as problem:
        complain(str(problem))
        return
    for line in [json.dumps(told)] if args.json else account(told, now().date(), amount):
        print(line)
