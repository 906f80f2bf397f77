"""Why each prompt is there: its texts, the claim and the source of each, and what nobody may read into them."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reminder.guidance.wording import catalogue, spelled

UNDATED = "no date given"
YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the user: own texts (name -> title, body), the movement break, and the kinds that are on.

    `on` is None where nobody can tell, since the settings cannot be read.
    """

    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rest: timedelta = timedelta(minutes=2)
    on: Collection[str] | None = None


def built_in() -> list[str]:
    """The kinds that have texts, in the catalogue's order."""
    return [name for name in catalogue() if name != "sources"]


def kinds(told: Told) -> list[str]:
    """Everything that can be asked about: the built-in kinds, then the user's own."""
    return [*built_in(), *told.own]


def reasons(told: Told, wanted: Iterable[str]) -> dict[str, Any]:
    """Everything `reminder why` tells of the wanted kinds, in their order; it can be written as JSON."""
    tables = _reasons()
    return {
        "kinds": [_own(name, told) if name in told.own else _built_in(name, told) for name in wanted],
        "about": tables["general"]["about"],
        "limits": tables["general"]["limits"],
        **tables["safety"],
    }


@cache
def _reasons() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text("utf-8"))


def _built_in(name: str, told: Told) -> dict[str, Any]:
    entry, reason = catalogue()[name], _reasons()["kinds"].get(name, {})
    rest = spelled(told.rest)
    all_texts = [*entry["text"], *entry.get("after", [])]
    sources = [*reason.get("sources", ()), *(text["source"] for text in all_texts)]
    return {
        "kind": name,
        "name": entry["name"],
        "own": False,
        "on": told.on is None or name in told.on,
        "texts": [_text(text, {"rest": rest, "rest_first": rest.capitalize()}) for text in all_texts],
        "why": reason.get("why", []),
        "sources": [source(each) for each in dict.fromkeys(sources)],
        "limits": reason.get("limits", []),
        "ask_first": reason.get("ask_first", ""),
    }


def _own(name: str, told: Told) -> dict[str, Any]:
    title, body = told.own[name]
    return {
        "kind": name,
        "name": title,
        "own": True,
        "on": told.on is None or name in told.on,
        "texts": [{"title": title, "body": body, "claim": None, "source": ""}],
        "why": [_reasons()["own"]["why"]],
        "sources": [],
        "limits": [],
        "ask_first": "",
    }


def _text(text: Mapping[str, str], blanks: Mapping[str, str]) -> dict[str, Any]:
    title, body = (filled(text[part], blanks) for part in ("title", "body"))
    return {"title": title, "body": body, "claim": _claim(text["claim"]), "source": source(text["source"])}


def _claim(number: str) -> dict[str, str]:
    """The claim in words and how it stands; the number alone, where nobody has put it into words yet."""
    claim = _reasons()["claims"].get(number)
    if claim is None:
        return {"id": number, "says": "", "standing": "", "stands": ""}
    stands = _reasons()["standings"][claim["standing"]]
    return {"id": number, "says": claim["says"], "standing": claim["standing"], "stands": stands}


def source(name: str) -> str:
    """A source in words; it says so where it has no date."""
    words = catalogue()["sources"].get(name) or _reasons()["sources"][name]
    return str(words) if YEAR.search(words) else f"{words} ({UNDATED})"


def filled(text: str, blanks: Mapping[str, str]) -> str:
    """The text as it holds at any time: blanks filled, and without sentences about the moment it was shown."""
    sentences = re.split(r"(?<=[.?!])\s+", text)
    return " ".join(sentence.format(**blanks) for sentence in sentences if "{sat}" not in sentence)
