"""What is due, and from when it may come on the screen (rules K1, K2, P1 to P3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reminder.core.desk import due_moment
from reminder.core.holds import silencing
from reminder.core.plan import RIDE_WAIT, DailyKind, Kind, SittingKind
from reminder.core.state import DailyCount, SittingClock, State
from reminder.core.turn import Turn

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A kind that is or will be due at `due` and may call for a prompt of its own from `ready`.

    `put_off`: the user or a failure moved it to `ready`, so it does not ride along before.
    """

    kind: str
    due: datetime
    ready: datetime
    snoozes: int = 0
    put_off: bool = False


def dues(state: State, turn: Turn) -> list[Due]:
    """Every kind's next due moment, in the plan's order; those without one, as things stand, are left out."""
    found = (next_due(state, turn, kind) for kind in turn.plan.kinds)
    return [due for due in found if due is not None]


def next_due(state: State, turn: Turn, kind: Kind) -> Due | None:
    """When this kind is due, if nothing changes; None if it never will be, or the clock stands still."""
    if isinstance(kind, SittingKind):
        return _next_sitting(state, turn, kind)
    return _next_daily(state, turn, kind)


def _next_sitting(state: State, turn: Turn, kind: SittingKind) -> Due | None:
    wait = state.waits.get(kind.name)
    if wait is not None:
        return Due(kind.name, wait.due, max(wait.until, wait.due), wait.snoozes, put_off=wait.until > turn.at)
    clock = state.clocks.get(kind.name, SittingClock())
    due = due_moment(kind, clock, state.desk)
    return None if due is None else Due(kind.name, due, due)


def _next_daily(state: State, turn: Turn, kind: DailyKind) -> Due | None:
    hours = turn.hours(turn.day)
    if hours is None or turn.at >= hours[1]:
        return None
    wait = state.waits.get(kind.name)
    if wait is not None and turn.day_of(wait.due) == turn.day:
        return Due(kind.name, wait.due, max(wait.until, wait.due), wait.snoozes, put_off=wait.until > turn.at)
    if turn.day.weekday() not in kind.weekdays:
        return None
    settled = settled_today(state, turn, kind)
    if settled >= kind.times:
        return None
    due = _moment(kind, settled, *hours)
    return Due(kind.name, due, due + RIDE_WAIT if turn.plan.kind("movement") else due)


def _moment(kind: DailyKind, number: int, start: datetime, end: datetime) -> datetime:
    """The middle of one of as many equal parts of the hours as the kind is due times a day (K2)."""
    return start + (end - start) * (2 * number + 1) / (2 * kind.times)


def settled_today(state: State, turn: Turn, kind: DailyKind) -> int:
    """How many of this kind's moments of the running desk day need no prompt any more."""
    count = state.daily.get(kind.name)
    return count.settled if count is not None and count.day == turn.day else 0


def settle_daily(state: State, turn: Turn, kind: DailyKind) -> DailyCount:
    """The count once this kind is settled: moments that passed unused, or come within `gather`, are not owed (K2)."""
    settled = settled_today(state, turn, kind)
    hours = turn.hours(turn.day)
    moments = [_moment(kind, number, *hours) for number in range(kind.times)] if hours is not None else []
    passed = sum(moment <= turn.at + turn.plan.gather for moment in moments)
    return DailyCount(turn.day, max(settled, passed))


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
    ready = max(min(due.ready for due in waiting), state.desk.span_since)
    if state.quiet_until is not None:
        ready = max(ready, state.quiet_until)
    ready = budget_free(state, turn, ready)
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


def riders(state: State, turn: Turn) -> list[Due]:
    """What comes along when a prompt is shown now: all that is due, or will be within `gather` (P1)."""
    horizon = turn.at + turn.plan.gather
    return [due for due in dues(state, turn) if due.due <= horizon and not due.put_off]


def shows_kept(shows: tuple[datetime, ...], at: datetime) -> tuple[datetime, ...]:
    """The prompts that may still count against the budget of an hour or a desk day."""
    return tuple(show for show in shows if at - show < timedelta(days=1, hours=2))
