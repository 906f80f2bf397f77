"""Whose turn it is among a kind's wordings: none is on the screen twice in a row."""

from dataclasses import replace

from reminder.core.effects import Effect, Revise, Show
from reminder.core.state import State


def numbered(state: State, effects: tuple[Effect, ...]) -> tuple[State, tuple[Effect, ...]]:
    """The same effects, each prompt with the place of each of its kinds among all prompts that this kind was in.

    Taken at the end of a step, when all that it shows is known. Who comes along has its turn as well as who leads; what
    is only changed where it stands keeps its words.
    """
    if not any(isinstance(effect, Show | Revise) for effect in effects):
        return state, effects
    turns, seen = dict(state.turns), list[Effect]()
    for effect in effects:
        if isinstance(effect, Show):
            turns |= {kind: turns.get(kind, 0) + 1 for kind in effect.kinds}
        if isinstance(effect, Show | Revise):
            seen.append(replace(effect, nth=tuple(turns.get(kind, 1) for kind in effect.kinds)))
        else:
            seen.append(effect)
    return replace(state, turns=turns), tuple(seen)
