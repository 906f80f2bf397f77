"""What an absence proves and discharges (rules D3, P7)."""

from dataclasses import replace
from datetime import datetime

from reminder.core.desk import close_span, leave
from reminder.core.effects import Record, Result, Stretch
from reminder.core.holds import held_back
from reminder.core.outcomes import drop_items, settle
from reminder.core.plan import DONE_WINDOW, INPUT_PAUSE, Kind, SittingKind
from reminder.core.state import NONE, Item, Prompt, Said, SittingClock, State
from reminder.core.turn import Turn

MOOT = "no longer needed: a break was taken already"


def come_back(state: State, turn: Turn, *, seen: bool = True) -> State:
    """Absence ends now (D1). No effect at the desk."""
    if state.desk.seated:
        return state
    state = credit(state, turn, seen=seen)
    absent_since = state.desk.absent_since
    state = close_span(state, turn, turn.at, Stretch.SITTING if state.desk.known else Stretch.UNKNOWN)
    return replace(state, desk=replace(state.desk, absent_since=None, seated_since=turn.at, last_absent=absent_since))


def absent_between(state: State, turn: Turn, since: datetime, span: Stretch, *, seen: bool) -> State:
    """Nobody was at the desk from `since` until now: asleep, or unknown. Who was away before is away still."""
    since = min(max(since, state.desk.span_since), turn.at)
    begin = leave if state.desk.seated else close_span
    state = begin(state, turn, since, span)
    state = credit(state, turn, seen=seen)
    if state.desk.idle_since is None and state.desk.locked_since is None:
        return come_back(state, turn, seen=seen)
    return close_span(state, turn, turn.at, Stretch.AWAY)


def credit(state: State, turn: Turn, *, seen: bool = True) -> State:
    """Count the running absence for every kind whose break it has reached by now (D3).

    What is seen only now, since the machine slept, counts on the desk day on which the length was reached.
    `seen` is False where nobody knows what the time was (D6): it discharges like absence, and proves nothing.
    """
    start = state.desk.absent_since
    if start is None:
        return state
    length = turn.at - start
    reached: dict[str, Kind] = {
        kind.name: kind for kind in turn.plan.kinds if kind.rest is not None and length >= kind.rest
    }
    if seen:
        state = _prove_said(state, turn, start, reached)
        state = _prove_open(state, turn, start, reached)
    for kind in reached.values():
        if isinstance(kind, SittingKind):
            state = _discharge(state, turn, kind, start + kind.rest, seen=seen)
    if length >= turn.plan.bout_rest and state.desk.sat:
        state = replace(state, desk=replace(state.desk, sat=NONE))
    return state


def answers(prompt: Prompt, start: datetime) -> bool:
    """Whether an absence that began at `start` can be an answer to the prompt.

    A prompt waits for a pause in the input (P3), so the last input before standing up may lie one such pause before it.
    """
    return start >= prompt.shown - INPUT_PAUSE


def within_window(said: Said, start: datetime) -> bool:
    """Whether an absence that began at `start` can prove this "done" (P7)."""
    return answers(said.prompt, start) and start <= said.at + DONE_WINDOW


def _end(start: datetime, reached: dict[str, Kind], item: Item) -> datetime:
    """When the absence had lasted as long as the break of this kind."""
    return start + (reached[item.kind].rest or NONE)


def _prove_said(state: State, turn: Turn, start: datetime, reached: dict[str, Kind]) -> State:
    proven = [said for said in state.said if said.item.kind in reached and within_window(said, start)]
    for said in proven:
        turn.record(said.item, said.prompt, Result.OBSERVED, answered=said.at, ended=_end(start, reached, said.item))
    if not proven:
        return state
    state = replace(state, said=tuple(said for said in state.said if said not in proven))
    return _mark_discharged(state, reached, [said.item for said in proven])


def _prove_open(state: State, turn: Turn, start: datetime, reached: dict[str, Kind]) -> State:
    prompt = state.prompt
    if prompt is None or not answers(prompt, start):
        return state
    proven = [item for item in prompt.items if item.kind in reached and reached[item.kind].provable]
    for item in proven:
        turn.record(item, prompt, Result.OBSERVED, ended=_end(start, reached, item))
        state = settle(state, turn, item)
    state = _mark_discharged(state, reached, proven)
    return drop_items(state, turn, proven)


def _mark_discharged(state: State, reached: dict[str, Kind], items: list[Item]) -> State:
    """An absence that was a prompt's answer is not a natural break as well."""
    kinds = {item.kind for item in items if isinstance(reached[item.kind], SittingKind)}
    fresh = {name: SittingClock(discharged=True) for name in kinds}
    return replace(state, clocks={**state.clocks, **fresh}) if fresh else state


def _discharge(state: State, turn: Turn, kind: SittingKind, reached: datetime, *, seen: bool) -> State:
    clock = state.clocks.get(kind.name, SittingClock())
    if clock.discharged:
        return _forget(state, kind.name)
    wait = state.waits.get(kind.name)
    if seen and kind.observable and clock.sat:
        due = wait.due if wait is not None else clock.due
        held = held_back(state, turn.plan, due, turn.at)[0] if due is not None else NONE
        turn.effects.append(Record(turn.at, kind.name, Result.NATURAL, due, None, held, turn.day_of(reached)))
    state = replace(state, clocks={**state.clocks, kind.name: SittingClock(discharged=True)})
    return _withdraw_moot(_forget(state, kind.name), turn, kind.name, reached)


def _forget(state: State, kind: str) -> State:
    """A break taken leaves nothing put off."""
    if kind not in state.waits:
        return state
    return replace(state, waits={name: wait for name, wait in state.waits.items() if name != kind})


def _withdraw_moot(state: State, turn: Turn, kind: str, reached: datetime) -> State:
    """An open prompt need not ask for what an absence has discharged: it began before the prompt, or proves nothing."""
    prompt = state.prompt
    moot = [item for item in prompt.items if item.kind == kind] if prompt is not None else []
    for item in moot:
        if prompt is not None:
            turn.record(item, prompt, Result.WITHDRAWN, MOOT, ended=reached)
    return drop_items(state, turn, moot)
