"""What the shell is to do, in the imperative, in the order given.

Records come before what changes the screen, so that a crash in between loses no answer.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from reminder.core.events import Intake
from reminder.core.records import dataclass


class Result(StrEnum):
    """How a prompt ended for one of its kinds (P7). Every kind of every prompt ends in exactly one."""

    OBSERVED = "observed"
    CLAIMED = "claimed"
    LOGGED = "logged"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    IGNORED = "ignored"
    WITHDRAWN = "withdrawn"
    UNDELIVERED = "undelivered"
    NATURAL = "natural"


DONE = frozenset({Result.OBSERVED, Result.CLAIMED, Result.LOGGED})
"""What was asked for was done, as seen or as said (C1)."""

REFUSED = frozenset({Result.SKIPPED, Result.IGNORED})
"""It was not."""


class Stretch(StrEnum):
    """What a stretch of the day was, as far as anybody knows."""

    SITTING = "sitting"
    AWAY = "away"
    ASLEEP = "asleep"
    UNKNOWN = "unknown"


class Caution(StrEnum):
    """Why there is something to say about caffeine (K4), the weightiest first."""

    LIMIT = "limit"
    SINGLE = "single"
    STIMULANT = "stimulant"
    SHARE = "share"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Today:
    """What was drunk and taken on this desk day, and what of the caffeine is left (K3, K4). All estimates but the sums.

    `goal_ml` is None without a goal. `body_mg` is in the body now, `at_bedtime_mg` at `bedtime`, the next one;
    `active_minutes` are those of the week.
    """

    water_ml: int
    goal_ml: int | None
    caffeine_mg: float
    limit_mg: float
    body_mg: float
    at_bedtime_mg: float
    bedtime: datetime
    active_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Show:
    """Put this prompt on the screen. `kinds` in the plan's order; the first gives the title.

    `sat`: time at the desk since the last sufficient absence. `held`: how long holds kept the prompt back, with the
    last of them in `held_by` (kind of hold and detail, "" when none). `number` counts prompts since the first start,
    and `nth` says of each kind how many of them it has been in, so that its wordings take turns. `today` is what was
    drunk and taken by now, `caution` why caffeine is among the kinds (None: it is not). `sore`: the back is, so only
    the gentle set is offered. `exercises` says which one each kind asks for ("": none in particular).
    """

    at: datetime
    kinds: tuple[str, ...]
    sat: timedelta
    held: timedelta
    held_by: str
    number: int
    nth: tuple[int, ...] = ()
    today: Today | None = None
    caution: Caution | None = None
    sore: bool = False
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revise:
    """The open prompt asks for less than it did: change its words where it stands, without a new alert.

    The rest as in `Show`.
    """

    at: datetime
    kinds: tuple[str, ...]
    sat: timedelta
    held: timedelta = timedelta(0)
    held_by: str = ""
    nth: tuple[int, ...] = ()
    today: Today | None = None
    caution: Caution | None = None
    sore: bool = False
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the prompt off the screen."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """Append an outcome to the log.

    `due` is when the kind became due, `shown` when its prompt was shown; None: it never was. A natural break has a
    `due` only where the kind was already due and kept back. `detail` is the reason of a withdrawn or undelivered one,
    `exercise` what was asked for ("": none in particular). `answered` is when the user said something to it, which may
    be minutes before it ended; None: they said nothing.
    """

    at: datetime
    kind: str
    result: Result
    due: datetime | None
    shown: datetime | None
    held: timedelta
    day: date
    kinds: tuple[str, ...] = ()
    detail: str = ""
    exercise: str = ""
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordSpan:
    """Append a closed stretch of the day, within one desk day and one UTC offset."""

    what: Stretch
    start: datetime
    end: datetime
    day: date
    offset: timedelta


@dataclass(frozen=True, slots=True)
class RecordHold:
    """Append a hold that has ended: which, from when to when, and its cause."""

    hold: str
    start: datetime
    end: datetime
    day: date
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RecordIntake:
    """Append what the user told: a drink, a dose, an undo, an ache."""

    intake: Intake
    day: date


@dataclass(frozen=True, slots=True)
class RecordAims:
    """Append what was aimed at on a desk day, so that a summary years later measures by the settings of then.

    `water_ml` is None without a goal for water, `caffeine_mg` without a limit. `bed_at` is the bedtime of that day.
    `every` and `rest` are the longest bout and the break that ends it, `share` the part of the breaks that is the goal
    (0 to 1). `rhythms` say of each kind how often it came: seconds between two for sitting kinds and water, times a day
    for daily ones.
    """

    day: date
    water_ml: int | None
    caffeine_mg: float | None
    bed_at: datetime
    half_life: timedelta
    every: timedelta
    rest: timedelta
    share: float
    rhythms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Budget:
    """What has been drunk and taken today, after a change (K3, K4)."""

    at: datetime
    water_ml: int
    caffeine_mg: float
    caffeine_at_bedtime_mg: float


@dataclass(frozen=True, slots=True)
class TellWeek:
    """Tell the week that began on `monday`, in a note that wants no answer."""

    at: datetime
    monday: date


@dataclass(frozen=True, slots=True)
class Greet:
    """Tell somebody who is new what will happen, in a note that wants no answer."""

    at: datetime


@dataclass(frozen=True, slots=True)
class WakeAt:
    """Wake the core at this moment, and at no other; None: only an event can change anything."""

    when: datetime | None


OnScreen = Show | Revise | Withdraw | TellWeek | Greet | WakeAt
"""What is seen, or prepares what will be."""

Effect = Record | RecordSpan | RecordHold | RecordIntake | RecordAims | Budget | OnScreen


def in_order(effects: list[Effect]) -> tuple[Effect, ...]:
    """Records first, then the screen: a crash in between loses no answer. What is withdrawn need not be revised."""
    screen = [effect for effect in effects if isinstance(effect, OnScreen)]
    if not screen:
        return tuple(effects)
    records = [effect for effect in effects if not isinstance(effect, OnScreen)]
    changes = [effect for effect in screen if isinstance(effect, Revise | Withdraw)]
    screen = [effect for effect in screen if not isinstance(effect, Revise) or effect is changes[-1]]
    return (*records, *screen)


def seconds(length: timedelta) -> int | float:
    """An effect's length as programs read it: in seconds, whole where it is whole."""
    exact = length.total_seconds()
    return int(exact) if exact == int(exact) else exact
