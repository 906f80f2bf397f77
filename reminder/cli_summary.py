"""`reminder summary`: a week, a month or a year in words, as a page or a picture, for programs, and as a table."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reminder.cli_ending import DONE, BadInput, CannotDo, complain
from reminder.cli_pages import settings_in_force, show_page, tell_left_out, write_page, writing
from reminder.cli_terminal import encoding, has_colors, say, terminal_width
from reminder.paths import Places

if TYPE_CHECKING:
    from datetime import datetime

    from reminder.config import Settings
    from reminder.core.period import Period
    from reminder.journal import Journal
    from reminder.report.material import Material

PAGE = "summary.html"


def summary(args: argparse.Namespace, where: Places) -> int:
    """Print the summary of a period, show it, or write it or its log to a file."""
    from reminder.clock import now
    from reminder.open_log import read_log
    from reminder.report.headline import title
    from reminder.spoken_period import NoPeriodError, period_of

    _refuse_several(args)
    moment = now()
    settings = settings_in_force(where)
    today = settings.plan.desk_day(moment)
    try:
        period = period_of(" ".join(args.period), today)
    except NoPeriodError as unknown:
        raise BadInput(str(unknown)) from unknown
    if period.first > today:
        raise CannotDo(f"{title(period)} is still to come.")
    journal = read_log(where, complain)
    try:
        _refuse_gone(journal, period)
        if args.csv is not None:
            _write_table(args.csv, journal, period)
            tell_left_out(journal)
            return DONE
        material = _material(journal, period, settings, moment, live=_is_running(where))
        tell_left_out(journal)
    finally:
        if journal is not None:
            journal.close()
    return _told(args, material, where)


def _refuse_several(args: argparse.Namespace) -> None:
    """One form at a time: what was asked for is never left out without a word."""
    page = "--html" if args.html is not None else "--open" if args.open else ""
    given = {"--csv": args.csv, "--png": args.png, page: page, "--json": args.json, "--apply": args.apply}
    forms = [name for name, value in given.items() if value not in {None, False, ""}]
    if len(forms) > 1:
        raise BadInput(f"One form at a time, please: {' or '.join(forms)}.")
    if args.detail and args.png is None:
        raise BadInput("--detail says what is on the picture. Give --png FILE with it.")


def _refuse_gone(journal: "Journal | None", period: "Period") -> None:
    """A period that was removed is not told as one in which nobody sat; of one cut short that is told beside it."""
    from reminder.report.headline import title
    from reminder.retention import kept_since

    since = kept_since(journal) if journal is not None else None
    if since is None or period.first >= since:
        return
    if period.last < since:
        raise CannotDo(f"{title(period)} is no longer in the log, which is kept since {since} ('log.keep').")
    complain(f"The log is kept since {since} ('log.keep'): what was before is not in these numbers.")


def _material(
    journal: "Journal | None", period: "Period", settings: "Settings", moment: "datetime", *, live: bool
) -> "Material":
    from reminder.summing import Summaries, material_of

    return material_of(Summaries(journal, settings.plan, moment, live), period, settings)


def _told(args: argparse.Namespace, material: "Material", where: Places) -> int:
    """The summary in the form that was asked for."""
    if args.apply is not None:
        print(_apply(args.apply, material, where))
    elif args.png is not None:
        from reminder.report.card import as_png

        _write(args.png, as_png(material, detail=args.detail))
    elif args.html is not None or args.open:
        _page(args, material, where)
    elif args.json:
        from reminder.report.summary_json import as_json

        print(json.dumps(as_json(material)))
    else:
        print(_printed(material), end="")
    return DONE


def _page(args: argparse.Namespace, material: "Material", where: Places) -> None:
    """Write the page, and open it if that was asked for."""
    from reminder.report.summary_page import as_html

    path = write_page(as_html(material), args.html, PAGE, where)
    if args.html is not None:
        say(f"{path} is written.")
    if args.open:
        show_page(path)


def _printed(material: "Material") -> str:
    """The summary for this terminal."""
    from reminder.report.terminal import render

    return render(material, width=terminal_width(), color=has_colors(sys.stdout), encoding=encoding(sys.stdout))


def _apply(name: str, material: "Material", where: Places) -> str:
    """Make the change that this suggestion proposes, and say what has changed."""
    from reminder.config import WayBack, set_values

    offered = {each.name: each for each in material.suggestions}
    if name not in offered:
        raise CannotDo(f"{name!r} is no suggestion for this {_unit(material)}. {_offers(list(offered), material)}")
    return set_values(where.config, offered[name].changes, WayBack(where.config_before))


def _unit(material: "Material") -> str:
    return material.summary.period.unit.value


def _offers(names: "list[str]", material: "Material") -> str:
    if names:
        return f"It has {' and '.join(names)}."
    if _unit(material) != "week":
        return "Only weeks have some."
    return "The week that ended last may have some, and it has none." if material.over else "They come when it is over."


def _write_table(file: str, journal: "Journal | None", period: "Period") -> None:
    from reminder.report.log_csv import as_csv

    records = journal.records(period.first, period.last) if journal is not None else []
    told = journal.intakes_by_day(period.first, period.last) if journal is not None else []
    _write(file, as_csv(records, told).encode())


def _write(file: str, content: bytes) -> None:
    path = Path(file).absolute()
    with writing(path):
        path.write_bytes(content)
    say(f"{path} is written.")


def _is_running(where: Places) -> bool:
    from reminder import control

    try:
        control.ask(where.control, {"verb": "status"})
    except control.NotRunning:
        return False
    return True
