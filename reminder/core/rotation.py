"""Whose turn it is among a kind's wordings: none is on the screen twice in a row."""

from dataclasses import replace

from reminder.core.effects import Effect, Revise, Show
from reminder.core.state import State


def numbered(before: State, state: State, effects: tuple[Effect, ...]) -> tuple[State, tuple[Effect, ...]]:
    """The same effects, each prompt with its place among those that its first kind has led.

    Taken at the end of a step, since of several revisions only the last is seen. `before` is the state it began with:
    who still leads the open prompt keeps its wording, and another kind that leads it now takes its next.
    """
    if not any(isinstance(effect, Show | Revise) for effect in effects):
        return state, effects
    leads = before.prompt.items[0].kind if before.prompt is not None else None
    led, seen = dict(state.led), list[Effect]()
    for effect in effects:
        if not isinstance(effect, Show | Revise):
            seen.append(effect)
            continue
        first = effect.kinds[0]
        if isinstance(effect, Show) or first != leads:
            led[first] = led.get(first, 0) + 1
        leads = first
        seen.append(replace(effect, nth=led.get(first, 1)))
    return replace(state, led=led), tuple(seen)


def unseen(state: State) -> State:
    """Nobody saw the open prompt: its wording may come again."""
    if state.prompt is None or not state.prompt.on_screen:
        return state
    first = state.prompt.items[0].kind
    return replace(state, led={**state.led, first: max(state.led.get(first, 0) - 1, 0)})
