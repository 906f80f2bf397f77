"""Which exercise comes next: another one than last time, for another part of the body, and not done recently."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from reminder.core.exercises import Exercise
from reminder.core.plan import DailyKind, Kind
from reminder.core.state import State

KEPT = 40
"""How many are remembered of what was offered: more than any pool is large, but for somebody's very own."""


def exercise_of(state: State, kind: Kind | None, before: str = "") -> str:
    """The exercise that a prompt for this kind asks for; "": none in particular.

    What was asked for `before` (snoozed, taken back, or on the screen) stays, while it is one of those that take turns
    now: a kind has others while the back is sore.
    """
    if not isinstance(kind, DailyKind):
        return ""
    if any(each.name == before for each in kind.pool.usual):
        return before
    chosen = choose(kind.pool.usual, kind.pool.favored, state.offered.get(kind.name, ()), state.exercised)
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
    what is left, and so on. `offered` are the names of those that the kind's prompts were for, the last one at the end;
    `done` is when each was last done.
    """
    for number, group in enumerate(favored):
        mine = [each for each in exercises if each.name in group]
        others = [each for each in exercises if each.name not in group]
        if mine and others:
            if offered and offered[-1] in group:
                return choose(others, favored[number + 1 :], [name for name in offered if name not in group], done)
            return choose(mine, (), [name for name in offered if name in group], done)
    return _in_turn(exercises, offered, done)


def _in_turn(exercises: Sequence[Exercise], offered: Sequence[str], done: Mapping[str, datetime]) -> Exercise | None:
    """Whose turn it is where none is favored.

    What was offered in as many prompts as half of them does not come again yet, nor does the part of the body that had
    the last turn, where there is another. Among what is left, that which was done longest ago comes first, then that
    which was offered longest ago, then the order.
    """
    area = next((each.area for each in exercises if [each.name] == list(offered[-1:])), None)
    recent = frozenset(offered[-(len(exercises) // 2) :]) if len(exercises) > 1 else frozenset()
    rested = [each for each in exercises if each.name not in recent]
    elsewhere = [each for each in rested if each.area != area]
    allowed = elsewhere or rested or exercises
    return min(allowed, key=lambda each: (_when(done, each.name), _place(offered, each.name)), default=None)


def _when(done: Mapping[str, datetime], name: str) -> float:
    moment = done.get(name)
    return float("-inf") if moment is None else moment.timestamp()


def _place(offered: Sequence[str], name: str) -> int:
    """Where among the offered it last stood; -1: it did not."""
    return max((place for place, each in enumerate(offered) if each == name), default=-1)
