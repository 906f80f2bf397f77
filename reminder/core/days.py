"""What is remembered from one day to the next: when the day began at the desk, and when a session was done last."""

from dataclasses import replace

from reminder.core.effects import Record
from reminder.core.plan import DailyKind
from reminder.core.state import Begun, State
from reminder.core.turn import Turn
from reminder.core.week import DONE


def keep_day(state: State, turn: Turn) -> State:
    """The desk day begins for whoever is at the desk first thing of it: nobody is behind with water before that."""
    begun = state.begun is not None and state.begun.day == turn.day
    return state if begun or not state.desk.seated else replace(state, begun=Begun(turn.day, turn.at))


def remember_done(state: State, turn: Turn) -> State:
    """When the last session of a kind that needs days between two was asked for: it is known minutes after that."""
    spaced = {kind.name for kind in turn.plan.kinds if isinstance(kind, DailyKind) and kind.apart}
    records = (each for each in turn.effects if isinstance(each, Record) and each.kind in spaced)
    fresh = {each.kind: each.shown or each.at for each in records if each.result in DONE}
    return replace(state, done={**state.done, **fresh}) if fresh else state
