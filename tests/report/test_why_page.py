"""The page of reasons: it loads nothing, trusts no text, can be read by everybody, and says first why."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from reminder.report.why_page import as_html
from tests.html_page import HOSTILE, Page
from tests.report.test_why import OWN, kind, text
from tests.report.test_why import told as in_words
from tests.wcag import Rgb, contrast, rgb

KINDS = [
    kind(),
    kind("stretch", name="Stretch", on=False),
    kind("eyes", name=HOSTILE, **{**OWN, "texts": [{"title": HOSTILE, "body": HOSTILE, "claim": None, "source": ""}]}),
    kind("safety", name="Mine", **OWN),
]


SIT = {"id": "C20", "section": "S3", "factor": HOSTILE, "says": HOSTILE, "standing": "partly", "mark": "In part"}
CLAIMS = [SIT | {"may_say": HOSTILE, "apart": [HOSTILE], "sources": [HOSTILE], "texts": [], "exercises": []}]


def told(*kinds: dict[str, Any]) -> dict[str, Any]:
    book = {"article": HOSTILE, "sections": {"S3": HOSTILE}, "marks": {"partly": "In part"}, "claims": CLAIMS}
    return {**in_words(*kinds), **book}


def page(asked: str | None = None) -> Page:
    return Page(as_html(told(*KINDS), asked, version="1.2.3"))


STYLE = str(page().inside["style"])


def test_nothing_is_loaded_from_anywhere() -> None:
    """The promise is that everything stays on the machine; and it has to work on a train."""
    html = as_html(told(*KINDS), version="1.2.3")
    elements = {tag for tag, _ in page().elements}

    assert not elements & {"script", "link", "img", "iframe", "base", "object", "embed", "form"}
    assert not re.search(r"https?:|//\w|url\(|@import|src=|javascript:", html)
    assert all(str(link["href"]).startswith("#") for link in page().all("a"))
    assert not any(name.startswith("on") for _, attributes in page().elements for name in attributes)


def test_a_text_of_ones_own_stays_a_text() -> None:
    """Whatever somebody writes in a config, it is shown and not obeyed; a blank in it stays one."""
    shown = page("eyes")

    assert HOSTILE in shown.inside["strong"]
    assert HOSTILE in shown.inside["span"]
    assert shown.inside["title"] == f"{HOSTILE} · Why these reminders"


def test_it_is_well_formed_and_says_what_it_is() -> None:
    """A language for the voice that reads it aloud, a title for the tab, a width for the phone."""
    shown = page()

    assert shown.open == []
    assert shown.all("html") == [{"lang": "en"}]
    assert shown.inside["title"] == "Why these reminders"
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in shown.all("meta")


def test_every_landmark_is_there_once_and_the_first_link_skips_to_the_main_one() -> None:
    """Who cannot see the page moves by them."""
    shown = page()

    assert [len(shown.all(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    first = shown.all("a")[0]
    assert first == {"class": "skip", "href": f"#{shown.all('main')[0]['id']}"}
    assert all(section["aria-labelledby"] in shown.ids for section in shown.all("section"))


def test_headings_come_in_order() -> None:
    """One title, then sections, then their parts; none is left out."""
    levels = [int(tag[1]) for tag, _ in page().elements if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_anchor_is_there_and_every_id_is_one() -> None:
    """`why.html#stretch` is linked to from elsewhere; a kind named "safety" must not take the safety part's place."""
    shown = page()

    assert {"movement", "stretch", "own-eyes", "own-safety", "safety", "help"} <= set(shown.ids)
    assert len(shown.ids) == len(set(shown.ids))
    assert {str(link["href"])[1:] for link in shown.all("a")} <= set(shown.ids)


def test_the_kind_asked_for_stands_first_and_is_marked() -> None:
    """Desktops lose the anchor of a file on its way to the browser, so the page does not rely on it."""
    shown = page("stretch")
    sections = shown.all("section")

    assert (sections[0]["id"], sections[0]["class"]) == ("stretch", "kind asked")
    assert [section["id"] for section in sections[1:]] == ["movement", "own-eyes", "own-safety", "claims", "safety"]
    assert [link["href"] for link in shown.all("a") if "aria-current" in link] == ["#stretch"]
    assert shown.inside["title"] == "Stretch · Why these reminders"
    assert ".kind:target" in STYLE


