"""Which exercise comes next: another one than last time, for another part of the body, and not done recently."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from reminder.core.exercises import Exercise


def choose(
    exercises: Sequence[Exercise],
    favored: frozenset[str],
    offered: Sequence[str],
    done: Mapping[str, datetime],
) -> Exercise | None:
    """The next of these; None if there is none.

    `offered` are the names of those that the kind's prompts were for, the last one at the end; `done` is when each was
    last done, by whatever kind. A favored one comes every other time. What was offered in as many prompts as half of
    them does not come again yet, nor does the part of the body that had the last turn, where there is another. Among
    what is left, that which was done longest ago comes first, then that which was offered longest ago, then the order.
    """
    last = offered[-1] if offered else None
    turn = [each for each in exercises if each.name in favored]
    if not turn or last in favored:
        turn = [each for each in exercises if each.name not in favored] or turn
    area = next((each.area for each in exercises if each.name == last), None)
    recent = frozenset(offered[-(len(turn) // 2) :]) if len(turn) > 1 else frozenset()
    for allowed in (
        [each for each in turn if each.name not in recent and each.area != area],
        [each for each in turn if each.name not in recent],
        turn,
    ):
        if allowed:
            return min(allowed, key=lambda each: (_when(done, each.name), _place(offered, each.name)))
    return None


def _when(done: Mapping[str, datetime], name: str) -> float:
    moment = done.get(name)
    return float("-inf") if moment is None else moment.timestamp()


def _place(offered: Sequence[str], name: str) -> int:
    """Where among the offered it last stood; -1: it did not."""
    return max((place for place, each in enumerate(offered) if each == name), default=-1)
