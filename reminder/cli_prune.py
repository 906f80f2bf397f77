"""`reminder log --prune`: says what of the log is older than is to be kept, and removes it when told to."""

import argparse
from datetime import date, timedelta
from pathlib import Path

from reminder.cli_ending import DONE, BadInput, CannotDo
from reminder.cli_pages import settings_in_force
from reminder.paths import Places
from reminder.retention import ENOUGH_DAYS, Old, believable, older, remove

ANEW = "'reminder log --json' and 'reminder summary year --csv FILE' write down what you may want to have."


def prune(args: argparse.Namespace, where: Places) -> int:
    """Tell what would go; with --yes, remove it."""
    from reminder.clock import now

    if args.json or args.since is not None:
        raise BadInput("--prune stands by itself, or with --yes.")
    settings = settings_in_force(where)
    today = settings.plan.desk_day(now())
    keep = _asked_for(args.prune) if args.prune else settings.keep
    if keep is None:
        raise BadInput("Your log is kept forever. Say how much of it to keep, as in: reminder log --prune '3 years'")
    before = today - keep
    if not args.prune:
        _check_date(where.journal, today)
    if args.yes:
        print(_done(remove(where.journal, before), before))
    else:
        print(_would(older(where.journal, before), before, args.prune))
    return DONE


def _asked_for(text: str) -> timedelta | None:
    from reminder.config.mistakes import Wrong
    from reminder.config.options import KEPT

    try:
        return KEPT.read(text)
    except Wrong as problem:
        raise BadInput(f"--prune {text!r}: {problem}.") from None


def _check_date(journal: Path, today: date) -> None:
    """What goes by itself goes by the date, and that may be wrong."""
    if not believable(journal, today):
        raise CannotDo(
            f"Nothing was removed: fewer than {ENOUGH_DAYS} days of the month before {today} are in the log, so the "
            f"date may be wrong. If it is not, say how much to keep: reminder log --prune '3 years'"
        )


def _would(old: Old, before: date, asked: str) -> str:
    if not old.rows:
        return f"Nothing in the log is older than {before}."
    words = f" '{asked}'" if asked else ""
    return (
        f"{_told(old)} would go. Nothing has been removed.\n{ANEW}\n"
        f"This removes them for good: reminder log --prune{words} --yes"
    )


def _done(old: Old, before: date) -> str:
    return f"{_told(old)} are removed." if old.rows else f"Nothing in the log is older than {before}."


def _told(old: Old) -> str:
    days = "1 day" if old.days == 1 else f"{old.days} days"
    return f"{old.rows} entries of {days}, {old.first} to {old.last},"
