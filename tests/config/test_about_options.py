"""What one may say of oneself: all of it optional, each answer with what it changes."""

import pytest

from reminder.config import explain
from reminder.config.about_options import ABOUT, ABOUT_TEXT
from reminder.config.values import Switch
from reminder.core.exercises import LIBRARY


def test_nothing_is_taken_for_said() -> None:
    """Every switch is off until its owner turns it on, and there is no guess at age or weight."""
    assert {default for _, kind, default, _ in ABOUT if isinstance(kind, Switch)} == {False}
    assert {key: default for key, _, default, _ in ABOUT if key in {"age", "weight"}} == {"age": "adult", "weight": ""}


def test_it_is_said_that_the_answers_stay_here() -> None:
    """Before anybody answers."""
    assert "It stays on this machine." in ABOUT_TEXT
    assert "It stays on this machine." in explain("about_you")


@pytest.mark.parametrize("key", ["pregnant", "breastfeeding", "condition", "fluid_limit", "age"])
def test_a_bound_that_no_setting_lifts_is_named_with_the_answer(key: str) -> None:
    """Whoever answers knows beforehand what cannot be set otherwise."""
    assert "whatever the file says" in explain(f"about_you.{key}")


@pytest.mark.parametrize(
    "condition",
    [
        *("disc disease", "tumor", "fracture", "osteoporosis", "surgery", "multiple sclerosis", "spinal cord"),
        *("blood pressure", "diabetes", "anemia"),
    ],
)
def test_the_conditions_that_ask_a_clinician_first_are_named(condition: str) -> None:
    """Nobody can answer for an illness that was not asked about (evidence, sections 1c and 5)."""
    assert condition in explain("about_you.condition")


@pytest.mark.parametrize("key", ["pregnant", "breastfeeding"])
def test_what_no_file_lifts_is_told_apart_from_what_is_a_default(key: str) -> None:
    """The goal for water and the half-life can be set otherwise; the limit and the gate cannot."""
    before, _, after = explain(f"about_you.{key}").partition("whatever the file says")

    assert "water" in before
    assert "200 mg" in after
    assert "strengthening" in after
    assert "water" not in after.partition("gentle stretches")[0]


@pytest.mark.parametrize("key", ["pregnant", "breastfeeding", "condition"])
def test_that_stretches_wait_for_a_clinician_too_is_told(key: str) -> None:
    """Only the gentle ones come until then, so nobody should look for the others."""
    assert "only gentle stretches" in explain(f"about_you.{key}")
    assert "stretching and strengthening" in explain("about_you.cleared")


def test_what_a_clinicians_yes_does_not_bring_back_is_named() -> None:
    """Whoever misses it after the yes would take the yes for lost."""
    _, until, after = explain("about_you.condition").partition("Until `cleared`")

    assert until
    assert all(each.name in after for each in LIBRARY if "condition" in each.unless)
    assert {answer for each in LIBRARY for answer in each.unless} == {"condition"}


def test_nothing_is_promised_that_does_not_happen_by_itself() -> None:
    """A goal for who is not used to exercise stays until its owner raises it."""
    told = explain("about_you.low_fitness")

    assert "to begin with" not in told
    assert "until you change them" in told


def test_no_answer_is_a_reason_to_change_a_medicine() -> None:
    """The texts never say what to take (evidence, section 5)."""
    told = " ".join(text for _, _, _, text in ABOUT)

    assert "no reason to change what you take" in told
    assert "potassium" not in told
