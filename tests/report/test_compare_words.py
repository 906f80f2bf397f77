"""A comparison in words: what it is now, how it differs from the last time, and whether it stands out; no blame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.comparison import Compared, Measure
from reminder.core.period import Unit
from reminder.report.compare_words import LAST, sentence

HOUR_S, MINUTE_S = 3600.0, 60.0


def week(measure: Measure, now: float, *before: float) -> str:
    return sentence(Compared(measure, now, before), Unit.WEEK).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("measure", "now", "last", "words"),
    [
        (Measure.RATE, 0.6, 0.5, "You took 60 % of the breaks you were asked for: more than last week (50 %)."),
        (Measure.RATE, 0.0, 0.5, "You took 0 % of the breaks you were asked for: less than last week (50 %)."),
        (Measure.BREAKS, 7.25, 9, "7.2 breaks a day, asked for or not: fewer than last week (9)."),
        (Measure.BREAKS, 1, 0.5, "1 break a day, asked for or not: more than last week (0.5)."),
        (Measure.BREAKS, 2.96, 14.4, "3 breaks a day, asked for or not: fewer than last week (14)."),
        (
            Measure.LONGEST,
            112 * MINUTE_S,
            50 * MINUTE_S,
            "Your longest sit was 1 h 52: longer than last week (50 min).",
        ),
        (
            Measure.LONGEST,
            40 * MINUTE_S,
            60 * MINUTE_S,
            "Your longest sit was 40 min: shorter than last week (1 h 00).",
        ),
        (Measure.OVERLONG, 1, 0, "1 sit a day went past the limit: more than last week (0)."),
        (Measure.OVERLONG, 0, 1.5, "0 sits a day went past the limit: fewer than last week (1.5)."),
        (Measure.SITTING, 6 * HOUR_S, 7 * HOUR_S, "You sat 6 h 00 a day: less than last week (7 h 00)."),
    ],
)
def test_what_it_is_and_how_it_differs(measure: Measure, now: float, last: float, words: str) -> None:
    """With both numbers, so that nobody has to believe the words."""
    assert week(measure, now, last) == words


@pytest.mark.parametrize(("now", "last"), [(0.50, 0.52), (0.5, 0.5), (0.0, 0.0), (1.0, 0.96)])
def test_a_difference_that_nobody_would_notice_is_none(now: float, last: float) -> None:
    """Five percent of it, or nothing of nothing."""
    assert ": about as last week (" in week(Measure.RATE, now, last)


@pytest.mark.parametrize(("unit", "last"), [(Unit.MONTH, "the month before"), (Unit.YEAR, "the year before")])
def test_longer_periods_are_compared_with_the_one_before(unit: Unit, last: str) -> None:
    """By its name."""
    assert f"more than {last} (2)" in sentence(Compared(Measure.BREAKS, 4, (2,)), unit)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (9, (4, 5, 6, 7), ", and the most in five weeks."),
        (1, (4, 5, 6), ", and the fewest in four weeks."),
        (5, (4, 5, 6, 7), "(4); your last four weeks were from 4 to 7."),
        (7.2, (4, 5, 6, 7), "(4); your last four weeks were from 4 to 7."),
        (9, (4, 5), "(4)."),
    ],
)
def test_what_stands_out_among_several_is_told(now: float, before: tuple[float, ...], words: str) -> None:
    """Of fewer than three before it says nothing, nor does a difference that nobody would notice."""
    assert week(Measure.BREAKS, now, *before).endswith(words)


@given(
    st.sampled_from(Measure),
    st.sampled_from(Unit),
    st.floats(0, 1e5),
    st.lists(st.floats(0, 1e5), min_size=1, max_size=4),
)
def test_every_comparison_is_one_sentence(measure: Measure, unit: Unit, now: float, before: list[float]) -> None:
    """Whatever was measured."""
    words = sentence(Compared(measure, now, tuple(before)), unit)

    assert LAST[unit] in words
    assert words.endswith(".")
    assert words[0].isupper() or words[0].isdigit()
