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
from reminder.core.exercises import CHOOSING, LIBRARY, Wishes, pool, uncleared
from reminder.core.plan import TIPS
from reminder.guidance.catalogue import (
    Text,
    _in_places,
    built_in,
    catalogue,
    everything,
    fits,
    gentle_only,
    lists,
    rotation,
    spoken,
)
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
    assert set(text) <= {"title", "body", "then", "ride", "exercise", "claim", "source", "only", "unless", "place"}
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
    """Each has its turn. A tip for everybody makes room for one for them, and so may have none."""
    for kind, name in LISTS:
        mine = {text["title"] for text in lists(kind)[name] if fits(text, about)}

        told = {text["title"] for text in rotation(kind, name, about)}

        assert told == mine or (kind == "tip" and told < mine)


@given(PROFILES, st.booleans())
def test_whichever_exercise_a_kind_asks_for_there_is_a_text_for_it(about: frozenset[str], seated: bool) -> None:  # noqa: FBT001 - drawn
    """For everybody who may be asked, also while the back is sore; and nobody is asked in other words."""
    for kind in sorted(CHOOSING):
        found = pool(kind, LIBRARY, about, Wishes(seated=seated))
        usual = "sore" if gentle_only(kind, about) and "sore" in lists(kind) else "text"
        for name, exercises in ((usual, found.usual), ("sore", found.sore)):
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


DOSES = {
    "E01": (5, 8),
    "E02": (),
    "E03": (5,),
    "E04": (5,),
    "E05": (5, 10),
    "E06": (),
    "E07": (6,),
    "E08": (),
    "E09": (8,),
    "E10": (8,),
    "E11": (),
    "E12": (),
    "E13": (3,),
    "E14": (8,),
    "E15": (),
    "E16": (8, 6),
    "E17": (10,),
    "E18": (3, 8),
    "E19": (8,),
    "E20": (10, 4),
    "E21": (12, 3),
    "E22": (4, 6, 12, 2),
    "E23": (5, 10, 4, 2),  # 2 hands
    "E24": (),
}
"""How often and how long, by the exercise library (evidence, section 4); where the user sets it, no number stands here.
Older people repeat ten times and not eight or twelve (ACSM)."""

NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTS = {**{word: number for number, word in enumerate(NUMBERS, 2)}, "twice": 2, "dozen": 12}


@pytest.mark.parametrize(
    "text", [text for text in TEXTS.values() if "exercise" in text], ids=lambda text: text["title"]
)
def test_the_numbers_of_an_exercise_are_those_of_the_library(text: Text) -> None:
    """In the title, under it and in half a line; else one of them is wrong."""
    told = {
        COUNTS[word]
        for part in ("title", "body", "ride")
        for word in re.findall(r"\w+", text[part].lower())
        if word in COUNTS
    }
    dose = set(DOSES[text["exercise"]])

    assert told <= (dose - {8, 12} | {10} if "older" in text.get("only", ()) else dose)
    assert not re.search(r"\d", f"{text['title']} {text['body']} {text['ride']}")


def test_a_stretch_of_the_legs_says_when_to_stop() -> None:
    """Pain that shoots down a leg is no mild pull."""
    assert any("down the leg" in text["body"] for text in lists("stretch")["text"] if text["exercise"] == "E13")


@given(PROFILES)
def test_until_a_clinician_has_said_yes_only_gentle_exercises_are_spoken_of(about: frozenset[str]) -> None:
    """By whoever tells what there is; with the yes, everything comes again."""
    unsure = about & {"pregnant", "breastfeeding", "condition"}
    told = {text["exercise"] for kind in ("stretch", "relax") for text in spoken(kind, about)}

    assert uncleared(about) == bool(unsure)
    assert not uncleared(about | {"cleared"})
    assert (told <= {"E09", "E22", "E23", "E24"}) == bool(unsure)
    assert "E13" in {text["exercise"] for text in spoken("stretch", about | {"cleared"})}
    assert {text["title"] for text in spoken("movement", about)} == {text["title"] for text in everything("movement")}


@given(PROFILES)
def test_a_sore_back_gets_the_gentle_set_alone(about: frozenset[str]) -> None:
    """Breathing, letting go, walking, and a small range of the pelvis; nothing else (evidence, section 4)."""
    offered = {text["exercise"] for kind in ("stretch", "relax") for text in rotation(kind, "sore", about)}

    assert offered <= {"E09", "E22", "E23", "E24"}
    assert ("E09" in offered) == ("condition" not in about)


TIP_TEXTS = lists("tip")["text"]
NO_TIPS = {"tight_hamstrings", "weak_core"}
"""What is said of oneself and answered by exercises alone."""


def tip(nth: int, about: frozenset[str]) -> str:
    turns = rotation("tip", "text", about)
    return str(turns[(nth - 1) % len(turns)]["title"])


def test_every_tip_keeps_a_place_and_each_place_has_one_for_everybody() -> None:
    """The core shows no more tips in thirty days than there are places."""
    for_all = {text["place"] for text in TIP_TEXTS if not {"only", "unless"} & set(text)}

    assert {text["place"] for text in TIP_TEXTS} == for_all == set(range(1, TIPS + 1))
    assert all("place" not in text for kind, name in LISTS if kind != "tip" for text in lists(kind)[name])


