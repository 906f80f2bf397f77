"""Why nothing is shown right now (P9), for those who wonder."""

from datetime import datetime
from enum import StrEnum

from reminder.core.due import Due, budget_free, dues, opening
from reminder.core.holds import silencing
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass
from reminder.core.state import State
from reminder.core.turn import Turn


class Why(StrEnum):
    """The reasons for silence that are not holds; a hold is named by its `HoldKind`."""

    PROMPT_OPEN = "prompt_open"
    AWAY = "away"
    UNKNOWN_PRESENCE = "unknown_presence"
    BUDGET = "budget"
    SETTLING = "settling"
    JUST_BEGUN = "just_begun"
    WAITING_FOR_PAUSE = "waiting_for_pause"
    WAITING_FOR_BREAK = "waiting_for_break"
    PUT_OFF = "put_off"
    NOT_DUE = "not_due"
    NOT_RUNNING = "not_running"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for silence, and since when it stands (None: there is no such moment)."""

    why: Why | HoldKind
    since: datetime | None = None


def reasons(state: State, turn: Turn) -> list[Reason]:
    """Every reason why no new prompt is on the screen now, the weightiest first; never empty."""
    if not state.running:
        return [Reason(Why.NOT_RUNNING, state.now)]
    found: list[Reason] = []
    if state.prompt is not None:
        found.append(Reason(Why.PROMPT_OPEN, state.prompt.shown))
    found += [Reason(kind, hold.since) for kind, hold in silencing(state, turn.plan).items()]
    if not state.desk.seated:
        found.append(Reason(Why.AWAY, state.desk.absent_since))
    elif not state.desk.known:
        found.append(Reason(Why.UNKNOWN_PRESENCE, state.desk.span_since))
    asked = {item.kind for item in state.prompt.items} if state.prompt is not None else set[str]()
    due = [due for due in dues(state, turn) if due.due <= turn.at and due.kind not in asked]
    if not due:
        return found if asked else [*found, Reason(Why.NOT_DUE)]
    return [*found, *_waiting(state, turn, due)]


def _waiting(state: State, turn: Turn, due: list[Due]) -> list[Reason]:
    """What keeps back something that is due while the screen would be free."""
    first = min(due, key=lambda each: each.ready)
    ready = first.ready
    if ready > turn.at:
        return [Reason(Why.PUT_OFF if first.put_off else Why.WAITING_FOR_BREAK, min(each.due for each in due))]
    if state.quiet_until is not None and turn.at < state.quiet_until:
        return [Reason(Why.SETTLING, state.held[-1].end if state.held else None)]
    if not first.own_act and state.calm_until is not None and turn.at < state.calm_until:
        return [Reason(Why.JUST_BEGUN, state.arrived)]
    if not first.own_act and budget_free(state, turn, turn.at) > turn.at:
        return [Reason(Why.BUDGET, ready)]
    ahead = opening(state, turn)
    return [Reason(Why.WAITING_FOR_PAUSE, ahead.ready)] if ahead is not None else []


def wants_pause(state: State, turn: Turn) -> bool:
    """Whether a prompt is waiting for a pause in the input right now (P3)."""
    ahead = opening(state, turn)
    return state.running and ahead is not None and ahead.ready <= turn.at < ahead.deadline
