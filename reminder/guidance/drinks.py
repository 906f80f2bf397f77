"""What is in a cup: drinks by the names people type, with their water and caffeine (evidence, section 2b)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reminder.core.records import dataclass

NONE: Mapping[str, "Drink"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Drink:
    """One ordinary serving: `ml` of drink (None: nothing to drink, as a tablet) with `mg` of caffeine.

    `source` says in words, and with its date, who gives the figures; "" for one's own.
    """

    name: str
    title: str
    ml: int | None
    mg: float
    source: str = ""


@cache
def presets() -> Mapping[str, Drink]:
    """The drinks everybody has, by name, in the order of the menu."""
    tables, sources = _tables()
    return MappingProxyType(
        {
            name: Drink(name, each["title"], each.get("ml"), float(each["mg"]), sources[each["source"]])
            for name, each in tables.items()
        },
    )


def find(name: str, own: Mapping[str, Drink] = NONE) -> Drink | None:
    """The drink of this name, one's own first; None: there is none.

    Case does not count, and spaces, hyphens and underscores are alike.
    """
    return next((drink for words, drink in _named(own) if words == _plain(name)), None)


def nearest(name: str, own: Mapping[str, Drink] = NONE) -> str:
    """The name of the drink that was probably meant; "" if none comes near."""
    from difflib import get_close_matches  # only a slip pays for it

    names: dict[str, str] = {}
    for words, drink in _named(own):
        names.setdefault(words, drink.name)
    close = get_close_matches(_plain(name), names, n=1)
    return names[close[0]] if close else ""


def scaled(drink: Drink, ml: int) -> Drink:
    """So much of the same drink, with caffeine in proportion, to a tenth of a milligram.

    Only for what has an amount: ValueError for chocolate and tablets.
    """
    if drink.ml is None:
        raise ValueError(f"{drink.title} is nothing to drink, so it has no other amount in ml")
    return replace(drink, ml=ml, mg=round(drink.mg * ml / drink.ml, 1))


@cache
def _tables() -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    tables = tomllib.loads(Path(__file__).with_name("drinks.toml").read_text("utf-8"))
    return tables, tables.pop("sources")


def _named(own: Mapping[str, Drink]) -> Iterator[tuple[str, Drink]]:
    """Every name that can be typed, in plain words, with its drink; one's own before the others."""
    for drinks in (own, presets()):
        for name, drink in drinks.items():
            yield _plain(name), drink
            yield _plain(drink.title), drink
    tables, _ = _tables()
    for name, drink in presets().items():
        for other in tables[name].get("names", ()):
            yield _plain(other), drink


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip(" _-\t\n")))
