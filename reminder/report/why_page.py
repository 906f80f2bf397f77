"""Why these reminders, as one page for a browser: it needs no network and no script."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from reminder.report.claims_page import TITLE as CLAIMS
from reminder.report.claims_page import Places, book
from reminder.report.markup import help_box, items, lines, paragraphs, policy
from reminder.report.why import FOR_YOU, by_claim, claim_in_words, why_off

TITLE = "Why these reminders"


def as_html(told: Mapping[str, Any], asked: str | None = None, claim: str | None = None, *, version: str) -> str:
    """The whole page. The kind asked for stands first and is marked, whether or not the browser is given its anchor.

    So does the claim with the number `claim`; "": all of them stand first, None: they stand below.
    """
    kinds = sorted(told["kinds"], key=lambda kind: kind["kind"] != asked)
    name = next((kind["name"] for kind in kinds if kind["kind"] == asked), None)
    sections = [_section(kind, told["stop"], asked) for kind in kinds]
    sections.insert(len(sections) if claim is None else 0, book(told, claim, _places(kinds)))
    subject = name if claim is None else claim or CLAIMS
    template = Path(__file__).with_name("why.html").read_text("utf-8")
    return Template(template).substitute(
        policy=escape(policy(style=_style(template))),
        title=escape(f"{subject} · {TITLE}" if subject else TITLE),
        scope="one" if subject else "all",
        links=lines([*(_link(kind, asked) for kind in kinds), f'<li><a href="#claims">{CLAIMS}</a></li>']),
        sections=lines(sections),
        stop=escape(told["stop"]),
        help=help_box(told),
        disclaimer=paragraphs(told["disclaimer"]),
        about=escape(told["about"]),
        limits=items(told["limits"]),
        version=escape(version),
    )


def anchor(kind: Mapping[str, Any]) -> str:
    """Where a kind stands on the page; one's own cannot take the place of a part of the page."""
    return f"own-{kind['kind']}" if kind["own"] else str(kind["kind"])


def _style(template: str) -> str:
    return template.partition("<style>")[2].partition("</style>")[0]


def _places(kinds: Iterable[Mapping[str, Any]]) -> Places:
    found: dict[tuple[str, str], str] = {}
    for kind in kinds:
        for number, text in enumerate(kind["texts"], 1):
            found.setdefault((kind["kind"], text["title"]), _place(kind, number))
    return found


def _place(kind: Mapping[str, Any], number: int) -> str:
    """Where a text stands; a kind cannot be called so, since the dot is in no name."""
    return f"{anchor(kind)}.{number}"


def _link(kind: Mapping[str, Any], asked: str | None) -> str:
    current = ' aria-current="true"' if kind["kind"] == asked else ""
    return f'<li><a href="#{escape(anchor(kind))}"{current}>{escape(kind["name"])}</a></li>'


def _section(kind: Mapping[str, Any], stop: str, asked: str | None) -> str:
    place = escape(anchor(kind))
    marked = " asked" if kind["kind"] == asked else ""
    off = f' <span class="off">{escape(reason)}</span>' if (reason := why_off(kind)) else ""
    parts = [
        f'<section class="kind{marked}" id="{place}" aria-labelledby="{place}-title">',
        f'<h2 id="{place}-title">{escape(kind["name"])}{off}</h2>',
        paragraphs(kind["why"]),
    ]
    if kind.get("for_you"):
        parts.append(f'<h3>{FOR_YOU}</h3>\n<ul class="points">\n{items(kind["for_you"])}\n</ul>')
    if not kind["own"]:
        parts.append(f'<p class="stop">{escape(stop)} <a href="#help">When to get help</a></p>')
    if kind["ask_first"]:
        parts.append(f'<p class="ask">{escape(kind["ask_first"])}</p>')
    invitations = (_invitation(text, _place(kind, number)) for number, text in enumerate(kind["texts"], 1))
    does = f'<ul class="do">\n{lines(invitations)}\n</ul>'
    parts.append(
        does if kind["own"] else _details("What it says", does, " texts", _counted(len(kind["texts"]), "text"))
    )
    if kind["sources"]:
        listed = f'<ul class="sources">\n{items(kind["sources"])}\n</ul>'
        parts.append(_details("What was read", listed, "", _counted(len(kind["sources"]), "source")))
    if kind["limits"]:
        parts.append(_details("What this does not claim", f'<ul class="points">\n{items(kind["limits"])}\n</ul>'))
    claims = [_claim(claim, texts) for claim, texts in by_claim(kind["texts"]) if claim is not None]
    if claims:
        parts.append(_details("What each text rests on", f'<dl class="claims">\n{lines(claims)}\n</dl>', " more"))
    return lines([*parts, "</section>"])


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _invitation(text: Mapping[str, Any], place: str) -> str:
    body = f" <span>{escape(text['body'])}</span>" if text["body"] else ""
    return f'<li id="{escape(place)}"><strong>{escape(text["title"])}</strong>{body}</li>'


def _claim(claim: Mapping[str, str], texts: Sequence[Mapping[str, Any]]) -> str:
    titles = " · ".join(escape(text["title"]) for text in texts)
    number = escape(claim["id"])
    words = escape(claim_in_words(claim)).replace(f"({number})", f'(<a href="#{number}">{number}</a>)', 1)
    return f"<dt>{titles}</dt>\n<dd>{words}</dd>"


def _details(summary: str, content: str, also: str = "", count: str = "") -> str:
    words = escape(summary) + (f" <span>{count}</span>" if count else "")
    return f'<details class="fold{also}">\n<summary>{words}</summary>\n{content}\n</details>'
