"""All claims on the page: folded, each with a place of its own, its mark in words and as a shape, links that lead."""

import re
from html import escape

import pytest

from reminder.guidance.reasons import Told, claims, kinds, reasons
from reminder.report.claims_page import book
from reminder.report.why_page import as_html
from tests.html_page import Page
from tests.report.test_why_page import STYLE

WHO = Told(own={"claims": ("Claims", ""), "C24": ("Mine", "")})
TOLD = reasons(WHO, kinds(WHO)) | claims(WHO)
NUMBERS = [f"C{number:02}" for number in range(1, 41)]


def whole(claim: str | None = None) -> str:
    return as_html(TOLD, claim=claim, version="1")


def test_all_forty_have_a_place_of_their_own_in_the_order_of_the_article() -> None:
    """`why.html#C24` is linked to; one's own kind of that name does not take its place."""
    shown = Page(whole())

    assert [place for place in shown.ids if re.fullmatch(r"C\d\d", place)] == NUMBERS
    assert len(shown.ids) == len(set(shown.ids))
    assert {str(link["href"])[1:] for link in shown.all("a")} <= set(shown.ids)


def test_they_are_folded_by_the_sections_of_the_article() -> None:
    """The page stays quiet; a browser opens what it finds or is sent to, and needs no script for it."""
    shown = Page(whole())
    folds = [each for each in shown.all("details") if each.get("class") == "part"]

    assert len(folds) == len(TOLD["sections"])
    assert not any("open" in each for each in folds)
    assert "19 claims" in whole()
    assert "<span>1 claim</span>" in whole()


def test_every_mark_is_a_shape_beside_its_words() -> None:
    """Nothing is told by color alone, nor by a shape alone."""
    html = book(TOLD)
    marked = re.findall(r'<use href="#shape-(\w+)"/></svg>([^<]+)', html)

    assert len(marked) == 40 + len(TOLD["marks"])
    assert all(words.strip() == TOLD["marks"][standing] for standing, words in marked)
    assert {f"shape-{standing}" for standing in TOLD["marks"]} <= set(Page(whole()).ids)
    assert "--alarm" not in "".join(re.findall(r"\.(?:shape|mark|claim|book|legend)[^{]*\{[^}]*\}", STYLE))


@pytest.mark.parametrize("number", ["C02", "C14", "C24"])
def test_a_claim_stands_with_what_we_may_say_and_what_was_read(number: str) -> None:
    """And with what research says otherwise."""
    claim = next(each for each in TOLD["claims"] if each["id"] == number)
    html = book(TOLD)
    mine = html[html.index(f'id="{number}"') :].partition("</li>")[0].replace("&#x27;", "'")

    assert claim["says"] in mine
    assert f"<dt>What we may say</dt><dd>{claim['may_say']}</dd>" in mine
    assert all(each in mine for each in (*claim["apart"], *claim["sources"]))
    assert ("Where research parts ways" in mine) == (claim["standing"] != "supported")
    assert escape(claim["texts"][0]["title"]) in mine


def test_what_rests_on_a_claim_leads_to_the_text_itself() -> None:
    """To its place among the others, which a browser unfolds; without such places it is named."""
    html = whole()
    place = re.search(r'<li id="(tip\.\d+)"><strong>Do not look for the one right seat</strong>', html)

    assert place is not None
    assert f'Tip of the day: <a href="#{place[1]}">Do not look for the one right seat</a>' in html
    assert "Exercises: Chair-back arch (E07)" in html
    assert "Tip of the day: Do not look for the one right seat" in book(TOLD)


def test_texts_link_to_the_claim_they_rest_on() -> None:
    """From what is said to what it is made of, in one click."""
    html = whole()

    assert 'The article says (<a href="#C20">C20</a>): ' in html
    assert re.search(r'<a href="#claims">What the article says</a>', html)


def test_the_claim_asked_for_stands_first_is_marked_and_open() -> None:
    """Desktops lose the anchor of a file on its way to the browser."""
    shown = Page(whole("C33"))
    first = next(each for each in shown.all("details") if each.get("class") == "part")
    numbers = [place for place in shown.ids if re.fullmatch(r"C\d\d", place)]

    assert shown.all("section")[0]["id"] == "claims"
    assert "open" in first
    assert numbers[0] == "C33"
    assert sorted(numbers) == NUMBERS
    assert [each["id"] for each in shown.all("li") if each.get("class") == "claim asked"] == ["C33"]
    assert shown.inside["title"] == "C33 · Why these reminders"


def test_all_of_them_asked_for_stand_first_and_folded() -> None:
    """Whose they are and how many of each come before them; on paper all are told."""
    shown = Page(whole(""))

    assert shown.all("section")[0] == {"class": "book asked", "id": "claims", "aria-labelledby": "claims-title"}
    assert shown.inside["title"] == "What the article says · Why these reminders"
    assert not any("open" in each for each in shown.all("details"))
    assert ".book:not(.asked" in STYLE


def test_on_a_page_about_a_kind_they_stand_below() -> None:
    """Who was just reminded reads what to do first."""
    sections = [each["id"] for each in Page(as_html(TOLD, "stretch", version="1")).all("section")]

    assert sections[0] == "stretch"
    assert sections[-2:] == ["claims", "safety"]
