"""What is other than for everybody, because of what the user said of themselves."""

import pytest

from reminder.for_you import TEXTS, for_you
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
    assert for_you(mine, "relax") == []
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


@pytest.mark.parametrize("answer", TEXTS)
def test_an_answer_that_chooses_texts_is_told_though_no_setting_shows_it(answer: str) -> None:
    """The setting's own sentence says what it does."""
    mine = settings(about(f"{answer} = true"))

    for kind in TEXTS[answer]:
        assert any("come more often" in told or "comes more often" in told for told in for_you(mine, kind))
    assert for_you(mine, "relax") == []
