"""Why these reminders, in a terminal: the text, the claim, the source, and what nobody claims."""

from typing import Any

import pytest

from reminder.report.why import as_words, by_claim

CLAIM = {"id": "C20", "says": "Sitting still tires.", "standing": "partly", "stands": "Research agrees in part."}
ASK = "Ask a doctor first."


def text(title: str, claim: dict[str, str] | None = CLAIM, source: str = "A trial of 2021") -> dict[str, Any]:
    return {"title": title, "body": "Go the long way round.", "claim": claim, "source": source}


def kind(word: str = "movement", **more: Any) -> dict[str, Any]:
    told = {"kind": word, "name": "Movement break", "own": False, "on": True, "texts": [text("Stand up")]}
    also = {"why": ["Little and often."], "sources": ["A trial of 2021"], "limits": ["One trial."], "ask_first": ""}
    return {**told, **also, **more}


OWN = {"own": True, "texts": [text("Look away", None, "")], "why": ["Your own."], "sources": [], "limits": []}


def told(*kinds: dict[str, Any]) -> dict[str, Any]:
    return {
        "kinds": list(kinds),
        "about": "From an article.",
        "limits": ["Nobody has tried."],
        "stop": "Stop if it hurts.",
        "disclaimer": ["No medical advice.", "Ask a doctor."],
        "help": [{"when": "Call now if there is", "signs": ["chest pain", "a fall"]}],
        "none_fits": "That none fits means little.",
    }


def test_a_text_stands_with_its_claim_and_its_source() -> None:
    """Three things a reader has to see together: what is said, what it rests on, and where that is from."""
    lines = as_words(told(kind())).splitlines()

    assert lines[:3] == ["Movement break (movement)", "─" * 25, "Little and often."]
    start = lines.index("“Stand up”")
    assert lines[start + 1 : start + 4] == [
        "  Go the long way round.",
        "    The article says (C20): Sitting still tires. Research agrees in part.",
        "    Source: A trial of 2021",
    ]


def test_texts_that_rest_on_the_same_say_it_once() -> None:
    """The same sentence six times over is read not at all."""
    shown = as_words(told(kind(texts=[text("Stand up"), text("Walk", source="A study of 2016"), text("Go")])))

    assert shown.count("The article says") == 1
    assert shown.count("Source: ") == 2
    assert [len(texts) for _, texts in by_claim([text("a"), text("b", None), text("c")])] == [2, 1]


def test_other_sources_and_limits_stand_below() -> None:
    """What the reason rests on, beyond the texts; a source is not told twice."""
    shown = as_words(told(kind(sources=["A trial of 2021", "A review of 2019"], ask_first=ASK)))

    assert "Also read\n  · A review of 2019\n" in shown
    assert "What this does not say\n  · One trial.\n" in shown
    assert f"\n{ASK}\n" in shown


def test_what_ones_own_answers_changed_stands_apart() -> None:
    """Between what holds for everybody and what each text rests on; without any there is no heading."""
    lines = as_words(told(kind(for_you=["movement.every is 60 min, because you said so."]))).splitlines()

    start = lines.index("For you")
    assert lines[start + 1] == "  · movement.every is 60 min, because you said so."
    assert start < lines.index("“Stand up”")
    assert "For you" not in as_words(told(kind(for_you=[])))


def test_ones_own_rests_on_no_claim() -> None:
    """The article has not said it, and no limit is put on it."""
    shown = as_words(told(kind("eyes", name="Look away", **OWN)))

    assert shown.startswith("Look away (eyes)\n")
    assert "article" not in shown
    assert "No medical advice." in shown


def test_a_claim_without_words_is_told_by_its_number() -> None:
    """Rather that than a sentence with a hole in it."""
    bare = {"id": "C99", "says": "", "standing": "", "stands": ""}

    assert "    It rests on claim C99 of the article.\n" in as_words(told(kind(texts=[text("Stand up", bare)])))


def test_what_is_switched_off_says_so() -> None:
    """Else one waits for what never comes."""
    assert as_words(told(kind(on=False))).startswith("Movement break (movement) · switched off in your settings\n")


def test_the_signs_to_get_help_for_come_with_the_whole() -> None:
    """They are long; of one kind alone it says where they are."""
    assert "Call now if there is:\n  · chest pain\n  · a fall" in as_words(told(kind(), kind("posture")))
    assert "chest pain" not in as_words(told(kind()))
    assert "'reminder why' without a kind" in as_words(told(kind()))


def test_of_one_kind_alone_come_the_signs_that_are_about_it() -> None:
    """Who asks about water reads what too much of it does; not two pages about backs."""
    about = {"when": "After much drinking", "about": ["hydration"], "signs": ["a headache"]}
    told_of = told(kind("hydration"))
    told_of["help"].append(about)

    assert "After much drinking:\n  · a headache\n" in as_words(told_of)
    assert "chest pain" not in as_words(told_of)
    assert "a headache" not in as_words(told_of | {"kinds": [kind()]})


@pytest.mark.parametrize("width", [40, 56, 80, 200])
def test_it_keeps_to_the_width(width: int) -> None:
    """And to a readable one, however wide the terminal."""
    long = kind(why=["word " * 60], limits=["limit " * 40], sources=["source " * 40], texts=[text("title " * 12)])

    assert max(map(len, as_words(told(long, long), width=width).splitlines())) <= min(width, 76)