def test_first_why_then_what_it_says_then_from_where() -> None:
    """The page answers its one question at once; the rest is folded, with its number."""
    html = as_html(told(kind(ask_first="Ask first.")), version="1.2.3")
    marks = ["Movement break</h2>", "Little and often.", "Ask first.", "What it says <span>1 text</span>", "Stand up"]
    marks += ["What was read <span>1 source</span>", "A trial of 2021", "does not claim", "One trial."]

    places = [html.index(mark, html.index("<main")) for mark in marks]

    assert places == sorted(places)


def test_many_texts_are_one_fold_and_ones_own_is_none() -> None:
    """Seventy tips make a page nobody reads; what one wrote oneself is one, and there to be seen."""
    html = as_html(told(kind("tip", texts=[text("Sit"), text("Stand")]), kind("eyes", **OWN)), version="1")

    assert "What it says <span>2 texts</span>" in html
    assert html.count("What it says") == 1
    assert re.search(r'<p>Your own.</p>\s*<ul class="do">\s*<li id="own-eyes.1"><strong>Look away</strong>', html)


def test_only_its_own_style_is_let_in() -> None:
    """Should a text ever get out of its quotes, the browser runs and loads nothing of it."""
    shown = page()
    policy = next(meta["content"] for meta in shown.all("meta") if "http-equiv" in meta)
    known = b64encode(sha256(STYLE.encode()).digest()).decode()

    assert policy == f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    assert not any("style" in attributes for _, attributes in shown.elements)


def test_what_ones_own_answers_changed_has_a_heading_of_its_own() -> None:
    """It may come from a config, so it stays a text; without any there is no heading."""
    html = as_html(told(kind(for_you=["60 min, because <b>you</b> said so."])), "movement", version="1")

    assert "<h3>For you</h3>" in html
    assert "because &lt;b&gt;you&lt;/b&gt; said so" in html
    assert "For you" not in as_html(told(kind()), "movement", version="1")


def test_what_is_dangerous_is_one_click_away_and_alone_in_red() -> None:
    """Red that stands for anything else would be overlooked when it matters."""
    html = as_html(told(*KINDS), version="1.2.3")
    red = {rule.partition("{")[0].strip() for rule in re.findall(r"[^{}]+\{[^{}]*var\(--alarm[^{}]*\}", STYLE)}

    assert html.count('class="alarm"') == 1
    assert re.search(r'<details>\s*<summary>[^<]*</summary>\s*<div class="alarm" id="help">', html)
    assert all(rule.startswith(".alarm") for rule in red)
    assert "chest pain" in html
    assert "That none fits means little." in html
    assert "No medical advice." in html


def test_a_kind_that_is_switched_off_says_so() -> None:
    """Else one waits for what never comes."""
    assert as_html(told(*KINDS), version="1").count("switched off in your settings") == 1


def test_the_template_is_part_of_the_package() -> None:
    """Left out of an installation, the page would be a crash."""
    assert "$sections" in files("reminder.report").joinpath("why.html").read_text("utf-8")


def test_light_dark_print_phone_and_high_contrast_are_thought_of() -> None:
    """And nothing on it moves."""
    for query in ("prefers-color-scheme: dark", "print", "max-width: 480px", "prefers-contrast: more"):
        assert f"@media ({query})" in STYLE or f"@media {query}" in STYLE
    assert "animation" not in STYLE
    assert "transition" not in STYLE


def palette(name: str) -> dict[str, Rgb]:
    blocks = [
        {ink: rgb(code) for ink, code in re.findall(r"--([\w-]+): (#[0-9a-f]{6})", each)}
        for each in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    ]
    light, dark, paper = [block for block in blocks if block]
    return {"light": light, "dark": light | dark, "print": light | paper}[name]


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_everything_can_be_read_in_every_theme(theme: str) -> None:
    """4.5:1 for text on whatever it may lie on, 3:1 for marks."""
    of = palette(theme)
    grounds = [of[name] for name in ("ground", "surface", "tint", "lifted")]

    assert min(contrast(of[ink], ground) for ink in ("text", "muted", "accent") for ground in grounds) >= 4.5
    assert min(contrast(of[ink], of["alarm-ground"]) for ink in ("alarm", "alarm-text")) >= 4.5
    assert min(contrast(of["neutral"], of[ground]) for ground in ("ground", "tint")) >= 3


def test_the_contrast_is_computed_as_it_should_be() -> None:
    """Black on white is 21 to 1, and a colour on itself 1 to 1."""
    assert round(contrast(rgb("#000000"), rgb("#ffffff")), 2) == 21
    assert contrast(rgb("#0b7a75"), rgb("#0b7a75")) == 1
