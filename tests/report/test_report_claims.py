"""The article's claims in a terminal: found at a glance, whole if asked for, and never without how they stand."""

from typing import Any

import pytest

from reminder.guidance.reasons import Told, claims
from reminder.report.claims import SHAPES, all_in_words, apart_title, one_in_words, resting

TOLD = claims(Told())


def claim(number: str) -> dict[str, Any]:
    return next(each for each in TOLD["claims"] if each["id"] == number)


def test_all_are_told_in_the_order_of_the_article_under_its_titles() -> None:
    """Who has the article beside it finds each again."""
    shown = all_in_words(TOLD)
    places = [shown.index(f"\n{each['id']}  ") for each in TOLD["claims"]]

    assert len(places) == 40
    assert places == sorted(places)
    assert all(f"\n{title}\n─" in shown for title in TOLD["sections"].values())


def test_each_has_its_mark_as_a_shape_and_in_words_and_what_we_say() -> None:
    """The article's word alone would pass for ours."""
    shown = all_in_words(TOLD)

    assert shown.count("     We say: ") == 40
    assert len(set(SHAPES.values())) == len(SHAPES) == len(TOLD["marks"])
    for standing, count in (("supported", 10), ("partly", 18), ("weak", 8), ("contradicted", 4)):
        words = f"{SHAPES[standing]} {TOLD['marks'][standing]}"
        assert f"  {words} · {count}\n" in shown
        assert shown.count(f"     {words}.") == count


def test_where_research_parts_ways_stands_with_the_mark() -> None:
    """With who found it, so that one need not believe us."""
    shown = " ".join(all_in_words(TOLD).split())

    assert "× Contradicted. In studies that followed people it was too little of that curve" in shown


def test_one_is_told_whole() -> None:
    """Where it stands, whom it is about, what rests on it, and what was read."""
    lines = one_in_words(claim("C31"), TOLD).splitlines()

    assert lines[0] == "C31 · Risk Factors"
    assert lines[2].startswith("The article says: Tight hamstrings")
    assert "◐ Supported in part" in lines
    assert "Risk factor: tight hamstrings" in lines
    assert lines[lines.index("What we may say") + 1].startswith("  · Stretch the backs of your legs mildly")
    assert "  · “Stretch the backs of your legs”" in lines[lines.index("Stretch (stretch)") :]
    assert "  · Chair-edge hamstring stretch (E13)" in lines[lines.index("Exercises") :]
    assert lines[lines.index("Sources") + 1].startswith("  · Sadler et al. 2017")


def test_what_asks_nothing_says_so() -> None:
    """A claim may be there to be known, and be about nobody in particular."""
    shown = one_in_words(claim("C01"), TOLD)

    assert "Nothing is asked of you because of it." in shown
    assert "Risk factor" not in shown
    assert "Exercises" not in shown


def test_what_agrees_does_not_part_ways() -> None:
    """The heading says no more than what stands below it."""
    assert apart_title(claim("C02")) == "What else is known"
    assert apart_title(claim("C24")) == apart_title(claim("C20")) == "Where research parts ways"


def test_texts_are_told_by_their_kind() -> None:
    """Many rest on the same; a kind is named once."""
    found = resting(claim("C20"))

    assert [kind for kind, _, _ in found] == ["movement", "stretch", "tip"]
    assert found[0][1] == "Movement break"
    assert "Stand up for two minutes" in found[0][2]


@pytest.mark.parametrize("width", [20, 40, 56, 80, 200])
def test_it_keeps_to_the_width(width: int) -> None:
    """And to a readable one, however wide or narrow the terminal."""
    shown = [all_in_words(TOLD, width=width), *(one_in_words(each, TOLD, width=width) for each in TOLD["claims"])]

    assert max(len(line) for each in shown for line in each.splitlines()) <= min(max(width, 40), 76)
