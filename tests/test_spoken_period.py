"""Periods as people name them, and a sentence that helps where the words name none."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.period import Period, Unit
from reminder.spoken_period import FIRST_YEAR, NoPeriodError, period_of

TODAY = date(2026, 3, 11)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("", "2026-W11"),
        ("this", "2026-W11"),
        ("week", "2026-W11"),
        ("this week", "2026-W11"),
        ("last", "2026-W10"),
        ("last week", "2026-W10"),
        (" Last  WEEK ", "2026-W10"),
        ("month", "2026-03"),
        ("this month", "2026-03"),
        ("last month", "2026-02"),
        ("year", "2026"),
        ("last year", "2025"),
        ("2026-W53", "2026-W53"),
        ("2026w9", "2026-W09"),
        ("2026-03-02", "2026-W10"),
        ("2026-01-01", "2026-W01"),
        ("2026-02", "2026-02"),
        ("2026-2", "2026-02"),
        ("2024", "2024"),
    ],
)
def test_the_words_name_a_period(words: str, name: str) -> None:
    """Relative to today, or as it is written; in whatever case, with whatever room between."""
    assert period_of(words, TODAY).name == name


@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "next week",
        "last day",
        "2025-W53",
        "2026-W00",
        "2026-13",
        "2026-02-30",
        "0000",
        "26",
        "-1",
        "2026-W",
    ],
)
def test_what_names_none_is_told_so_with_what_does(words: str) -> None:
    """2025 has no week 53, and February no 30th."""
    with pytest.raises(NoPeriodError, match="is no week, month or year") as refused:
        period_of(words, TODAY)

    assert words in str(refused.value)
    assert "2026-W10" in str(refused.value)


@pytest.mark.parametrize("words", ["1969", "9999", "0001-W02", "1969-12", "9999-12-31"])
def test_what_is_too_far_away_is_told_so(words: str) -> None:
    """No calendar has the days around it."""
    with pytest.raises(NoPeriodError, match="too far away"):
        period_of(words, TODAY)


@given(st.sampled_from(Unit), st.dates(date(1970, 1, 5), date(9998, 1, 1)))
def test_every_name_is_understood(unit: Unit, day: date) -> None:
    """What a program prints, it takes."""
    period = Period.of(unit, day)

    assert period_of(period.name, TODAY) == period


@given(st.text(max_size=12))
def test_no_words_break_it(words: str) -> None:
    """A period, or the one error that says why not."""
    with suppress(NoPeriodError):
        assert period_of(words, TODAY).before().first.year >= FIRST_YEAR - 2


@pytest.mark.parametrize(("words", "meant"), [("lsat", "last"), ("last wek", "last week"), ("moth", "month")])
def test_a_slip_is_told_with_the_period_that_was_meant(words: str, meant: str) -> None:
    """One look, and it is mended."""
    with pytest.raises(NoPeriodError, match=f"Did you mean '{meant}'"):
        period_of(words, date(2026, 3, 11))
