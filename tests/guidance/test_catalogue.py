"""The texts there are: sourced, short, never more than the evidence bears; and whose turn it is for whom."""

import re
import string
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.effects import Caution
from reminder.core.exercises import CHOOSING, LIBRARY, Wishes, pool
from reminder.core.plan import TIPS
from reminder.guidance.catalogue import Text, built_in, catalogue, fits, lists, rotation
from tests.core.story import DEFAULTS

FLAGS = (
    "tight_hamstrings",
    "weak_core",
    "sway_back",
    "low_fitness",
    "older",
    "under_18",
    "high_stress",
    "hot_place",
    "intense_exercise",
    "smoker",
    "pregnant",
    "breastfeeding",
    "pill",
    "supplements",
    "condition",
    "fluid_limit",
    "static_hobby",
)
"""What one may have said of oneself."""

PROFILES = st.frozensets(st.sampled_from(FLAGS))
NOBODY, EVERYTHING = frozenset[str](), frozenset(FLAGS)
LISTS = [(kind, name) for kind in built_in() for name in lists(kind)]


def texts() -> Iterator[tuple[str, Text]]:
    for kind, name in LISTS:
        for number, text in enumerate(lists(kind)[name], 1):
            yield f"{kind} {name} {number}", text


TEXTS = dict(texts())


def walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from walk(part)


def said() -> list[str]:
    """All that can be read on a screen: titles, bodies, names and half-lines."""
    spoken = [text[part] for text in TEXTS.values() for part in ("title", "body", "then", "ride") if part in text]
    return spoken + [catalogue()[kind][part] for kind in built_in() for part in ("name", "ride")]


# What a text has


def test_there_is_a_text_for_every_kind_that_can_be_due() -> None:
    """A kind without words could not be shown."""
    assert set(built_in()) >= {kind.name for kind in DEFAULTS.kinds}
    assert all(lists(kind) and catalogue()[kind]["name"] and catalogue()[kind]["ride"] for kind in built_in())
    assert lists("gone since") == {}


