"""A moment is told as people say it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminder.replies import BadWordsError, Refused, at_words, clock_words

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Berlin"))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOON + HOUR, "13:00"),
        (NOON.astimezone(UTC) + HOUR, "13:00"),
        (NOON + 16 * HOUR, "tomorrow 04:00"),
        (NOON + timedelta(days=2), "4 March 12:00"),
    ],
)
def test_a_moment_is_told_in_local_time_with_as_much_date_as_it_needs(moment: datetime, words: str) -> None:
    """No date for today."""
    assert clock_words(moment, NOON) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(HOUR, "at 13:00"), (16 * HOUR, "tomorrow 04:00"), (48 * HOUR, "on 4 March 12:00")],
)
def test_a_moment_stands_in_a_sentence_as_people_say_it(ahead: timedelta, words: str) -> None:
    """Nothing is due "at tomorrow 00:08"."""
    assert at_words(NOON + ahead, NOON) == words


def test_bad_words_are_refused_like_anything_else_that_makes_no_sense() -> None:
    """The tray tells both alike; only the command line's exit code tells them apart."""
    assert issubclass(BadWordsError, Refused)
