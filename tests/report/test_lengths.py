"""How reports say counts, shares and lengths."""

from datetime import timedelta

import pytest

from reminder.report.lengths import count, length, percent, spelled
from tests.report.made import HOUR, MINUTE, NONE


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (NONE, "0 min"),
        (59 * MINUTE, "59 min"),
        (HOUR, "1 h 00"),
        (112 * MINUTE + 59 * MINUTE / 60, "1 h 52"),
        (30 * HOUR, "30 h 00"),
    ],
)
def test_a_length_is_short_and_does_not_round_up(span: timedelta, words: str) -> None:
    """An hour not sat is not told as one."""
    assert length(span) == words


@pytest.mark.parametrize(("number", "words"), [(0, "no breaks"), (1, "1 break"), (2, "2 breaks")])
def test_a_number_of_things_reads_as_one_says_it(number: int, words: str) -> None:
    """Also none of them."""
    assert count(number, "break") == words


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (9, "nine"), (10, "10")])
def test_a_small_number_is_a_word(number: int, words: str) -> None:
    """In a sentence; from ten on it is read faster as a number."""
    assert spelled(number) == words


def test_a_share_stays_with_its_sign() -> None:
    """No line ends between them."""
    assert percent(0.7) == "70\N{NO-BREAK SPACE}%"
