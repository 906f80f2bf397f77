"""The article's claims in a terminal: all of them in its order, or one of them in full."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from reminder.report.why import NARROWEST, WIDEST

SHAPES = {"supported": "●", "partly": "◐", "weak": "○", "contradicted": "×"}
"""How each mark looks beside its words, so that one finds it at a glance."""


def all_in_words(told: Mapping[str, Any], *, width: int = 80) -> str:
    """Every claim with its mark, what may be said, and where the two part ways; sources come with each alone."""
    width = min(max(width, NARROWEST), WIDEST)
    parts = [wrap(f"The claims of “{told['article']}”, in our words, and how research sees each.", width)]
    parts.append(list(_legend(told)))
    for section, title in told["sections"].items():
        parts.append([*wrap(title, width), "─" * min(width, len(title))])
        parts += [list(_short(claim, width)) for claim in told["claims"] if claim["section"] == section]
    parts.append(wrap("'reminder why C24' tells one of them in full, with its sources and what rests on it.", width))
    return "\n\n".join("\n".join(part) for part in parts)


def one_in_words(claim: Mapping[str, Any], told: Mapping[str, Any], *, width: int = 80) -> str:
    """One claim with everything that is known of it."""
    width = min(max(width, NARROWEST), WIDEST)
    return "\n".join(_whole(claim, told, width))


def apart_title(claim: Mapping[str, Any]) -> str:
    """What stands above the sentences about research, which need not contradict."""
    return "What else is known" if claim["standing"] == "supported" else "Where research parts ways"


def resting(claim: Mapping[str, Any]) -> list[tuple[str, str, list[str]]]:
    """The kinds with texts that rest on it: each by its key and its name, with their titles."""
    found: dict[str, tuple[str, list[str]]] = {}
    for text in claim["texts"]:
        found.setdefault(text["kind"], (text["name"], []))[1].append(text["title"])
    return [(kind, name, titles) for kind, (name, titles) in found.items()]


def _legend(told: Mapping[str, Any]) -> Iterator[str]:
    for standing, words in told["marks"].items():
        count = sum(claim["standing"] == standing for claim in told["claims"])
        yield f"  {SHAPES[standing]} {words} · {count}"


def _short(claim: Mapping[str, Any], width: int) -> Iterator[str]:
    yield from wrap(f"{claim['id']}  {claim['says']}", width, subsequent_indent="     ")
    yield from _indented(f"{SHAPES[claim['standing']]} {claim['mark']}. {' '.join(claim['apart'])}".rstrip(), width)
    yield from _indented(f"We say: {claim['may_say']}", width)


def _whole(claim: Mapping[str, Any], told: Mapping[str, Any], width: int) -> Iterator[str]:
    heading = f"{claim['id']} · {told['sections'][claim['section']]}"
    yield from wrap(heading, width)
    yield "─" * min(width, len(heading))
    yield from wrap(f"The article says: {claim['says']}", width)
    yield f"{SHAPES[claim['standing']]} {claim['mark']}"
    if claim["factor"] is not None:
        yield from wrap(f"Risk factor: {claim['factor']}", width)
    yield from _list("What we may say", [claim["may_say"]], width)
    yield from _list(apart_title(claim), claim["apart"], width)
    for kind, name, titles in resting(claim):
        yield from _list(f"{name} ({kind})", [f"“{title}”" for title in dict.fromkeys(titles)], width)
    named = [f"{each['name']} ({each['id']})" for each in claim["exercises"]]
    yield from _list("Exercises", named, width)
    if not claim["texts"] and not named:
        yield from ("", *wrap("Nothing is asked of you because of it.", width))
    yield from _list("Sources", claim["sources"], width)


def _indented(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent="     ", subsequent_indent="     ", break_on_hyphens=False)


def _list(title: str, items: list[str], width: int) -> Iterator[str]:
    if items:
        yield from ("", *wrap(title, width))
        for item in items:
            yield from wrap(item, width, initial_indent="  · ", subsequent_indent="    ", break_on_hyphens=False)
