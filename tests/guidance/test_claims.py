"""All forty claims of the article: where each stands, how research sees it, and that no word of ours goes beyond."""

import json
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from reminder.guidance.catalogue import built_in, catalogue, lists
from reminder.guidance.library import words as library
from reminder.guidance.reasons import Told, _reasons, claims, source
from tests.guidance.test_catalogue import MAY_NAME, NEVER, TEXTS, said
from tests.guidance.test_library import told_words

S, P, W, X = "supported", "partly", "weak", "contradicted"

EVIDENCE = {
    "C01": ("S1", "tip", S),
    "C02": ("S1", "movement", S),
    "C03": ("S2", "tip", W),
    "C04": ("S2", "stretch", P),
    "C05": ("S2", "tip", P),
    "C06": ("S3", "tip", P),
    "C07": ("S3", "tip", P),
    "C08": ("S3", "tip", P),
    "C09": ("S3", "strengthen", S),
    "C10": ("S3", "tip", S),
    "C11": ("S3", "tip", W),
    "C12": ("S3", "tip", P),
    "C13": ("S3", "tip", X),
    "C14": ("S3", "hydration", W),
    "C15": ("S3", "hydration", P),
    "C16": ("S3", "hydration", P),
    "C17": ("S3", "hydration", S),
    "C18": ("S3", "hydration", P),
    "C19": ("S3", "tip", P),
    "C20": ("S3", "movement", P),
    "C21": ("S3", "movement", P),
    "C22": ("S3", "movement", W),
    "C23": ("S3", "posture", W),
    "C24": ("S3", "posture", X),
    "C25": ("S4", "tip", S),
    "C26": ("S4", "strengthen", P),
    "C27": ("S4", "activity", S),
    "C28": ("S4", "tip", P),
    "C29": ("S4", "tip", S),
    "C30": ("S4", "strengthen", P),
    "C31": ("S4", "stretch", P),
    "C32": ("S4", "stretch", W),
    "C33": ("S4", "stretch", X),
    "C34": ("S4", "tip", P),
    "C35": ("S5", "relax", P),
    "C36": ("S5", "relax", S),
    "C37": ("S5", "caffeine", W),
    "C38": ("S5", "tip", W),
    "C39": ("S5", "tip", X),
    "C40": ("S6", "tip", S),
}
"""Section of the article, kind, and how the evidence sees each claim; read once from the article and the studies."""

NO_FACTOR = {"C01", "C12", "C13", "C14", "C18", "C24", "C32"}
"""Claims that are about nobody in particular."""

CLAIMS = _reasons()["claims"]
every_claim = pytest.mark.parametrize("number", EVIDENCE)


def test_all_forty_are_there_in_the_order_of_the_article() -> None:
    """What is left out would be left out silently."""
    assert list(CLAIMS) == list(EVIDENCE) == [f"C{number:02}" for number in range(1, 41)]
    assert list(_reasons()["sections"]) == sorted({section for section, _, _ in EVIDENCE.values()})


@every_claim
def test_each_stands_as_the_evidence_says(number: str) -> None:
    """A mark that slips makes a weak claim a strong one."""
    claim = CLAIMS[number]

    assert (claim["section"], claim["kind"], claim["standing"]) == EVIDENCE[number]
    assert claim["standing"] in _reasons()["standings"]
    assert claim["standing"] in _reasons()["marks"]
    assert ("factor" in claim) == (number not in NO_FACTOR)


@every_claim
def test_each_has_every_key_and_none_that_nobody_reads(number: str) -> None:
    """Said in one sentence each, with what was read; where article and evidence part ways, how."""
    claim = CLAIMS[number]
    sentences = [claim["says"], claim["may_say"], *claim.get("apart", ())]

    assert set(claim) - {"factor", "apart"} == {"section", "kind", "says", "standing", "may_say", "sources"}
    assert claim["sources"]
    assert all(re.fullmatch(r"[A-Z].*\.\)?", each) and "  " not in each and "!" not in each for each in sentences)
    assert len(claim["may_say"]) <= 120
    assert len(re.findall(r"[.?](?= |$)", claim["may_say"])) == 1
    assert claim["standing"] == "supported" or claim["apart"]
    assert claim.get("factor", "a").strip(" .") == claim.get("factor", "a")


