"""`reminder why`: what each reminder may say, what that rests on, and what nobody claims; in words, or as a page."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reminder import __version__
from reminder.cli_ending import DONE, BadInput, CannotDo, why
from reminder.config.mistakes import ConfigError
from reminder.paths import Places, write_private

if TYPE_CHECKING:
    from reminder.config import Settings
    from reminder.guidance.reasons import Told

PAGE = "why.html"


def why_these(args: argparse.Namespace, where: Places) -> int:
    """Tell it in the terminal, write the page, or open it. Needs no service, and no config in order."""
    from reminder.guidance.reasons import kinds, reasons
    from reminder.report.why import as_words

    told = _told(where)
    asked = _asked(args.kind, kinds(told)) if args.kind is not None else None
    if args.html is not None or args.open:
        _page(args, where, reasons(told, kinds(told)), asked)
        return DONE
    import shutil  # not above: it costs the service a megabyte

    telling = reasons(told, kinds(told) if asked is None else [asked])
    print(json.dumps(telling) if args.json else as_words(telling, width=shutil.get_terminal_size().columns))
    return DONE


def _told(where: Places) -> "Told":
    """What is known of the user; with a broken config the last good one, else nothing, and it is said."""
    from reminder.config import load
    from reminder.guidance.reasons import Told

    try:
        settings: Settings | None = load(where.config)
    except ConfigError as mistakes:
        settings = _last_good(where)
        instead = "reminders of your own are left out" if settings is None else "this goes by your last good settings"
        print(f"{mistakes}\nUntil that is mended, {instead}.", file=sys.stderr)
    if settings is None:
        return Told()
    plan = settings.plan
    return Told(settings.own_texts, plan.bout_rest, frozenset(kind.name for kind in plan.kinds))


def _last_good(where: Places) -> "Settings | None":
    """The settings that a service would go by now; None where there are none, or the log cannot be read."""
    from reminder.config import parse
    from reminder.journal import Journal, JournalError
    from reminder.last_good import GOOD_CONFIG

    try:
        journal = Journal.read(where.journal)
        if journal is None:
            return None
        with journal:
            good = journal.note(GOOD_CONFIG)
        return None if good is None else parse(good, where.config)
    except (JournalError, ConfigError):
        return None


def _asked(word: str, known: list[str]) -> str:
    """The kind that is meant."""
    name = next((each for each in known if each == word), None)
    name = name or next((each for each in known if each.casefold() == word.casefold()), None)
    if name is None:
        raise BadInput(f"{word!r} is nothing that reminder reminds of. Possible: {', '.join(known)}.")
    return name


def _page(args: argparse.Namespace, where: Places, telling: dict[str, Any], asked: str | None) -> None:
    from reminder.opening import folder_for_pages, open_file
    from reminder.report.why_page import as_html

    page = as_html(telling, asked, version=__version__)
    path = Path(args.html).absolute() if args.html is not None else folder_for_pages(where.data) / PAGE
    try:
        if args.html is None:
            write_private(path, page)
        else:
            path.write_text(page, "utf-8")
    except OSError as problem:
        raise CannotDo(f"{path} cannot be written: {why(problem)}.") from problem
    failure = open_file(path) if args.open else ""
    if failure:
        raise CannotDo(failure)
    print(f"{path} is on its way to your browser." if args.open else f"{path} is written.")
