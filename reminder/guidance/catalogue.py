"""Every text there is, and which of them take turns for a user who has said this or that of themselves."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

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


def fits(text: Text, about: frozenset[str]) -> bool:
    """Whether a text is for somebody of whom so much is known."""
    wanted, unwanted = text.get("only"), text.get("unless", ())
    return (wanted is None or bool(about & set(wanted))) and not about & set(unwanted)


@cache
def rotation(kind: str, name: str, about: frozenset[str]) -> tuple[Text, ...]:
    """The texts of one list that take turns, in their order, for somebody who said `about` of themselves."""
    return tuple(text for text in lists(kind)[name] if fits(text, about))