@every_claim
def test_each_source_is_listed_and_says_when_it_is_from_or_that_nobody_knows(number: str) -> None:
    """A name without words would fail when it is asked for."""
    assert all(source(each) for each in CLAIMS[number]["sources"])


@every_claim
def test_what_may_be_said_is_an_invitation_and_promises_nothing(number: str) -> None:
    """No guilt and no must; nothing of what the product never claims. Minerals and pills: where it is about them."""
    may_say, mine = CLAIMS[number]["may_say"], number in MAY_NAME
    patterns = [pattern for name, pattern in NEVER.items() if not (mine and name in {"cramps stopped", "pills"})]

    assert [pattern for pattern in patterns if re.search(pattern, may_say, re.IGNORECASE)] == []
    assert not re.search(r"\b(must|should|always|will)\b", may_say)


FIGURE = re.compile(r"\b\d[\d.]*\b|\b(?:two|three|four|five|ten|fifth|third)\b")
NAMED = re.compile(r"\b(19|20)\d\d\b|HSE|OSHA|half an hour|half hour")


@every_claim
def test_a_figure_stands_with_who_found_it(number: str) -> None:
    """In what parts ways beside it; in what may be said, a source of the claim is more than common knowledge."""
    claim = CLAIMS[number]

    if FIGURE.search(claim["may_say"]):
        assert set(claim["sources"]) - {"common-knowledge", "general-knowledge"}
    for sentence in claim.get("apart", ()):
        if re.search(r"\d", re.sub(r"\(.*?\)", "", sentence)):
            assert NAMED.search(" ".join(claim["apart"]))


def every_word() -> Iterator[tuple[str, str]]:
    """All words of the guidance, each with where they stand; not what it says to deny, nor when to get help."""
    yield from (("texts", each) for each in said())
    for name, told in library().items():
        yield from ((name, each) for each in strings(told_words(told) if name != "sources" else []))
    for number, claim in CLAIMS.items():
        yield from ((number, claim[part]) for part in ("says", "may_say", "factor") if part in claim)
    for kind, reason in _reasons()["kinds"].items():
        yield from ((kind, each) for each in reason["why"])
    yield from (
        ("marks", each) for name in ("marks", "standings", "sections", "own") for each in _reasons()[name].values()
    )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


ABOUT_THEM = {text[part] for text in TEXTS.values() if text["claim"] in MAY_NAME for part in ("title", "body")}
CRAMPED = "Spasms tend to pass quickly, and people want to lengthen what has cramped."
THE_PILL = "half of it gone in about 5 hours; in 3.5 for smokers, in 10.7 with the pill"


@pytest.mark.parametrize("name", NEVER)
def test_nothing_of_what_must_never_be_claimed_stands_anywhere(name: str) -> None:
    """In no text, no exercise, no claim and no reason. Pills and minerals: only where the claim is about them."""
    found = [(where, each) for where, each in every_word() if re.search(NEVER[name], each, re.IGNORECASE)]

    if name in {"cramps stopped", "pills"}:
        found = [(where, each) for where, each in found if where not in MAY_NAME and each != CRAMPED]
        found = [(where, each) for where, each in found if each not in ABOUT_THEM]
        found = [(where, each) for where, each in found if THE_PILL not in each]
    assert found == []


DENIED = re.compile(
    r"\b([Nn]o|not|nor|nothing|nobody|none|never|hardly|unlikely|instead|could do|several causes|against)\b"
)


@pytest.mark.parametrize("name", NEVER)
def test_where_such_a_claim_is_named_it_is_denied(name: str) -> None:
    """Where the two part ways and what is not claimed cannot be told without naming it."""
    told = [each for claim in CLAIMS.values() for each in claim.get("apart", ())]
    told += [each for kind in _reasons()["kinds"].values() for each in kind["limits"]]
    told += [_reasons()["general"]["about"], *_reasons()["general"]["limits"]]
    asks = re.compile(r"[Aa]sk a (pharmacist|doctor)")

    hits = [each for each in told if re.search(NEVER[name], each, re.IGNORECASE)]

    assert [each for each in hits if not DENIED.search(each) and not asks.search(each)] == []