def test_there_is_a_text_for_every_reason_to_speak_of_caffeine() -> None:
    """And for a sore back, wherever something is asked of it."""
    assert set(lists("caffeine")) == set(Caution)
    assert [kind for kind in built_in() if "sore" in lists(kind)] == ["movement", "stretch", "relax"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_names_its_claim_and_a_source_that_is_listed(text: Text) -> None:
    """No source, no text."""
    assert re.fullmatch(r"C(0[1-9]|[123]\d|40)", text["claim"])
    assert text["source"] in catalogue()["sources"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_says_something_of_itself_that_nobody_reads(text: Text) -> None:
    """A slip in a key would leave a text out, or show it to the wrong people, without a word."""
    assert set(text) <= {"title", "body", "then", "ride", "exercise", "claim", "source", "only", "unless"}
    assert {*text.get("only", ()), *text.get("unless", ())} <= EVERYTHING
    assert re.fullmatch(r"E(0[1-9]|1\d|2[0-4])", text.get("exercise", "E01"))


def test_every_source_is_used_and_dated() -> None:
    """A list of sources nobody cites would look better than it is; a source without a year cannot be found."""
    undated = {name for name, words in catalogue()["sources"].items() if not re.search(r"\b(19|20)\d\d\b", words)}

    assert set(catalogue()["sources"]) == {text["source"] for text in TEXTS.values()}
    assert undated <= {
        "cornell-ergonomics",
        "fda-caffeine",
        "hse-breaks",
        "hse-lifting",
        "mayo-caffeine",
        "nhs-red-flags",
        "osha-heat",
        "osha-lifting",
    }


ALWAYS = {"rest", "rest_first", "hold", "hold_first", "sat", "sat_first"}
SOMETIMES = {"water", "water_first", "total", "limit", "left", "estimate"}


def opened(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_only_blanks_that_are_filled_are_left_open() -> None:
    """A text with any other would never be whole; a title, and what stands in for half a line, always has to be."""
    anything = {name for text in said() for name in opened(text)}

    assert anything <= ALWAYS | SOMETIMES | {"title"}
    assert all(opened(text["title"]) <= ALWAYS for text in TEXTS.values())
    assert all(opened(catalogue()[kind]["ride"]) <= ALWAYS | {"title"} for kind in built_in())


def test_an_estimate_is_never_told_without_saying_that_it_is_one() -> None:
    """The figure stands in no text of its own, but in the sentence that calls it rough."""
    told = [text for text in said() if "{estimate}" in text]

    assert set(told) == {"{estimate}"}
    assert all(text.get("then") == "{estimate}" for texts in lists("caffeine").values() for text in texts)


@pytest.mark.parametrize("kind", [kind for kind in built_in() if kind != "tip"])
def test_what_comes_along_has_its_own_half_line(kind: str) -> None:
    """Coming along is a turn as well, and the same words each time are not read. After a call, the kind leads."""
    for each in (texts for name, texts in lists(kind).items() if name != "after"):
        rides = [text.get("ride") for text in each]

        assert None not in rides
        assert len(set(rides)) >= min(2, len(each))


# What no text says

MAY_NAME = {"C14", "C15", "C19", "C37", "C38", "C39"}
"""Claims about minerals, pills and remedies: their texts name them, and say that the article or a pharmacist does."""

NEVER = {
    "prevents, treats or cures": r"prevent|treat\w*|cure[sd]?\b|heal(s|ed|ing)?\b|protects? (you|against)",
    "spasms, pain or disease gone": r"(no|less|without|against|relie\w+|ends?|stops?) (more |back )*(pain|spasm|ache)",
    "a correct posture": r"correct(ly)? |(right|proper|good|bad|perfect) posture|sit up straight",
    "slouching damages": r"slouch\w*|damag\w+|harm(s|ful)?\b|wear(s)? out|ruin\w*",
    "posture and breathing illness": r"sinus|allerg\w+|asthma",
    "cramps stopped": r"magnesium|salt\b|electrolyte|cramp",
    "pills": r"\bpill|potassium|calcium|supplement|tablet|medicine|medication",
    "a measurement of caffeine": r"measured|exactly|precisely|\bmeasurement",
    "no danger": r"no danger|safe to|harmless|nothing to worry|no risk",
    "personal medical advice": r"your doctor says|diagnos\w+|prescri\w+|therapy|therapeutic|medical",
    "endorsement": r"approved|endorsed|recommended by|certified|clinically|proven|guarantee\w*|doctors",
}
"""What the product must never claim, as patterns (the never-claim list of the evidence)."""


@pytest.mark.parametrize("name", NEVER)
def test_no_text_claims_what_must_never_be_claimed(name: str) -> None:
    """In titles, bodies, names and half-lines. Minerals and pills are named only where it is about them."""
    named = name in {"cramps stopped", "pills"}
    allowed = {text[part] for text in TEXTS.values() if text["claim"] in MAY_NAME for part in ("title", "body")}

    assert [
        each for each in said() if re.search(NEVER[name], each, re.IGNORECASE) and not (named and each in allowed)
    ] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_names_a_mineral_or_a_pill_leaves_them_alone(text: Text) -> None:
    """Nobody is told to start or stop one: it is the article's word, a figure, or a question for somebody who knows."""
    both = f"{text['title']}. {text['body']}"

    if re.search(f"{NEVER['cramps stopped']}|{NEVER['pills']}", both, re.IGNORECASE):
        assert re.search(r"[Tt]he article|ask|pharmacist|one study", both)
        assert not re.search(
            r"\b(take|start|stop|add|eat) (some |more |your )?(magnesium|salt|potassium|calcium)", both
        )


@pytest.mark.parametrize(
    "claim",
    ["This prevents back pain", "Sit up straight, shoulders back", "Magnesium stops cramps", "Clinically proven"],
)
def test_the_patterns_find_what_they_look_for(claim: str) -> None:
    """A net with holes would pass any text."""
    assert any(re.search(pattern, claim, re.IGNORECASE) for pattern in NEVER.values())


def test_where_the_article_is_contradicted_the_text_says_so() -> None:
    """Its word must not pass for ours."""
    doubted = [text for text in TEXTS.values() if text["claim"] in {"C13", "C24", "C33", "C39"}]

    assert len(doubted) >= 4
    assert all(re.search(r"[Tt]he article|limit", text["body"]) for text in doubted)


def test_no_text_shouts() -> None:
    """No exclamation marks, no capitals, no guilt."""
    assert [text for text in said() if "!" in text or re.search(r"\b[A-Z]{3,}\b", text)] == []
    assert [
        text
        for text in said()
        if re.search(r"\b(must|should have|again you|failed|lazy|too long)\b", text, re.IGNORECASE)
    ] == []


# Whose turn it is


@pytest.mark.parametrize(("kind", "name"), LISTS)
@given(about=PROFILES)
def test_no_text_is_its_own_neighbor(kind: str, name: str, about: frozenset[str]) -> None:
    """Whoever one is: what is said twice in a row is not read the second time. After the last comes the first."""
    turns = rotation(kind, name, about)

    assert len(turns) >= 2
    assert all(one["title"] != next_["title"] for one, next_ in pairwise([*turns, turns[0]]))


@pytest.mark.parametrize("kind", built_in())
def test_no_title_stands_in_two_texts_for_the_same_person(kind: str) -> None:
    """From one list to another, too: a call or a sore back changes which speaks."""
    titles = [(text["title"], tuple(text.get("only", ()))) for each in lists(kind).values() for text in each]

    assert len(set(titles)) == len(titles)


@given(PROFILES)
def test_what_everybody_gets_is_all_that_fits_them(about: frozenset[str]) -> None:
    """Each has its turn."""
    for kind, name in LISTS:
        mine = {text["title"] for text in lists(kind)[name] if fits(text, about)}

        assert {text["title"] for text in rotation(kind, name, about)} == mine


@given(PROFILES, st.booleans())
def test_whichever_exercise_a_kind_asks_for_there_is_a_text_for_it(about: frozenset[str], seated: bool) -> None:  # noqa: FBT001 - drawn
    """For everybody who may be asked, also while the back is sore; and nobody is asked in other words."""
    for kind in sorted(CHOOSING):
        found = pool(kind, LIBRARY, about, Wishes(seated=seated))
        for name, exercises in (("text", found.usual), ("sore", found.sore)):
            told = {text["exercise"] for text in rotation(kind, name, about)} if name in lists(kind) else set()
            assert {each.name for each in exercises} <= told
            assert seated or told <= {each.name for each in exercises}


def test_strength_is_for_every_part_and_older_people_hold_on() -> None:
    """The same exercises, with both hands on the desk or the chair against a wall."""
    usual, older = rotation("strengthen", "text", NOBODY), rotation("strengthen", "text", frozenset({"older"}))
    exercises = {"E05", "E14", "E16", "E17", "E18", "E19", "E20", "E21"}

    assert {text["exercise"] for text in usual} == {text["exercise"] for text in older} == exercises
    assert len(usual) == len(older) == len(exercises)
    assert any("balance" in text["body"] for text in older)
    assert not any("balance" in text["body"] for text in usual)


@given(PROFILES)
def test_a_sore_back_gets_the_gentle_set_alone(about: frozenset[str]) -> None:
    """Breathing, letting go, walking, and a small range of the pelvis; nothing else (evidence, section 4)."""
    offered = {text["exercise"] for kind in ("stretch", "relax") for text in rotation(kind, "sore", about)}

    assert offered <= {"E09", "E22", "E23", "E24"}
    assert ("E09" in offered) == ("condition" not in about)


@given(PROFILES)
def test_nobody_gets_a_tip_twice_within_thirty_days(about: frozenset[str]) -> None:
    """The core shows no more than so many in that time; all of them are for everybody."""
    tips = rotation("tip", "text", about)

    assert len(tips) == len({text["title"] for text in tips}) >= TIPS
    assert len([text for text in tips if not {"only", "unless"} & set(text)]) >= TIPS


def test_tips_about_drinking_leave_those_alone_who_may_not() -> None:
    """Nor are those told of electrolytes."""
    limited = {text["claim"]: text["title"] for text in rotation("tip", "text", EVERYTHING)}
    others = {text["claim"] for text in rotation("tip", "text", EVERYTHING - {"fluid_limit"})}

    assert not {"C16", "C18", "C19"} & set(limited)
    assert limited["C17"] == "Ask ahead about hot days"
    assert others >= {"C16", "C17", "C18"}


def test_what_was_not_said_is_not_taken_for_granted() -> None:
    """No word of pills, smoke or age to somebody who told nothing."""
    heard = " ".join(f"{text['title']} {text['body']}" for text in rotation("tip", "text", NOBODY))

    assert not re.search(r"\bpill\b|smok|from 65|nursing|quit", heard, re.IGNORECASE)
