"""`reminder why`: what each reminder may say, what that rests on, what the article claims; in words, or as a page."""

import argparse
import json
import re
from typing import TYPE_CHECKING, Any

from reminder import __version__
from reminder.cli_ending import DONE, BadInput
from reminder.cli_pages import settings_or_last_good, show_page, write_page
from reminder.cli_terminal import say, terminal_width
from reminder.config.mistakes import closest
from reminder.paths import Places

if TYPE_CHECKING:
    from reminder.config import Settings
    from reminder.guidance.reasons import Told

PAGE = "why.html"
CLAIM = re.compile(r"C(0?[1-9]|[123]\d|40)")


def why_these(args: argparse.Namespace, where: Places) -> int:
    """Tell it in the terminal, write the page, or open it. Needs no service, and no config in order."""
    from reminder.guidance.reasons import claims, kinds

    if args.claims and args.kind is not None:
        raise BadInput("--claims tells all of them. One alone is told by its number: 'reminder why C24'.")
    settings = settings_or_last_good(where, "reminders of your own are left out")
    told = _told(settings)
    kind, claim = _asked(args.kind, kinds(told)) if args.kind is not None else (None, None)
    if args.html is not None or args.open:
        telling = _telling(settings, told, kinds(told)) | claims(told)
        _page(args, where, telling, kind, "" if args.claims else claim)
    elif args.claims or claim is not None:
        _tell_claims(claims(told), claim, as_json=args.json)
    else:
        telling = _telling(settings, told, kinds(told) if kind is None else [kind])
        _tell(telling | (claims(told) if kind is None else {}), as_json=args.json)
    return DONE


def _tell(telling: dict[str, Any], *, as_json: bool) -> None:
    from reminder.report.why import as_words

    print(json.dumps(telling) if as_json else as_words(telling, width=terminal_width()))


def _tell_claims(told: dict[str, Any], number: str | None, *, as_json: bool) -> None:
    """The claim with this number; None: all of them."""
    from reminder.report.claims import all_in_words, one_in_words

    mine = {**told, "claims": [claim for claim in told["claims"] if number in {claim["id"], None}]}
    if as_json:
        print(json.dumps(mine))
    elif number is None:
        print(all_in_words(mine, width=terminal_width()))
    else:
        print(one_in_words(mine["claims"][0], mine, width=terminal_width()))


def _told(settings: "Settings | None") -> "Told":
    from reminder.guidance.reasons import Told

    if settings is None:
        return Told()
    plan = settings.plan
    on = frozenset(kind.name for kind in plan.kinds)
    return Told(settings.own_texts, plan.bout_rest, on, settings.hold, settings.about)


def _telling(settings: "Settings | None", told: "Told", wanted: list[str]) -> dict[str, Any]:
    """The reasons for these kinds, each with what the user's own answers and wishes have changed."""
    from reminder.for_you import NOTHING_LEFT, for_you, nothing_left
    from reminder.guidance.reasons import reasons

    telling = reasons(told, wanted)
    for kind in telling["kinds"]:
        kind["for_you"] = for_you(settings, kind["kind"]) if settings is not None and not kind["own"] else []
        kind["off"] = NOTHING_LEFT if settings is not None and nothing_left(settings, kind["kind"]) else ""
    return telling


def _asked(word: str, known: list[str]) -> tuple[str | None, str | None]:
    """The kind that is meant, or else the number of the claim."""
    name = next((each for each in known if each == word), None)
    name = name or next((each for each in known if each.casefold() == word.casefold()), None)
    if name is None and (claim := CLAIM.fullmatch(word.upper())):
        return None, f"C{int(claim[1]):02}"
    if name is None:
        possible = f"{', '.join(known)}; or a claim of the article, C01 to C40"
        near = closest(word, known)
        meant = f" Did you mean {near!r}?" if near else ""
        raise BadInput(f"{word!r} is nothing that reminder reminds of.{meant} Possible: {possible}.")
    return name, None


def _page(
    args: argparse.Namespace, where: Places, telling: dict[str, Any], kind: str | None, claim: str | None
) -> None:
    from reminder.report.why_page import as_html

    path = write_page(as_html(telling, kind, claim, version=__version__), args.html, PAGE, where)
    if args.open:
        show_page(path)
    say(f"{path} is on its way to your browser." if args.open else f"{path} is written.")
