"""`reminder why`: what each reminder may say, what that rests on, and what nobody claims; in words, or as a page."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from reminder import __version__
from reminder.cli_ending import DONE, BadInput
from reminder.cli_pages import settings_or_last_good, show_page, write_page
from reminder.paths import Places

if TYPE_CHECKING:
    from reminder.config import Settings
    from reminder.guidance.reasons import Told

PAGE = "why.html"


def why_these(args: argparse.Namespace, where: Places) -> int:
    """Tell it in the terminal, write the page, or open it. Needs no service, and no config in order."""
    from reminder.guidance.reasons import kinds
    from reminder.report.why import as_words

    settings = settings_or_last_good(where, "reminders of your own are left out")
    told = _told(settings)
    asked = _asked(args.kind, kinds(told)) if args.kind is not None else None
    if args.html is not None or args.open:
        _page(args, where, _telling(settings, told, kinds(told)), asked)
        return DONE
    import shutil  # not above: it costs the service a megabyte

    telling = _telling(settings, told, kinds(told) if asked is None else [asked])
    print(json.dumps(telling) if args.json else as_words(telling, width=shutil.get_terminal_size().columns))
    return DONE


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


def _asked(word: str, known: list[str]) -> str:
    """The kind that is meant."""
    name = next((each for each in known if each == word), None)
    name = name or next((each for each in known if each.casefold() == word.casefold()), None)
    if name is None:
        raise BadInput(f"{word!r} is nothing that reminder reminds of. Possible: {', '.join(known)}.")
    return name


def _page(args: argparse.Namespace, where: Places, telling: dict[str, Any], asked: str | None) -> None:
    from reminder.report.why_page import as_html

    path = write_page(as_html(telling, asked, version=__version__), args.html, PAGE, where)
    if args.open:
        show_page(path)
    print(f"{path} is on its way to your browser." if args.open else f"{path} is written.")
