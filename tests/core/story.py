"""A desk day told in a test: what happens when, and what came of it, one short line for each effect.

Times are the clock on the wall of `zone`: "09:00", "09:00:30", "Tue 09:00" or "2026-03-29 01:30". Without a weekday or
a date it is the day of the line before. Days are those of the week of Monday, 2 March 2026, if not told otherwise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from reminder.core.effects import Budget, Effect, Record, RecordHold, RecordSpan, Revise, Show, Today, WakeAt, Withdraw
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
from reminder.core.exercises import LIBRARY, Pool, Wishes, pool
from reminder.core.intake import today
from reminder.core.plan import DailyKind, HoldKind, Kind, LimitKind, PaceKind, Plan, SittingKind
from reminder.core.silence import reasons, wants_pause
from reminder.core.state import State
from reminder.core.step import step
from reminder.core.switches import turn_at
from reminder.core.turn import Turn
from reminder.simulation import Moment, wake_up_before

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _pool(kind: str) -> Pool:
    return pool(kind, LIBRARY, frozenset(), Wishes())


MOVEMENT = SittingKind("movement", minutes(30), minutes(2))
POSTURE = SittingKind("posture", minutes(60), minutes(2), observable=False)
STRETCH = DailyKind("stretch", 2, rest=minutes(1), pool=_pool("stretch"))
STRENGTHEN = DailyKind("strengthen", 1, frozenset({1, 4}), minutes(2), pool=_pool("strengthen"))
RELAX = DailyKind("relax", 2, pool=_pool("relax"))
TIP = DailyKind("tip", 1)
HYDRATION = PaceKind()
CAFFEINE = LimitKind()

DEFAULTS = Plan((MOVEMENT, POSTURE, STRETCH, STRENGTHEN, RELAX, HYDRATION, CAFFEINE, TIP))
"""What a user has who changes nothing."""


def plan(*kinds: Kind, **settings: Any) -> Plan:
    """A plan of these kinds (movement alone, if none), with no waiting for a pause unless the story is about that."""
    return Plan(kinds or (MOVEMENT,), **{"wait_for_pause": timedelta(0), **settings})


@dataclass
class Day:
    """The story so far. Every verb happens at the moment set by `at`, after the wake-ups that come before it."""

    plan: Plan = field(default_factory=plan)
    zone: tzinfo = BERLIN
    today: date = MONDAY
    state: State | None = None
    moments: list[Moment] = field(default_factory=list)
    _now: datetime | None = None
    _told_in: tzinfo | None = None

    def at(self, when: str) -> "Day":
        """Set the moment of what is told next."""
        self._now = self.moment(when)
        self.today = self._now.date()
        return self

    def moment(self, when: str) -> datetime:
        """A time on the wall of this zone; "+" after it means the second of two, where the clock was put back."""
        *days, clock = when.removesuffix("+").split()
        day = self.today
        if days and days[0] in DAYS:
            day += timedelta(days=(DAYS.index(days[0]) - day.weekday()) % 7)
        elif days:
            day = date.fromisoformat(days[0])
        return datetime.combine(day, time.fromisoformat(clock), self.zone).replace(fold=int(when.endswith("+")))

    def _before(self, when: str) -> datetime:
        """The last such moment until now."""
        moment = self.moment(when)
        while moment > self.now:
            moment -= timedelta(days=1)
        return moment

    def travel(self, zone: str) -> "Day":
        """From now on the clock on the wall is that of another zone; the next event tells the core."""
        self.zone = ZoneInfo(zone)
        return self

    def happen(self, event: Event) -> "Day":
        """Let this event happen, and before it the wake-ups that the core has asked for."""
        while (woken := wake_up_before(event, self.state, self._told_in)) is not None:
            self._take(woken)
        self._take(event)
        return self

    def _take(self, event: Event) -> None:
        self.state, effects = step(self.state, event, self.plan)
        self._told_in = event.at.tzinfo
        self.moments.append(Moment(event, self.state, effects))

    @property
    def now(self) -> datetime:
        assert self._now is not None, "say when, with at(...)"
        return self._now

    def start(self, *, last_alive: str | None = None, new: bool = False) -> "Day":
        return self.happen(Started(self.now, self.moment(last_alive) if last_alive else None, new=new))

    def stop(self) -> "Day":
        return self.happen(Stopped(self.now))

    def look(self) -> "Day":
        """Nothing happens; time passes until now, the moment included."""
        return self.happen(Woken(self.now))

    def left(self, since: str | None = None) -> "Day":
        return self.happen(Left(self.now, self._before(since) if since else self.now))

    def returned(self) -> "Day":
        return self.happen(Returned(self.now))

    def locked(self) -> "Day":
        return self.happen(Locked(self.now))

    def unlocked(self) -> "Day":
        return self.happen(Unlocked(self.now))

    def lock_lost(self) -> "Day":
        return self.happen(LockLost(self.now))

    def slept(self, since: str) -> "Day":
        return self.happen(Slept(self.now, self._before(since)))

    def asleep_since(self, since: datetime) -> "Day":
        return self.happen(Slept(self.now, since))

    def lost_sight(self) -> "Day":
        return self.happen(PresenceLost(self.now))

    def clock_set(self, to: str) -> "Day":
        """The wall clock is put to this time; what is told next is on the new clock."""
        self.happen(ClockStepped(self.now, self.moment(to).astimezone(UTC) - self.now.astimezone(UTC)))
        return self.at(to)

    def paused(self) -> "Day":
        return self.happen(InputPaused(self.now))

    def held(self, hold: HoldKind, until: str | None = None, detail: str = "", *, watching: bool = True) -> "Day":
        return self.happen(Held(self.now, hold, self.moment(until) if until else None, detail, watching))

    def released(self, hold: HoldKind) -> "Day":
        return self.happen(Released(self.now, hold))

    def done(self) -> "Day":
        return self.happen(Answered(self.now, Answer.DONE))

    def snooze(self) -> "Day":
        return self.happen(Answered(self.now, Answer.SNOOZE))

    def skip(self) -> "Day":
        return self.happen(Answered(self.now, Answer.SKIP))

    def dismissed(self) -> "Day":
        return self.happen(Dismissed(self.now))

    def undelivered(self, reason: str = "no notification server") -> "Day":
        return self.happen(Undelivered(self.now, reason))

    def unconfirmed(self) -> "Day":
        return self.happen(Unconfirmed(self.now))

    def ask(self, kind: str | None = None) -> "Day":
        return self.happen(BreakAsked(self.now, kind))

    def drank(self, ml: int, drink: str = "") -> "Day":
        return self.happen(Drank(self.now, ml, drink))

    def took(self, mg: float, ml: int | None = None, drink: str = "") -> "Day":
        return self.happen(TookCaffeine(self.now, mg, ml, drink))

    def exercised(self, for_minutes: int) -> "Day":
        return self.happen(Exercised(self.now, for_minutes))

    def undone(self) -> "Day":
        return self.happen(Undone(self.now))

    def ached(self, level: int) -> "Day":
        return self.happen(Ached(self.now, level))

    def switched(self, switch: Switch, *, on: bool = True) -> "Day":
        return self.happen(Switched(self.now, switch, on))

    def replan(self, new: Plan) -> "Day":
        """The settings change now; what comes before is still decided by the old ones."""
        event = Replanned(self.now)
        while (woken := wake_up_before(event, self.state, self._told_in)) is not None:
            self._take(woken)
        self.plan = new
        return self.happen(event)

    @property
    def transcript(self) -> list[str]:
        """What was shown, changed, withdrawn and recorded so far."""
        return self._lines(_line)

    @property
    def budgets(self) -> list[str]:
        """What was drunk and taken after each thing told: "10:00 450 ml, 63 mg, 12 mg at bedtime"."""
        return self._lines(_budget)

    @property
    def account(self) -> Today:
        """The accounts as they stand now."""
        assert self.state is not None
        return today(self.state, self.turn)

    @property
    def spans(self) -> list[str]:
        """The stretches of the day that were recorded so far, each on the clock of its own offset."""
        return self._lines(_span)

    @property
    def hold_log(self) -> list[str]:
        """The holds that were recorded so far."""
        return self._lines(_hold)

    def shows(self) -> list[str]:
        """Only what was shown."""
        return [line for line in self.transcript if " show " in line]

    def records(self) -> list[str]:
        """Only how it ended."""
        return [line for line in self.transcript if not {"show", "withdraw", "revise"} & set(line.split())]

    def _lines(self, tell: Callable[[Effect, Callable[[datetime], str]], str | None]) -> list[str]:
        lines = []
        for moment in self.moments:
            zone = moment.event.at.tzinfo
            for effect in moment.effects:
                line = tell(effect, lambda instant, zone=zone: _clock(instant.astimezone(zone)))
                lines += [line] if line is not None else []
        return lines

    @property
    def wake_ups(self) -> list[str]:
        """The wake-ups asked for in the last step, as the shell hears of them."""
        effects = self.moments[-1].effects
        return [
            _clock(effect.when.astimezone(self.zone)) if effect.when is not None else "none"
            for effect in effects
            if isinstance(effect, WakeAt)
        ]

    @property
    def last_effects(self) -> list[str]:
        """The names of what the last step called for, in order."""
        return [type(effect).__name__ for effect in self.moments[-1].effects]

    @property
    def turn(self) -> Turn:
        """This moment, as the core's own questions take it."""
        assert self.state is not None
        return turn_at(self.state, self.plan, self.now)

    @property
    def silent_because(self) -> list[str]:
        assert self.state is not None
        return [str(reason.why) for reason in reasons(self.state, self.turn)]

    @property
    def silent_since(self) -> list[str]:
        assert self.state is not None
        return [
            _clock(reason.since.astimezone(self.zone)) if reason.since else "-"
            for reason in reasons(self.state, self.turn)
        ]

    @property
    def wants_pause(self) -> bool:
        assert self.state is not None
        return wants_pause(self.state, self.turn)

    def sat(self, kind: str | None = None) -> timedelta:
        """What the desk clock shows now, or the clock of one kind."""
        assert self.state is not None
        desk = self.state.desk
        return desk.sat_now(desk.sat if kind is None else self.state.clocks[kind].sat, self.turn.at)


