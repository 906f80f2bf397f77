"""Why each prompt is there: its texts, the article's claims, their sources, and what nobody may read into them."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reminder.core.records import dataclass
from reminder.guidance.catalogue import Text, built_in, catalogue, everything, spoken
from reminder.guidance.library import exercises
from reminder.guidance.wording import filled, spelled

NOTHING: frozenset[str] = frozenset()
UNDATED = "no date given"
YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the user: own texts (name -> title, body), the movement break, and the kinds that are on.

    `on` is None where nobody can tell, since the settings cannot be read. `hold_for` is how long a stretch is held.
    `about` are the answers of [about_you] that were given with yes; None: every text is told, whomever it is for.
    """

    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rest: timedelta = timedelta(minutes=2)
    on: Collection[str] | None = None
    hold_for: timedelta = timedelta(seconds=20)
    about: frozenset[str] | None = None


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
        **safety(),
    }


def claims(told: Told) -> dict[str, Any]:
    """Every claim of the article, in its order; it can be written as JSON.

    Each with its section, the risk factor (None: about none), how research sees it, what may be said of it, where the
    two part ways, what was read, and which texts and exercises rest on it for this user.
    """
    tables = _reasons()
    resting, library = _resting(told), exercises(told.about or NOTHING).values()
    return {
        "article": tables["article"]["title"],
        "sections": dict(tables["sections"]),
        "marks": dict(tables["marks"]),
        "claims": [
            {
                "id": number,
                "section": claim["section"],
                "kind": claim["kind"],
                "factor": claim.get("factor"),
                "says": claim["says"],
                "standing": claim["standing"],
                "mark": tables["marks"][claim["standing"]],
                "may_say": claim["may_say"],
                "apart": list(claim.get("apart", ())),
                "sources": [source(each) for each in claim["sources"]],
                "texts": resting.get(number, []),
                "exercises": [{"id": each.name, "name": each.title} for each in library if number in each.claims],
            }
            for number, claim in tables["claims"].items()
        ],
    }


def _resting(told: Told) -> dict[str, list[dict[str, str]]]:
    """The texts that rest on each claim: of which kind, and their titles."""
    found: dict[str, list[dict[str, str]]] = {}
    for kind in built_in():
        for text in _texts(kind, told):
            each = {"kind": kind, "name": catalogue()[kind]["name"], "title": filled(text["title"], _blanks(told))}
            found.setdefault(text["claim"], []).append(each)
    return found


def safety() -> dict[str, Any]:
    """When to stop, when to get help, and what all of this is not."""
    return dict(_reasons()["safety"])


@cache
def _reasons() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text("utf-8"))


def _built_in(name: str, told: Told) -> dict[str, Any]:
    entry, reason = catalogue()[name], _reasons()["kinds"].get(name, {})
    all_texts = _texts(name, told)
    sources = [*reason.get("sources", ()), *(text["source"] for text in all_texts)]
    return {
        "kind": name,
        "name": entry["name"],
        "own": False,
        "on": told.on is None or name in told.on,
        "texts": [_text(text, _blanks(told)) for text in all_texts],
        "why": reason.get("why", []),
        "sources": [source(each) for each in dict.fromkeys(sources)],
        "limits": reason.get("limits", []),
        "ask_first": ask_first(name),
    }


def _texts(kind: str, told: Told) -> list[Text]:
    return everything(kind) if told.about is None else spoken(kind, told.about)


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


def _blanks(told: Told) -> dict[str, str]:
    """What a text says at any time; sentences about the moment are left out."""
    lengths = {"rest": spelled(told.rest), "hold": spelled(told.hold_for)}
    return lengths | {f"{name}_first": words.capitalize() for name, words in lengths.items()}


def _text(text: Text, blanks: Mapping[str, str]) -> dict[str, Any]:
    title, body = (filled(text[part], blanks) for part in ("title", "body"))
    return {"title": title, "body": body, "claim": claim_of(text["claim"]), "source": source(text["source"])}


def claim_of(number: str) -> dict[str, str]:
    """The claim in words and how it stands; the number alone, where nobody has put it into words yet."""
    claim = _reasons()["claims"].get(number)
    if claim is None:
        return {"id": number, "says": "", "standing": "", "stands": ""}
    stands = [_reasons()["standings"][claim["standing"]], *claim.get("apart", ())]
    return {"id": number, "says": claim["says"], "standing": claim["standing"], "stands": " ".join(stands)}


def ask_first(kind: str) -> str:
    """Who should ask a doctor before an exercise of this kind; "": nobody has to."""
    return str(_reasons()["kinds"].get(kind, {}).get("ask_first", ""))


def source(name: str) -> str:
    """A source in words; it says so where it has no date."""
    words = catalogue()["sources"].get(name) or _reasons()["sources"][name]
    return str(words) if YEAR.search(words) else f"{words} ({UNDATED})"
