"""How a prompt ends, kind by kind (rules P5 to P8)."""

from collections.abc import Iterable
from dataclasses import replace

from reminder.core.due import settle_daily
from reminder.core.effects import Result, Withdraw
from reminder.core.events import Answer
from reminder.core.intake import bedtime_of
from reminder.core.plan import MAX_SNOOZES, RETRY, DailyKind, HoldKind, LimitKind, PaceKind, SittingKind
from reminder.core.showing import revise, unseen
from reminder.core.state import DailyCount, Item, Prompt, Said, SittingClock, State, Wait
from reminder.core.turn import Turn
from reminder.core.wake import proof_wait

DISMISSED = "dismissed"
"""The detail of an ignored prompt that the user closed."""

UNCONFIRMED = "shown, unconfirmed"
"""The detail of an ignored prompt that perhaps nobody could see."""


def settle(state: State, turn: Turn, item: Item) -> State:
    """This need is met or refused: a sitting kind is due after another `every` (P8), a daily one at its next moment.

    Water is not asked for again before `every` after the prompt, and what was to be said about caffeine is said.
    """
    kind = turn.plan.kind(item.kind)
    if isinstance(kind, SittingKind):
        clock = state.clocks.get(kind.name, SittingClock())
        sat = state.desk.sat_now(clock.sat, turn.at)
        return replace(state, clocks={**state.clocks, kind.name: replace(clock, base=sat, due=None)})
    if isinstance(kind, DailyKind):
        return replace(state, daily={**state.daily, kind.name: settle_daily(state, turn, kind)})
    if isinstance(kind, LimitKind):
        late = turn.at >= bedtime_of(turn, turn.day) - turn.plan.caffeine.cut_off
        if late or state.warned is None:
            state = replace(state, daily={**state.daily, kind.name: DailyCount(turn.day, 1)})
        return replace(state, warned=None)
    return state


def put_off(state: State, item: Item, wait: Wait) -> State:
    """This need stands: the kind stays due, and may be shown again from `wait.until`."""
    return replace(state, waits={**state.waits, item.kind: wait})


def answer(state: State, turn: Turn, said: Answer) -> State:
    """Every kind of the open prompt is answered (P5). No effect without a prompt: a late click."""
    prompt = state.prompt
    if prompt is None:
        return state
    for item in prompt.items:
        match said:
            case Answer.DONE:
                state = _done(state, turn, item, prompt)
            case Answer.SNOOZE:
                state = _snoozed(state, turn, item, prompt)
            case Answer.SKIP:
                turn.record(item, prompt, Result.SKIPPED, answered=turn.at)
                state = settle(state, turn, item)
    return _take_down(state, turn, prompt)


def _done(state: State, turn: Turn, item: Item, prompt: Prompt) -> State:
    kind = turn.plan.kind(item.kind)
    if kind is not None and (kind.provable or isinstance(kind, PaceKind)):
        state = replace(state, said=(*state.said, Said(item, prompt, turn.at)))
    else:
        turn.record(item, prompt, Result.CLAIMED, answered=turn.at)
    return settle(state, turn, item)


def _snoozed(state: State, turn: Turn, item: Item, prompt: Prompt) -> State:
    if item.snoozes >= MAX_SNOOZES:
        turn.record(item, prompt, Result.SKIPPED, f"snoozed {item.snoozes} times before", answered=turn.at)
        return settle(state, turn, item)
    turn.record(item, prompt, Result.SNOOZED, answered=turn.at)
    return put_off(state, item, Wait(turn.at + turn.plan.snooze, item.due, item.snoozes + 1, item.exercise))


def marked(state: State, *, on_screen: bool = True, confirmed: bool = True) -> State:
    """The open prompt was dismissed, or nobody can tell whether it was seen; what was known of it before stays."""
    prompt = state.prompt
    if prompt is None:
        return state
    marks = replace(prompt, on_screen=prompt.on_screen and on_screen, confirmed=prompt.confirmed and confirmed)
    return replace(state, prompt=marks)


def expire(state: State, turn: Turn) -> State:
    """Nobody answered (P6). What was dismissed was seen."""
    prompt = state.prompt
    if prompt is None:
        return state
    unanswered = "" if prompt.confirmed else UNCONFIRMED
    for item in prompt.items:
        turn.record(item, prompt, Result.IGNORED, unanswered if prompt.on_screen else DISMISSED)
        state = settle(state, turn, item)
    return _take_down(state, turn, prompt)


