"""Every text there is, and which of them take turns for a user who has said this or that of themselves."""

import tomllib
from collections.abc import Mapping
from functools import cache
from math import lcm
from pathlib import Path
from typing import Any

from reminder.core.exercises import CHOOSING, uncleared
from reminder.core.plan import TIPS

FILES = ("catalogue.toml", "exercises.toml", "tips.toml")

Text = Mapping[str, Any]
"""One text of a list: `title`, `body`, `claim` and `source`; catalogue.toml says what else there may be."""


@cache
def catalogue() -> dict[str, Any]:
    """The catalogue as it stands in the package: the sources, and each kind with its lists of texts."""
    together: dict[str, Any] = {}
    for name in FILES:
        for key, table in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8")).items():
            together.setdefault(key, {}).update(table)
    return together


def built_in() -> list[str]:
    """The kinds that have texts, in the catalogue's order."""
    return [name for name in catalogue() if name != "sources"]


def lists(kind: str) -> dict[str, list[Text]]:
    """A kind's lists of texts, each by its name; nothing where the kind has none."""
    return {name: value for name, value in catalogue().get(kind, {}).items() if isinstance(value, list)}


def everything(kind: str) -> list[Text]:
    """All that a kind may say, whoever it is for."""
    return [text for each in lists(kind).values() for text in each]


def fits(text: Text, about: frozenset[str]) -> bool:
    """Whether a text is for somebody of whom so much is known."""
    wanted, unwanted = text.get("only"), text.get("unless", ())
    return (wanted is None or bool(about & set(wanted))) and not about & set(unwanted)


def gentle_only(kind: str, about: frozenset[str]) -> bool:
    """Whether this kind speaks as it does while the back is sore, on any day."""
    return kind in CHOOSING and uncleared(about)


def spoken(kind: str, about: frozenset[str]) -> list[Text]:
    """All that a kind may ever say to somebody who said `about` of themselves."""
    mine = lists(kind)
    if gentle_only(kind, about) and "sore" in mine:
        mine = {"sore": mine["sore"]}
    return [text for each in mine.values() for text in each if fits(text, about)]


@cache
def rotation(kind: str, name: str, about: frozenset[str]) -> tuple[Text, ...]:
    """The texts of one list that take turns, in their order, for somebody who said `about` of themselves.

    Where they have a `place`, the one that stands in it there speaks in that turn, whoever asks; tips.toml says why.
    """
    texts = [text for text in lists(kind)[name] if fits(text, about)]
    return tuple(_in_places(texts) if any("place" in text for text in texts) else texts)


def _in_places(texts: list[Text]) -> list[Text]:
    """One text of each place in each round, and as many rounds as it takes until everything has been said."""
    places = [[text for text in texts if text["place"] == place] for place in range(1, TIPS + 1)]
    turns = [[text for text in each if "only" in text] or each for each in places]
    return [each[number % len(each)] for number in range(lcm(*map(len, turns))) for each in turns]
