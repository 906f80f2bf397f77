"""When the week is told: once, at its hour or the first moment at the desk after it, whatever restarts come between."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from reminder.core.effects import TellWeek
from reminder.core.holds import silencing
from reminder.core.period import monday_of
from reminder.core.plan import HoldKind
from reminder.core.state import State
from reminder.core.turn import Turn

WEEK = timedelta(days=7)
AHEAD = timedelta(days=1)
"""A journey across the date line can put the week that was told last so far into the future, and no other can."""


def tell(state: State, turn: Turn) -> State:
    """Tell the last whole week, if its hour has come and somebody is there to hear it; no hold stands against it.

    But for the hours of reminders: whoever wants the week on Sunday evening has said so. Before the very first start
    there is no week to tell.
    """
    last = _last(turn)
    told = state.week_told
    if told is None or told - turn.local.date() > AHEAD:  # told on a clock that has been set right since (D5)
        return replace(state, week_told=last)
    if last <= told or not state.desk.seated:
        return state
    if silencing(state, turn.plan).keys() - {HoldKind.OUTSIDE_HOURS}:
        return state
    turn.effects.append(TellWeek(turn.at, monday_of(last) - WEEK))
    return replace(state, week_told=last)


def next_hour(turn: Turn) -> datetime:
    """When the hour of the week comes next, in UTC."""
    return turn.on_date(_last(turn) + WEEK, _hour(turn)).astimezone(UTC)


def _last(turn: Turn) -> date:
    """The local date on which the hour of the week came last."""
    day = turn.local.date()
    if turn.local.time() < _hour(turn):
        day -= timedelta(days=1)
    return day - timedelta(days=(day.weekday() - turn.plan.week_day) % 7)


def _hour(turn: Turn) -> time:
    """The hour of the week; not before the desk day begins, since the last one of the week goes on until then (D7)."""
    return max(turn.plan.week_at, turn.plan.day_starts)
