"""What the user tells, and what that answers (P7): a drink a water prompt, an undo a word about caffeine."""

from dataclasses import replace
from datetime import UTC

from reminder.core.effects import Effect, Result
from reminder.core.events import Drank, Intake, TookCaffeine, Undone
from reminder.core.intake import take
from reminder.core.outcomes import drop_items, settle
from reminder.core.plan import LOG_WINDOW, LimitKind, PaceKind, Plan
from reminder.core.showing import revise
from reminder.core.state import Said, State
from reminder.core.switches import expire, in_force
from reminder.core.turn import Turn

MISTAKE = "undone: it was a mistake"


def tell(state: State, turn: Turn, told: Intake) -> State:
    """Enter it into the account, and see what it answers."""
    before = state.warned
    state = take(state, turn, told)
    if isinstance(told, Drank | TookCaffeine) and told.ml:
        state = _drunk(state, turn)
    if isinstance(told, TookCaffeine | Undone) and state.warned != before:
        state = _cautioned(state, turn)
    return state


def told_apart(state: State, told: Intake, plan: Plan) -> tuple[State, tuple[Effect, ...]]:
    """Take in what the user tells while no service runs: the account alone, without any effect on the desk clock.

    `now` and everything else stay as the last run left them, so that the next start still knows how long it was (D6).
    """
    at = told.at.astimezone(UTC)
    turn = Turn(in_force(plan, state, at), at, told.at.tzinfo or UTC)
    return take(expire(state, at), turn, told), tuple(turn.effects)


def _drunk(state: State, turn: Turn) -> State:
    """A drink answers the water prompt that is open, or was within the last minutes, and whatever was put off."""
    water = {kind.name for kind in turn.plan.kinds if isinstance(kind, PaceKind)}
    answered = [said for said in state.said if said.item.kind in water and turn.at - said.at <= LOG_WINDOW]
    for said in answered:
        turn.record(said.item, said.prompt, Result.LOGGED)
    rest: tuple[Said, ...] = tuple(said for said in state.said if said not in answered)
    waits = {name: wait for name, wait in state.waits.items() if name not in water}
    state = replace(state, said=rest, waits=waits)
    prompt = state.prompt
    asked = [item for item in prompt.items if item.kind in water] if prompt is not None else []
    for item in asked:
        if prompt is not None:
            turn.record(item, prompt, Result.LOGGED)
        state = settle(state, turn, item)
    return drop_items(state, turn, asked)


def _cautioned(state: State, turn: Turn) -> State:
    """What is to be said about caffeine has changed while a prompt says it: say it anew, or no more."""
    names = {kind.name for kind in turn.plan.kinds if isinstance(kind, LimitKind)}
    prompt = state.prompt
    asked = [item for item in prompt.items if item.kind in names] if prompt is not None else []
    if prompt is None or not asked:
        return state
    if state.warned is not None:
        return revise(state, turn)
    for item in asked:
        turn.record(item, prompt, Result.WITHDRAWN, MISTAKE)
    return drop_items(state, turn, asked)