REPEATS = {
    "C03": r"start suddenly|dull ache",
    "C11": r"distract|careful people|move badly",
    "C13": r"something can go wrong|risk",
    "C14": r"too little",
    "C22": r"hobb.*(spasm|tire|stiff)",
    "C23": r"matters? (a lot|greatly|most)|heavily",
    "C24": r"\bcurve\b",
    "C32": r"\bchain\b|elsewhere reaches",
    "C33": r"\brisk\b|tilted",
    "C37": r"over-?stimulat|twitch|muscle",
    "C38": r"pseudoephedrine|likelier",
    "C39": r"\blowers?\b|keep magnesium out|clash",
}
"""By which words one knows the article's claim, where evidence is weak or against it."""

DOUBTED = [number for number, (*_, mark) in EVIDENCE.items() if mark in {W, X}]


@pytest.mark.parametrize("number", DOUBTED)
def test_who_repeats_a_doubted_claim_says_that_the_article_says_so(number: str) -> None:
    """Its word must not pass for ours. What only invites need not name it."""
    pattern = re.compile(f"{REPEATS[number]}|\\bspasms?\\b", re.IGNORECASE)
    mine = [f"{text['title']}. {text['body']}" for text in TEXTS.values() if text["claim"] == number]

    assert pattern.search(CLAIMS[number]["says"])
    assert [each for each in mine if pattern.search(each) and not re.search(r"[Tt]he article", each)] == []
    assert not pattern.search(CLAIMS[number]["may_say"]) or re.search(r"nothing|no curve", CLAIMS[number]["may_say"])


SHOWN = {"C13", "C14", "C24", "C32", "C33", "C38", "C39"}
"""Claims in doubt of which some text tells, since many people have heard them elsewhere."""


@pytest.mark.parametrize("number", sorted(SHOWN))
def test_and_some_texts_do(number: str) -> None:
    """With what is known beside it, or whom to ask."""
    mine = [text["body"] for text in TEXTS.values() if text["claim"] == number]

    assert any(re.search(r"[Tt]he article", each) for each in mine)


WORDINGS = {"movement": 8, "posture": 5, "hydration": 5, "relax": 6, "stretch": 4, "strengthen": 4, "tip": 40}


@pytest.mark.parametrize("kind", built_in())
def test_each_kind_has_several_wordings(kind: str) -> None:
    """What is read each half hour must not be the same each time; each reason for a word on caffeine has two."""
    told = lists(kind)
    main = told["text"] if "text" in told else told["cut_off"]

    assert len({text["title"] for text in main}) >= WORDINGS.get(kind, 4)
    assert all(len({text["title"] for text in each}) >= 2 for each in told.values())


def test_what_is_told_of_a_claim_is_whole() -> None:
    """Sources in words, the section's title, and the texts and exercises that rest on it; None where there is none."""
    told = claims(Told())
    curve = next(each for each in told["claims"] if each["id"] == "C24")

    assert [each["id"] for each in told["claims"]] == list(EVIDENCE)
    assert {each["section"] for each in told["claims"]} == set(told["sections"])
    assert (curve["mark"], curve["factor"], curve["exercises"][0]["id"]) == ("Contradicted", None, "E07")
    assert curve["sources"] == [source("slater-2019")]
    assert {"kind": "tip", "name": "Tip of the day", "title": "Do not look for the one right seat"} in curve["texts"]
    assert json.loads(json.dumps(told)) == told


def test_every_text_and_every_exercise_is_told_with_its_claim() -> None:
    """Counted once over all of them: none is lost on the way."""
    told = claims(Told())["claims"]

    assert Counter({each["id"]: len(each["texts"]) for each in told}) == Counter(
        text["claim"] for text in TEXTS.values()
    )
    assert {(each["id"], one["id"]) for each in told for one in each["exercises"]} == {
        (number, name) for name, words in library().items() if name != "sources" for number in words["claims"]
    }
    assert [each["id"] for each in told if not each["texts"] and not each["exercises"]] == ["C01", "C03", "C05"]


def test_texts_for_others_are_not_told_if_it_is_known_who_asks() -> None:
    """The page and the terminal say what may come to them."""
    pill = next(each for each in claims(Told(about=frozenset()))["claims"] if each["id"] == "C39")

    assert pill["texts"] == []
    assert "{" not in json.dumps([each["texts"] for each in claims(Told())["claims"]]).replace('{"', "")
    assert catalogue()["tip"]["name"]
