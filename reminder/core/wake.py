"""When the core needs to be woken next, if nothing happens: nothing ticks, so this is the only timer."""

from datetime import datetime, timedelta

from reminder.core import desk, holds, weekly
from reminder.core.due import Opening
from reminder.core.plan import LOG_WINDOW, LONGEST_BLIND, PaceKind, Plan, SittingKind
from reminder.core.state import Said, State
from reminder.core.turn import Turn


def proof_wait(plan: Plan, said: Said) -> timedelta:
    """How long after "done" its proof may be told: of water a drink, of everything else an absence (P7)."""
    return LOG_WINDOW if isinstance(plan.kind(said.item.kind), PaceKind) else plan.proof_wait


def next_wake(state: State, turn: Turn, ahead: Opening | None) -> datetime | None:
    """The next moment at which anything changes by itself; None if only an event can change anything.

    Who sits is looked at from time to time in any case: a wake-up that does not come tells of a gap (D6).
    """
    moments: list[datetime | None] = [hold.until for hold in state.holds.values()]
    moments += [holds.next_boundary(turn), desk.watched_until(state)]
    moments.extend(said.at + proof_wait(turn.plan, said) for said in state.said)
    moments.extend(on.until for on in state.switches.values())
    moments.append(weekly.next_hour(turn))
    prompt, start = state.prompt, state.desk.absent_since
    if start is not None:
        moments.extend(start + rest for rest in _rests(state, turn.plan))
    else:
        moments.append(turn.at + LONGEST_BLIND)
        if prompt is not None:
            moments.append(turn.at + turn.plan.expires - prompt.age(state.desk, turn.at))
    if ahead is not None:
        moments += [ahead.ready, ahead.deadline]
    return min((moment for moment in moments if moment is not None and moment > turn.at), default=None)


def _rests(state: State, plan: Plan) -> list[timedelta]:
    """The lengths at which the running absence will count for something."""
    asked = {item.kind for item in state.prompt.items} if state.prompt is not None else set[str]()
    asked |= {said.item.kind for said in state.said}
    rests: list[timedelta] = [plan.bout_rest] if state.desk.sat else []
    for kind in plan.kinds:
        clock = state.clocks.get(kind.name)
        pending = isinstance(kind, SittingKind) and clock is not None and not clock.discharged
        if kind.rest is not None and (pending or kind.name in asked):
            rests.append(kind.rest)
    return rests
