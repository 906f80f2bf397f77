"""Why the prompts are there: every claim in words, every source dated, and what is not known said as well."""

import json
import re
from datetime import timedelta

import pytest

from reminder.config.about import HALF_LIVES
from reminder.guidance.catalogue import built_in, catalogue, lists
from reminder.guidance.reasons import UNDATED, Told, _reasons, kinds, reasons, safety, source
from tests.guidance.test_catalogue import NEVER, TEXTS

OWN = {"eyes": ("Look {far} away", "Twenty feet, {sat}, 100%")}


def test_every_claim_of_a_text_is_in_words_and_says_how_it_stands() -> None:
    """A number tells nobody what a prompt rests on, nor that the article may be wrong."""
    claims = {text["claim"] for text in TEXTS.values()}

    assert claims <= set(_reasons()["claims"])
    assert all(
        claim["says"] and claim["standing"] in _reasons()["standings"] for claim in _reasons()["claims"].values()
    )


@pytest.mark.parametrize("kind", built_in())
def test_every_kind_has_its_reason_its_sources_and_its_limits(kind: str) -> None:
    """A reason without a limit promises too much."""
    reason = _reasons()["kinds"][kind]

    assert reason["why"]
    assert reason["limits"]
    assert reason["sources"]


def cited() -> list[dict[str, list[str]]]:
    """Whatever names sources: the reasons of each kind, and the claims."""
    return [*_reasons()["kinds"].values(), *_reasons()["claims"].values()]


def test_every_source_is_dated_or_says_that_it_is_not() -> None:
    """Who wants to look it up has to know how old it is; and a name without words would fail when it is asked for."""
    named = {*_reasons()["sources"], *catalogue()["sources"]}
    named |= {each for told in cited() for each in told["sources"]}

    assert all(re.search(r"\b(19|20)\d\d\b", source(each)) or UNDATED in source(each) for each in named)


def test_every_source_of_its_own_is_cited() -> None:
    """A list of sources nobody cites would look better than it is."""
    assert set(_reasons()["sources"]) <= {each for told in cited() for each in told["sources"]}


@pytest.mark.parametrize("name", [name for name in NEVER if name not in {"cramps stopped", "pills"}])
def test_no_reason_claims_what_must_never_be_claimed(name: str) -> None:
    """The limits may name such a claim, to deny it; the reasons may not come near it."""
    said = [sentence for kind in _reasons()["kinds"].values() for sentence in kind["why"]]
    said += [claim["says"] for claim in _reasons()["claims"].values()]

    assert [sentence for sentence in said if re.search(NEVER[name], sentence, re.IGNORECASE)] == []


def test_where_the_article_is_contradicted_it_is_told_by_whom() -> None:
    """That research disagrees is one more claim, if nobody is named."""
    claims = _reasons()["claims"].values()
    apart = [sentence for claim in claims for sentence in claim.get("apart", ())]

    assert all(claim.get("apart") for claim in claims if claim["standing"] == "contradicted")
    assert all(
        re.search(r"\b(19|20)\d\d\b", " ".join(claim["apart"]))
        for claim in claims
        if claim["standing"] == "contradicted"
    )
    assert all(sentence.endswith(".") and "!" not in sentence and "  " not in sentence for sentence in apart)


def test_the_claim_is_told_with_what_research_sees_otherwise() -> None:
    """Beside the text that rests on it, so that nobody reads the one without the other."""
    tips = reasons(Told(), ["tip"])["kinds"][0]["texts"]
    sway = next(text["claim"] for text in tips if text["claim"]["id"] == "C33")

    assert sway["stands"].startswith("Other research disagrees. In studies that followed people")
    assert "Sadler 2017" in sway["stands"]


@pytest.mark.parametrize(
    "word", ["rough estimate", "not medical advice", "twice as much", "fluvoxamine", "quitting smoking", "liver"]
)
def test_what_the_caffeine_figure_does_not_know_is_told(word: str) -> None:
    """A figure looks surer than it is; who takes a medicine that slows caffeine has to read it somewhere."""
    assert word in " ".join(_reasons()["kinds"]["caffeine"]["limits"])


def test_caffeine_and_sleep_are_told_from_both_sides() -> None:
    """Only the trials that found harm would make it look surer than it is."""
    caffeine = _reasons()["kinds"]["caffeine"]

    assert any("100 mg four hours before bed did no measurable harm" in limit for limit in caffeine["limits"])
    assert "gardiner-2024" in caffeine["sources"]


def test_the_half_life_in_pregnancy_is_told_to_who_nurses_too() -> None:
    """The plan counts both alike."""
    told = " ".join(_reasons()["kinds"]["caffeine"]["why"])

    assert HALF_LIVES["pregnant"] == HALF_LIVES["breastfeeding"] == "10.5 h"
    assert re.search(r"10\.5 in pregnancy and, to be careful, while nursing", told)


