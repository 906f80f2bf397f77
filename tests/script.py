"""What really happens to a desk day but for prompts: coming and going, restarts, clocks, journeys, coffee.

It is told as events, and what is true of it is noted in a ledger along the way, by plain arithmetic.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from reminder.core.events import (
    Ached,
    ClockStepped,
    Drank,
    Event,
    Exercised,
    Left,
    Locked,
    Replanned,
    Returned,
    Slept,
    Started,
    Stopped,
    TookCaffeine,
    Undone,
    Unlocked,
    Woken,
)
from reminder.core.plan import Caffeine, LimitKind, PaceKind, Plan, SittingKind, Water
from tests.ledger import Ended, Ledger, Rule, Sat, by_day, desk_day

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
NONE = timedelta(0)
BERLIN = ZoneInfo("Europe/Berlin")
REST = 2 * MINUTE
SEEN, SAID = KINDS = ("movement", "eyes")


def plan(every: timedelta = 30 * MINUTE, percent: int = 70) -> Plan:
    """Both kinds, as soon as they are due; goals for water and caffeine that never call for a prompt."""
    kinds = (SittingKind(SEEN, every, REST), SittingKind(SAID, every, REST, observable=False), PaceKind(), LimitKind())
    return Plan(
        kinds,
        bout_every=every,
        min_gap=NONE,
        max_per_hour=60,
        max_per_day=99,
        wait_for_pause=NONE,
        water=Water(goal_ml=1500, drink_ml=5000),
        caffeine=Caffeine(limit_mg=4000, single_mg=4000, cut_off=MINUTE),
        goal=percent / 100,
    )


class Script:
    """The script so far: the events, each with the plan in force, and the ledger; `now` is on the wall, in UTC."""

    def __init__(self, zone: ZoneInfo = BERLIN, every: timedelta = 30 * MINUTE, percent: int = 70) -> None:
        self.zone, self.every, self.percent = zone, every, percent
        self.plan = plan(every, percent)
        self.events: list[tuple[Event, Plan]] = []
        rule = self._rule()
        self.ledger = Ledger(
            water_goal_ml=1500,
            caffeine_limit_mg=4000,
            kinds=(*KINDS, "hydration", "caffeine"),
            first=rule,
        )
        self.now = datetime(2020, 1, 1, tzinfo=UTC)
        self._comes: Callable[[], object] = lambda: self._say(Started(self.local))
        self._bout: Sat | None = None
        self._sat, self._next = NONE, every
        self._due: datetime | None = None
        self._shown: datetime | None = None
        self._snoozes = 0

    @property
    def local(self) -> datetime:
        """The clock on the wall."""
        return self.now.astimezone(self.zone)

    @property
    def day(self) -> date:
        """The desk day."""
        return desk_day(self.now, self.zone)

    def _rule(self) -> Rule:
        seconds = self.every.total_seconds()
        return Rule(self.every, self.percent, self.zone, ((SEEN, seconds), (SAID, seconds), ("hydration", 5400.0)))

    def _say(self, event: Event) -> None:
        self.events.append((event, self.plan))

    def _pass(self, length: timedelta) -> None:
        self.now += length

    # Coming and going

    def comes(self, day: date, clock: str = "09:00") -> Self:
        """Begin the day at the desk, the way the last one ended: the service starts, or the screen is unlocked."""
        self.passes_to(day, clock)
        self._comes()
        return self

    def shuts_down(self) -> None:
        """The service ends with the day; nobody knows what comes until it starts again."""
        self._say(Stopped(self.local))
        stopped, zone = self.now, self.zone
        self._fresh()

        def start() -> None:
            self._nobody_knows(stopped, zone)
            self._say(Started(self.local))

        self._comes = start

    def sleeps(self) -> None:
        """Home, and the machine sleeps at once; what there was of a break is seen when it wakes."""
        self._natural()
        self._fresh()
        since = self.local
        self._comes = lambda: self._say(Slept(self.local, since))

    def locks_up(self, *, asleep: bool = False) -> None:
        """Home, with the screen locked; a machine that sleeps does so ten minutes later."""
        self._say(Locked(self.local))
        self._natural()
        self._fresh()
        locked = self.now

        def unlock() -> None:
            if asleep:
                self._say(Slept(self.local, (locked + 10 * MINUTE).astimezone(self.zone)))
            self._say(Unlocked(self.local))

        self._comes = unlock

    def passes(self, length: timedelta) -> None:
        """Nothing happens, as far as the service knows."""
        self._pass(length)
        self._say(Woken(self.local))

    def passes_to(self, day: date, clock: str) -> None:
        """It is another time now, and nothing has happened until then."""
        self.now = datetime.combine(day, time.fromisoformat(clock), self.zone).astimezone(UTC)

    def _nobody_knows(self, since: datetime, zone: ZoneInfo) -> None:
        for day, length in by_day(since, self.now - since, zone):
            self.ledger.unknown[day] += round(length.total_seconds())

    def _fresh(self) -> None:
        """A break was long enough: every clock is at zero, and nothing is put off."""
        self._bout, self._sat, self._next, self._due, self._shown, self._snoozes = None, NONE, self.every, None, None, 0

    def sits(self, length: timedelta) -> Self:
        """Time at the desk."""
        if not length:
            return self
        if self._bout is None:
            self._bout = Sat(self.day, self.now)
            self.ledger.bouts.append(self._bout)
        for day, part in by_day(self.now, length, self.zone):
            self.ledger.sat[day] += round(part.total_seconds())
            self.ledger.rules[day] = self._rule()
        self._bout.length += length
        self._sat += length
        self._pass(length)
        return self

    def goes(self, length: timedelta, how: str = "locked") -> None:
        """Away from the desk, and back."""
        left = self.local
        match how:
            case "locked":
                self._say(Locked(left))
                self._pass(length)
                self._say(Unlocked(self.local))
            case "walked":
                self._pass(MINUTE)
                self._say(Left(self.local, left))
                self._pass(length - MINUTE)
                self._say(Returned(self.local))
            case "slept":
                self._pass(length)
                self._say(Slept(self.local, left))
        if length >= REST:
            self._fresh()

    def errand(self) -> None:
        """A minute: no break, and not sat either."""
        self.goes(MINUTE)

    def strolls(self, after: timedelta, length: timedelta, how: str) -> None:
        """A break unasked, before there is anything to ask for."""
        self.sits(after)
        self._natural()
        self.goes(length, how)

    def _natural(self) -> None:
        """What is seen of a break that begins now."""
        if self._sat:
            self._end(SEEN, "natural", at=self.now + REST)

    def _end(self, kind: str, result: str, why: str = "", *, at: datetime | None = None) -> None:
        day = desk_day(at or self.now, self.zone)
        self.ledger.ended.append(Ended(day, kind, result, self._due, self._shown, why))

    # What else happens

    def restarts(self, gap: timedelta, *, killed: bool = False) -> None:
        """The service ends and starts again; a short gap is sitting, of a longer one nobody knows (D6)."""
        alive = self.local
        self._say(Woken(alive) if killed else Stopped(alive))
        if gap <= 5 * MINUTE:
            self.sits(gap)
        else:
            since = self.now
            self._pass(gap)
            self._nobody_knows(since, self.zone)
            self._fresh()
        self._say(Started(self.local, alive))

    def clock_is_set(self, by: timedelta) -> None:
        """Another time on the same clock; none has passed (D5)."""
        self._say(ClockStepped(self.local, by))
        self._pass(by)

    def travels(self, zone: str) -> None:
        """Another clock on the wall, of the same moment."""
        self.zone = ZoneInfo(zone)
        self._say(Woken(self.local))

    def changes(self, every: timedelta, percent: int) -> None:
        """Other settings, right after a break."""
        self.every, self.percent, self.plan, self._next = every, percent, plan(every, percent), every
        self._say(Replanned(self.local))

    # What is told

    def drinks(self, ml: int) -> None:
        """Water."""
        self._say(Drank(self.local, ml))
        self.ledger.told[self.day].append((self.now, ml, 0, 0))

    def takes(self, mg: float, ml: int | None = None) -> None:
        """Coffee, or a tablet."""
        self._say(TookCaffeine(self.local, mg, ml))
        self.ledger.told[self.day].append((self.now, ml or 0, mg, 0))

    def exercises(self, minutes: int) -> None:
        """Active for some time."""
        self._say(Exercised(self.local, minutes))
        self.ledger.told[self.day].append((self.now, 0, 0, minutes))

    def undoes(self) -> None:
        """The last of it, on this day, was a mistake."""
        self._say(Undone(self.local))
        del self.ledger.told[self.day][-1:]

    def aches(self, level: int) -> None:
        """How the back feels; of several the worst is the day's."""
        self._say(Ached(self.local, level))
        self.ledger.aches[self.day] = max(level, self.ledger.aches.get(self.day, 0))
