"""What the user tells of themselves: drinks, doses, activity, aches, and what kind of day it is (K3, K4, P7).

Totals belong to the desk day on which something was told; what is left of the caffeine goes on over any number of days.
An undo takes the last entry of the day out of the account, so that it leaves no trace in any total; the log keeps both.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from reminder.core import caffeine
from reminder.core.effects import Budget, Caution, RecordIntake, Today
from reminder.core.events import Ached, Drank, Exercised, Intake, Switch, Switched, TookCaffeine, Undone
from reminder.core.plan import LimitKind
from reminder.core.state import NONE, State, Taken, Warned
from reminder.core.switches import switched
from reminder.core.turn import Turn

KEPT = timedelta(days=8)
"""How long entries are remembered: a week for habits, and as long as any half-life leaves more than a trace."""

HABIT_DAYS, HABIT_WITHIN = 3, timedelta(days=7)
"""Caffeine on so many of the last so many desk days is a habit (K4)."""

FLARE_FROM = 4
"""An ache of at least this, of 10, calls for the gentle set: no exercise should bring more (evidence, section 4)."""


def take(state: State, turn: Turn, told: Intake) -> State:
    """Enter it into the account and the log. What was put off of caffeine does not hold back something new to say."""
    turn.effects.append(RecordIntake(told, turn.day))
    warned = state.warned
    match told:
        case Drank():
            state = _enter(state, turn, Taken(turn.at, turn.day, ml=told.ml, name=told.drink))
        case TookCaffeine():
            dose = Taken(turn.at, turn.day, ml=told.ml or 0, mg=told.mg, name=told.drink)
            state = _warn(_enter(state, turn, dose), turn, dose)
        case Exercised():
            return _enter(state, turn, Taken(turn.at, turn.day, minutes=told.minutes, name=told.how))
        case Undone():
            state = _undo(state, turn)
        case Ached():
            return _ached(state, turn, told.level)
        case Switched():
            return switched(state, turn, told.switch, on=told.on)
        case _:
            assert_never(told)
    if state.warned != warned and not (isinstance(told, Undone) and state.warned is not None):
        limits = {kind.name for kind in turn.plan.kinds if isinstance(kind, LimitKind)}
        state = replace(state, waits={name: wait for name, wait in state.waits.items() if name not in limits})
    now = today(state, turn)
    turn.effects.append(Budget(turn.at, now.water_ml, _whole(now.caffeine_mg), _whole(now.at_bedtime_mg)))
    return state


def _enter(state: State, turn: Turn, entry: Taken) -> State:
    kept = (each for each in state.taken if turn.at - each.at < KEPT)
    return replace(state, taken=(*kept, entry))


def _whole(mg: float) -> int | float:
    """To a ten-thousandth, which is finer than anybody knows it; whole where it is whole."""
    rounded = round(mg, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _warn(state: State, turn: Turn, dose: Taken) -> State:
    """Is there something to say about this dose? What was to be said before and weighs more, stays."""
    before = sum(each.mg for each in state.taken[:-1] if each.day == turn.day)
    why = _why(state, turn, before, dose)
    if why is None:
        return state
    standing = state.warned if state.warned is not None and state.warned.day == turn.day else None
    begun = turn.at if standing is None else standing.begun
    return replace(state, warned=_weightier(standing, Warned(why, turn.at, turn.day, begun)))


def _why(state: State, turn: Turn, before_mg: float, dose: Taken) -> Caution | None:
    stimulant = Switch.PSEUDOEPHEDRINE in state.switches
    return caffeine.caution(before_mg, dose.mg, turn.plan.caffeine, stimulant=stimulant)


def _weightier(earlier: Warned | None, later: Warned) -> Warned:
    """The later one, unless the earlier one weighs more."""
    order = list(Caution)
    if earlier is not None and order.index(earlier.caution) < order.index(later.caution):
        return earlier
    return later


def _undo(state: State, turn: Turn) -> State:
    """Take back the last entry of this desk day; no effect where there is none."""
    last = latest(state, turn.day)
    if last is None:
        return state
    left = replace(state, taken=tuple(each for each in state.taken if each is not last))
    return replace(left, warned=_what_stands(left, turn)) if last.mg else left


def _what_stands(state: State, turn: Turn) -> Warned | None:
    """What is still to be said about caffeine after an undo: the weightiest that the doses left give reason for.

    What was settled before them is not brought up again by taking something back.
    """
    warned = state.warned
    if warned is None or warned.day != turn.day:
        return None
    stands, before = None, 0.0
    for each in state.taken:
        if each.day == turn.day:
            why = _why(state, turn, before, each)
            before += each.mg
            if why is not None and each.at >= warned.begun:
                stands = _weightier(stands, Warned(why, each.at, turn.day, warned.begun))
    return stands


def latest(state: State, day: date) -> Taken | None:
    """The last entry of this desk day, which an undo takes back; None: there is none."""
    return next((each for each in reversed(state.taken) if each.day == day), None)


def _ached(state: State, turn: Turn, level: int) -> State:
    """A sore back begins a flare, or lets it go on from now; one that is fine ends it."""
    if level >= FLARE_FROM:
        return switched(state, turn, Switch.FLARE, on=True)
    return switched(state, turn, Switch.FLARE, on=False) if level == 0 else state


# The accounts


def drunk_today(state: State, turn: Turn) -> int:
    """Millilitres drunk on this desk day, coffee and tea included (Killer 2014)."""
    return sum(each.ml for each in state.taken if each.day == turn.day)


def caffeine_today(state: State, turn: Turn) -> float:
    """Milligrams of caffeine taken on this desk day."""
    return sum(each.mg for each in state.taken if each.day == turn.day)


def active_this_week(state: State, turn: Turn) -> int:
    """Minutes of activity told of since Monday's desk day began."""
    monday = turn.day - timedelta(days=turn.day.weekday())
    return sum(each.minutes for each in state.taken if monday <= each.day <= turn.day)


