"""What is due, and from when it may come on the screen (rules K1 to K5, P1 to P3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from reminder.core import hydration
from reminder.core.desk import due_moment
from reminder.core.holds import opened_at, silencing
from reminder.core.intake import bedtime_of, has_habit
from reminder.core.plan import FRESH_FOR, RIDE_WAIT, DailyKind, HoldKind, Kind, LimitKind, PaceKind, SittingKind
from reminder.core.records import dataclass
from reminder.core.state import DailyCount, SittingClock, State, Wait
from reminder.core.turn import Turn

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A kind that is or will be due at `due` and may call for a prompt of its own from `ready`.

    `put_off`: it must not ride along before, since the user, a failure or the kind's own rule moved it there.
    `own_act`: it answers an act of the user's own, so that no budget stands against it (P2). `exercise`: what it asked
    for before it was put off.
    """

    kind: str
    due: datetime
    ready: datetime
    snoozes: int = 0
    put_off: bool = False
    own_act: bool = False
    exercise: str = ""


def dues(state: State, turn: Turn) -> list[Due]:
    """Every kind's next due moment, in the plan's order; those without one, as things stand, are left out."""
    found = (next_due(state, turn, kind) for kind in turn.plan.kinds)
    return [due for due in found if due is not None]


def next_due(state: State, turn: Turn, kind: Kind) -> Due | None:
    """When this kind is due, if nothing changes; None if it never will be, or the clock stands still."""
    match kind:
        case SittingKind():
            due = _next_sitting(state, turn, kind)
        case DailyKind():
            due = _next_daily(state, turn, kind)
        case PaceKind():
            due = _next_drink(state, turn, kind)
        case LimitKind():
            due = _next_caution(state, turn, kind)
        case _:
            assert_never(kind)
    return due if due is None else _within_hours(state, turn, kind, due)


def _within_hours(state: State, turn: Turn, kind: Kind, due: Due) -> Due | None:
    """Not before the kind's hours run. While nothing may come at all, that is the hold's business (P4)."""
    hours = turn.hours_of(kind)
    if HoldKind.OUTSIDE_HOURS in state.holds or turn.running(hours):
        return due
    opens = turn.next_open(hours)
    if opens is None:
        return None
    return replace(due, due=max(due.due, opens), ready=max(due.ready, opens), put_off=True)


def _waiting(due: datetime, ready: datetime, kind: str, wait: Wait | None, turn: Turn) -> Due:
    """Due as it would be, or as it was put off."""
    if wait is None:
        return Due(kind, due, ready)
    return Due(kind, wait.due, max(wait.until, wait.due), wait.snoozes, wait.until > turn.at, exercise=wait.exercise)


def _wait_today(state: State, turn: Turn, kind: Kind) -> Wait | None:
    """What was put off on this desk day, or in the hours that run; one of a day before has lapsed."""
    wait = state.waits.get(kind.name)
    if wait is None or turn.day_of(wait.due) == turn.day:
        return wait
    hours = turn.hours_of(kind)
    running = (start <= wait.due < end and start <= turn.at < end for start, end in turn.around(hours))
    return wait if any(running) else None


def _next_sitting(state: State, turn: Turn, kind: SittingKind) -> Due | None:
    clock, wait = state.clocks.get(kind.name, SittingClock()), state.waits.get(kind.name)
    due = wait.due if wait is not None else due_moment(kind, clock, state.desk)
    return None if due is None else _waiting(due, due, kind.name, wait, turn)


def _next_daily(state: State, turn: Turn, kind: DailyKind) -> Due | None:
    wait = _wait_today(state, turn, kind)
    if _over_today(turn, kind):
        return None
    if wait is not None:
        return _waiting(wait.due, wait.due, kind.name, wait, turn)
    moments = _moments(turn, kind)
    settled = settled_today(state, turn, kind)
    if settled >= len(moments):
        return None
    not_before = max(_not_before(state, kind), default=moments[settled])
    due = max(moments[settled], not_before)
    if due >= _end_of_day(turn, kind):
        return None
    return Due(kind.name, due, _with_a_ride(turn, due), put_off=turn.at < not_before > moments[settled])


def _over_today(turn: Turn, kind: DailyKind) -> bool:
    """Whether the kind's hours of this working day are over, or there are none."""
    hours = turn.hours_of(kind)
    periods = turn.periods(hours, turn.working_day(hours))
    return not periods or turn.at >= periods[-1][1]


def _end_of_day(turn: Turn, kind: DailyKind) -> datetime:
    hours = turn.hours_of(kind)
    return turn.periods(hours, turn.working_day(hours))[-1][1]


def _not_before(state: State, kind: DailyKind) -> Iterator[datetime]:
    """When a kind that needs time between two sessions, or has no fresh text left, may come again at the earliest."""
    if kind.apart and kind.name in state.done:
        yield state.done[kind.name] + kind.apart
    told = state.told.get(kind.name, ())
    if kind.variety is not None and len(told) >= kind.variety:
        yield told[-kind.variety] + FRESH_FOR


def _with_a_ride(turn: Turn, due: datetime) -> datetime:
    """From when something due may come alone: it waits for a movement break to ride on (P1)."""
    return due + RIDE_WAIT if turn.plan.kind("movement") else due


