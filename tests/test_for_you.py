"""What is other than for everybody, because of what the user said of themselves."""

import re

import pytest

from reminder.config.about_options import ABOUT
from reminder.config.values import Switch
from reminder.core.exercises import LIBRARY
from reminder.for_you import LIFTED, for_you, nothing_left, why_off
from reminder.guidance.catalogue import built_in, everything
from tests.stage import settings


def about(*answers: str) -> str:
    return "[about_you]\n" + "\n".join(answers) + "\n"


def test_who_said_nothing_has_everybodys_plan() -> None:
    """And nothing is told that looks like a profile."""
    assert for_you(settings("")) == []


def test_each_change_says_what_it_is_and_why() -> None:
    """By the key under which it can be set otherwise."""
    assert for_you(settings(about("low_fitness = true")), "movement") == [
        "movement.every is 60 min, because you said that you are not used to exercise (about_you.low_fitness)."
    ]


def test_one_kind_is_told_apart_from_the_others() -> None:
    """Whoever asks why of caffeine wants to know of caffeine."""
    mine = settings(about("pregnant = true"))

    assert [sentence.partition(" ")[0] for sentence in for_you(mine, "caffeine")] == [
        "caffeine.half_life",
        "caffeine.limit",
    ]
    assert for_you(mine, "posture") == []
    assert len(for_you(mine)) > len(for_you(mine, "caffeine"))


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        ("pregnant = true", "strengthen", "strengthen.enabled is off, because you said that you are pregnant"),
        ("weak_core = true", "strengthen", "strengthen.days is mon, wed, fri, because"),
        ("fluid_limit = true", "hydration", "hydration.goal is none, because"),
        ("static_hobby = true", "hours", "hours.to is 21:00, because"),
        ("high_stress = true", "relax", "relax.per_day is 3, because"),
    ],
)
def test_values_are_told_as_people_say_them(answer: str, kind: str, sentence: str) -> None:
    """On and off, days by their names, none where there is none."""
    assert any(told.startswith(sentence) for told in for_you(settings(about(answer)), kind))


def test_what_is_on_or_unknown_is_not_off() -> None:
    """There is no reason to give for it."""
    mine = settings(about("pregnant = true", "cleared = true"))

    assert [why_off(mine, kind) for kind in ("strengthen", "movement", "nap", "")] == [None] * 4


def test_everything_that_an_answer_can_switch_off_says_how_it_comes_back() -> None:
    """Whoever is refused something must not be left to look for the way."""
    answers = about(*(f"{key} = true" for key, kind, *_ in ABOUT if isinstance(kind, Switch) and key != "cleared"))
    mine = settings(answers)
    off = {key for key in mine.because if key.endswith(".enabled")}

    assert off == set(LIFTED)
    assert all(LIFTED[key] in (why_off(mine, key.partition(".")[0]) or "") for key in off)


ANSWERED = [key for key, kind, *_ in ABOUT if isinstance(kind, Switch) and key != "cleared"]


@pytest.mark.parametrize("answer", ["cleared", *ANSWERED])
def test_each_answer_can_be_told_beside_a_clinicians_yes(answer: str) -> None:
    """The yes takes back what others have changed, and has nothing of its own to tell; for every kind."""
    mine = settings(about(*(f"{key} = true" for key in sorted({answer, "cleared"}))))

    told = [sentence for kind in (None, *built_in()) for sentence in for_you(mine, kind)]

    assert not any("about_you.cleared" in sentence for sentence in told)
    assert (told != []) is (answer != "cleared")


@pytest.mark.parametrize("answer", ANSWERED)
def test_no_answer_changes_something_in_silence(answer: str) -> None:
    """A setting or a text: each of them does something, and is given as the reason for it."""
    assert any(f"(about_you.{answer})" in told for told in for_you(settings(about(f"{answer} = true"))))


