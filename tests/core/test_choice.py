"""Whose turn it is among a kind's exercises: never the same twice, and each part of the body."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.choice import choose
from reminder.core.exercises import LIBRARY, Exercise, Wishes, pool
from tests.core.story import BERLIN

STRETCHES = pool("stretch", LIBRARY, frozenset(), Wishes()).usual
NOON = datetime(2026, 3, 2, 12, tzinfo=BERLIN)


def turns(
    exercises: tuple[Exercise, ...], favored: tuple[frozenset[str], ...] = (), *, count: int = 40, does: bool = True
) -> list[str]:
    """The names in the order in which they come, for somebody who does each of them, or none."""
    offered, done = list[str](), dict[str, datetime]()
    for number in range(count):
        chosen = choose(exercises, favored, offered, done)
        assert chosen is not None
        offered.append(chosen.name)
        if does:
            done[chosen.name] = NOON + timedelta(hours=number)
    return offered


def test_the_first_is_the_first_of_the_library() -> None:
    """The backs of the legs: what most of us need."""
    assert turns(STRETCHES, count=1) == ["E13"]


@pytest.mark.parametrize("does", [True, False], ids=["does them", "skips them"])
def test_each_has_its_turn_before_any_comes_again(does: bool) -> None:  # noqa: FBT001 - a parameter of the story
    """Twelve stretches, two a day: a week of them without the same one twice."""
    order = turns(STRETCHES, count=len(STRETCHES), does=does)

    assert sorted(order) == sorted(each.name for each in STRETCHES)


def test_the_same_part_of_the_body_does_not_come_twice_in_a_row() -> None:
    """The neck twice is a neck too many."""
    area = {each.name: each.area for each in STRETCHES}

    assert all(area[first] != area[last] for first, last in pairwise(turns(STRETCHES)))


def test_what_was_skipped_comes_before_what_was_done_at_about_that_time() -> None:
    """It is not pushed: it waited as well, only not as long."""
    offered = [each.name for each in STRETCHES]
    done = {"E02": NOON - timedelta(days=1), "E13": NOON}

    chosen = choose(STRETCHES, (), offered, done)

    assert chosen is not None
    assert chosen.name == "E12"


@pytest.mark.parametrize("liked", [{"E13", "E02", "E15"}, {"E09"}])
def test_what_is_done_is_not_gone_because_of_it(liked: set[str]) -> None:
    """Who does three and skips nine must not be left with the nine."""
    offered, done = list[str](), dict[str, datetime]()
    for number in range(60):
        chosen = choose(STRETCHES, (), offered, done)
        assert chosen is not None
        offered.append(chosen.name)
        if chosen.name in liked:
            done[chosen.name] = NOON + timedelta(hours=number)

    assert all(offered[12:].count(name) >= 2 for name in liked)
    assert set(offered[-16:]) >= liked


def test_what_is_favored_comes_every_other_time() -> None:
    """Tight hamstrings: their stretch on one of the day's two."""
    order = turns(STRETCHES, (frozenset({"E13"}),), count=10)

    assert [name == "E13" for name in order] == [True, False] * 5


def test_of_several_favored_ones_each_has_its_turn() -> None:
    """Whoever favors three is not given only the first."""
    order = turns(STRETCHES, (frozenset({"E13", "E12", "E02"}),), count=12)

    assert set(order[::2]) == {"E13", "E12", "E02"}
    assert not set(order[1::2]) & {"E13", "E12", "E02"}


def test_what_is_needed_comes_before_what_is_wished_for() -> None:
    """Tight hamstrings and a sway back: the one's stretch daily, the other's every other day, the rest in between."""
    order = turns(STRETCHES, (frozenset({"E13"}), frozenset({"E12"})), count=16)

    assert set(order[::2]) == {"E13"}
    assert set(order[1::4]) == {"E12"}
    assert not set(order[3::4]) & {"E13", "E12"}


def test_most_of_them_favored_still_come_more_often_than_the_others() -> None:
    """Ten of twelve: each of them twice while each of the others comes once."""
    favored = frozenset(each.name for each in STRETCHES) - {"E01", "E09"}
    order = turns(STRETCHES, (favored,), count=66)

    assert min(order.count(name) for name in favored) > max(order.count(name) for name in ("E01", "E09"))
    assert {"E01", "E09"} <= set(order)


def test_the_part_of_the_body_changes_between_the_favored_and_the_others_too() -> None:
    """A neck stretch that is preferred, and then not another one for the neck."""
    area = {each.name: each.area for each in STRETCHES}
    order = turns(STRETCHES, (frozenset({"E02"}),), count=24)

    assert all(area[first] != area[last] for first, last in pairwise(order))


def test_of_one_the_choice_is_that_one_and_of_none_there_is_none() -> None:
    """Who excludes all but one has that one, over and over."""
    assert turns(STRETCHES[:1], count=3) == ["E13"] * 3
    assert choose((), (), [], {}) is None


NAMES = [each.name for each in STRETCHES]


@given(
    st.lists(st.sampled_from(NAMES), unique=True, min_size=2),
    st.lists(st.frozensets(st.sampled_from(NAMES)), max_size=3),
    st.lists(st.sampled_from([*NAMES, "gone since"])),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 1000)),
)
def test_whatever_was_offered_and_done_the_next_one_is_another(
    names: list[str], favored: list[frozenset[str]], offered: list[str], done: dict[str, int]
) -> None:
    """Of two or more, none comes twice in a row; and it is always one of those that there are."""
    exercises = [each for each in STRETCHES if each.name in names]
    chosen = choose(exercises, favored, offered, {name: NOON + timedelta(hours=ago) for name, ago in done.items()})

    assert chosen in exercises
    assert not offered or chosen.name != offered[-1]