@given(st.lists(PROFILES, min_size=1, max_size=3 * TIPS), st.integers(0, 1000))
def test_nobody_gets_a_tip_twice_within_thirty_days(answers: list[frozenset[str]], before: int) -> None:
    """Whatever they answer between one tip and the next: so many tips in a row are all different."""
    told = [tip(nth, about) for nth, about in enumerate(answers, before)]

    assert all(len(set(some)) == len(some) for some in (told[at : at + TIPS] for at in range(len(told))))


@given(st.lists(st.tuples(PROFILES, st.sets(st.sampled_from(range(len(TIP_TEXTS))))), min_size=1, max_size=2 * TIPS))
def test_nor_does_a_new_version_bring_one_again(versions: list[tuple[frozenset[str], set[int]]]) -> None:
    """Tips come and go between versions; what keeps its place comes no sooner for it."""
    told = []
    for nth, (about, gone) in enumerate(versions):
        there = [
            text for number, text in enumerate(TIP_TEXTS) if number not in gone or not {"only", "unless"} & set(text)
        ]
        turns = _in_places([text for text in there if fits(text, about)])
        told.append(turns[nth % len(turns)]["title"])

    assert all(len(set(some)) == len(some) for some in (told[at : at + TIPS] for at in range(len(told))))


def for_them(title: str, answer: str) -> bool:
    return any(text["title"] == title and answer in text.get("only", ()) for text in TIP_TEXTS)


@pytest.mark.parametrize("answer", [flag for flag in FLAGS if flag not in NO_TIPS])
def test_who_has_just_answered_has_a_tip_of_theirs_within_the_first_twenty(answer: str) -> None:
    """With one a day that is a month of working days; the first ones are not the last of all."""
    assert any(for_them(tip(nth, frozenset({answer})), answer) for nth in range(1, TIPS // 2 + 1))


@pytest.mark.parametrize("answer", [flag for flag in FLAGS if flag not in {*NO_TIPS, "sway_back"}])
@given(since=st.integers(1, 200))
def test_one_of_theirs_comes_each_month(answer: str, since: int) -> None:
    """Whenever they answered: one in any twenty. Whoever asks a professional about a sway back has done so (C33)."""
    told = [tip(nth, frozenset({answer})) for nth in range(since, since + TIPS // 2)]

    assert any(for_them(title, answer) for title in told)


@given(PROFILES)
def test_what_to_do_when_it_is_serious_makes_room_for_nothing(about: frozenset[str]) -> None:
    """The signs for which to get help are for everybody, in every round."""
    turns = [text["title"] for text in rotation("tip", "text", about)]

    assert turns.count("Know when a back needs a doctor") == len(turns) // TIPS


STRONG = re.compile(r"\bstrength\b|repetition|23 kg|swings", re.IGNORECASE)


@pytest.mark.parametrize("answer", ["condition", "pregnant", "breastfeeding"])
def test_no_tip_asks_for_strength_of_who_should_ask_first(answer: str) -> None:
    """What the plan has switched off must not come in by the back door."""
    told = rotation("tip", "text", frozenset({answer}))

    assert [text["title"] for text in told if STRONG.search(f"{text['title']} {text['body']}")] == []
    assert any(STRONG.search(f"{text['title']} {text['body']}") for text in rotation("tip", "text", NOBODY))


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("low_fitness", "Aim for 150 minutes a week"),
        ("low_fitness", "Walk half an hour, five days a week"),
        ("sway_back", "Let a sway back be"),
    ],
)
def test_no_tip_says_the_opposite_of_what_an_answer_brings(answer: str, title: str) -> None:
    """A goal of 50 minutes and a tip of 150, or a sway back to be looked at and to be let be."""
    told = {text["title"] for text in rotation("tip", "text", frozenset({answer}))}

    assert title in {text["title"] for text in rotation("tip", "text", NOBODY)} - told


def test_tips_about_drinking_leave_those_alone_who_may_not() -> None:
    """Nor are those told of electrolytes."""
    limited = rotation("tip", "text", frozenset({"fluid_limit", "hot_place", "intense_exercise"}))
    others = {text["claim"] for text in rotation("tip", "text", frozenset({"hot_place", "intense_exercise"}))}

    assert not {"C16", "C18", "C19"} & {text["claim"] for text in limited}
    assert {text["title"] for text in limited if text["claim"] == "C17"} == {
        "Ask ahead about hot days",
        "Go by the limit that you were given",
        "Know the signs of too much heat",
    }
    assert others >= {"C16", "C17", "C18"}


def test_what_was_not_said_is_not_taken_for_granted() -> None:
    """No word of pills, smoke or age to somebody who told nothing."""
    heard = " ".join(f"{text['title']} {text['body']}" for text in rotation("tip", "text", NOBODY))

    assert not re.search(r"\bpill\b|smok|from 65|nursing|quit", heard, re.IGNORECASE)


WARNED = {"E22": "light-headed", "E23": "sore"}


@pytest.mark.parametrize(("exercise", "word"), WARNED.items())
def test_breathing_and_letting_go_say_what_to_leave(exercise: str, word: str) -> None:
    """Each time, not once in three: whoever sees one of them sees no other."""
    told = [text["body"] for text in lists("relax")["text"] + lists("relax")["sore"] if text["exercise"] == exercise]

    assert told
    assert [body for body in told if word not in body] == []
