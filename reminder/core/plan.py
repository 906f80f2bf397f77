"""What the user wants, as plain values: the config file after checking, before any event."""

from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from reminder.core.exercises import Pool
from reminder.core.hours import Hours
from reminder.core.records import dataclass

MINUTE = timedelta(minutes=1)

INPUT_PAUSE = timedelta(seconds=8)
"""No input for so long is a pause in the work, a good moment for a prompt (P3)."""

HOLD_GRACE = timedelta(seconds=30)
"""Quiet kept after the last hold has ended (P4)."""

DONE_WINDOW = timedelta(minutes=5)
"""An absence that begins within this after "done" still proves it (P7)."""

FIRST_QUIET = timedelta(minutes=10)
"""Quiet kept after the very first start: who has just begun has done nothing wrong yet."""

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

LOG_WINDOW = timedelta(minutes=10)
"""A drink told within this after "done" answers a water prompt (P7)."""

FRESH_FOR = timedelta(days=30)
"""Within this no tip comes twice (evidence: repeats lower acceptance, Ancker 2017)."""

TIPS = 40
"""How many tips there are for everybody, whatever they said of themselves; no more come within `FRESH_FOR`."""

APART = timedelta(hours=48)
"""Between two strengthening sessions that were done (ACSM)."""

BEFORE_BED = timedelta(hours=2)
"""No water is asked for so shortly before bedtime."""


MOVEMENT = "movement"
"""The kind whose breaks end sitting: what a day, a week and the goal are about first."""


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
    followed (movement); a posture change leaves no trace, so it can only be claimed (P7). `hours` are its own, None
    those of the plan.
    """

    name: str
    every: timedelta
    rest: timedelta
    observable: bool = True
    hours: Hours | None = None

    @property
    def provable(self) -> bool:
        """Whether an absence can prove that this kind was followed (P7)."""
        return self.observable


@dataclass(frozen=True, slots=True)
class DailyKind:
    """A kind due `times` a day, at moments spread evenly over the hours of the given weekdays (K2).

    `rest` is the absence that proves it was done (P7); None where nothing can be seen. `hours` are its own, None those
    of the plan. It does not come before it was done `apart` ago, nor more than `variety` times within `FRESH_FOR`
    (None: as often as it is due). A kind that is not `gentle` rests while the back is sore. Each prompt is for one
    exercise of its `pool`; an empty one asks for none in particular.
    """

    name: str
    times: int
    weekdays: frozenset[int] = frozenset(range(7))
    rest: timedelta | None = None
    hours: Hours | None = None
    apart: timedelta = timedelta(0)
    variety: int | None = None
    gentle: bool = True
    pool: Pool = field(default_factory=Pool)

    @property
    def provable(self) -> bool:
        """Whether an absence can prove that this kind was followed (P7)."""
        return self.rest is not None


@dataclass(frozen=True, slots=True)
class PaceKind:
    """Drinking: due when what has been drunk falls behind the goal's line (K3). The plan's `water` says how fast."""

    name: str = "hydration"

    rest: None = None
    provable: bool = False
    hours: None = None


@dataclass(frozen=True, slots=True)
class LimitKind:
    """Caffeine: due when the user's own act reaches a limit, and at the cut-off (K4). See the plan's `caffeine`."""

    name: str = "caffeine"

    rest: None = None
    provable: bool = False
    hours: None = None


Kind = SittingKind | DailyKind | PaceKind | LimitKind


@dataclass(frozen=True, slots=True)
class Water:
    """How much the user means to drink, and how it is asked for (K3). Amounts in millilitres.

    `goal_ml` is for the waking day; None: no goal, for people told to limit fluid. `drink_ml` is what one prompt asks
    for, not before `every` after the last drink or water prompt. `per_hour_ml` is the most that is asked for in an
    hour: what healthy kidneys clear. `since` is None on ordinary days; in the heat, when that began, and from then on
    the line rises by `drink_ml` each `every`.
    """

    goal_ml: int | None = 1800
    drink_ml: int = 200
    every: timedelta = timedelta(minutes=90)
    per_hour_ml: int = 800
    workout_ml: int = 500
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Caffeine:
    """The limits for caffeine in milligrams, and how fast this body clears it (K4; evidence, section 3).

    `warn_share` of the day's limit is told, from 0 to 1. `cut_off` before bedtime is the time of the last one.
    """

    limit_mg: float = 400
    single_mg: float = 200
    warn_share: float = 0.75
    cut_off: timedelta = timedelta(hours=9)
    half_life: timedelta = timedelta(hours=5)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the core needs to know of the user's settings.

    `kinds` is in the order in which they stand in a prompt: the first one due gives the prompt its title.
    `bedtime` and `wakes` bound the waking day, local time. The week is told on `week_day` (0 is Monday) at `week_at`;
    `goal` is the part of the breaks asked for that the user means to take (0 to 1).
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
    water: Water = field(default_factory=Water)
    caffeine: Caffeine = field(default_factory=Caffeine)
    bedtime: time = time(23)
    wakes: time = time(7)
    week_day: int = 0
    week_at: time = time(9)
    goal: float = 0.7
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
