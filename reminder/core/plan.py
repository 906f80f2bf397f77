"""What the user wants, as plain values: the config file after checking, before any event."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

MINUTE = timedelta(minutes=1)

INPUT_PAUSE = timedelta(seconds=8)
"""No input for so long is a pause in the work, a good moment for a prompt (P3)."""

HOLD_GRACE = timedelta(seconds=30)
"""Quiet kept after the last hold has ended (P4)."""

DONE_WINDOW = timedelta(minutes=5)
"""An absence that begins within this after "done" still proves it (P7)."""

LONGEST_IDLE = timedelta(minutes=2)
"""No input for so long is absence, unless a shorter break is wanted: reading is sitting, too."""

WATCHED_AT_MOST = timedelta(minutes=90)
"""Who has watched for so long without any input is taken for away from then on (D4)."""

LONGEST_BLIND = timedelta(hours=1)
"""Sitting is not counted for longer than this, and RESTART_GAP, without any sign that the service runs (D6)."""

RESTART_GAP = timedelta(minutes=5)
"""A gap in the service's life up to this long counts as sitting (D6)."""

RIDE_WAIT = timedelta(minutes=45)
"""How long a daily kind waits for a movement break to ride on (P1)."""

SNOOZE = timedelta(minutes=10)
"""What one snooze buys (P5)."""

MAX_SNOOZES = 3
"""The snooze after this many is a skip (P5)."""

RETRY = timedelta(minutes=10)
"""A kind whose prompt could not be shown is not tried again before this has passed."""

OVERRUN = timedelta(minutes=10)
"""A bout that ran past `every` by more than this counts as overlong (C2)."""

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
"""Weekdays as `date.weekday()` counts them."""


class HoldKind(StrEnum):
    """A reason to be silent that lies outside the schedule itself."""

    USER = "user"
    DO_NOT_DISTURB = "do_not_disturb"
    CALL = "call"
    FULL_SCREEN = "full_screen"
    OUTSIDE_HOURS = "outside_hours"


WATCHING = frozenset({HoldKind.CALL, HoldKind.FULL_SCREEN})
"""Holds during which no input is not absence: one sits and watches (D4)."""


@dataclass(frozen=True, slots=True)
class SittingKind:
    """A kind that is due when sitting reaches `every` (K1).

    `rest` is the absence that discharges its clock. `observable` says whether such an absence proves that the kind was
    followed (movement); a posture change leaves no trace, so it can only be claimed (P7).
    """

    name: str
    every: timedelta
    rest: timedelta
    observable: bool = True

    @property
    def provable(self) -> bool:
        """Whether an absence can prove that this kind was followed (P7)."""
        return self.observable


@dataclass(frozen=True, slots=True)
class DailyKind:
    """A kind due `times` a day, at moments spread evenly over the hours of the given weekdays (K2).

    `rest` is the absence that proves it was done (P7); None where nothing can be seen.
    """

    name: str
    times: int
    weekdays: frozenset[int] = frozenset(range(7))
    rest: timedelta | None = None

    @property
    def provable(self) -> bool:
        """Whether an absence can prove that this kind was followed (P7)."""
        return self.rest is not None


Kind = SittingKind | DailyKind


@dataclass(frozen=True, slots=True)
class Hours:
    """The part of the week in which prompts may come: these weekdays, local time, start included, end not."""

    weekdays: frozenset[int] = frozenset({MON, TUE, WED, THU, FRI})
    start: time = time(9)
    end: time = time(18)

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime] | None:
        """The hours of one local day as two instants in UTC; None on a day off."""
        if day.weekday() not in self.weekdays:
            return None
        start = datetime.combine(day, self.start, zone).astimezone(UTC)
        return start, datetime.combine(day, self.end, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the core needs to know of the user's settings.

    `kinds` is in the order in which they stand in a prompt: the first one due gives the prompt its title.
    `bout_rest` is the absence that ends a sitting bout (movement's break, also where movement is switched off), and
    `bout_every` the length a bout should not pass (movement's `every`).
    """

    kinds: tuple[Kind, ...]
    hours: Hours = field(default_factory=Hours)
    day_starts: time = time(4)
    bout_rest: timedelta = 2 * MINUTE
    bout_every: timedelta = 30 * MINUTE
    min_gap: timedelta = 10 * MINUTE
    max_per_hour: int = 2
    max_per_day: int = 18
    wait_for_pause: timedelta = 5 * MINUTE
    gather: timedelta = 10 * MINUTE
    expires: timedelta = 10 * MINUTE
    snooze: timedelta = SNOOZE
    obeyed: frozenset[HoldKind] = frozenset(HoldKind)
    """The holds the user wants respected; USER and OUTSIDE_HOURS always are."""

    def kind(self, name: str) -> Kind | None:
        """The kind of this name; None when it is switched off or no longer exists."""
        for kind in self.kinds:
            if kind.name == name:
                return kind
        return None

    def desk_day(self, local: datetime) -> date:
        """The desk day a local moment belongs to: it starts at `day_starts`, not at midnight (D7)."""
        day = local.date()
        begun = local.time() >= self.day_starts
        if local.fold and not begun:  # the hour that comes twice: its day may have begun the first time round
            begun = local.astimezone(UTC) >= datetime.combine(day, self.day_starts, local.tzinfo).astimezone(UTC)
        return day if begun else day - timedelta(days=1)

    @property
    def proof_wait(self) -> timedelta:
        """How long after "done" its proof may be told: the window, and what it takes to notice an absence (P7, D2)."""
        return DONE_WINDOW + min(LONGEST_IDLE, self.shortest_rest)

    @property
    def shortest_rest(self) -> timedelta:
        """The shortest absence that means anything to a sitting clock."""
        rests = [kind.rest for kind in self.kinds if isinstance(kind, SittingKind)]
        return min([self.bout_rest, *rests])
