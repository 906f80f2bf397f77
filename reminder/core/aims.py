"""What is aimed at on a desk day, logged as it was in force: a later change of settings changes no week before it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter

from reminder.core.effects import RecordAims
from reminder.core.intake import bedtime_of
from reminder.core.plan import DailyKind, LimitKind, PaceKind, Plan, SittingKind
from reminder.core.state import State
from reminder.core.turn import Turn


def keep_aims(state: State, turn: Turn) -> State:
    """Record the aims of the day once somebody is at the desk in it, and again when they change."""
    begun = state.begun is not None and state.begun.day == turn.day
    if not begun or not state.desk.seated:
        return state
    aims = aims_of(turn)
    if aims == state.aims:
        return state
    turn.effects.append(aims)
    return replace(state, aims=aims)


def aims_of(turn: Turn) -> RecordAims:
    """The aims of the running desk day. What is not asked for is not aimed at."""
    plan = turn.plan
    asked = {type(kind) for kind in plan.kinds}
    return RecordAims(
        turn.day,
        plan.water.goal_ml if PaceKind in asked else None,
        plan.caffeine.limit_mg if LimitKind in asked else None,
        bedtime_of(turn, turn.day),
        plan.caffeine.half_life,
        plan.bout_every,
        plan.bout_rest,
        plan.goal,
        rhythms(plan),
    )


def rhythms(plan: Plan) -> Mapping[str, float]:
    """How often each kind comes: seconds between two, or times a day. Caffeine goes by what one takes, and has none."""
    found: dict[str, float] = {}
    for kind in plan.kinds:
        match kind:
            case SittingKind():
                found[kind.name] = kind.every.total_seconds()
            case PaceKind():
                found[kind.name] = plan.water.every.total_seconds()
            case DailyKind():
                found[kind.name] = kind.times
            case LimitKind():
                pass
    return found


class AimLog:
    """The aims of any day, out of the log: those recorded last on it or, where nobody was at the desk, before it."""

    def __init__(self, rows: Iterable[RecordAims]) -> None:
        """Rows in the order in which they were written, in which a clock that was set back may mix up the days."""
        self._rows = sorted(rows, key=attrgetter("day"))

    def of(self, day: date) -> RecordAims | None:
        """The aims of this desk day; None: none were recorded by then."""
        place = bisect_right(self._rows, day, key=attrgetter("day"))
        return self._rows[place - 1] if place else None

    def steady(self, days: Iterable[date]) -> Mapping[str, float]:
        """The rhythm of each kind for which it was the same on all of these days, as far as any are known."""
        known = [aims.rhythms for day in days if (aims := self.of(day)) is not None]
        last = known[-1] if known else {}
        return {kind: rhythm for kind, rhythm in last.items() if all(each.get(kind) == rhythm for each in known)}
