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
    from reminder.guidance.reasons import kinds
    from reminder.report.why import as_words

    settings = _settings(where)
    told = _told(settings)
    asked = _asked(args.kind, kinds(told)) if args.kind is not None else None
    if args.html is not None or args.open:
        _page(args, where, _telling(settings, told, kinds(told)), asked)
        return DONE
    import shutil  # not above: it costs the service a megabyte

    telling = _telling(settings, told, kinds(told) if asked is None else [asked])
    print(json.dumps(telling) if args.json else as_words(telling, width=shutil.get_terminal_size().columns))
    return DONE


def _settings(where: Places) -> "Settings | None":
    """What is known of the user; with a broken config the last good one, else nothing, and it is said."""
    from reminder.config import load

    try:
        return load(where.config)
    except ConfigError as mistakes:
        settings = _last_good(where)
        instead = "reminders of your own are left out" if settings is None else "this goes by your last good settings"
        print(f"{mistakes}\nUntil that is mended, {instead}.", file=sys.stderr)
        return settings


def _told(settings: "Settings | None") -> "Told":
    from reminder.guidance.reasons import Told

    if settings is None:
        return Told()
    plan = settings.plan
    on = frozenset(kind.name for kind in plan.kinds)
    return Told(settings.own_texts, plan.bout_rest, on, settings.hold, settings.about)


def _telling(settings: "Settings | None", told: "Told", wanted: list[str]) -> dict[str, Any]:
    """The reasons for these kinds, each with what the user's own answers have changed."""
    from reminder.for_you import for_you
    from reminder.guidance.reasons import reasons

    telling = reasons(told, wanted)
    for kind in telling["kinds"]:
        kind["for_you"] = for_you(settings, kind["kind"]) if settings is not None and not kind["own"] else []
    return telling


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
