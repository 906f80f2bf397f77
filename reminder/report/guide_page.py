"""The guide as one page for a browser: it needs no network, and without a script it can be read and still moves."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from reminder.report.guide_beats import PHASES, beats, rounds
from reminder.report.markup import help_box, items, lines, paragraphs, policy
from reminder.report.why import claim_in_words

PLAYED = ("name", "tempo", "side_words", "mirrored", "cues")
"""What the page's script needs to know of an exercise; the rest it finds on the page."""

WIDEST_GROUP = 4
"""Cards beside each other; a part of the body with more of them has them in several rows."""

NO_PICTURE = (
    '<svg class="figure none" viewBox="0 0 64 64" aria-hidden="true"><path d="M31.8 20Q35.4 32 31.8 44"/></svg>'
)

Exercise = Mapping[str, Any]


def as_html(guide: Mapping[str, Any], *, version: str, start: str | None = None) -> str:
    """The whole page. It begins with `start`, else with the first of the routine, else with the first there is."""
    every = {each["id"]: each for each in guide["exercises"]}
    routine = [every[name] for name in guide["routine"] if name in every]
    first = every.get(start or "") or next(iter([*routine, *every.values()]))
    routine = routine if first in routine else [first]
    script, style = _part("guide.js"), _part("guide.css")
    return Template(_part("guide.html")).substitute(
        title=escape(f"{first['name']} · Guide"),
        policy=escape(policy(script=script, style=style)),
        style=style,
        script=script,
        told=_for_script({"routine": [anchor(each) for each in routine], "start": anchor(first), **_played(every)}),
        length=_length(routine),
        note=f'<p class="note">{escape(guide["note"])}</p>' if guide.get("note") else "",
        routine=lines(_article(each) for each in routine),
        others=lines(_article(each, " other") for each in every.values() if each not in routine),
        strip=_strip(routine),
        areas=lines(_area(name, cards) for name, cards in _by_area(every.values()).items()),
        stop=escape(guide["stop"]),
        help=help_box(guide),
        disclaimer=paragraphs(guide["disclaimer"]),
        version=escape(version),
    )


def anchor(each: Exercise) -> str:
    """Where an exercise stands on the page; one's own cannot take the place of a part of the page."""
    return f"own-{quote(each['id'], safe='')}" if each["own"] else str(each["id"])


def breathes(each: Exercise) -> bool:
    """Whether it is breathing to a measure: in with the way out of a repetition, and out with the way back."""
    return all("breathe" in each["cues"][phase].casefold() for phase in ("out", "back"))


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _for_script(value: object) -> str:
    """As JSON in which nothing can end the element that it stands in."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _played(every: Mapping[str, Exercise]) -> dict[str, Any]:
    return {"exercises": {anchor(each): _facts(each) for each in every.values()}}


def _facts(each: Exercise) -> dict[str, Any]:
    found = {key: each[key] for key in PLAYED}
    return {**found, "beats": beats(each), "rounds": rounds(each), "breathes": breathes(each)}


def _length(routine: list[Exercise]) -> str:
    minutes = max(1, round(sum(each["seconds"] for each in routine) / 60))
    whole = f"bout {minutes} minute{'s' if minutes > 1 else ''}"
    return f'<span id="place"></span>{len(routine)} exercises, a{whole}' if len(routine) > 1 else f"A{whole}"


def _article(each: Exercise, also: str = "") -> str:
    return lines(
        [
            f'<article class="exercise{also}" id="{escape(anchor(each))}">',
            f'<div class="head">\n<h2>{escape(each["name"])}</h2>\n<p class="dose">{escape(each["dose"])}</p>\n</div>',
            f'<div class="picture">\n{_picture(each)}\n</div>',
            f'<div class="text">\n{_text(each)}\n</div>',
            "</article>",
        ]
    )


def _picture(each: Exercise) -> str:
    """The figure, moving and still: the style shows the one that fits; and what it shows in words."""
    if not each["svg_still"]:
        return NO_PICTURE
    breath = _breath(each["tempo"]) if breathes(each) else ""
    drawn = lines(filter(None, [breath, each["svg_moving"], each["svg_still"]]))
    return f'<div class="seen" role="img" aria-label="{escape(each["alt"])}">\n{drawn}\n</div>'


def _breath(tempo: Mapping[str, float]) -> str:
    """A circle that grows as long as one breathes in, and shrinks as long as one breathes out."""
    moments = [0.0]
    for phase in PHASES:
        moments.append(moments[-1] + tempo[phase])
    keys = ";".join(f"{each / moments[-1]:.4g}" for each in moments)
    moves = (
        f'<animate attributeName="r" dur="{moments[-1]:g}s" repeatCount="indefinite" keyTimes="{keys}"'
        ' values="27;48;48;27;27" calcMode="spline" keySplines=".4 0 .6 1;0 0 1 1;.4 0 .6 1;0 0 1 1"/>'
    )
    return (
        '<svg class="figure moving breath" viewBox="0 0 100 100" aria-hidden="true" focusable="false">'
        f'<circle cx="50" cy="50" r="27">{moves}</circle></svg>'
    )


def _text(each: Exercise) -> str:
    parts = [f'<ol class="steps">\n{items(each["steps"])}\n</ol>']
    if each["side_words"]:
        sides = escape(", then ".join(word if not at else _lowered(word) for at, word in enumerate(each["side_words"])))
        parts.append(f'<p class="sides">{sides}.</p>')
    if each["safety"]:
        parts.append(f'<p class="careful">{escape(each["safety"])}</p>')
    if each["ask_first"]:
        parts.append(f'<p class="ask">{escape(each["ask_first"])}</p>')
    why = [claim_in_words(claim) for claim in each["claims"]]
    why += [f"How much of it: {each['source']}"] if each["source"] else []
    if why:
        told = f'<ul class="points">\n{items(why)}\n</ul>'
        parts.append(f"<details>\n<summary>What it rests on</summary>\n{told}\n</details>")
    return lines(parts)


def _strip(routine: list[Exercise]) -> str:
    if len(routine) < 2:
        return ""
    return lines(
        [
            '<nav class="strip" aria-labelledby="strip-title">',
            '<h2 id="strip-title">Your routine</h2>',
            f'<ol class="cards row">\n{lines(map(_card, routine))}\n</ol>',
            "</nav>",
        ]
    )


def _by_area(every: Iterable[Exercise]) -> dict[str, list[Exercise]]:
    found: dict[str, list[Exercise]] = {}
    for each in every:
        found.setdefault(each["area_name"], []).append(each)
    return found


def _area(name: str, cards: list[Exercise]) -> str:
    wide = min(len(cards), WIDEST_GROUP)
    inside = f'<h3>{escape(name)}</h3>\n<ul class="cards">\n{lines(map(_card, cards))}\n</ul>'
    return f'<section class="area of-{wide}">\n{inside}\n</section>'


def _card(each: Exercise) -> str:
    tile = f'<span class="tile">{each["svg_still"] or NO_PICTURE}</span>'
    name = f'<span class="name">{escape(each["name"])}</span> <small>{escape(_lowered(each["dose"]))}</small>'
    return f'<li><a class="card" href="#{escape(anchor(each))}">\n{tile}\n<span>{name}</span></a></li>'


def _lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
