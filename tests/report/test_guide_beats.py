"""What comes when in an exercise, as the guide plays it."""

from itertools import pairwise
from typing import Any

import pytest

from reminder.guide import guide_of
from reminder.report.guide_beats import CHANGE, beats, rounds

LIBRARY = {each["id"]: each for each in guide_of(None, ())["exercises"]}


def exercise(**other: Any) -> dict[str, Any]:
    return {"tempo": {"out": 3, "hold": 20, "back": 3, "rest": 2}, "repeat": 2, "sides": 1, "lasts": None, **other}


def told(each: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(beat["phase"], beat["side"], beat["round"], beat["at"], beat["until"]) for beat in beats(each)]


def test_every_repetition_goes_there_holds_comes_back_and_rests() -> None:
    """One after the other, without a gap."""
    assert told(exercise()) == [
        ("out", 0, 1, 0, 3),
        ("hold", 0, 1, 3, 23),
        ("back", 0, 1, 23, 26),
        ("rest", 0, 1, 26, 28),
        ("out", 0, 2, 28, 31),
        ("hold", 0, 2, 31, 51),
        ("back", 0, 2, 51, 54),
        ("rest", 0, 2, 54, 56),
    ]
    assert [beat["into"] for beat in beats(exercise())] == [0, 3, 23, 26] * 2


def test_there_is_time_to_change_sides() -> None:
    """Nobody has the other leg out in no time."""
    found = told(exercise(repeat=1, sides=2))

    assert found[4:6] == [("change", 1, 0, 28, 28 + CHANGE), ("out", 1, 1, 33, 36)]
    assert found[-1] == ("rest", 1, 1, 59, 61)


def test_a_phase_of_no_length_is_left_out() -> None:
    """Breathing holds nothing."""
    breathing = exercise(tempo={"out": 4, "hold": 0, "back": 6, "rest": 0}, lasts=20)

    assert told(breathing) == [
        ("out", 0, 1, 0, 4),
        ("back", 0, 1, 4, 10),
        ("out", 0, 2, 10, 14),
        ("back", 0, 2, 14, 20),
    ]


def test_what_is_given_by_its_length_ends_with_it() -> None:
    """In the middle of a repetition, if need be; shared between the sides, if it has any."""
    walk = exercise(tempo={"out": 0.6, "hold": 0, "back": 0.6, "rest": 0}, lasts=2)
    both = exercise(lasts=40, sides=2)

    assert rounds(walk) == 2
    assert told(walk)[-1] == ("back", 0, 2, 1.8, 2)
    assert told(both)[-1][-1] == 40 + CHANGE
    assert rounds(both) == 1


def test_what_takes_no_time_ends_all_the_same() -> None:
    """A mistake in somebody's own exercise must not hang the page."""
    nothing = exercise(tempo=dict.fromkeys(("out", "hold", "back", "rest"), 0), lasts=3)

    assert told(nothing) == [("rest", 0, number, number - 1, number) for number in (1, 2, 3)]


@pytest.mark.parametrize("each", LIBRARY.values(), ids=LIBRARY)
def test_each_exercise_is_as_long_as_it_says_without_a_gap(each: dict[str, Any]) -> None:
    """But for changing sides, which is not exercise."""
    found = beats(each)

    assert found[0]["at"] == 0
    assert found[-1]["until"] == pytest.approx(each["seconds"] + CHANGE * (each["sides"] - 1))
    assert all(one["until"] == other["at"] and other["at"] < other["until"] for one, other in pairwise(found))
