"""What the user tells, and what that answers (P7): a drink a water prompt, an undo a word about caffeine."""

from dataclasses import replace
from datetime import UTC

from reminder.core.effects import Effect, Result, Revise, Withdraw
from reminder.core.events import Drank, Intake, TookCaffeine, Undone
from reminder.core.intake import take
from reminder.core.outcomes import DISMISSED, drop_items, settle
from reminder.core.plan import LOG_WINDOW, LimitKind, PaceKind, Plan
from reminder.core.showing import revise
from reminder.core.state import Said, State
from reminder.core.switches import expire, in_force
from reminder.core.turn import Turn

MISTAKE = "undone: it was a mistake"


def tell(state: State, turn: Turn, told: Intake) -> State:
    """Enter it into the account, and see what it answers."""
    before = state
    state = take(state, turn, told)
    if isinstance(told, Drank | TookCaffeine) and told.ml:
        state = _drunk(state, turn)
    if state.warned != before.warned:
        state = _cautioned(state, turn, undone=isinstance(told, Undone))
    return revise(state, turn) if _says_otherwise(before, state, turn) else state


def _says_otherwise(before: State, state: State, turn: Turn) -> bool:
    """Whether the open prompt names numbers that are no longer so."""
    if state.prompt is None or state.taken == before.taken:
        return False
    asked = (turn.plan.kind(item.kind) for item in state.prompt.items)
    return any(isinstance(kind, PaceKind | LimitKind) for kind in asked)


def told_apart(state: State, told: Intake, plan: Plan) -> tuple[State, tuple[Effect, ...]]:
    """Take in what the user tells while no service runs: the account, and what it answers within its time (P7).

    There is no effect on the desk clock or the screen. `now` and everything else stay as the last run left them, so
    that the next start still knows how long it was (D6).
    """
    at = told.at.astimezone(UTC)
    turn = Turn(in_force(plan, state, at), at, told.at.tzinfo or UTC)
    state = take(expire(state, at), turn, told)
    fresh = state.prompt is not None and at - state.prompt.shown <= LOG_WINDOW
    if isinstance(told, Drank | TookCaffeine) and told.ml:
        state = _drunk(state, turn, prompt_too=fresh)
    return state, tuple(effect for effect in turn.effects if not isinstance(effect, Revise | Withdraw))


def _drunk(state: State, turn: Turn, *, prompt_too: bool = True) -> State:
    """A drink answers the water prompt that is open, or was within the last minutes, and whatever was put off."""
    water = {kind.name for kind in turn.plan.kinds if isinstance(kind, PaceKind)}
    answered = [said for said in state.said if said.item.kind in water and turn.at - said.at <= LOG_WINDOW]
    for said in answered:
        turn.record(said.item, said.prompt, Result.LOGGED, answered=said.at)
    rest: tuple[Said, ...] = tuple(said for said in state.said if said not in answered)
    waits = {name: wait for name, wait in state.waits.items() if name not in water}
    state = replace(state, said=rest, waits=waits)
    prompt = state.prompt
    asked = [item for item in prompt.items if item.kind in water] if prompt is not None and prompt_too else []
    for item in asked:
        if prompt is not None:
            turn.record(item, prompt, Result.LOGGED, answered=turn.at)
        state = settle(state, turn, item)
    return drop_items(state, turn, asked)


def _cautioned(state: State, turn: Turn, *, undone: bool) -> State:
    """What is to be said about caffeine has changed while a prompt says it: say it anew where it stands, or no more.

    What was dismissed has ended: what is to be said now comes in a prompt of its own. But what is left after an undo
    was said before, so that it comes in none.
    """
    names = {kind.name for kind in turn.plan.kinds if isinstance(kind, LimitKind)}
    prompt = state.prompt
    asked = [item for item in prompt.items if item.kind in names] if prompt is not None else []
    if prompt is None or not asked:
        return state
    if state.warned is not None and (prompt.on_screen or undone):
        return revise(state, turn)
    for item in asked:
        if state.warned is None:
            turn.record(item, prompt, Result.WITHDRAWN, MISTAKE)
        else:
            turn.record(item, prompt, Result.IGNORED, DISMISSED)
    if state.warned is not None:
        state = replace(state, warned=replace(state.warned, since=state.warned.due))
    return drop_items(state, turn, asked)
