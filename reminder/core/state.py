"""Everything that is remembered between two events. All instants are aware, in UTC, on the current wall clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from reminder.core.effects import Stretch
from reminder.core.plan import HoldKind

NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk clock.

    `span` and `span_since` are the stretch of the day that is running. While at the desk, `sat` holds what was sat
    before `span_since`; sitting now is `sat` plus the running span. `idle_since` and `locked_since` are set while
    there is no input, or the screen is locked. `absent_since` is where the whole absence began, over several stretches
    (idle, then locked, then asleep); None at the desk. `known` is False where the desktop cannot say.
    """

    span: Stretch
    span_since: datetime
    sat: timedelta = NONE
    absent_since: datetime | None = None
    idle_since: datetime | None = None
    locked_since: datetime | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class SittingClock:
    """One sitting kind's own clock: `sat` before the running span, due when it reaches `next_at`.

    `discharged` is True once the running absence has counted as its break.
    """

    sat: timedelta
    next_at: timedelta
    discharged: bool = False


@dataclass(frozen=True, slots=True)
class DailyCount:
    """How many of a daily kind's moments are settled on desk day `day`."""

    day: date
    settled: int = 0


@dataclass(frozen=True, slots=True)
class Put:
    """A kind put off: due again at `until`, being due since `due`, after so many snoozes."""

    until: datetime
    due: datetime
    snoozes: int


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of the open prompt, with the moment it became due and the snoozes it has had."""

    kind: str
    due: datetime
    snoozes: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is being asked now. `aged` is its age at the desk before the running span (P6).

    `on_screen` is False once dismissed: it goes on in the tray (P5).
    """

    items: tuple[Item, ...]
    kinds: tuple[str, ...]
    shown: datetime
    held: timedelta
    aged: timedelta = NONE
    on_screen: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """ "Done" was said; whether an absence proves it is not yet known (P7)."""

    item: Item
    kinds: tuple[str, ...]
    shown: datetime
    held: timedelta
    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason to be silent, in force since `since`."""

    since: datetime
    until: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The desk day so far.

    `now` is the time of the last event. `waits` are kinds put off (snoozed, undelivered), `said` the answers still
    waiting for proof. `shows` are the times of the prompts that still count against the budget. `quiet_until` is the
    end of the grace after the last hold. `held_from` and `held_total` measure how long holds have kept back what is
    due, `held_by` the last of them. `wake_at` is the wake-up asked for; None: none. `running` is False after `Stopped`.
    """

    now: datetime
    desk: Desk
    clocks: Mapping[str, SittingClock] = field(default_factory=dict)
    daily: Mapping[str, DailyCount] = field(default_factory=dict)
    waits: Mapping[str, Put] = field(default_factory=dict)
    prompt: Prompt | None = None
    said: tuple[Said, ...] = ()
    holds: Mapping[HoldKind, Hold] = field(default_factory=dict)
    shows: tuple[datetime, ...] = ()
    quiet_until: datetime | None = None
    wake_at: datetime | None = None
    number: int = 0
    running: bool = True
