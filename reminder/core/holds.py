"""Reasons to be silent: when they stand, when they end, and what they kept back (P4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reminder.core.effects import RecordHold
from reminder.core.events import Held
from reminder.core.plan import HOLD_GRACE, HoldKind, Plan
from reminder.core.state import NONE, HeldBack, Hold, State
from reminder.core.turn import Turn

DAY = timedelta(days=1)
ALWAYS = frozenset({HoldKind.USER, HoldKind.OUTSIDE_HOURS})


def silencing(state: State, plan: Plan) -> dict[HoldKind, Hold]:
    """The holds that stand and that the user wants obeyed."""
    return {kind: hold for kind, hold in state.holds.items() if kind in ALWAYS or kind in plan.obeyed}


def held(state: State, turn: Turn, event: Held) -> State:
    """A hold begins, or has another end or cause, as told."""
    until = event.until.astimezone(UTC) if event.until is not None else None
    return begin(state, turn, event.hold, Hold(turn.at, until, event.detail, event.watching))


def begin(state: State, turn: Turn, kind: HoldKind, hold: Hold) -> State:
    """A hold begins. One of this kind that stands already keeps its beginning and takes the new end and cause."""
    standing = state.holds.get(kind)
    if standing is not None:
        hold = replace(hold, since=standing.since)
    return _measure(replace(state, holds={**state.holds, kind: hold}), turn, hold.since)


def end(state: State, turn: Turn, kind: HoldKind, at: datetime) -> State:
    """A hold ends at `at`. No effect if it does not stand. The schedule's own silence is not logged."""
    hold = state.holds.get(kind)
    if hold is None:
        return state
    if kind is not HoldKind.OUTSIDE_HOURS:
        turn.effects.append(RecordHold(kind, hold.since, at, turn.day_of(at), hold.detail))
    last = silencer(state, turn.plan)
    rest = {other: standing for other, standing in state.holds.items() if other is not kind}
    return _measure(replace(state, holds=rest), turn, at, last)


def _measure(state: State, turn: Turn, at: datetime, last: str = "") -> State:
    """Keep the account of when prompts were silenced, and the grace after it."""
    silent = bool(silencing(state, turn.plan))
    if silent and state.held_since is None:
        return replace(state, held_since=at)
    if not silent and state.held_since is not None:
        kept = tuple(silence for silence in state.held if at - silence.end < DAY)
        held = (*kept, HeldBack(state.held_since, at, last))
        return replace(state, held_since=None, held=held, quiet_until=at + HOLD_GRACE)
    return state


def remeasure(state: State, turn: Turn) -> State:
    """Take account of a change in which holds are obeyed."""
    last = max(state.holds.items(), key=lambda entry: entry[1].since, default=None)
    return _measure(state, turn, turn.at, _spelt(*last) if last is not None else "")


def keep_hours(state: State, turn: Turn) -> State:
    """Begin or end the silence outside all hours; each at its own moment, even where this step comes late."""
    opened, outside = opened_at(turn), HoldKind.OUTSIDE_HOURS in state.holds
    if opened is not None and outside:
        return end(state, turn, HoldKind.OUTSIDE_HOURS, max(opened, state.now))
    if opened is None and not outside:
        closed = max((last for hours in turn.every_hours() if (last := turn.last_close(hours))), default=None)
        late = closed is not None and state.now < closed
        return begin(state, turn, HoldKind.OUTSIDE_HOURS, Hold(closed if closed is not None and late else turn.at))
    return state


def opened_at(turn: Turn) -> datetime | None:
    """When the time that is open now began, whichever kinds' hours it is made of; None: nothing may come now."""
    periods = [period for hours in turn.every_hours() for period in turn.around(hours)]
    opened = min((start for start, end in periods if start <= turn.at < end), default=None)
    while opened is not None:
        earlier = min((start for start, end in periods if start < opened <= end), default=opened)
        if earlier == opened:
            break
        opened = earlier
    return opened


def closed_since(state: State, turn: Turn) -> bool:
    """Whether the hours ended after the last event and have begun anew by now: a night was slept through."""
    opened = opened_at(turn)
    return opened is not None and HoldKind.OUTSIDE_HOURS not in state.holds and state.now < opened


def next_boundary(turn: Turn) -> datetime | None:
    """When any hours next begin or end, in UTC; None if none do within a year."""
    every = turn.every_hours()
    ends = [end for hours in every for _, end in turn.around(hours) if end > turn.at]
    begins = [start for hours in every if (start := turn.next_open(hours)) is not None]
    return min([*ends, *begins], default=None)


def held_back(state: State, plan: Plan, due: datetime, at: datetime) -> tuple[timedelta, str]:
    """How long, until `at`, holds kept back what was due at `due`, and the last of them by name ("" for none)."""
    total, by = NONE, ""
    for silence in state.held:
        overlap = min(silence.end, at) - max(silence.start, due)
        if overlap > NONE:
            total, by = total + overlap, silence.by
    if state.held_since is not None and at > max(state.held_since, due):
        total += at - max(state.held_since, due)
        by = silencer(state, plan)
    return total, by


def silencer(state: State, plan: Plan) -> str:
    """The newest hold that silences, in the words of the log: its kind, and its cause if known; "" for none."""
    standing = silencing(state, plan)
    if not standing:
        return ""
    kind, hold = max(standing.items(), key=lambda entry: entry[1].since)
    return _spelt(kind, hold)


def _spelt(kind: HoldKind, hold: Hold) -> str:
    return f"{kind}: {hold.detail}" if hold.detail else str(kind)