@pytest.mark.parametrize("kind", built_in())
def test_every_answer_that_chooses_texts_of_a_kind_is_told_for_it(kind: str) -> None:
    """The catalogue may learn new ones; nobody has to think of telling of them."""
    named = {said for text in everything(kind) for key in ("only", "unless") for said in text.get(key, ())}

    for answer in sorted(named & set(ANSWERED)):
        mine = settings(about(f"{answer} = true"))
        if mine.plan.kind(kind) is not None:
            assert any(f"(about_you.{answer})" in told for told in for_you(mine, kind))


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (
            "hot_place = true",
            "tip",
            (
                'Tip of the day: with "In the heat, drink a cup each 20 minutes" and "Know the signs of too much '
                'heat", because you said that you work in the heat (about_you.hot_place).'
            ),
        ),
        (
            "tight_hamstrings = true",
            "stretch",
            (
                'Stretch: "Stretch the backs of your legs" comes more often, because you said that the backs of your '
                "thighs are tight (about_you.tight_hamstrings)."
            ),
        ),
        (
            "sway_back = true",
            "strengthen",
            (
                'Strength: "Move one straight leg back a little" comes more often, because you said that your lower '
                "back has a deep curve (about_you.sway_back)."
            ),
        ),
        (
            'age = "65_or_over"',
            "strengthen",
            (
                'Strength: with "Stand up and sit down, slowly" and "Rise on your toes, holding on", and without '
                '"Stand up and sit down, eight times" and "Rise on your toes, twelve times", because you said that you '
                "are 65 or over (about_you.age)."
            ),
        ),
        (
            "pregnant = true",
            "stretch",
            (
                "Stretch: the gentle ones alone, until a clinician has said yes and about_you.cleared is true, because "
                "you said that you are pregnant (about_you.pregnant)."
            ),
        ),
    ],
)
def test_texts_that_are_chosen_are_told_by_their_titles(answer: str, kind: str, sentence: str) -> None:
    """No setting shows them."""
    assert sentence in for_you(settings(about(answer)), kind)


@pytest.mark.parametrize(
    ("choice", "answer", "kind"),
    [
        ('exclude = ["E13"]', "tight_hamstrings", "stretch"),
        ('exclude = ["E12"]', "sway_back", "stretch"),
        ("seated = true", "sway_back", "stretch"),
        ("seated = true", "sway_back", "strengthen"),
        ('exclude = ["E18", "E20", "E05", "E16", "E14", "E17", "E21"]', "sway_back", "strengthen"),
    ],
)
def test_what_choice_rules_out_is_not_promised_more_often(choice: str, answer: str, kind: str) -> None:
    """Nor what is all there is: it comes as often as it can anyway."""
    mine = settings(f"choice.{choice}\n{about(f'{answer} = true')}")

    assert for_you(mine, kind) == []


def test_what_choice_rules_out_is_no_change_of_an_answer() -> None:
    """Neither what would have come because of it, nor what would have gone."""
    without = 'choice.exclude = ["E18", "E21", "E20"]\n'

    assert for_you(settings(without + about('age = "65_or_over"')), "strengthen") == []
    assert for_you(settings(without + about("condition = true", "cleared = true")), "strengthen") == []


STRENGTH = ", ".join(f'"{each.name}"' for each in LIBRARY if each.kind == "strengthen")
NO_STRENGTH = f"choice.exclude = [{STRENGTH}]\n"


def test_a_kind_without_exercises_is_not_called_switched_off() -> None:
    """Whoever looks for the switch finds it on."""
    left = why_off(settings(NO_STRENGTH), "strengthen")

    assert (
        left == "There is no strengthen: [choice] leaves nothing for it. Where you exclude less there, it comes back."
    )
    assert not nothing_left(settings(NO_STRENGTH), "stretch")


def test_a_kind_without_exercises_that_is_off_anyway_is_told_as_that() -> None:
    """To exclude less would not bring it back."""
    assert "switched off" in (why_off(settings(NO_STRENGTH + "strengthen.enabled = false\n"), "strengthen") or "")
    assert "you are pregnant" in (why_off(settings(NO_STRENGTH + about("pregnant = true")), "strengthen") or "")


def test_of_many_texts_two_are_named_and_the_others_counted() -> None:
    """A page of titles says less."""
    (told,) = for_you(settings(about("condition = true", "cleared = true")), "tip")

    assert re.search(r': with "[^"]+" and "[^"]+", and without "[^"]+", "[^"]+" and \d more, because', told)


def test_what_another_answer_takes_away_is_not_promised() -> None:
    """Who may not drink much gets no tips for training that tell them to."""
    mine = settings(about("intense_exercise = true", "fluid_limit = true"))

    assert not any("about_you.intense_exercise" in told for told in for_you(mine, "tip"))


def test_of_what_is_off_nothing_is_told() -> None:
    """Whoever wants no tips has none of their own."""
    mine = settings("[tip]\nenabled = false\n" + about("hot_place = true"))

    assert for_you(mine) == []
