"""The article's claims on the page of reasons: folded by its sections, each with a place of its own to link to.

Nothing but `details` folds them: a browser opens those by itself for a link into them and for what it finds in them.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from reminder.report.claims import apart_title, resting

Places = Mapping[tuple[str, str], str]
"""Where each text stands on the page: its kind and its title, and the anchor."""

TITLE = "What the article says"


def book(told: Mapping[str, Any], asked: str | None = None, places: Places | None = None) -> str:
    """The section with all claims. The one asked for stands first and is marked, and what it is folded into is open.

    "": all of them are asked for, None: none is; on the screen both are folded, on paper only the latter.
    A text without one of `places` is named without a link.
    """
    places = places or {}
    whose = f"All {len(told['claims'])} claims of “{told['article']}”, in our words, and how research sees each."
    legend = "\n".join(_key(standing, told) for standing in told["marks"])
    theirs = {claim["section"] for claim in told["claims"] if claim["id"] == asked}
    folds = "\n".join(
        _fold(each, told, asked, places) for each in sorted(told["sections"], key=lambda name: name not in theirs)
    )
    return "\n".join(
        (
            f'<section class="book{" asked" if asked == "" else ""}" id="claims" aria-labelledby="claims-title">',
            f'<h2 id="claims-title">{TITLE}</h2>',
            f"<p>{escape(whose)}</p>",
            f'<ul class="legend">\n{legend}\n</ul>',
            folds,
            "</section>",
        )
    )


def shape(standing: str) -> str:
    """The drawing of a mark; its words stand beside it."""
    return f'<svg class="shape" viewBox="0 0 16 16" aria-hidden="true"><use href="#shape-{escape(standing)}"/></svg>'


def _key(standing: str, told: Mapping[str, Any]) -> str:
    count = sum(claim["standing"] == standing for claim in told["claims"])
    return f"<li>{shape(standing)}{escape(told['marks'][standing])} <span>{count}</span></li>"


def _fold(section: str, told: Mapping[str, Any], asked: str | None, places: Places) -> str:
    mine = [claim for claim in told["claims"] if claim["section"] == section]
    mine.sort(key=lambda claim: claim["id"] != asked)
    is_open = " open" if mine and mine[0]["id"] == asked else ""
    claims = "\n".join(_claim(claim, asked, places) for claim in mine)
    count = "1 claim" if len(mine) == 1 else f"{len(mine)} claims"
    summary = f"<summary>{escape(told['sections'][section])} <span>{count}</span></summary>"
    return f'<details class="part"{is_open}>\n{summary}\n<ol>\n{claims}\n</ol>\n</details>'


def _claim(claim: Mapping[str, Any], asked: str | None, places: Places) -> str:
    place, marked = escape(claim["id"]), " asked" if claim["id"] == asked else ""
    factor = f" <span>Risk factor: {escape(claim['factor'])}</span>" if claim["factor"] is not None else ""
    rows = [
        ("What we may say", escape(claim["may_say"])),
        (apart_title(claim), " ".join(escape(each) for each in claim["apart"])),
        ("What rests on it", _resting(claim, places)),
        ("Sources", "<br>".join(escape(each) for each in claim["sources"])),
    ]
    told = "\n".join(f"<div><dt>{title}</dt><dd>{words}</dd></div>" for title, words in rows if words)
    return "\n".join(
        (
            f'<li class="claim{marked}" id="{place}">',
            f'<p class="said"><a href="#{place}">{place}</a> {escape(claim["says"])}</p>',
            f'<p class="mark">{shape(claim["standing"])}{escape(claim["mark"])}{factor}</p>',
            f"<dl>\n{told}\n</dl>",
            "</li>",
        )
    )


def _resting(claim: Mapping[str, Any], places: Places) -> str:
    """Links to the texts that rest on it, by their kinds, and the names of exercises."""
    lines = [
        f"{escape(name)}: " + " · ".join(_link(title, places.get((kind, title))) for title in dict.fromkeys(titles))
        for kind, name, titles in resting(claim)
    ]
    if claim["exercises"]:
        lines.append(
            "Exercises: " + " · ".join(f"{escape(each['name'])} ({each['id']})" for each in claim["exercises"])
        )
    return "<br>".join(lines) or "Nothing that comes to you."


def _link(title: str, place: str | None) -> str:
    return escape(title) if place is None else f'<a href="#{escape(place)}">{escape(title)}</a>'
