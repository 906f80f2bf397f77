"""What the prompts say: short, sourced, in turn, and never more than the evidence bears."""

import re
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.config.durations import duration
from reminder.config.options import OPTIONS
from reminder.config.values import Duration
from reminder.core.effects import Revise, Show
from reminder.core.plan import HoldKind
from reminder.guidance.wording import HOLD_SENTENCES, Wording, catalogue, held_by, in_words, spelled
from reminder.plausible import live
from tests.core.story import DEFAULTS

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
HOUR = timedelta(hours=1)
SHOW = Show(datetime(2026, 3, 2, 9, tzinfo=UTC), ("movement",), 31 * MINUTE, timedelta(0), "", 1)
OWN = {"eyes": ("Look {far} away", "Twenty feet, {sat}, 100%")}
LONGEST_SAT = in_words(23 * HOUR + 59 * MINUTE)
RESTS = [5 * SECOND * n for n in range(1, 361)]
"""Every break that config.toml allows, from 5 s to 30 min, in steps of 5 s."""


def entries() -> dict[str, dict[str, Any]]:
    return {name: entry for name, entry in catalogue().items() if name != "sources"}


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    for kind, entry in entries().items():
        for number, text in enumerate(entry["text"], 1):
            yield f"{kind} {number}", text
        for number, text in enumerate(entry.get("after", ()), 1):
            yield f"{kind} after {number}", text


TEXTS = dict(texts())


def walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from walk(part)


# The catalogue


def test_there_is_a_text_for_every_kind_that_can_be_due() -> None:
    """A kind without words could not be shown."""
    assert set(entries()) >= {kind.name for kind in DEFAULTS.kinds}
    assert all(entry["text"] and entry["name"] and entry["ride"] for entry in entries().values())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_names_its_claim_and_a_source_that_is_listed(text: dict[str, str]) -> None:
    """No source, no text."""
    assert re.fullmatch(r"C(0[1-9]|[123]\d|40)", text["claim"])
    assert text["source"] in catalogue()["sources"]


