"""The day in two short lines: what was asked for and done, what was sat, and nothing that nobody knows."""

from datetime import timedelta
from typing import Any

import pytest

from reminder.report.lengths import length
from reminder.report.today import day_so_far

DAY: dict[str, Any] = {
    "day": "2026-03-02",
    "breaks_done": 7,
    "breaks_missed": 2,
    "breaks_natural": 2,
    "sat_s": 15000,
    "longest_sat_s": 2880,
    "unknown_s": 0,
}


def lines(**different: int | None) -> tuple[str, ...]:
    return day_so_far(DAY | different, length)


def test_the_breaks_come_first_and_the_sitting_after_them() -> None:
    """Nothing else, and no percentage."""
    assert lines() == ("7 of 9 breaks · 2 unasked", "you sat 4 h 10 · longest 48 min")


def test_lengths_are_told_as_the_place_tells_them() -> None:
    """The menu says "4 h 10 min" of how long one sits, and must not have two ways."""
    assert day_so_far(DAY, lambda span: f"{span // timedelta(minutes=1)}'")[1] == "you sat 250' · longest 48'"


@pytest.mark.parametrize(
    ("done", "missed", "natural", "line"),
    [
        (7, 2, 0, "7 of 9 breaks"),
        (1, 0, 0, "1 of 1 break"),
        (0, 3, 0, "0 of 3 breaks"),
        (0, 3, 1, "0 of 3 breaks · 1 unasked"),
        (0, 0, 1, "1 break unasked"),
        (0, 0, 4, "4 breaks unasked"),
        (0, 0, 0, "no break asked for yet"),
    ],
)
def test_what_was_asked_for_is_told_apart_from_what_was_not(done: int, missed: int, natural: int, line: str) -> None:
    """C1: natural breaks are beside the rate, and without a question there is none."""
    assert lines(breaks_done=done, breaks_missed=missed, breaks_natural=natural)[0] == line


def test_where_no_breaks_are_asked_for_none_are_told() -> None:
    """Nobody is to wait for the first one."""
    nobody_asks = dict.fromkeys(("breaks_done", "breaks_missed", "breaks_natural"))

    assert lines(**nobody_asks) == ("you sat 4 h 10 · longest 48 min",)


@pytest.mark.parametrize(
    ("sat", "longest", "line"),
    [
        (2520, 2520, "you sat 42 min in one go"),
        (2520, 0, "you sat 42 min"),
        (2520, 59, "you sat 42 min"),
        (60, 60, "you sat 1 min in one go"),
    ],
)
def test_a_single_bout_is_not_told_twice(sat: int, longest: int, line: str) -> None:
    """Nor one that began on the day before told as none at all."""
    assert lines(sat_s=sat, longest_sat_s=longest)[1] == line


def test_a_day_that_has_just_begun_is_told_like_any_other() -> None:
    """Rows of a menu that come and go are clicked in error."""
    assert lines(sat_s=59, longest_sat_s=59)[1] == "you sat 0 min"


@pytest.mark.parametrize(
    ("sat", "longest", "line"),
    [
        (None, None, "how long you sat is not known"),
        (15000, 2880, "you sat at least 4 h 10 · longest seen 48 min"),
        (2520, 2520, "you sat at least 42 min"),
    ],
)
def test_what_nobody_could_see_is_not_told_as_none(sat: int | None, longest: int | None, line: str) -> None:
    """What was seen is the least there was, and its longest bout the longest that was seen."""
    assert lines(sat_s=sat, longest_sat_s=longest, unknown_s=3600)[1] == line
