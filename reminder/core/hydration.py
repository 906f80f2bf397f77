"""When water is asked for: behind the goal's line, and never more in an hour than kidneys clear (K3).

The line rises evenly from getting up to two hours before bedtime, so that 1.8 l in drinks of 200 ml come to one each 90
minutes. Whoever comes late is not asked to catch up: one drink at a time, `every` apart.
Nobody knows what was drunk before the very first start, so it counts like a drink. In the heat it rises by a
drink each 20 minutes from when heat mode was switched on, up to one and a half times the goal (NIOSH 2017-126).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from reminder.core.intake import bedtime_of, drunk_today, waking
from reminder.core.plan import BEFORE_BED, Water
from reminder.core.records import dataclass
from reminder.core.state import Asked, State, Taken
from reminder.core.turn import Turn

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ask:
    """When water is or will be due, and before when it must not be asked for, not even a little, along with others."""

    due: datetime
    not_before: datetime


def next_ask(state: State, turn: Turn, *, again: bool = False) -> Ask | None:
    """The next time on this desk day, if nothing is drunk until then; None: not any more.

    What was asked for in all stays within the goal as well, for who drinks and does not say so. `again`: the last
    prompt for it was put off, so it asked for nothing yet.
    """
    water, asked = turn.plan.water, _needs(state, again=again)
    start, end = waking(turn), bedtime_of(turn, turn.day) - BEFORE_BED
    behind = _behind_at(state, turn, water, start, end)
    asked_today = sum(each.ml for each in asked if turn.day_of(each.at) == turn.day)
    if behind is None or turn.at >= end or asked_today + water.drink_ml > (water.goal_ml or 0):
        return None
    drinks = [each for each in state.taken if each.ml and each.at <= turn.at]  # a clock may have been ahead
    bounds = [start, *_room_at(drinks, water), *_room_at(state.asked, water)]
    bounds += [each.at + water.every for each in drinks]
    bounds += [each.at + water.every for each in asked]
    bounds += [state.arrived + water.every] if state.arrived is not None else []
    begun = [state.begun.at] if state.begun is not None and state.begun.day == turn.day else []
    not_before = max(bounds)
    due = max(behind, not_before, *begun)
    return Ask(due, not_before) if due < end else None


def _behind_at(state: State, turn: Turn, water: Water, start: datetime, end: datetime) -> datetime | None:
    """When the line is one drink ahead of what was drunk; None: it ends before."""
    if water.goal_ml is None or start >= end:
        return None
    wanted = drunk_today(state, turn) + water.drink_ml
    if wanted > water.goal_ml:
        return None
    if water.since is not None:
        since = sum(each.ml for each in state.taken if each.at >= water.since)
        return water.since + water.every * ((since + water.drink_ml) / water.drink_ml)
    return start + (end - start) * (wanted / water.goal_ml)


def _room_at(amounts: Iterable[Taken | Asked], water: Water) -> Iterator[datetime]:
    """When another drink fits into the hour before it, if it does not at any time."""
    latest = sorted(((each.at, each.ml) for each in amounts), reverse=True)
    within = water.drink_ml
    for at, ml in latest:
        within += ml
        if within > water.per_hour_ml:
            yield at + HOUR
            return


def asked(state: State, turn: Turn, *, again: bool) -> tuple[Asked, ...]:
    """The account of what was asked for, with a prompt that is shown now; what no longer counts is left out."""
    needs = _needs(state, again=again)
    before = (each if each in needs else replace(each, once_more=True) for each in state.asked)
    kept = (each for each in before if turn.at - each.at < HOUR or turn.day_of(each.at) == turn.day)
    return (*kept, Asked(turn.at, turn.plan.water.drink_ml))


def _needs(state: State, *, again: bool) -> list[Asked]:
    """The drinks that were asked for, each once, without the one that is still to come `again`."""
    needs = [each for each in state.asked if not each.once_more]
    return needs[:-1] if again else needs