def test_what_was_said_of_the_moment_is_left_out() -> None:
    """Nobody has sat for so long, nor drunk so much, when the page is read; the rest of the text stays."""
    told = reasons(Told(), ["movement", "hydration"])["kinds"]

    assert told[0]["texts"][0]["body"] == "A lap of the room is enough."
    assert told[1]["texts"][0]["body"] == "A few sips are fine, too."


def test_texts_for_others_are_left_out_if_it_is_known_who_asks() -> None:
    """Who said nothing is told all there is; who did, what may come to them."""
    everything, mine = (reasons(Told(about=about), ["tip"])["kinds"][0]["texts"] for about in (None, frozenset[str]()))

    assert len(everything) > len(mine)
    assert "Leave potassium as it is" in {text["title"] for text in everything} - {text["title"] for text in mine}


def test_until_a_clinician_has_said_yes_only_gentle_stretches_are_told() -> None:
    """What does not come needs no reason."""
    unsure, sure = (
        {text["title"] for text in reasons(Told(about=frozenset(said)), ["stretch"])["kinds"][0]["texts"]}
        for said in ({"pregnant"}, {"pregnant", "cleared"})
    )

    assert unsure == {text["title"] for text in lists("stretch")["sore"]}
    assert unsure < sure


def test_a_stretch_is_told_with_its_length() -> None:
    """As long as the user holds it."""
    told = reasons(Told(hold_for=timedelta(seconds=45)), ["stretch"])

    assert "45 seconds a side" in told["kinds"][0]["texts"][0]["body"]


def test_the_break_is_the_users() -> None:
    """Who has set five minutes is not told of two."""
    told = reasons(Told(rest=timedelta(minutes=5)), ["movement"])

    assert told["kinds"][0]["texts"][0]["title"] == "Stand up for five minutes"


def test_no_blank_is_left_open() -> None:
    """Curly brackets on a page look like a bug, and are one."""
    assert not re.search(r"[{}]\w", json.dumps([kind["texts"] for kind in reasons(Told(), built_in())["kinds"]])[1:-1])


def test_ones_own_is_told_in_ones_own_words() -> None:
    """Nothing is filled in or taken from it, and it rests on nothing but the user's wish."""
    told = Told(OWN)
    own = reasons(told, ["eyes"])["kinds"][0]

    assert kinds(told) == [*built_in(), "eyes"]
    assert own["texts"] == [
        {"title": "Look {far} away", "body": "Twenty feet, {sat}, 100%", "claim": None, "source": ""}
    ]
    assert "your own" in own["why"][0]
    assert own["sources"] == []


def test_what_is_switched_off_says_so_if_it_is_known() -> None:
    """With a broken config nobody knows, and nothing is said."""
    on = [kind["on"] for kind in reasons(Told(on={"relax"}), ["relax", "tip"])["kinds"]]

    assert on == [True, False]
    assert all(kind["on"] for kind in reasons(Told(), built_in())["kinds"])


def test_a_claim_that_is_not_in_words_yet_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that is ahead of the reasons is no reason to fall over."""
    monkeypatch.setitem(_reasons(), "claims", {})

    assert reasons(Told(), ["relax"])["kinds"][0]["texts"][0]["claim"]["id"] == "C35"


@pytest.mark.parametrize("words", ["hot skin in the heat", "drinking a lot of water", "vomiting after caffeine"])
def test_an_emergency_stands_with_the_signs_for_help_and_is_folded_under_nothing_else(words: str) -> None:
    """What water, heat and caffeine can do is no limit of a claim, but a reason to call."""
    about = [each for each in safety()["help"] if any(words in sign for sign in each["signs"])]

    assert len(about) == 1
    assert set(about[0]["about"]) == {"hydration", "caffeine"}
    assert "call for help now" in about[0]["when"]
    assert words not in " ".join(limit for kind in _reasons()["kinds"].values() for limit in kind["limits"])


def test_every_medicine_that_is_named_for_caffeine_has_its_source() -> None:
    """Figures stand here only with where they are from."""
    caffeine = reasons(Told(), ["caffeine"])["kinds"][0]

    for medicine in ("fluvoxamine", "ciprofloxacin"):
        assert any(medicine in limit for limit in caffeine["limits"])
        assert any(medicine in each for each in caffeine["sources"])


def test_a_share_of_a_trial_is_told_of_those_it_was_found_in() -> None:
    """The arm that took breaks was not prompted to shift either; 33 percent are those who went on as before."""
    posture = _reasons()["kinds"]["posture"]

    assert "33 percent of those who went on as before" in " ".join(posture["why"])
    assert "one trial, and about low-back pain" in posture["limits"][0]
