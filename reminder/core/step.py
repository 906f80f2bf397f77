"""The only way forward: (state, event, plan) -> (state, effects).

Each event is first applied, then time is settled: whatever has come to pass by the event's moment is decided, and the
next wake-up is asked for. Where an event and a wake-up fall on the same moment, the event counts first: an answer at
the last second is an answer.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import assert_never

from reminder.core import absence, desk, holds, newcomer, outcomes, weekly
from reminder.core.aims import keep_aims
from reminder.core.days import keep_day, keep_switches, remember_done, same_day
from reminder.core.due import Opening, opening
from reminder.core.effects import Effect, Stretch, WakeAt, in_order
from reminder.core.events import (
    Ached,
    Answered,
    BreakAsked,
    ClockStepped,
    Dismissed,
    Drank,
    Event,
    Exercised,
    Held,
    InputPaused,
    Intake,
    Left,
    Locked,
    LockLost,
    PresenceLost,
    Released,
    Replanned,
    Returned,
    Slept,
    Started,
    Stopped,
    Switched,
    TookCaffeine,
    Unconfirmed,
    Undelivered,
    Undone,
    Unlocked,
    Woken,
)
from reminder.core.plan import RESTART_GAP, HoldKind, LimitKind, PaceKind, Plan
from reminder.core.restart import run_down, start_up
from reminder.core.rotation import numbered
from reminder.core.shift import shifted
from reminder.core.showing import keep_exercises, show
from reminder.core.state import Desk, Said, State
from reminder.core.switches import in_force, rezoned, sore
from reminder.core.tally import keep_tally
from reminder.core.told import tell, told_apart
from reminder.core.turn import Turn
from reminder.core.wake import next_wake, proof_wait


def first_state(at: datetime) -> State:
    """The state before the first start ever: somebody has just sat down (D1)."""
    return State(
        now=at.astimezone(UTC),
        offset=_offset(at),
        desk=Desk(Stretch.SITTING, at.astimezone(UTC), seated_since=at.astimezone(UTC)),
        running=False,
    )


def _offset(at: datetime) -> timedelta:
    offset = at.utcoffset()
    if offset is None:
        raise ValueError(f"an event's time needs its UTC offset: {at.isoformat()}")
    return offset


def step(state: State | None, event: Event, plan: Plan) -> tuple[State, tuple[Effect, ...]]:
    """Take one event into account.

    `state` is None before the first start ever. While the service does not run, what the user tells is taken in, and
    nothing else changes anything. An event earlier than the one before (without a `ClockStepped`) counts as
    simultaneous with it.
    """
    if state is None:
        state = first_state(event.at)
    if not state.running and not isinstance(event, Started):
        return told_apart(state, event, plan) if isinstance(event, Intake) else (state, ())
    at = event.at.astimezone(UTC)
    if not isinstance(event, Started):
        at = max(at, state.now)
    turn, was_sore = Turn(in_force(plan, state, at), at, event.at.tzinfo or UTC), sore(state)
    day = turn.day
    state = _mend_gap(state, turn, event)
    state = _apply(state, turn, event)
    state = _keep_zone(state, turn)
    state = keep_switches(state, turn, plan, was_sore=was_sore)
    state = keep_aims(keep_day(state, turn), turn)
    wake_at = None
    if state.running:
        state, ahead = _settle(state, turn, paused=isinstance(event, InputPaused))
        wake_at = next_wake(state, turn, ahead)
    if wake_at != state.wake_at or isinstance(event, Started | Woken | ClockStepped):
        turn.effects.append(WakeAt(wake_at))
    state = keep_tally(remember_done(state, turn), turn, day)
    return numbered(replace(state, now=turn.at, wake_at=wake_at), in_order(turn.effects))


def _keep_zone(state: State, turn: Turn) -> State:
    """A journey begins a new stretch, so that no row of the log has two offsets (D7).

    Summer time need not: a stretch is cut where the clocks change when it is recorded.
    """
    if turn.offset == state.offset:
        return state
    travelled = turn.zone_before(state.now, state.offset) is not turn.zone
    if travelled and turn.at > state.desk.span_since:
        state = desk.close_span(state, turn, turn.at, state.desk.span)
    return replace(rezoned(state, turn), offset=turn.offset)


def _mend_gap(state: State, turn: Turn, event: Event) -> State:
    """A wake-up that never came, and no sleep that explains it: from then on nobody was watching (D6)."""
    overslept = state.wake_at is not None and turn.at - state.wake_at > RESTART_GAP
    if not overslept or state.wake_at is None or isinstance(event, Started | Slept):
        return state
    return absence.absent_between(state, turn, state.wake_at, Stretch.UNKNOWN, seen=False)


def _apply(state: State, turn: Turn, event: Event) -> State:  # noqa: C901, PLR0912 - one case for each event
    match event:
        case Started():
            return start_up(state, turn, event)
        case Stopped():
            return run_down(state, turn)
        case Woken() | InputPaused():
            return state
        case Left():
            return _left(state, turn, event.since.astimezone(UTC))
        case Returned():
            return _there(state, turn, unlocked=False)
        case Unlocked():
            return _there(state, turn, unlocked=True)
        case LockLost():
            state = replace(state, desk=replace(state.desk, locked_since=None))
            return state if state.desk.idle_since is not None else absence.come_back(state, turn)
        case PresenceLost():
            return _lost_sight(state, turn)
        case Locked():
            state = desk.leave(state, turn, turn.at)
            return replace(state, desk=replace(state.desk, locked_since=turn.at))
        case Slept():
            return absence.absent_between(state, turn, event.since.astimezone(UTC), Stretch.ASLEEP, seen=True)
        case ClockStepped():
            return _stepped(state, turn, event.by)
        case Held():
            return _watched(state, holds.held(state, turn, event), turn, turn.at)
        case Released():
            return _released(state, turn, event.hold, turn.at)
        case Answered():
            return outcomes.answer(state, turn, event.answer)
        case Dismissed():
            return outcomes.marked(state, on_screen=False)
        case Unconfirmed():
            return outcomes.marked(state, confirmed=False)
        case Undelivered():
            return outcomes.undelivered(state, turn, event.reason)
        case BreakAsked():
            return _asked(state, turn, event.kind)
        case Replanned():
            state = newcomer.settle_in(outcomes.forget_lost_kinds(state, turn))
            return holds.remeasure(keep_exercises(state, turn), turn)
        case Drank() | TookCaffeine() | Exercised() | Undone() | Ached() | Switched():
            return tell(state, turn, event)
        case _:
            assert_never(event)


def _left(state: State, turn: Turn, since: datetime) -> State:
    """No input since `since`: absence, or watching (D4)."""
    if desk.watching(state):
        state = _seen_again(state, turn)
    else:
        state = desk.leave(replace(state, desk=replace(state.desk, known=True)), turn, since)
    return replace(state, desk=replace(state.desk, idle_since=min(since, turn.at)))


def _there(state: State, turn: Turn, *, unlocked: bool) -> State:
    """Somebody is there; input at a locked screen is not yet a return.

    Unlocking tells of this moment only: where input cannot be seen, presence is unknown again from then on.
    """
    locked = None if unlocked else state.desk.locked_since
    state = state if unlocked else _seen_again(state, turn)
    state = replace(state, desk=replace(state.desk, idle_since=None, locked_since=locked))
    return state if locked is not None else absence.come_back(state, turn)


def _seen_again(state: State, turn: Turn) -> State:
    """Presence is known from now on."""
    if state.desk.known:
        return state
    state = replace(state, desk=replace(state.desk, known=True))
    return desk.close_span(state, turn, turn.at, Stretch.SITTING) if state.desk.seated else state


def _lost_sight(state: State, turn: Turn) -> State:
    """Nobody can tell any more: the desk clock goes on, and what it counts is shown as unknown."""
    if not state.desk.known:
        return state
    state = replace(state, desk=replace(state.desk, known=False, idle_since=None))
    if state.desk.seated:
        return desk.close_span(state, turn, turn.at, Stretch.UNKNOWN)
    return state if state.desk.locked_since is not None else absence.come_back(state, turn)


def _released(state: State, turn: Turn, kind: HoldKind, at: datetime) -> State:
    return _watched(state, holds.end(state, turn, kind, at), turn, at)


def _watched(before: State, after: State, turn: Turn, at: datetime) -> State:
    """Who watched without any input is away from the moment that there is nothing to watch any more (D4)."""
    over = desk.watching(before) and not desk.watching(after) and after.desk.idle_since is not None
    return desk.leave(after, turn, at) if over else after


def _stepped(state: State, turn: Turn, by: timedelta) -> State:
    """The clock was set: no time passed. The running stretch ends on the old clock and goes on with the new (D5)."""
    state = desk.close_span(state, turn, turn.at, state.desk.span)
    state, day = shifted(state, by), turn.day
    turn.step_clock(by)
    return same_day(state, day, turn.day)


def _asked(state: State, turn: Turn, name: str | None) -> State:
    """The user wants a break now: no hold and no budget stands against that, only a prompt that is open already."""
    if state.prompt is not None or not turn.plan.kinds:
        return state
    wanted = name or (turn.plan.kind("movement") or turn.plan.kinds[0]).name
    kind = turn.plan.kind(wanted)
    return show(state, turn, wanted) if kind is not None and not isinstance(kind, LimitKind) else state


def _settle(state: State, turn: Turn, *, paused: bool) -> tuple[State, Opening | None]:
    """Decide whatever has come to pass by now, and see when the next prompt may come."""
    for kind, hold in tuple(state.holds.items()):
        if hold.until is not None and hold.until <= turn.at:
            state = _released(state, turn, kind, max(hold.until, hold.since))
    watched_until = desk.watched_until(state)
    if watched_until is not None and watched_until <= turn.at:
        state = desk.leave(state, turn, watched_until)
    slept_through = holds.closed_since(state, turn)
    state = holds.keep_hours(state, turn)
    state = absence.credit(state, turn)
    state = outcomes.claim(state, turn, [said for said in state.said if _unproven(state, turn, said)])
    prompt = state.prompt
    if prompt is not None:
        silencer = holds.silencer(state, turn.plan)
        if silencer and not _own_wish(state, turn, prompt.shown):
            state = outcomes.withdraw(state, turn, silencer)
        elif slept_through:
            state = outcomes.withdraw(state, turn, HoldKind.OUTSIDE_HOURS)
        elif prompt.age(state.desk, turn.at) >= turn.plan.expires:
            state = outcomes.expire(state, turn)
        else:
            state = outcomes.withdraw_closed(state, turn)
    state = newcomer.greet(weekly.tell(state, turn), turn)
    ahead = opening(state, turn)
    if ahead is not None and ahead.ready <= turn.at and (paused or turn.at >= ahead.deadline):
        return show(state, turn), None
    return state, ahead


def _own_wish(state: State, turn: Turn, shown: datetime) -> bool:
    """Whether the prompt was asked for in spite of every hold that stands: only a newer hold takes it back."""
    return all(hold.since < shown for hold in holds.silencing(state, turn.plan).values())


def _unproven(state: State, turn: Turn, said: Said) -> bool:
    """Whether the time to prove this "done" is over (P7); an absence that runs since within it may still do so.

    Not to water: nobody drinks by being away.
    """
    if turn.at < said.at + proof_wait(turn.plan, said):
        return False
    if isinstance(turn.plan.kind(said.item.kind), PaceKind):
        return True
    start = state.desk.absent_since
    return start is None or not absence.within_window(said, start)
