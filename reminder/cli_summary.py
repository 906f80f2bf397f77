"""`reminder summary`: the week in words, for programs, and as a table."""

import argparse
import json
import re
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reminder.cli_ending import DONE, BadInput, CannotDo, terminal_width, why
from reminder.paths import Places

if TYPE_CHECKING:
    from reminder.journal import Journal

WEEK = timedelta(days=7)


def summary(args: argparse.Namespace, where: Places) -> int:
    """Print the summary of a week, or write its log as a table."""
    from reminder.clock import now
    from reminder.config import load
    from reminder.guidance.wording import Wording
    from reminder.journal import Journal
    from reminder.report.summary_json import as_json
    from reminder.report.terminal import render
    from reminder.summing import week_of

    moment = now()
    settings = load(where.config)
    monday = _monday(args.week, settings.plan.desk_day(moment))
    journal = Journal.read(where.journal)
    try:
        if args.csv is not None:
            _write_table(args.csv, journal, monday)
            return DONE
        week = week_of(journal, monday, settings.plan, moment, live=_is_running(where))
    finally:
        if journal is not None:
            journal.close()
    if args.json:
        print(json.dumps(as_json(week)))
    else:
        print(render(week, Wording(settings.own_texts).name, width=terminal_width()), end="")
    return DONE


def _write_table(file: str, journal: "Journal | None", monday: date) -> None:
    from reminder.clock import now
    from reminder.report.log_csv import as_csv

    path, sunday = Path(file).absolute(), monday + WEEK - timedelta(days=1)
    records = journal.records(monday, sunday) if journal is not None else []
    told = journal.intakes(monday, sunday) if journal is not None else []
    try:
        path.write_text(as_csv(records, told, now().tzinfo or UTC), "utf-8", newline="")
    except OSError as problem:
        raise CannotDo(f"{path} cannot be written: {why(problem)}.") from problem
    print(f"{path} is written.")


def _is_running(where: Places) -> bool:
    from reminder import control

    try:
        control.ask(where.control, {"verb": "status"})
    except control.NotRunning:
        return False
    return True


FIRST_YEAR, LAST_YEAR = 1970, 9998
"""Dates further off leave no room for the days around them."""


def _monday(words: str | None, today: date) -> date:
    """The Monday of the week meant: none is this week, "last", a date in it, or ISO "2026-W10"."""
    from reminder.core.summary import monday_of

    this = monday_of(today)
    match (words or "this").lower():
        case "this":
            return this
        case "last":
            return this - WEEK
        case text:
            week = re.fullmatch(r"(\d{4})-?w(\d{1,2})", text)
            try:
                day = date.fromisocalendar(int(week[1]), int(week[2]), 1) if week else date.fromisoformat(text)
            except ValueError:
                raise BadInput(f"{words!r} is no week. Write 'last', a date like 2026-03-02, or 2026-W10.") from None
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise BadInput(f"{words!r} is too far away. Years from {FIRST_YEAR} to {LAST_YEAR} will do.")
            return monday_of(day)