def _moments(turn: Turn, kind: DailyKind) -> list[datetime]:
    """The kind's moments of this working day: the middles of as many equal parts of its hours (K2)."""
    hours = turn.hours_of(kind)
    day = turn.working_day(hours)
    periods = turn.periods(hours, day)
    if not periods or day.weekday() not in kind.weekdays:
        return []
    length = sum((end - start for start, end in periods), timedelta(0))
    moments = []
    for number in range(kind.times):
        into = length * (2 * number + 1) / (2 * kind.times)
        for start, end in periods:
            if into < end - start:
                moments.append(start + into)
                break
            into -= end - start
    return moments


def settled_today(state: State, turn: Turn, kind: DailyKind) -> int:
    """How many of this kind's moments of the running working day need no prompt any more.

    Those before the very first start were nobody's: who begins in the afternoon has missed nothing.
    """
    count, arrived = state.daily.get(kind.name), state.arrived
    settled = count.settled if count is not None and count.day == turn.working_day(turn.hours_of(kind)) else 0
    return settled if arrived is None else max(settled, sum(moment <= arrived for moment in _moments(turn, kind)))


def settle_daily(state: State, turn: Turn, kind: DailyKind) -> DailyCount:
    """The count once this kind is settled: moments that passed unused, or come within `gather`, are not owed (K2)."""
    settled = settled_today(state, turn, kind)
    passed = sum(moment <= turn.at + turn.plan.gather for moment in _moments(turn, kind))
    return DailyCount(turn.working_day(turn.hours_of(kind)), max(settled, passed))


def _next_drink(state: State, turn: Turn, kind: PaceKind) -> Due | None:
    """Water waits for a break to ride on, too, but not in the heat: there is always one soon (evidence, section 2c)."""
    wait = _wait_today(state, turn, kind)
    ask = hydration.next_ask(state, turn, again=wait is not None)
    if ask is None:
        return None
    early = ask.not_before > turn.at
    if wait is not None:
        again = _waiting(ask.due, ask.due, kind.name, wait, turn)
        return replace(again, ready=max(again.ready, ask.due), put_off=again.put_off or early)
    due = max(ask.due, opened_at(turn) or ask.due)
    ready = due if turn.plan.water.since is not None else _with_a_ride(turn, due)
    return Due(kind.name, due, ready, put_off=early)


def _next_caution(state: State, turn: Turn, kind: LimitKind) -> Due | None:
    """What is to be said about a dose; else, where caffeine is a habit, the time of the last one, once a day (K4)."""
    wait = _wait_today(state, turn, kind)
    if state.warned is not None and state.warned.day == turn.day:
        return replace(_waiting(state.warned.due, state.warned.due, kind.name, wait, turn), own_act=True)
    bedtime = bedtime_of(turn, turn.day)
    moment = bedtime - turn.plan.caffeine.cut_off
    wait = wait if wait is not None and wait.due >= moment else None  # else it was of a dose, which says nothing now
    if cut_off_told(state, turn, kind) or turn.at >= bedtime or not has_habit(state, turn):
        return None
    return _waiting(moment, moment, kind.name, wait, turn)


def cut_off_told(state: State, turn: Turn, kind: LimitKind) -> bool:
    """Whether the cut-off of this desk day needs no prompt any more."""
    count = state.daily.get(kind.name)
    return count is not None and count.day == turn.day


@dataclass(frozen=True, slots=True)
class Opening:
    """When the next prompt may come: from `ready` on at a pause in the input, at `deadline` in any case (P3)."""

    ready: datetime
    deadline: datetime


def opening(state: State, turn: Turn) -> Opening | None:
    """When the next prompt may come, if nothing changes; None while none can.

    It cannot while another is open (P1), nobody is there, or a hold stands (P4).
    """
    if state.prompt is not None or not state.desk.seated or silencing(state, turn.plan):
        return None
    waiting = dues(state, turn)
    if not waiting:
        return None
    floor = max(state.desk.span_since, state.quiet_until or state.desk.span_since)
    acts = [max(due.ready, floor) for due in waiting if due.own_act]
    others = [due.ready for due in waiting if not due.own_act]
    calm = max(floor, state.calm_until or floor)
    allowed = [budget_free(state, turn, max(min(others), calm))] if others else []
    ready = min([*acts, *allowed])
    return Opening(ready, ready + turn.plan.wait_for_pause)


def budget_free(state: State, turn: Turn, at: datetime) -> datetime:
    """The first moment, from `at` on, at which the budget has room for a prompt (P2)."""
    plan, shows = turn.plan, state.shows
    if not shows:
        return at
    free = max(at, shows[-1] + plan.min_gap)
    if len(shows) >= plan.max_per_hour:
        free = max(free, shows[-plan.max_per_hour] + HOUR)
    if len(shows) >= plan.max_per_day:
        start = turn.day_start()
        if sum(show >= start for show in shows) >= plan.max_per_day:
            free = max(free, turn.day_start(later=1))
    return free


def riders(state: State, turn: Turn, *, asked: bool) -> list[Due]:
    """What comes along when a prompt is shown now: all that is due, or will be within `gather` (P1).

    Where the budget has no room, only answers to the user's own acts do, unless the user has `asked` for the prompt.
    """
    horizon, room = turn.at + turn.plan.gather, asked or budget_free(state, turn, turn.at) <= turn.at
    return [due for due in dues(state, turn) if due.due <= horizon and not due.put_off and (room or due.own_act)]


def shows_kept(shows: tuple[datetime, ...], at: datetime) -> tuple[datetime, ...]:
    """The prompts that may still count against the budget of an hour or a desk day."""
    return tuple(show for show in shows if at - show < timedelta(days=1, hours=2))