def has_habit(state: State, turn: Turn) -> bool:
    """Whether caffeine is a habit: more than a trace on three of the last seven desk days, this one included (K4)."""
    cups = (each for each in state.taken if each.mg >= caffeine.TRACE_MG)
    days = {each.day for each in cups if NONE <= turn.day - each.day < HABIT_WITHIN}
    return len(days) >= HABIT_DAYS


def today(state: State, turn: Turn) -> Today:
    """What was drunk and taken by now, and what is left of it."""
    half_life, limits = turn.plan.caffeine.half_life, turn.plan.caffeine
    bedtime = next_bedtime(turn)
    return Today(
        water_ml=drunk_today(state, turn),
        goal_ml=turn.plan.water.goal_ml,
        caffeine_mg=caffeine_today(state, turn),
        limit_mg=limits.limit_mg,
        body_mg=caffeine.load(state.taken, turn.at, half_life),
        at_bedtime_mg=caffeine.load(state.taken, bedtime, half_life),
        bedtime=bedtime,
        active_minutes=active_this_week(state, turn),
    )


# The waking day


def waking(turn: Turn) -> datetime:
    """When the user gets up on this desk day, in UTC; before `day_starts`, if that is when they do."""
    return turn.on_date(turn.day, turn.plan.wakes)


def bedtime_of(turn: Turn, day: date) -> datetime:
    """When desk day `day` ends in bed, in UTC: the first bedtime after getting up, on the next date if need be."""
    late = turn.plan.bedtime <= turn.plan.wakes
    return turn.on_date(day + timedelta(days=1) if late else day, turn.plan.bedtime)


def next_bedtime(turn: Turn) -> datetime:
    """The first bedtime from now on, in UTC."""
    beds = (datetime.combine(turn.local.date() + timedelta(days=n), turn.plan.bedtime, turn.zone) for n in range(3))
    return next(bed for each in beds if (bed := each.astimezone(UTC)) > turn.at)


def past_bedtime(turn: Turn) -> bool:
    """Whether this desk day's bedtime is over already."""
    return turn.at >= bedtime_of(turn, turn.day)
