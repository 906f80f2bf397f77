"""Where one run of the service ends and the next begins (D6)."""

from dataclasses import replace
from datetime import UTC, datetime

from reminder.core import absence, desk, holds, newcomer, outcomes
from reminder.core.effects import Stretch
from reminder.core.events import Started
from reminder.core.plan import RESTART_GAP, HoldKind
from reminder.core.shift import shifted
from reminder.core.state import Desk, State
from reminder.core.turn import Turn

STOPPED = "the service stopped"
KILLED = "the service ended without notice"


def run_down(state: State, turn: Turn) -> State:
    """End in good order: nothing stays open. The next start goes on from here."""
    state = absence.credit(state, turn)
    state = outcomes.withdraw(state, turn, STOPPED)
    state = outcomes.claim(state, turn, state.said)
    state = desk.close_span(state, turn, turn.at, state.desk.span)
    return replace(state, running=False)


def start_up(state: State, turn: Turn, event: Started) -> State:
    """Begin to run: somebody is at the desk (D1), and the gap since the last run is judged (D6)."""
    killed = state.running
    state = _from_now_on(state, turn, event)
    state = outcomes.forget_lost_kinds(state, turn)
    if turn.at < state.now:
        state = _turned_back(state, turn)
    alive = event.last_alive.astimezone(UTC) if event.last_alive is not None else state.now
    alive = min(max(alive, state.now), turn.at)
    if killed:
        state = outcomes.withdraw(state, turn, KILLED)
    state = _keep_holds(state, turn, alive)
    for found in event.holds:
        state = holds.held(state, turn, found)
    awake = replace(state.desk, known=event.known, idle_since=None, locked_since=None)
    state = replace(state, running=True, desk=awake)
    short = turn.at - alive <= RESTART_GAP
    if state.desk.seated:
        if short:
            return _sit_on(state, turn, alive)
        state = desk.leave(state, turn, alive, Stretch.UNKNOWN)
    elif not short:
        state = desk.close_span(state, turn, max(alive, state.desk.span_since), Stretch.UNKNOWN)
    return absence.come_back(state, turn, seen=False)


def _from_now_on(state: State, turn: Turn, event: Started) -> State:
    """Before the very first start something may have been told already, but no time of a desk day was missed."""
    if state.clocks or state.begun is not None or state.running or state.number or state.holds:
        return state
    state = replace(state, now=turn.at, desk=Desk(Stretch.SITTING, turn.at, seated_since=turn.at))
    return newcomer.arrive(state, turn) if event.new else state


def _sit_on(state: State, turn: Turn, alive: datetime) -> State:
    """The gap counts as sitting, as far as this desktop can say who sits."""
    span = Stretch.SITTING if state.desk.known else Stretch.UNKNOWN
    if state.desk.span is span:
        return state
    return desk.close_span(state, turn, max(alive, state.desk.span_since), span)


def _keep_holds(state: State, turn: Turn, alive: datetime) -> State:
    """The user's own pause outlives a restart; all other holds are read anew."""
    for kind in tuple(state.holds):
        if kind not in {HoldKind.USER, HoldKind.OUTSIDE_HOURS}:
            state = holds.end(state, turn, kind, max(alive, state.holds[kind].since))
    return state


def _turned_back(state: State, turn: Turn) -> State:
    """The clock is earlier than when the last run ended: how long ago that was is not known, but no time is counted."""
    return shifted(state, turn.at - state.now)
