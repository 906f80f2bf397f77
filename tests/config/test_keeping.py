"""How long something is kept, as people count time, and for ever."""

from datetime import timedelta

import pytest

from reminder.config.keeping import Kept
from reminder.config.mistakes import Wrong

KEPT = Kept("90 days", "100 years")


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("90 days", 90),
        ("13 weeks", 91),
        ("18 months", 558),
        ("1 year", 366),
        (" 3 Years ", 1098),
        ("3years", 1098),
        ("100 years", 36600),
    ],
)
def test_it_is_told_in_the_units_of_the_calendar(raw: str, days: int) -> None:
    """With as many days as a year or a month can have: nothing goes a day too early. What is written reads the same."""
    assert KEPT.read(raw) == timedelta(days=days)
    assert KEPT.read(KEPT.write(timedelta(days=days))) == timedelta(days=days)


@pytest.mark.parametrize("raw", ["forever", " Forever "])
def test_for_ever_is_a_word(raw: str) -> None:
    """And no number that is only large."""
    assert KEPT.read(raw) is None
    assert KEPT.write(None) == "forever"


@pytest.mark.parametrize(("days", "written"), [(1098, "3 years"), (366, "1 year"), (62, "2 months"), (91, "13 weeks")])
def test_it_is_written_in_the_largest_unit(days: int, written: str) -> None:
    """As one would say it."""
    assert KEPT.write(timedelta(days=days)) == written


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("89 days", "it can be anything from 90 days to 100 years, or forever"),
        ("101 years", "it can be anything from 90 days to 100 years, or forever"),
        ("99999 years", "it can be anything from 90 days to 100 years, or forever"),
        ("3", 'write it like "3 years", "18 months", "90 days" or "forever"'),
        ("3 h", 'write it like "3 years", "18 months", "90 days" or "forever"'),
        ("", 'write it like "3 years", "18 months", "90 days" or "forever"'),
        (3, 'write it in quotes, such as "3 years" or "forever"'),
        (True, 'write it in quotes, such as "3 years" or "forever"'),
    ],
)
def test_what_is_not_understood_is_told_with_how_to_write_it(raw: object, told: str) -> None:
    """Nothing is guessed where something is removed."""
    with pytest.raises(Wrong) as wrong:
        KEPT.read(raw)
    assert str(wrong.value) == told
