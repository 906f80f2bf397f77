"""What the guide shows, as plain values: for whom, in which words, with whose exercises."""

import json
from pathlib import Path

import pytest

from reminder.config import parse
from reminder.guide import SORE, guide_of, left_out, library, with_figures
from tests.html_page import HOSTILE

OWN = f"""
[exercise.mine]
title = {json.dumps(HOSTILE[:30])}
steps = ["Do it."]
area = "wrists"
seated = false
move = "2 s"
hold = "4 s"
repeat = 5
sides = 2
picture = "E15"
[exercise.plain]
title = "Plain"
steps = ["Do it.", "Again."]
"""


def settings(text: str):  # noqa: ANN201 - as `parse` has it
    return parse(text, Path("config.toml"))


def test_it_can_be_written_as_json_and_has_every_exercise_once() -> None:
    """For programs, and for the page's script."""
    guide = guide_of(None, ("E13", "E24"))

    assert json.loads(json.dumps(guide)) == guide
    assert guide["routine"] == ["E13", "E24"]
    assert [each["id"] for each in guide["exercises"]] == [f"E{number:02}" for number in range(1, 25)]
    assert guide["stop"]
    assert guide["help"]
    assert guide["disclaimer"]


def test_an_exercise_says_how_long_how_often_and_what_it_rests_on() -> None:
    """Everything that the player and the reader need."""
    (each,) = (each for each in guide_of(None, ())["exercises"] if each["id"] == "E13")

    assert (each["seconds"], each["repeat"], each["sides"], each["side_words"]) == (
        168,
        3,
        2,
        ["Right leg out", "Left leg out"],
    )
    assert each["tempo"] == {"out": 3, "hold": 20, "back": 3, "rest": 2}
    assert each["cues"] == {"out": "Move", "hold": "Hold", "back": "Come back", "rest": "Rest"}
    assert [claim["id"] for claim in each["claims"]] == ["C31"]
    assert "2021" in each["source"]


def test_strength_says_who_should_ask_a_doctor_first_and_nothing_else_does() -> None:
    """Whoever opens the guide from a prompt has not read the reasons."""
    guide = guide_of(settings('[exercise.mine]\ntitle = "Mine"\nkind = "strengthen"\nsteps = ["Do it."]'), ())
    told = {each["kind"]: each["ask_first"] for each in guide["exercises"]}

    assert [kind for kind, sentence in told.items() if sentence] == ["strengthen"]
    assert told["strengthen"].startswith("Ask a doctor first if you have")
    assert all(each["ask_first"] == told[each["kind"]] for each in guide["exercises"])


def test_ones_own_come_after_the_librarys_with_a_lent_picture_or_none() -> None:
    """As their owner wrote them."""
    guide = with_figures(guide_of(settings(OWN), ("mine",)))
    mine, plain = guide["exercises"][-2:]

    assert (mine["id"], mine["name"], mine["own"], mine["dose"]) == (
        "mine",
        HOSTILE[:30],
        True,
        "4 seconds, five times a side",
    )
    assert mine["seconds"] == 2 * 5 * (2 + 4 + 2 + 1)
    assert mine["svg_moving"].startswith("<svg")
    assert (plain["svg_moving"], plain["svg_still"], plain["alt"]) == ("", "", "")
    assert plain["source"] == ""


def test_what_is_not_for_somebody_is_not_shown_to_them() -> None:
    """Nor is it in the routine, should it have been asked for before they said so."""
    guide = guide_of(settings("about_you.condition = true"), ("E09", "E22"))

    assert guide["routine"] == ["E22"]
    assert "E20" not in {each["id"] for each in guide["exercises"]}
    assert guide_of(settings("about_you = { condition = true, cleared = true }"), ("E09",))["routine"] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("condition = true", "You said that a clinician should say yes first. Until a clinician has said yes, only"),
        ("pregnant = true", "You said that you are pregnant. Until a clinician has said yes, only"),
        ("breastfeeding = true, condition = true", "you breastfeed and that a clinician should say yes first. Until"),
    ],
)
def test_who_should_ask_a_clinician_is_told_by_what_they_said(said: str, told: str) -> None:
    """In the words of their own answer; a sore back does not shorten the wait."""
    asked = guide_of(settings(f"about_you = {{ {said} }}"), ())["note"]

    assert told in asked
    assert guide_of(settings(f"about_you = {{ {said} }}"), (), sore=True)["note"] == asked
    assert guide_of(settings(f"about_you = {{ {said}, cleared = true }}"), ())["note"] == ""


def test_with_a_sore_back_it_says_that_the_gentle_ones_alone_are_asked_for() -> None:
    """All others are in the guide as ever, so it has to be said; with the way back to them."""
    assert guide_of(None, (), sore=True)["note"] == SORE
    assert guide_of(settings("about_you = { condition = true, cleared = true }"), (), sore=True)["note"] == SORE
    assert "'reminder flare off'" in SORE


@pytest.mark.parametrize("cleared", ["true", "false"])
def test_what_is_left_out_for_somebody_has_a_reason(cleared: str) -> None:
    """That it is not there would send them looking for a slip of theirs."""
    mine = settings(f"about_you = {{ condition = true, cleared = {cleared} }}")

    gone = left_out(mine)

    assert set(gone) == set(library(None)) - set(library(mine)) != set()
    assert gone["E20"][0] == "Incline plank"
    assert all("because you said that a clinician should say yes first" in sentence for _, sentence in gone.values())
    assert left_out(None) == left_out(settings("about_you.pregnant = true")) == {}


def test_a_stretch_is_as_long_as_the_settings_say() -> None:
    """In the guide as in the prompt."""
    assert library(settings('stretch.hold = "45 s"'))["E13"].tempo.hold == 45
    assert library(settings('about_you.age = "65_or_over"'))["E13"].tempo.hold == 30


def test_every_figure_is_drawn_at_its_exercises_tempo() -> None:
    """Moving and still."""
    for each in with_figures(guide_of(None, ()))["exercises"]:
        whole = sum(each["tempo"].values())

        assert f'dur="{whole:g}s"' in each["svg_moving"]
        assert "animate" not in each["svg_still"]