def effects_of(moments: Iterable[Moment], kind: type) -> list[Any]:
    """All effects of one sort, in order."""
    return [effect for moment in moments for effect in moment.effects if isinstance(effect, kind)]


def _clock(local: datetime) -> str:
    """A time as short as it can be told: seconds only where there are any, the day where it is not that Monday."""
    clock = local.strftime("%H:%M:%S").removesuffix(":00")
    if local.date() == MONDAY:
        return clock
    if abs(local.date() - MONDAY) < timedelta(days=7):
        return f"{DAYS[local.weekday()]} {clock}"
    return f"{local.date().isoformat()} {clock}"


def _line(effect: Effect, clock: Callable[[datetime], str]) -> str | None:
    match effect:
        case Show():
            held = f" held {_length(effect.held)} by {effect.held_by}" if effect.held else ""
            return f"{clock(effect.at)} show {'+'.join(effect.kinds)} sat {_length(effect.sat)}{held}"
        case Revise():
            return f"{clock(effect.at)} revise {'+'.join(effect.kinds)}"
        case Withdraw():
            return f"{clock(effect.at)} withdraw"
        case Record():
            because = f" ({effect.detail})" if effect.detail else ""
            return f"{clock(effect.at)} {effect.kind} {effect.result}{because}"
        case _:
            return None


