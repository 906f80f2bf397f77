"""The page of the guide: it loads nothing, trusts no text, can be read without a script, and says first what to do."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from reminder.guide import guide_of, with_figures
from reminder.report.guide_page import anchor, as_html, breathes
from tests.html_page import HOSTILE, Page
from tests.wcag import contrast, rgb

GUIDE = with_figures(guide_of(None, ("E13", "E22", "E24")))
MINE = {
    **GUIDE["exercises"][12],
    **dict.fromkeys(("id", "name", "safety", "alt", "dose", "area_name", "source", "ask_first"), HOSTILE),
    "steps": [HOSTILE],
    "side_words": [HOSTILE, HOSTILE],
    "cues": dict.fromkeys(("out", "hold", "back", "rest"), HOSTILE),
    "claims": [],
    "own": True,
}
BARE = {
    **MINE,
    "id": "help",
    "svg_moving": "",
    "svg_still": "",
    "side_words": [],
    "sides": 1,
    "source": "",
    "safety": "",
    "ask_first": "",
}
WITH_OWN = {**GUIDE, "exercises": [*GUIDE["exercises"], MINE, BARE], "note": HOSTILE}
HTML = as_html(GUIDE, version="1.2.3")
STYLE = files("reminder.report").joinpath("guide.css").read_text("utf-8")
SCRIPT = files("reminder.report").joinpath("guide.js").read_text("utf-8")


def told(html: str) -> Any:
    """What the script is told."""
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_nothing_is_loaded_from_anywhere_and_nothing_may_be() -> None:
    """The promise is that everything stays on the machine; and a browser holds the page to it."""
    page = Page(HTML)

    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "base", "object", "embed", "form", "audio"}
    assert not re.search(r"https?:|url\(|@import|src=|javascript:|fetch\(|XMLHttp|sendBeacon|WebSocket|import\(", HTML)
    assert not re.search(r"[sS]torage|cookie|indexedDB|serviceWorker", HTML)
    assert all(str(link["href"]).startswith("#") for link in page.all("a"))
    assert not any(name.startswith("on") or name == "style" for _, given in page.elements for name in given)


def test_only_this_script_and_this_style_are_let_run() -> None:
    """The policy knows them by what they are: whatever else came into the page, the browser would not obey it."""
    (policy,) = (each["content"] for each in Page(HTML).all("meta") if "http-equiv" in each)
    hashed = [b64encode(sha256(text.encode()).digest()).decode() for text in (SCRIPT, STYLE)]

    assert str(policy).startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{hashed[0]}'; style-src 'sha256-{hashed[1]}'" in str(policy)
    assert "unsafe" not in str(policy)
    assert f"<script>{SCRIPT}</script>" in HTML
    assert f"<style>{STYLE}</style>" in HTML


def test_what_users_write_stays_text() -> None:
    """On the page, in its attributes, and in what the script is told; a dollar sign stays one."""
    html = as_html(WITH_OWN, version="1", start=HOSTILE)
    page = Page(html)

    assert "<script>alert" not in html
    assert page.open == []
    assert len(page.all("script")) == 2
    assert HOSTILE in page.inside["h2"]
    assert HOSTILE in page.inside["li"]
    assert HOSTILE in {each.get("aria-label") for each in page.all("div")}
    assert page.inside["title"] == f"{HOSTILE} · Guide"
    assert told(html)["exercises"][anchor(MINE)]["name"] == HOSTILE


def test_it_is_well_formed_and_says_what_it_is() -> None:
    """A language for the voice that reads it aloud, a title for the tab, a width for the phone."""
    page = Page(HTML)

    assert page.open == []
    assert page.all("html") == [{"lang": "en"}]
    assert page.inside["title"] == "Chair-edge hamstring stretch · Guide"
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")


def test_headings_come_in_order_and_landmarks_once() -> None:
    """Who cannot see the page moves by them."""
    page = Page(HTML)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]

    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert page.all("a")[0] == {"class": "skip", "href": f"#{page.all('main')[0]['id']}"}
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("guide", [GUIDE, WITH_OWN], ids=["library", "own"])
def test_every_anchor_is_there_and_every_id_is_one(guide: dict[str, Any]) -> None:
    """`#E13` leads to it; an exercise of one's own named "help" must not take the help's place, nor break in two."""
    page = Page(as_html(guide, version="1"))

    assert {"E01", "E24", "help", "ending"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {str(link["href"])[1:] for link in page.all("a")} <= set(page.ids)
    assert not any(re.search(r"\s", each) for each in page.ids)


def test_the_routine_comes_first_and_the_rest_by_part_of_the_body() -> None:
    """What to do now, then what else there is; each of it once in full, and once as a card."""
    articles = [each["id"] for each in Page(HTML).all("article")]
    cards = [each["href"] for each in Page(HTML).all("a") if each.get("class") == "card"]

    assert articles[:5] == ["ending", "E13", "E22", "E24", "E01"]
    assert sorted(articles[1:]) == [f"E{number:02}" for number in range(1, 25)]
    assert cards[:3] == ["#E13", "#E22", "#E24"]
    assert sorted(cards[3:]) == [f"#E{number:02}" for number in range(1, 25)]
    assert "3 exercises, about 7 minutes" in HTML


def test_one_exercise_that_was_asked_for_stands_alone() -> None:
    """Also where it is not of the routine; then there is nothing to list."""
    html = as_html(GUIDE, version="1", start="E05")

    assert (told(html)["start"], told(html)["routine"]) == ("E05", ["E05"])
    assert "Your routine" not in html
    assert "<p>About 2 minutes</p>" in html
    assert told(as_html(GUIDE, version="1", start="E22"))["routine"] == ["E13", "E22", "E24"]


def test_without_a_routine_it_begins_with_the_first_there_is() -> None:
    """Whoever has excluded everything can still look."""
    assert told(as_html({**GUIDE, "routine": []}, version="1"))["start"] == "E01"


def test_when_to_stop_is_next_to_the_player_and_when_to_get_help_one_click_away() -> None:
    """Red that stands for anything else would be overlooked when it matters."""
    red = {rule.partition("{")[0].strip() for rule in re.findall(r"[^{}]+\{[^{}]*var\(--alarm[^{}]*\}", STYLE)}

    assert re.search(r'<p class="stop">Stop if it hurts[^<]*<a href="#help">', HTML)
    assert re.search(
        r'id="sound".*?</div>\s*<p class="safe"><a href="#help">.*?<a href="#disclaimer">', HTML, re.DOTALL
    )
    assert re.search(r'<details>\s*<summary>[^<]*</summary>\s*<div class="alarm" id="help">', HTML)
    assert re.search(r'<details>\s*<summary>[^<]*</summary>\s*<div id="disclaimer">', HTML)
    assert HTML.count('class="alarm"') == 1
    assert all(".alarm" in rule for rule in red)
    assert "do not diagnose" in HTML


def test_who_should_ask_first_is_told_before_everything() -> None:
    """And nobody else."""
    html = as_html({**GUIDE, "note": "Ask first."}, version="1")

    assert html.index('<p class="note">Ask first.</p>') < html.index('id="player"')
    assert 'class="note"' not in HTML


def test_strength_says_who_should_ask_first_beside_its_safety() -> None:
    """Whoever plays it there has not seen the reasons."""
    told = re.findall(r'<p class="ask">([^<]*)</p>', HTML)

    assert len(told) == sum(each["kind"] == "strengthen" for each in GUIDE["exercises"])
    assert all(sentence.startswith("Ask a doctor first") for sentence in told)


def test_a_picture_says_what_it_shows_and_one_without_is_quiet() -> None:
    """Nothing is read aloud where nothing is seen."""
    html = as_html({**GUIDE, "exercises": [BARE], "routine": []}, version="1")

    assert 'role="img" aria-label="From the side: somebody sits on the edge of a chair' in HTML
    assert 'role="img"' not in html
    assert 'class="figure none" viewBox' in html


def test_breathing_has_a_circle_at_its_own_measure() -> None:
    """Six breaths a minute: four seconds in, six out."""
    circles = re.findall(r'<svg class="figure moving breath".*?</svg>', HTML, re.DOTALL)

    assert [each["id"] for each in GUIDE["exercises"] if breathes(each)] == ["E22"]
    assert len(circles) == 1
    assert 'dur="10s"' in circles[0]
    assert 'keyTimes="0;0.4;0.4;1;1"' in circles[0]


def test_the_script_is_told_which_sides_are_mirror_images() -> None:
    """A palm turned up is the same arm, seen from the same side; the other arm is seen in the mirror."""
    exercises = told(HTML)["exercises"]

    assert [exercises[name]["mirrored"] for name in ("E13", "E15", "E04", "E24")] == [
        [False, True],
        [False, False, True, True],
        [False, False],
        [],
    ]


def test_light_dark_print_phone_contrast_and_calm_are_thought_of() -> None:
    """Nothing moves by the style: what moves is the figure and the breath, and those can be stopped."""
    for query in ("prefers-color-scheme: dark", "max-width: 640px", "prefers-contrast: more", "prefers-reduced-motion"):
        assert f"@media ({query}" in STYLE
    assert "@media print" in STYLE
    (more,) = re.findall(r"@media \(prefers-contrast: more\) \{\s*:root \{(.*?)\}", STYLE, re.DOTALL)
    assert set(re.findall(r"--(?:figure-\w+|breath):", STYLE)) <= set(re.findall(r"--[\w-]+:", more))
    assert not re.search(r"animation|transition", STYLE)


def palettes(style: str) -> dict[str, dict[str, str]]:
    blocks = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", each))
        for each in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    light, dark, paper = [block for block in blocks if block]
    return {"light": light, "dark": light | dark, "print": light | paper}


def test_it_has_the_colors_of_the_other_page() -> None:
    """One family: the guide and the reasons are opened from the same notification."""
    other = palettes(files("reminder.report").joinpath("why.html").read_text("utf-8"))

    for theme, colors in palettes(STYLE).items():
        assert {name: colors[name] for name in other[theme]} == other[theme]


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_everything_can_be_read_in_every_theme(theme: str) -> None:
    """4.5:1 for text on whatever it may lie on, 3:1 for the figure and the ring."""
    of = {name: rgb(code) for name, code in palettes(STYLE)[theme].items()}
    grounds = [of[name] for name in ("ground", "surface", "tint")]

    assert min(contrast(of[ink], ground) for ink in ("text", "muted", "accent") for ground in grounds) >= 4.5
    assert contrast(of["on-accent"], of["accent"]) >= 4.5
    assert min(contrast(of[ink], of["alarm-ground"]) for ink in ("alarm", "alarm-text")) >= 4.5
    seen = ("figure-line", "figure-move", "figure-far", "figure-prop", "accent")
    assert min(contrast(of[ink], of["surface"]) for ink in seen) >= 3
    assert theme == "print" or min(contrast(of["track"], of[ground]) for ground in ("ground", "surface")) >= 3
    assert of["figure-ground"] == of["surface"]
