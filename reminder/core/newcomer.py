"""The first day with reminder: one greeting, some quiet after it, and nothing owed of the hours before."""

from dataclasses import replace

from reminder.core.effects import Greet
from reminder.core.holds import silencing
from reminder.core.plan import FIRST_QUIET, HoldKind
from reminder.core.state import State
from reminder.core.turn import Turn


def arrive(state: State, turn: Turn) -> State:
    """Somebody who is new to this has just started it."""
    return replace(state, arrived=turn.at, calm_until=turn.at + FIRST_QUIET, greeted=False)


def settle_in(state: State) -> State:
    """Who sets something knows what comes, and wants to see it."""
    return replace(state, calm_until=None)


def greet(state: State, turn: Turn) -> State:
    """Greet whoever is new, once, at the first moment at the desk at which no hold stands against it.

    But for the hours of reminders: who begins on a Sunday is told that it begins on Monday.
    """
    if state.greeted or not state.desk.seated:
        return state
    if silencing(state, turn.plan).keys() - {HoldKind.OUTSIDE_HOURS}:
        return state
    turn.effects.append(Greet(turn.at))
    return replace(state, greeted=True)
