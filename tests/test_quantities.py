"""Amounts as people say them, the same wherever they are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.quantities import STEP_MG, about, amount, mean_amount, milligrams


@pytest.mark.parametrize(
    ("ml", "words"), [(0, "0 ml"), (999, "999 ml"), (1000, "1 l"), (1250, "1.25 l"), (1800, "1.8 l")]
)
def test_from_a_liter_on_it_is_liters(ml: int, words: str) -> None:
    """600 ml of 1.8 l."""
    assert amount(ml) == words


@pytest.mark.parametrize(("ml", "words"), [(4 / 3 * 1000, "1.33 l"), (996, "1 l"), (666.7, "670 ml")])
def test_a_mean_of_drinks_is_no_finer_than_drinks_are_told(ml: float, words: str) -> None:
    """Nobody drank 667 ml."""
    assert mean_amount(ml) == words


@pytest.mark.parametrize(("mg", "words"), [(0, "0 mg"), (0.4, "under 1 mg"), (62.5, "62 mg"), (79.6, "80 mg")])
def test_a_dose_is_told_to_the_milligram(mg: float, words: str) -> None:
    """No cup is known better."""
    assert milligrams(mg) == words


@given(st.floats(0, 2000))
def test_no_estimate_is_off_by_more_than_half_a_step(mg: float) -> None:
    """And it says that it is one."""
    words = about(mg)
    told = 0.0 if words.startswith("under") else float(words.removeprefix("about ").removesuffix(" mg"))

    assert abs(told - mg) <= STEP_MG / 2