def test_every_source_is_used_and_dated() -> None:
    """A list of sources nobody cites would look better than it is; a source without a year cannot be found."""
    used = {text["source"] for text in TEXTS.values()}

    assert set(catalogue()["sources"]) == used
    undated = {
        name for name, words in catalogue()["sources"].items() if not re.search(r"\b(19|20)\d\d\b", words + name)
    }
    assert undated <= {"osha-lifting", "hse-breaks"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_title_fits_with_every_break_there_can_be(text: dict[str, str]) -> None:
    """40 characters, which every notification server shows."""
    titles = {Wording(rest=rest)._blanks(SHOW, capital=True)["rest"] for rest in RESTS}

    assert max(len(text["title"].format(rest=rest)) for rest in titles) <= 40


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_line_fits_with_the_longest_sitting_there_can_be(text: dict[str, str]) -> None:
    """80 characters; the longest break in words as well."""
    rest = max((spelled(rest) for rest in RESTS), key=len)
    body = text["body"].format(rest=rest, rest_first=rest.capitalize(), sat=LONGEST_SAT)

    assert "\n" not in body
    assert len(body) <= 80


def test_only_blanks_that_are_filled_are_left_open() -> None:
    """A text with any other would fail when it is due."""
    known = {"rest", "rest_first", "sat"}

    found = {name for text in walk(entries()) for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert found <= known


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


@pytest.mark.parametrize("pattern", NEVER.values(), ids=NEVER)
def test_no_text_claims_what_must_never_be_claimed(pattern: str) -> None:
    """In titles, bodies, names and half-lines."""
    said = [text for name, entry in entries().items() for text in walk(entry) if text not in catalogue()["sources"]]

    assert [text for text in said if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "claim",
    ["This prevents back pain", "Sit up straight, shoulders back", "Magnesium stops cramps", "Clinically proven"],
)
def test_the_patterns_find_what_they_look_for(claim: str) -> None:
    """A net with holes would pass any text."""
    assert any(re.search(pattern, claim, re.IGNORECASE) for pattern in NEVER.values())


def test_no_text_shouts() -> None:
    """No exclamation marks, no capitals, no guilt."""
    said = [text for entry in entries().values() for text in walk(entry)]

    assert [text for text in said if "!" in text or re.search(r"\b[A-Z]{3,}\b", text)] == []
    assert [
        text
        for text in said
        if re.search(r"\b(must|should have|again you|failed|lazy|too long)\b", text, re.IGNORECASE)
    ] == []


# The words of one prompt


def test_a_prompt_invites_and_says_why_it_comes() -> None:
    """Title, and how long one has sat."""
    assert Wording().words(SHOW) == (
        "Stand up for two minutes",
        "31 minutes in the chair. A lap of the room is enough.",
    )


def test_wordings_take_turns() -> None:
    """By how many prompts the kind has led, so that a restart goes on where it was; after the last comes the first."""
    titles = [Wording().words(replace(SHOW, nth=nth))[0] for nth in range(1, 6)]

    assert len(set(titles[:4])) == 4
    assert titles[4] == titles[0]


def test_the_prompts_of_other_kinds_take_no_turn() -> None:
    """Else a kind with two wordings that leads every other prompt would always have the same one."""
    assert Wording().words(replace(SHOW, number=7)) == Wording().words(SHOW)


@pytest.mark.parametrize("kind", entries())
def test_every_kind_has_another_wording_for_the_next_time(kind: str) -> None:
    """After a call as well: what is said twice in a row is not read the second time."""
    entry = entries()[kind]

    for texts in (entry["text"], entry.get("after", entry["text"])):
        assert len(texts) >= 2
        assert len({(text["title"], text["body"]) for text in texts}) == len(texts)


@given(st.sampled_from(sorted(entries())), st.lists(st.sampled_from(["", "call: microphone: Firefox"]), max_size=30))
def test_no_wording_comes_twice_in_a_row(kind: str, held_by: list[str]) -> None:
    """Whichever of a kind's prompts come after a call."""
    shows = [replace(SHOW, kinds=(kind,), held=MINUTE, held_by=by, nth=nth) for nth, by in enumerate(held_by, 1)]

    said = [Wording().words(show)[0] for show in shows]

    assert all(one != next_ for one, next_ in pairwise(said))


def test_a_plausible_quarter_repeats_no_wording() -> None:
    """The whole way: the core that counts, and the words it leads to."""
    said = dict[str, list[tuple[int, tuple[str, str]]]]()

    for moment in live(DEFAULTS, datetime(2026, 1, 5, tzinfo=UTC), 90, seed=1):
        for effect in moment.effects:
            if isinstance(effect, Show | Revise):
                kind, nth = effect.kinds[0], effect.nth
                told = said.setdefault(kind, [])
                if not told or told[-1][0] != nth:  # else it is the same prompt, changed, or again since nobody saw it
                    told.append((nth, Wording()._text(kind, nth, after_call=False)))

    assert {"movement", "posture"} <= set(said)
    assert [kind for kind, texts in said.items() for one, next_ in pairwise(texts) if one[1] == next_[1]] == []


def test_the_break_asked_for_is_the_one_that_counts() -> None:
    """What the config says, in words."""
    assert Wording(rest=90 * SECOND).words(SHOW)[0] == "Stand up for 90 seconds"


def test_what_rides_along_has_half_a_line() -> None:
    """One prompt for several kinds (P1), the first in the title."""
    title, body = Wording().words(replace(SHOW, kinds=("movement", "posture", "tip")))

    assert title == "Stand up for two minutes"
    assert body.splitlines()[1] == "Sit differently afterwards. Today's tip waits in the menu."


def test_a_prompt_held_back_says_how_long_and_by_what() -> None:
    """P4: with the reason why it comes now."""
    held = replace(SHOW, held=45 * MINUTE, held_by="do_not_disturb")

    assert Wording().words(held)[1].splitlines()[1] == "Held back 45 minutes by do-not-disturb."


def test_after_a_call_the_title_says_so() -> None:
    """Where the kind has words for it; how long it was held and by whom is told in any case (P4)."""
    call = replace(SHOW, held=20 * MINUTE, held_by="call: microphone: Firefox")

    assert Wording().words(call) == (
        "Time to move after that call",
        (
            "You sat through 31 minutes. A short walk counts as your break.\n"
            "Held back 20 minutes by a call (microphone: Firefox)."
        ),
    )
    assert "by a call (microphone: Firefox)." in Wording().words(replace(call, kinds=("posture",)))[1]


@pytest.mark.parametrize("kind", HoldKind)
def test_every_hold_has_words_in_a_sentence(kind: HoldKind) -> None:
    """Held back 20 minutes by …"""
    assert held_by(kind) == HOLD_SENTENCES[kind]
    assert "_" not in held_by(kind)
    assert "_" not in Wording().hold(kind) or kind is HoldKind.USER


def test_a_long_cause_is_cut_and_not_the_sentence() -> None:
    """P4 asks for the reason; a window title of two lines must not cost it."""
    held = replace(SHOW, held=HOUR, held_by="full_screen: " + "A Very Long Film " * 10)

    line = Wording().words(held)[1].splitlines()[1]

    assert line.startswith("Held back 1 h by a full screen (A Very Long Film")
    assert line.endswith("…).")
    assert len(line) <= 80


def test_every_prompt_fits_whatever_comes_together() -> None:
    """All kinds at once, held for a day by the longest cause: a title of 40, two lines of 80."""
    kinds = tuple(kind.name for kind in DEFAULTS.kinds)
    for first in kinds:
        for nth in range(1, 6):
            order = (first, *(kind for kind in kinds if kind != first))
            show = Show(SHOW.at, order, 23 * HOUR + 59 * MINUTE, 47 * HOUR, "do_not_disturb: " + "x" * 200, 1, nth)

            title, body = Wording(rest=1795 * SECOND).words(show)

            assert len(title) <= 40
            assert len(body.splitlines()) <= 2
            assert all(len(line) <= 80 for line in body.splitlines())
            assert "{" not in title + body


def test_a_kind_of_ones_own_says_what_its_owner_wrote() -> None:
    """Braces and all; it is no template."""
    wording = Wording(OWN)

    assert wording.words(replace(SHOW, kinds=("eyes",))) == OWN["eyes"]
    assert wording.name("eyes") == "Look {far} away"
    assert wording.words(replace(SHOW, kinds=("movement", "eyes")))[1].endswith("\nLook {far} away as well.")


def test_names_for_menus() -> None:
    """From the catalogue; what is unknown keeps its own."""
    assert Wording().name("movement") == "Movement break"
    assert Wording().name("gone since") == "gone since"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "under a minute"),
        (59 * SECOND, "under a minute"),
        (MINUTE, "1 minute"),
        (31 * MINUTE + 59 * SECOND, "31 minutes"),
        (HOUR, "1 h"),
        (65 * MINUTE, "1 h 5 min"),
    ],
)
def test_a_length_as_people_say_it(length: timedelta, words: str) -> None:
    """Without false precision."""
    assert in_words(length) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (5 * SECOND, "5 seconds"),
        (90 * SECOND, "90 seconds"),
        (MINUTE, "one minute"),
        (2 * MINUTE, "two minutes"),
        (12 * MINUTE, "twelve minutes"),
        (13 * MINUTE, "13 minutes"),
    ],
)
def test_a_break_is_spelled_out(length: timedelta, words: str) -> None:
    """Small numbers as words."""
    assert spelled(length) == words


@pytest.mark.parametrize("section", ["movement", "strengthen", "stretch"])
def test_the_breaks_tried_here_are_those_that_can_be_set(section: str) -> None:
    """If the config allows more, the titles must be measured with more."""
    option = next(option for option in OPTIONS if option.dotted == f"{section}.break")

    assert isinstance(option.type, Duration)
    assert (duration(option.type.low), duration(option.type.high)) == (RESTS[0], RESTS[-1])
