"""What makes a day: what kind of day it is, when it began at the desk, and what is remembered from one to the next."""

from dataclasses import replace
from datetime import date

from reminder.core import holds, outcomes
from reminder.core.effects import DONE, Record
from reminder.core.plan import DailyKind, Plan
from reminder.core.showing import revise
from reminder.core.state import Begun, State
from reminder.core.switches import expire, in_force, sore
from reminder.core.turn import Turn


def keep_switches(state: State, turn: Turn, plan: Plan, *, was_sore: bool) -> State:
    """Another kind of day has begun or ended: another plan is in force from now on.

    What it makes due at once waits for a pause in the input like everything else (P3). A back that is sore now changes
    the words of the open prompt, and so does one that is not any more.
    """
    state = expire(state, turn.at)
    fresh = in_force(plan, state, turn.at)
    if fresh is not turn.plan and fresh != turn.plan:
        turn.replan(fresh)
        quiet = max(state.quiet_until or turn.at, turn.at)
        state = replace(state, quiet_until=quiet)
        state = holds.remeasure(outcomes.forget_lost_kinds(state, turn), turn)
    return revise(state, turn) if sore(state) != was_sore else state


def same_day(state: State, before: date, now: date) -> State:
    """The clock was set to another day: what was told on the day before belongs to the day it is now (D5)."""
    if before == now:
        return state
    taken = tuple(replace(each, day=now) if each.day == before else each for each in state.taken)
    warned = state.warned
    if warned is not None and warned.day == before:
        warned = replace(warned, day=now)
    return replace(state, taken=taken, warned=warned)


def keep_day(state: State, turn: Turn) -> State:
    """The desk day begins for whoever is at the desk first thing of it: nobody is behind with water before that."""
    begun = state.begun is not None and state.begun.day == turn.day
    return state if begun or not state.desk.seated else replace(state, begun=Begun(turn.day, turn.at))


def remember_done(state: State, turn: Turn) -> State:
    """When what was done was asked for: the last session of a kind that needs days between two, and each exercise.

    It is known minutes after that.
    """
    done = [each for each in turn.effects if isinstance(each, Record) and each.result in DONE]
    if not done:
        return state
    spaced = {kind.name for kind in turn.plan.kinds if isinstance(kind, DailyKind) and kind.apart}
    sessions = {each.kind: each.shown or each.at for each in done if each.kind in spaced}
    exercises = {each.exercise: each.shown or each.at for each in done if each.exercise}
    return replace(state, done={**state.done, **sessions}, exercised={**state.exercised, **exercises})