def _span(effect: Effect, clock: Callable[[datetime], str]) -> str | None:
    if not isinstance(effect, RecordSpan):
        return None
    start, end = (_at_offset(instant, effect.offset) for instant in (effect.start, effect.end))
    day = "" if effect.day == MONDAY else f" of {DAYS[effect.day.weekday()]}"
    return f"{start}-{end} {effect.what}{day}"


def _at_offset(instant: datetime, offset: timedelta) -> str:
    return (instant + offset).strftime("%H:%M:%S").removesuffix(":00")


def _hold(effect: Effect, clock: Callable[[datetime], str]) -> str | None:
    if not isinstance(effect, RecordHold):
        return None
    because = f" ({effect.detail})" if effect.detail else ""
    return f"{clock(effect.start)}-{clock(effect.end)} {effect.hold}{because}"


def _budget(effect: Effect, clock: Callable[[datetime], str]) -> str | None:
    if not isinstance(effect, Budget):
        return None
    bedtime = f"{effect.caffeine_at_bedtime_mg:.0f} mg at bedtime"
    return f"{clock(effect.at)} {effect.water_ml} ml, {effect.caffeine_mg:g} mg, {bedtime}"


def _length(length: timedelta) -> str:
    """A length in minutes and, if any, seconds."""
    whole, rest = divmod(int(length.total_seconds()), 60)
    return f"{whole}m{rest}s" if rest else f"{whole}m"
