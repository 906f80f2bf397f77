"""Random desk days for the properties: what happens, and, kept quite apart from the core, what is true of it.

A life is drawn as a list of (gap, verb, number) and then told in order; a verb that makes no sense at the moment (a
return without an absence) is told as a look at the clock. So hypothesis can shrink it freely.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from reminder.core.events import (
    Ached,
    Answer,
    Answered,
    BreakAsked,
    ClockStepped,
    Dismissed,
    Drank,
    Event,
    Exercised,
    Held,
    InputPaused,
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
    Switch,
    Switched,
    TookCaffeine,
    Unconfirmed,
    Undelivered,
    Undone,
    Unlocked,
    Woken,
)
from reminder.core.hours import Hours, Range
from reminder.core.plan import (
    WATCHED_AT_MOST,
    WATCHING,
    Caffeine,
    DailyKind,
    HoldKind,
    Kind,
    LimitKind,
    PaceKind,
    Plan,
    SittingKind,
    Water,
)

SECOND = timedelta(seconds=1)
HOLDS = tuple(hold for hold in HoldKind if hold is not HoldKind.OUTSIDE_HOURS)
ZONES = tuple(map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")))
BERLIN, NEW_YORK, KOLKATA, _AUCKLAND = ZONES
STARTS = (
    datetime(2026, 3, 2, 8, 30, tzinfo=BERLIN),
    datetime(2026, 3, 3, 12, 50, tzinfo=KOLKATA),
    datetime(2026, 3, 27, 17, 0, tzinfo=BERLIN),
    datetime(2026, 3, 29, 1, 15, tzinfo=BERLIN),
    datetime(2026, 10, 24, 22, 0, tzinfo=BERLIN),
    datetime(2026, 10, 25, 1, 15, tzinfo=BERLIN),
    datetime(2026, 3, 7, 23, 30, tzinfo=NEW_YORK),
)
"""Ordinary days, and the nights in which the clocks change."""

WHOLE_WEEK = frozenset(range(7))
HOUR = timedelta(hours=1)
OWN_HOURS = st.sampled_from([None, None, None, Hours((Range(WHOLE_WEEK, time(20), time(2)),))])
HOURS = (
    Hours(),
    Hours((Range(WHOLE_WEEK, time(0), time(23, 59)),)),
    Hours((Range(WHOLE_WEEK, time(6), time(22)),)),
    Hours(
        (
            Range(WHOLE_WEEK, time(8), time(12)),
            Range(WHOLE_WEEK, time(13), time(13, 30)),
            Range(WHOLE_WEEK, time(21), time(6)),
        )
    ),
)

GAPS = st.one_of(
    st.sampled_from([0, 0, 1, 5, 8, 9, 30, 60, 119, 120, 121, 299, 300, 301, 600, 601, 1740, 1800, 1801, 3600, 7200]),
    st.integers(0, 5400),
    st.integers(0, 5400),
    st.sampled_from([6 * 3600, 14 * 3600, 64 * 3600]),
)
LENGTHS = st.sampled_from([10, 60, 300, 1200, 1800, 3600]).map(lambda seconds: seconds * SECOND)
RESTS = st.sampled_from([5, 20, 60, 120, 300, 600]).map(lambda seconds: seconds * SECOND)

STILL = ("left", "back", "left", "back", "locked", "slept", "held", "released", "answered", "answered", "dismissed")
ODD = ("lock_lost", "undelivered", "unconfirmed", "asked", "intake", "paused", "look", "replanned", "stopped", "killed")
"""Verbs of a life whose log must add up to the second."""
JUMPY = ("stepped", "travelled", "lost")
"""Verbs after which times cannot simply be compared."""


@st.composite
def plans(draw: st.DrawFn, hours: Hours | None = None, *, thirsty: bool = False) -> Plan:
    """Few kinds or many, hasty or slow, patient or not; in a `thirsty` one water comes often."""
    sitting = [
        SittingKind(f"sit{number}", draw(LENGTHS), draw(RESTS), observable=draw(st.booleans()))
        for number in range(draw(st.integers(0, 3)))
    ]
    weekdays = st.sampled_from([WHOLE_WEEK, frozenset({0, 1, 4}), frozenset({6})])
    daily = [
        DailyKind(
            f"day{number}",
            draw(st.integers(1, 6)),
            draw(weekdays),
            draw(st.none() | RESTS),
            hours=draw(OWN_HOURS),
            apart=draw(st.sampled_from([0, 48])) * HOUR,
            variety=draw(st.sampled_from([None, None, 2])),
            gentle=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    budgets: list[Kind] = [kind for kind in (PaceKind(), LimitKind()) if thirsty or draw(st.booleans())]
    movement = [SittingKind("movement", draw(LENGTHS), draw(RESTS))] if draw(st.booleans()) else []
    return Plan(
        (*movement, *sitting, *daily, *budgets),
        water=Water(
            draw(st.sampled_from([600, 1800, 5000] if thirsty else [None, 600, 1800])),
            draw(st.sampled_from([100, 300])),
            draw(LENGTHS),
            workout_ml=400,
        ),
        caffeine=Caffeine(draw(st.sampled_from([100, 400])), draw(st.sampled_from([100, 200]))),
        bedtime=draw(st.sampled_from([time(23), time(0, 30), time(8)])),
        wakes=draw(st.sampled_from([time(7), time(16)])),
        hours=hours or draw(st.sampled_from(HOURS)),
        min_gap=draw(st.sampled_from([0, 60, 600])) * SECOND,
        max_per_hour=60 if thirsty else draw(st.sampled_from([1, 2, 60])),
        max_per_day=99 if thirsty else draw(st.sampled_from([2, 18, 40])),
        wait_for_pause=draw(st.sampled_from([0, 300])) * SECOND,
        gather=draw(st.sampled_from([0, 600])) * SECOND,
        expires=draw(st.sampled_from([60, 600])) * SECOND,
        snooze=draw(st.sampled_from([60, 600])) * SECOND,
        obeyed=draw(st.sampled_from([frozenset(HoldKind), frozenset(), frozenset({HoldKind.CALL})])),
    )


@dataclass(frozen=True)
class Truth:
    """What is true of a life: the times nobody was at the desk (UTC, closed, each counted once) and those off."""

    absences: tuple[tuple[datetime, datetime], ...]
    off: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class Life:
    """The events in order, each with the plan in force from it on, and the truth."""

    events: tuple[tuple[Event, Plan], ...]
    truth: Truth

    def __repr__(self) -> str:
        """One event a line, so that a falsifying life can be read."""
        return "\n".join(repr(event) for event, _plan in self.events)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - hypothesis asks for it so
        printer.text(f"\n{self.events[0][1]}\n{self!r}\n{self.truth}\n")


@dataclass
class Teller:
    """Tells a life and keeps its own account of who is there: a flag or two, and a list of absences."""

    plan: Plan
    now: datetime
    zone: tzinfo
    plans: list[Plan]
    told: list[tuple[Event, Plan]] = field(default_factory=list)
    running: bool = False
    idle: bool = False
    locked: bool = False
    last_input: datetime | None = None
    idle_since: datetime | None = None
    watch: dict[HoldKind, datetime | None] = field(default_factory=dict)
    absent: datetime | None = None
    absences: list[tuple[datetime, datetime]] = field(default_factory=list)
    off: list[tuple[datetime, datetime]] = field(default_factory=list)
    stopped: datetime | None = None

    def life(self) -> Life:
        """The life told so far, ending now."""
        self._holds_run_out()
        self._end_absence()
        return Life(tuple(self.told), Truth(tuple(self.absences), tuple(self.off)))

    def tell(self, gap: int, verb: str, number: int) -> None:
        last = self.now
        self.now += gap * SECOND
        if not self.running:
            self._start(number, last)
            return
        self._holds_run_out()
        getattr(self, f"_{verb}")(number, last)

    @property
    def at(self) -> datetime:
        return self.now.astimezone(self.zone)

    def _say(self, event: Event) -> None:
        self.told.append((event, self.plan))

    def _start(self, number: int, last: datetime) -> None:
        alive = last + (self.now - last) * (number % 5) / 4 if number % 3 == 0 and self.told else None
        self._say(Started(self.at, alive, new=number % 2 == 0))
        if self.stopped is not None:
            self.off.append((self.stopped, self.now))
        self.running, self.idle, self.locked, self.last_input = True, False, False, self.now
        self.watch = {}

    def _holds_run_out(self) -> None:
        """A call that was to end by itself has: whoever watched without input is away from then on.

        So is whoever has watched for too long.
        """
        for hold, until in sorted(self.watch.items(), key=lambda entry: entry[1] or self.now):
            if until is not None and until <= self.now:
                self._watched_too_long(until)
                self._watch_ends(hold, until)
        self._watched_too_long(self.now)

    def _watched_too_long(self, by: datetime) -> None:
        if self.watch and self.idle and self.idle_since is not None and self.idle_since + WATCHED_AT_MOST <= by:
            self._absent_from(self.idle_since + WATCHED_AT_MOST)

    def _watch_ends(self, hold: HoldKind, at: datetime) -> None:
        watched = bool(self.watch)
        self.watch.pop(hold, None)
        if watched and not self.watch and self.idle:
            self._absent_from(at)

    def _absent_from(self, moment: datetime) -> None:
        if self.absent is None:
            self.absent = moment

    def _end_absence(self) -> None:
        if self.absent is not None:
            if self.absences and self.absences[-1][1] >= self.absent:
                self.absent = self.absences.pop()[0]
            self.absences.append((self.absent, self.now))
        self.absent = None

    def _left(self, number: int, last: datetime) -> None:
        assert self.last_input is not None
        since = self.last_input + (self.now - self.last_input) * (number % 9) / 8
        since = max(since, self.now - 300 * SECOND)
        self._say(Left(self.at, since.astimezone(self.zone)))
        self.idle, self.idle_since = True, since
        if not self.watch:
            self._absent_from(since)

    def _back(self, number: int, last: datetime) -> None:
        if self.locked and number % 3:
            self._say(Unlocked(self.at))
            self.locked = self.idle = False
        elif self.idle:
            self._say(Returned(self.at))
            self.idle = False
        else:
            self._look(number, last)
            return
        self.last_input = self.now
        if not self.locked:
            self._end_absence()

    def _locked(self, number: int, last: datetime) -> None:
        self._say(Locked(self.at))
        self.locked = True
        self._absent_from(self.now)

    def _lock_lost(self, number: int, last: datetime) -> None:
        self._say(LockLost(self.at))
        self.locked = False
        if not self.idle:
            self.last_input = self.now
            self._end_absence()

    def _slept(self, number: int, last: datetime) -> None:
        since = last + (self.now - last) * (number % 5) / 8
        self._say(Slept(self.at, since.astimezone(self.zone)))
        self._absent_from(since)
        self.absent = min(self.absent or since, since)  # a hold that ended in its sleep ended nothing
        if not self.idle and not self.locked:
            self._end_absence()
            self.last_input = self.now

    def _held(self, number: int, last: datetime) -> None:
        hold = HOLDS[number % len(HOLDS)]
        until = self.now + timedelta(minutes=number) if number % 2 else None
        watching = number % 7 != 0
        self._say(Held(self.at, hold, until, watching=watching))
        if hold in WATCHING and watching:
            self.watch[hold] = until
            self._holds_run_out()
        elif hold in self.watch:
            self._watch_ends(hold, self.now)

    def _released(self, number: int, last: datetime) -> None:
        hold = HOLDS[number % len(HOLDS)]
        self._say(Released(self.at, hold))
        self._watch_ends(hold, self.now)

    def _answered(self, number: int, last: datetime) -> None:
        self._say(Answered(self.at, tuple(Answer)[number % 3]))

    def _dismissed(self, number: int, last: datetime) -> None:
        self._say(Dismissed(self.at))

    def _undelivered(self, number: int, last: datetime) -> None:
        self._say(Undelivered(self.at, "no server"))

    def _unconfirmed(self, number: int, last: datetime) -> None:
        self._say(Unconfirmed(self.at))

    def _asked(self, number: int, last: datetime) -> None:
        self.now += SECOND  # a hold of the very same moment would take back what was asked for in spite of it
        self._holds_run_out()
        names = [None, "nonsense", *(kind.name for kind in self.plan.kinds)]
        self._say(BreakAsked(self.at, names[number % len(names)]))

    def _intake(self, number: int, last: datetime) -> None:
        intakes: tuple[Event, ...] = (
            Drank(self.at, 50 + number),
            TookCaffeine(self.at, 80.0, 200, "coffee"),
            Undone(self.at),
            Ached(self.at, number % 11),
            TookCaffeine(self.at, 150.0),
            Exercised(self.at, 20),
            Switched(self.at, tuple(Switch)[number % 4], number % 3 > 0),
        )
        self._say(intakes[number % len(intakes)])

    def _paused(self, number: int, last: datetime) -> None:
        self._say(InputPaused(self.at))

    def _look(self, number: int, last: datetime) -> None:
        self._say(Woken(self.at))

    def _replanned(self, number: int, last: datetime) -> None:
        self.plan = self.plans[number % len(self.plans)]
        self._say(Replanned(self.at))

    def _stopped(self, number: int, last: datetime) -> None:
        self._say(Stopped(self.at))
        self._end_absence()
        self.running, self.stopped = False, self.now

    def _killed(self, number: int, last: datetime) -> None:
        """Right after the event before: what happened since then is not known to anybody."""
        self.now = last
        self._end_absence()
        self.running, self.stopped = False, last

    def _stepped(self, number: int, last: datetime) -> None:
        by = (-7200, -61, -1, 1, 61, 7200, 90000)[number % 7] * SECOND
        self._say(ClockStepped(self.at, by))
        self.now += by
        self.last_input = self.now
        self.idle_since = self.idle_since and self.idle_since + by
        self.watch = {hold: until and until + by for hold, until in self.watch.items()}

    def _travelled(self, number: int, last: datetime) -> None:
        self.zone = ZONES[number % len(ZONES)]
        self._say(Woken(self.at))

    def _lost(self, number: int, last: datetime) -> None:
        self._say(PresenceLost(self.at))
        self.idle = False
        if not self.locked:
            self._end_absence()


@st.composite
def lives(draw: st.DrawFn, *, jumpy: bool = False, restarts: bool = True, thirsty: bool = False) -> Life:
    """A random life; only a `jumpy` one has clock steps, journeys and desktops that cannot tell any more.

    In a `thirsty` one water is asked for, everything is delivered, and more is told than in others.
    """
    start = draw(st.sampled_from(STARTS))
    several = [draw(plans(thirsty=thirsty)) for _ in range(2)]
    left_out = (set() if restarts else {"stopped", "killed"}) | ({"undelivered"} if thirsty else set())
    verbs = STILL + tuple(verb for verb in ODD if verb not in left_out) + JUMPY * jumpy + ("intake",) * 6 * thirsty
    acts = draw(st.lists(st.tuples(GAPS, st.sampled_from(verbs), st.integers(0, 60)), min_size=3, max_size=40))
    teller = Teller(several[0], start.astimezone(UTC), start.tzinfo or UTC, several)
    teller.tell(0, "look", 1)
    for gap, verb, number in acts:
        teller.tell(gap, verb, number)
    return teller.life()
