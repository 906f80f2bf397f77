"""Everything that is remembered between two events. All instants are aware, in UTC, on the current wall clock."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Literal

from reminder.core.effects import Caution, RecordAims, Stretch
from reminder.core.events import Switch
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass

NONE = timedelta(0)

Whereabouts = Literal["at_desk", "away", "unknown"]
"""Where the user is, in a word: what a `Desk` comes to for who only reads it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk clock.

    `span` and `span_since` are the stretch of the day that is running. `sat` is what was sat in this bout before
    `span_since`; at the desk, sitting now is `sat` plus the running span. `absent_since` is where the whole absence
    began, over several stretches (idle, then locked, then asleep); None at the desk. `seated_since` is the last return,
    and `last_absent` the beginning of the absence it ended, in case it turns out that nobody came back.
    `idle_since` and `locked_since` are set while there is no input, or the screen is locked. `known` is False where the
    desktop cannot say.
    """

    span: Stretch
    span_since: datetime
    sat: timedelta = NONE
    absent_since: datetime | None = None
    seated_since: datetime | None = None
    last_absent: datetime | None = None
    idle_since: datetime | None = None
    locked_since: datetime | None = None
    known: bool = True

    @property
    def seated(self) -> bool:
        """Whether somebody is at the desk, as far as anybody can tell."""
        return self.absent_since is None

    def sat_now(self, sat: timedelta, at: datetime) -> timedelta:
        """A sitting clock's reading at `at`, given its reading `sat` before the running span."""
        return sat + (at - self.span_since) if self.absent_since is None else sat


@dataclass(frozen=True, slots=True)
class SittingClock:
    """One sitting kind's own clock: `sat` before the running span.

    It is due `every` after `base`, which is 0 after a break and the reading at the last answer after a prompt (P8).
    `due` is when that was, once it lies before the running span. `discharged`: the absence that is running, or was the
    last, has counted as its break.
    """

    sat: timedelta = NONE
    base: timedelta = NONE
    due: datetime | None = None
    discharged: bool = False


@dataclass(frozen=True, slots=True)
class DailyCount:
    """How many of a daily kind's moments are settled on desk day `day`."""

    day: date
    settled: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """A kind whose prompt settled nothing: due since `due`, after so many snoozes, not shown again before `until`."""

    until: datetime
    due: datetime
    snoozes: int = 0
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of a prompt, with the moment it became due, the snoozes it has had, and the exercise it asks for.

    `held`: how long it was kept back itself; what rides along may have become due when the silence was over.
    """

    kind: str
    due: datetime
    snoozes: int = 0
    exercise: str = ""
    held: timedelta = NONE


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is being asked now: the `items` still open, of all the `kinds` that were shown.

    `aged` is its age at the desk before the running span (P6). `on_screen` is False once dismissed: it goes on in the
    tray (P5). `held`: how long it was kept back before, with the last hold in `held_by`. `confirmed` is False where
    nothing tells whether it was seen.
    """

    items: tuple[Item, ...]
    kinds: tuple[str, ...]
    shown: datetime
    held: timedelta = NONE
    aged: timedelta = NONE
    on_screen: bool = True
    confirmed: bool = True
    held_by: str = ""

    def age(self, desk: Desk, at: datetime) -> timedelta:
        """Its age at `at`, counted at the desk only."""
        return self.aged + (at - max(desk.span_since, self.shown)) if desk.seated else self.aged


@dataclass(frozen=True, slots=True)
class Said:
    """The user said "done" at `at` to this item of `prompt`; whether an absence proves it is not yet known (P7)."""

    item: Item
    prompt: Prompt
    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason to be silent, in force since `since`; it ends by itself at `until`, if given.

    `watching`: no input may be watching while it stands, if it is of a kind where one does (D4).
    """

    since: datetime
    until: datetime | None = None
    detail: str = ""
    watching: bool = True


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A time in which prompts were silenced, by one hold or several; `by` names the last of them to end."""

    start: datetime
    end: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What the user told of at `at`, on desk day `day`: a drink, a dose, both in one, or minutes of activity."""

    at: datetime
    day: date
    ml: int = 0
    mg: float = 0.0
    minutes: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt asked for `ml` of water at `at`; `once_more`: another one has asked for the same drink since."""

    at: datetime
    ml: int
    once_more: bool = False


