"""How long it took to answer, in words."""

from datetime import timedelta

import pytest

from reminder.core.plan import HoldKind
from reminder.report.silence_words import HOLDS, answers_in_words, middle_half_in_words

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        ([], ""),
        ([40], "40 seconds, once."),
        ([10, 20, 90], "Half of your 3 answers came within 20 seconds."),
        ([0.4, 0.6], "Half of your 2 answers came within 1 second."),
        ([61, 62], "Half of your 2 answers came within 2 min."),
    ],
)
def test_half_of_the_answers_came_within(seconds: list[float], told: str) -> None:
    """The middle one says more than a mean that one lunch would spoil."""
    assert answers_in_words([each * SECOND for each in seconds]) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        ([], ""),
        ([10, 20, 30], ""),
        ([10, 20, 30, 40], "The middle half took 10 seconds to 30 seconds."),
        ([5, 12, 20, 30, 100, 400], "The middle half took 12 seconds to 2 min."),
        ([20, 20, 20, 20], "The middle half took about 20 seconds."),
    ],
)
def test_the_middle_half_has_its_ends(seconds: list[float], told: str) -> None:
    """A few answers have no quarters, and an end is a time that an answer took."""
    assert middle_half_in_words([each * SECOND for each in seconds]) == told


def test_every_hold_has_its_words() -> None:
    """None is told by its name in the code."""
    assert set(HOLDS) == set(HoldKind)
