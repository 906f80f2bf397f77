"""What is in force: the file before answers, answers before presets, presets before defaults, and safety before all."""

from datetime import timedelta
from typing import Any

import pytest

from reminder.config.in_force import in_force

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "every"),
    [
        ({}, HOUR / 2),
        ({"movement.preset": "office"}, HOUR),
        ({"about_you.low_fitness": True}, HOUR),
        ({"about_you.low_fitness": True, "movement.preset": "standard"}, HOUR / 2),
        ({"about_you.low_fitness": True, "movement.every": HOUR / 3}, HOUR / 3),
    ],
)
def test_the_nearest_word_counts(given: dict[str, Any], every: timedelta) -> None:
    """What was said of this very setting beats what was said of something else."""
    assert in_force(given).values["movement.every"] == every


def test_a_bound_stands_over_the_file_and_is_told_as_overruling_only_then() -> None:
    """Where the file says nothing, there is nobody to contradict."""
    silent = in_force({"about_you.pregnant": True})
    against = in_force({"about_you.pregnant": True, "caffeine.limit": 300.0})

    assert silent.values["caffeine.limit"] == against.values["caffeine.limit"] == 200
    assert ([bound.key for bound in silent.overruled], [bound.key for bound in against.overruled]) == (
        *([], ["caffeine.limit"]),
    )


def test_a_section_of_a_group_has_its_defaults_and_nothing_where_there_is_none() -> None:
    """Only what is there can be shown."""
    values = in_force({"own.eyes.title": "Eyes", "drinks.mate.amount": 330, "day_starts": None}).values

    assert {key: value for key, value in values.items() if key.startswith(("own.", "drinks."))} == {
        "own.eyes.title": "Eyes",
        "own.eyes.body": "",
        "own.eyes.enabled": True,
        "drinks.mate.amount": 330,
    }