def withdraw(state: State, turn: Turn, reason: str) -> State:
    """Take the open prompt back; what it asked for stays due (P7)."""
    prompt = state.prompt
    if prompt is None:
        return state
    for item in prompt.items:
        turn.record(item, prompt, Result.WITHDRAWN, reason)
        state = put_off(state, item, Wait(turn.at, item.due, item.snoozes, item.exercise))
    return _take_down(state, turn, prompt)


def undelivered(state: State, turn: Turn, reason: str) -> State:
    """Nobody could see the prompt: what it asked for stays due, and is tried again later (P7)."""
    prompt = state.prompt
    if prompt is None:
        return state
    state = unseen(state)
    for item in prompt.items:
        turn.record(item, prompt, Result.UNDELIVERED, reason)
        state = put_off(state, item, Wait(turn.at + RETRY, item.due, item.snoozes, item.exercise))
    return replace(state, prompt=None)


def withdraw_closed(state: State, turn: Turn) -> State:
    """Take back what of the open prompt belongs to hours that have ended since it was shown; it stays due (K5)."""
    prompt = state.prompt
    if prompt is None:
        return state
    closed = []
    for item in prompt.items:
        kind = turn.plan.kind(item.kind)
        hours = turn.hours_of(kind) if kind is not None else turn.plan.hours
        ended = turn.last_close(hours)
        if ended is not None and ended > prompt.shown and not turn.running(hours):
            closed.append(item)
    for item in closed:
        turn.record(item, prompt, Result.WITHDRAWN, HoldKind.OUTSIDE_HOURS)
        state = put_off(state, item, Wait(turn.at, item.due, item.snoozes, item.exercise))
    return drop_items(state, turn, closed)


def claim(state: State, turn: Turn, unproven: Iterable[Said]) -> State:
    """No absence has proved these answers: they stand as what the user said (P7)."""
    unproven = tuple(unproven)
    if not unproven:
        return state
    for said in unproven:
        ended = min(turn.at, said.at + proof_wait(turn.plan, said))
        turn.record(said.item, said.prompt, Result.CLAIMED, answered=said.at, ended=ended)
    return replace(state, said=tuple(said for said in state.said if said not in unproven))


def drop_items(state: State, turn: Turn, gone: list[Item]) -> State:
    """These kinds of the open prompt have ended; with the last of them, the prompt has."""
    prompt = state.prompt
    if prompt is None or not gone:
        return state
    left = tuple(item for item in prompt.items if item not in gone)
    if not left:
        return _take_down(state, turn, prompt)
    return revise(replace(state, prompt=replace(prompt, items=left)), turn)


def _take_down(state: State, turn: Turn, prompt: Prompt) -> State:
    if prompt.on_screen:
        turn.effects.append(Withdraw(turn.at))
    return replace(state, prompt=None)


def forget_lost_kinds(state: State, turn: Turn) -> State:
    """After a change of settings: kinds that are gone or switched off ask for nothing any more.

    A kind whose interval grew is not due before the new one is reached.
    """
    known = {kind.name for kind in turn.plan.kinds}
    prompt = state.prompt
    if prompt is not None:
        gone = [item for item in prompt.items if item.kind not in known]
        for item in gone:
            turn.record(item, prompt, Result.WITHDRAWN, "switched off")
        state = drop_items(state, turn, gone)
    waits = {name: wait for name, wait in state.waits.items() if name in known}
    unknown_said = [said for said in state.said if said.item.kind not in known]
    sat = state.desk.sat
    fresh = {kind.name: SittingClock(sat=sat) for kind in turn.plan.kinds if isinstance(kind, SittingKind)}
    clocks = {name: _recheck(state, turn, name, state.clocks.get(name, clock)) for name, clock in fresh.items()}
    return claim(replace(state, waits=waits, clocks=clocks), turn, unknown_said)


def _recheck(state: State, turn: Turn, name: str, clock: SittingClock) -> SittingClock:
    kind = turn.plan.kind(name)
    if not isinstance(kind, SittingKind) or state.desk.sat_now(clock.sat, turn.at) - clock.base >= kind.every:
        return clock
    return replace(clock, due=None)
