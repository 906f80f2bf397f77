"""`reminder guide`: the exercises of the moment, or one of them: as a page that moves, or in words."""

import argparse
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reminder import __version__
from reminder.cli_ending import DONE, BadInput, CannotDo, complain
from reminder.cli_pages import from_log, settings_or_last_good, show_page, write_page
from reminder.cli_terminal import say, terminal_width
from reminder.paths import Places

if TYPE_CHECKING:
    from reminder.config import Settings
    from reminder.core.state import State
    from reminder.guidance.library import Exercise

PAGE = "guide.html"


def guide(args: argparse.Namespace, where: Places) -> int:
    """Open the page, write it, or tell it in the terminal. Needs no service, and no config in order."""
    from reminder.clock import now
    from reminder.core.switches import expire, sore
    from reminder.guide import guide_of

    settings = settings_or_last_good(where, "exercises of your own are left out")
    wanted = _wanted(args.exercise, settings) if args.exercise is not None else None
    state, at = from_log(where, lambda journal: journal.state()), now()
    names = (wanted,) if wanted is not None else _routine(settings, where, state, at)
    telling = guide_of(settings, names, sore=state is not None and sore(expire(state, at)))
    if args.json:
        print(json.dumps(telling))
    elif args.html is not None:
        say(f"{write_page(_page(telling, wanted), args.html, PAGE, where)} is written.")
    elif args.terminal or not _opened(telling, wanted, where, only=args.open):
        _tell(telling)
    return DONE


def _routine(settings: "Settings | None", where: Places, state: "State | None", at: datetime) -> tuple[str, ...]:
    """The exercises of the moment, as far as the day is known."""
    from reminder.config import parse
    from reminder.routine import routine

    return routine(state, settings if settings is not None else parse("", where.config), at)


def _page(telling: Mapping[str, Any], start: str | None) -> str:
    from reminder.guide import with_figures
    from reminder.report.guide_page import as_html

    return as_html(with_figures(telling), version=__version__, start=start)


def _opened(telling: Mapping[str, Any], start: str | None, where: Places, *, only: bool) -> bool:
    """Whether the page is on its way to a browser. Where there is none, that is said; `only`: and there is no more."""
    path = write_page(_page(telling, start), None, PAGE, where)
    try:
        show_page(path)
    except CannotDo as problem:
        if only:
            raise
        complain(f"{problem}\n")
        return False
    print(f"{path} is on its way to your browser.")
    return True


def _tell(telling: Mapping[str, Any]) -> None:
    from reminder.report.guide import as_words

    print(as_words(telling, width=terminal_width()))


def _wanted(word: str, settings: "Settings | None") -> str:
    """The exercise that is meant: by its number or name, or by a part of what it is called that no other has.

    Raises:
        BadInput: it is none of them, or could be several.
        CannotDo: it is one that is not for this user.
    """
    from reminder.guide import left_out, library

    known = library(settings)
    found = _matching(word, {name: each.title for name, each in known.items()})
    if len(found) == 1:
        return found[0]
    if found:
        both = ", ".join(f"{name} ({known[name].title})" for name in found)
        raise BadInput(f"{word!r} could be several exercises: {both}.")
    others = left_out(settings)
    if reasons := [others[name][1] for name in _matching(word, {name: title for name, (title, _) in others.items()})]:
        raise CannotDo("\n".join(reasons))
    raise BadInput(f"{word!r} is not an exercise here. {_instead(word, known)}")


def _matching(word: str, titles: Mapping[str, str]) -> list[str]:
    """Those with this number, else with this title, else with this in their title."""
    plain = word.casefold().strip()
    lower = {name: title.casefold() for name, title in titles.items()}
    return (
        [name for name in titles if name.casefold() == plain]
        or [name for name, title in lower.items() if title == plain]
        or [name for name, title in lower.items() if plain and plain in title]
    )


def _instead(word: str, known: Mapping[str, "Exercise"]) -> str:
    """What was probably meant; else all there is."""
    from reminder.config.mistakes import closest

    near = closest(word, [part.casefold() for each in known.values() for part in each.title.split() if len(part) > 3])
    meant = [f"{name} ({each.title})" for name, each in known.items() if near and near in each.title.casefold()]
    if meant:
        return f"Did you mean {' or '.join(meant)}?"
    return f"There are: {', '.join(f'{name} ({each.title})' for name, each in known.items())}."