@dataclass(frozen=True, slots=True)
class Warned:
    """Something is to be said about caffeine: why, since when, and on which desk day.

    It is the weightiest of all that there has been to say `since` then and was not settled; None: since `due`.
    """

    caution: Caution
    due: datetime
    day: date
    since: datetime | None = None

    @property
    def begun(self) -> datetime:
        """When the first of it came."""
        return self.since or self.due


@dataclass(frozen=True, slots=True)
class Begun:
    """Somebody was at the desk on desk day `day` for the first time at `at`."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class On:
    """A switch is on: since when and until when."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How one desk day went, of the rows recorded so far: movement breaks, and time at the desk.

    `done` counts those seen or said, `missed` those skipped or ignored, `natural` those that nobody asked for.
    `longest` is the longest sitting bout that began on this day. `unseen` is how long nobody could tell who was there,
    after somebody was there first: until then it was a night.
    """

    day: date
    done: int = 0
    missed: int = 0
    natural: int = 0
    sat: timedelta = NONE
    longest: timedelta = NONE
    unseen: timedelta = NONE

    @property
    def known(self) -> bool:
        """Whether anything is known of how long was sat: nothing seen is not 0."""
        return bool(self.sat) or not self.unseen


@dataclass(frozen=True, slots=True)
class OpenBout:
    """A sitting bout that may go on: the desk day on which it began, what was sat in it, and for how long nobody has
    sat since.
    """

    day: date
    sat: timedelta
    absent: timedelta = NONE


@dataclass(frozen=True, slots=True)
class State:
    """The desk day so far.

    `now` is the time of the last event and `offset` the local UTC offset then. `waits` are kinds whose prompt settled
    nothing, `said` the answers still waiting for proof. `shows` are the times of prompts that may still count against
    the budget. `held_since` is when the silence that now stands began, `held` what silences there were in the last
    day, `quiet_until` the end of the grace after the last. `wake_at` is the wake-up asked for; None: none.
    `number` counts prompts, `turns` those that each kind has been in. `taken` is what the user told of in the last
    eight days, `asked` the water asked for in the last hour and desk day, `warned` what is to be said about caffeine.
    `done` is when the last session of a kind was asked for, `told` when one with few texts was shown within
    `FRESH_FOR`, `offered` the exercises that the prompts of a kind were for, the last one at the end, `exercised` when
    each was last done. `switches` is what is on, `begun` the first moment at the desk of the last desk day with one.
    `arrived` is when somebody new to this started it for the first time; None: nobody new did. Until
    `calm_until` nothing comes to them that they have not asked for. `greeted`: they know what will happen, or need not.
    `week_told` is the local date on which the week was told last, or need not be; None before the first start.
    `aims` are those that were recorded last. `tallies` are those of the running desk day and of the two others that
    came last, `bout` the last sitting bout that the rows tell of; None: a break has ended it.
    `running` is False from `Stopped` to `Started`.
    """

    now: datetime
    offset: timedelta
    desk: Desk
    clocks: Mapping[str, SittingClock] = field(default_factory=dict)
    daily: Mapping[str, DailyCount] = field(default_factory=dict)
    waits: Mapping[str, Wait] = field(default_factory=dict)
    prompt: Prompt | None = None
    said: tuple[Said, ...] = ()
    holds: Mapping[HoldKind, Hold] = field(default_factory=dict)
    held_since: datetime | None = None
    held: tuple[HeldBack, ...] = ()
    quiet_until: datetime | None = None
    shows: tuple[datetime, ...] = ()
    wake_at: datetime | None = None
    number: int = 0
    turns: Mapping[str, int] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    asked: tuple[Asked, ...] = ()
    warned: Warned | None = None
    done: Mapping[str, datetime] = field(default_factory=dict)
    told: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exercised: Mapping[str, datetime] = field(default_factory=dict)
    switches: Mapping[Switch, On] = field(default_factory=dict)
    begun: Begun | None = None
    arrived: datetime | None = None
    calm_until: datetime | None = None
    greeted: bool = True
    week_told: date | None = None
    aims: RecordAims | None = None
    tallies: tuple[Tally, ...] = ()
    bout: OpenBout | None = None
    running: bool = True
