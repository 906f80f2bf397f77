"""The desk clock: who sits, since when, and what an absence is worth (rules D1 to D6)."""

from dataclasses import replace
from datetime import datetime

from reminder.core.effects import Stretch
from reminder.core.plan import WATCHED_AT_MOST, WATCHING, Kind, SittingKind
from reminder.core.state import NONE, Desk, SittingClock, State
from reminder.core.turn import Turn


def close_span(state: State, turn: Turn, end: datetime, then: Stretch) -> State:
    """End the running stretch of the day at `end` and begin another.

    What was sat until then is banked on every clock, and the open prompt ages by it (P6). `end` may lie in the past:
    the minutes since are then not sitting (D2).
    """
    desk = state.desk
    turn.record_span(desk.span, desk.span_since, end, turn.zone_before(state.now, state.offset))
    if desk.seated:
        state = _bank(state, turn, max(end, desk.span_since))
    return replace(state, desk=replace(state.desk, span=then, span_since=end))


def _bank(state: State, turn: Turn, end: datetime) -> State:
    """Add the running span, up to `end`, to every sitting clock and to the open prompt's age."""
    desk = state.desk
    length = end - desk.span_since
    clocks = {
        name: replace(clock, sat=clock.sat + length, due=_due_by(end, due_moment(turn.plan.kind(name), clock, desk)))
        for name, clock in state.clocks.items()
    }
    prompt = state.prompt
    if prompt is not None:
        prompt = replace(prompt, aged=prompt.aged + max(NONE, end - max(desk.span_since, prompt.shown)))
    return replace(state, clocks=clocks, prompt=prompt, desk=replace(desk, sat=desk.sat + length))


def _due_by(end: datetime, due: datetime | None) -> datetime | None:
    return due if due is not None and due <= end else None


def due_moment(kind: Kind | None, clock: SittingClock, desk: Desk) -> datetime | None:
    """When this sitting kind became due, or will if one sits on (K1); None while its clock stands still before that."""
    if clock.due is not None or not isinstance(kind, SittingKind):
        return clock.due
    left = clock.base + kind.every - clock.sat
    return desk.span_since + max(NONE, left) if desk.seated else None


def leave(state: State, turn: Turn, since: datetime, span: Stretch = Stretch.AWAY) -> State:
    """Absence begins, at `since` (D2). No effect on one that runs already.

    A `since` before the last return means that nobody came back: the absence before goes on.
    """
    desk = state.desk
    if not desk.seated:
        return state
    never_came_back = desk.last_absent is not None and desk.seated_since is not None and since <= desk.seated_since
    since = min(max(since, desk.seated_since or desk.span_since), turn.at)
    state = close_span(_take_back(state, since), turn, max(since, desk.span_since), span)
    if never_came_back:
        absent_since = desk.last_absent
    else:
        absent_since = since
        clocks = {name: replace(clock, discharged=False) for name, clock in state.clocks.items()}
        state = replace(state, clocks=clocks)
    return replace(state, desk=replace(state.desk, absent_since=absent_since))


def _take_back(state: State, since: datetime) -> State:
    """Undo what was banked of the time after `since`: a row of the log was begun there, but nobody sat (D2)."""
    extra = state.desk.span_since - since
    if extra <= NONE:
        return state
    clocks = {
        name: replace(clock, sat=max(NONE, clock.sat - extra), due=_due_by(since, clock.due))
        for name, clock in state.clocks.items()
    }
    prompt = state.prompt
    if prompt is not None:
        aged = prompt.aged - max(NONE, state.desk.span_since - max(since, prompt.shown))
        prompt = replace(prompt, aged=max(NONE, aged))
    sat = max(NONE, state.desk.sat - extra)
    return replace(state, clocks=clocks, prompt=prompt, desk=replace(state.desk, sat=sat))


def watching(state: State) -> bool:
    """Whether no input means watching, not absence: in a call or in a full screen that is kept awake (D4)."""
    return any(hold.watching for kind, hold in state.holds.items() if kind in WATCHING)


def watched_until(state: State) -> datetime | None:
    """When watching without any input ends by itself (D4); None: nobody watches so."""
    desk = state.desk
    return desk.idle_since + WATCHED_AT_MOST if desk.seated and desk.idle_since is not None else None
