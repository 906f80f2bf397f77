"""Which exercise comes next: another one than last time, for another part of the body, and not done recently."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from math import ceil

from reminder.core.exercises import Exercise
from reminder.core.plan import DailyKind, Kind
from reminder.core.state import State

KEPT = 40
"""How many are remembered of what was offered: more than any pool is large, but for somebody's very own."""


def exercise_of(state: State, kind: Kind | None, before: str = "", taken: Collection[str] = ()) -> str:
    """The exercise that a prompt for this kind asks for; "": none in particular.

    What was asked for `before` (snoozed, taken back, or on the screen) stays, while it is one of those that take turns
    now: a kind has others while the back is sore. What the same prompt asks for already, `taken`, is not asked for
    twice where there is another.
    """
    if not isinstance(kind, DailyKind):
        return ""
    fresh = tuple(each for each in kind.pool.usual if each.name not in taken) or kind.pool.usual
    if any(each.name == before for each in fresh):
        return before
    chosen = choose(fresh, kind.pool.favored, state.offered.get(kind.name, ()), state.exercised)
    return "" if chosen is None else chosen.name


def offered(state: State, kind: str, exercise: str) -> Mapping[str, tuple[str, ...]]:
    """What was offered, once a prompt for this kind is for this exercise."""
    before = state.offered.get(kind, ())
    if not exercise or before[-1:] == (exercise,):
        return state.offered
    return {**state.offered, kind: (*before, exercise)[-KEPT:]}


def choose(
    exercises: Sequence[Exercise],
    favored: Sequence[frozenset[str]],
    offered: Sequence[str],
    done: Mapping[str, datetime],
) -> Exercise | None:
    """The next of these; None if there is none.

    `favored` are groups of names: one of the first group comes every other time, one of the next every other time among
    what is left, and so on; a group so large that each of it would come no more often than the rest comes more often
    than that. `offered` are the names of those that the kind's prompts were for, the last one at the end; `done` is
    when each was last done.
    """
    area = next((each.area for each in exercises if [each.name] == list(offered[-1:])), None)
    return _favored(exercises, favored, offered, done, area)


def _favored(
    exercises: Sequence[Exercise],
    favored: Sequence[frozenset[str]],
    offered: Sequence[str],
    done: Mapping[str, datetime],
    area: str | None,
) -> Exercise | None:
    for number, group in enumerate(favored):
        mine = [each for each in exercises if each.name in group]
        others = [each for each in exercises if each.name not in group]
        if mine and others:
            in_a_row = max(1, ceil(2 * len(mine) / len(others)))
            if len(offered) >= in_a_row and group.issuperset(offered[-in_a_row:]):
                rest = [name for name in offered if name not in group]
                return _favored(others, favored[number + 1 :], rest, done, area)
            return _in_turn(mine, [name for name in offered if name in group], done, area)
    return _in_turn(exercises, offered, done, area)


def _in_turn(
    exercises: Sequence[Exercise], offered: Sequence[str], done: Mapping[str, datetime], area: str | None
) -> Exercise | None:
    """Whose turn it is where none is favored, after one for this `area`.

    What was offered in as many prompts as half of them does not come again yet, nor does the part of the body that had
    the last turn, where there is another. Among what is left, that comes first which was offered longest ago; what was
    done waits longer than what was not, by up to half a round. So nothing is gone for good because it was done, or not.
    """
    recent = frozenset(offered[-(len(exercises) // 2) :]) if len(exercises) > 1 else frozenset()
    rested = [each for each in exercises if each.name not in recent]
    elsewhere = [each for each in rested if each.area != area]
    moments = sorted(_when(done, each.name) for each in exercises)

    def turn(each: Exercise) -> float:
        return _place(offered, each.name) + moments.index(_when(done, each.name)) / 2

    return min(elsewhere or rested or exercises, key=turn, default=None)


def _when(done: Mapping[str, datetime], name: str) -> float:
    moment = done.get(name)
    return float("-inf") if moment is None else moment.timestamp()


def _place(offered: Sequence[str], name: str) -> int:
    """Where among the offered it last stood; -1: it did not."""
    return max((place for place, each in enumerate(offered) if each == name), default=-1)
