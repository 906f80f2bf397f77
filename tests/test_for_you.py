"""What is other than for everybody, because of what the user said of themselves."""

import pytest

from reminder.config.about_options import ABOUT
from reminder.config.values import Switch
from reminder.for_you import LIFTED, TEXTS, for_you, why_off
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


@pytest.mark.parametrize("answer", TEXTS)
def test_an_answer_that_chooses_texts_is_told_though_no_setting_shows_it(answer: str) -> None:
    """The setting's own sentence says what it does."""
    mine = settings(about(f"{answer} = true"))

    for kind in TEXTS[answer]:
        assert any("come more often" in told or "comes more often" in told for told in for_you(mine, kind))
    assert for_you(mine, "relax") == []
