"""One step in the making: the plan and the moment it is taken at, and the effects it has called for so far."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from reminder.core.effects import Effect, Record, RecordSpan, Result, Stretch
from reminder.core.plan import Plan
from reminder.core.state import NONE, Item, Prompt

SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Turn:
    """What every rule of one step shares: `at` in UTC, the local `zone` at that moment, and the effects, in order.

    `local` is the moment on the user's own clock, `day` its desk day (D7).
    Rules take a state and return a new one; effects are the only thing that is collected here.
    """

    plan: Plan
    at: datetime
    zone: tzinfo
    effects: list[Effect] = field(default_factory=list)

    local: datetime = field(init=False)
    day: date = field(init=False)
    _hours: dict[date, tuple[datetime, datetime] | None] = field(init=False)

    def __post_init__(self) -> None:
        self._read_the_clock()

    def _read_the_clock(self) -> None:
        """Work out once what every rule asks for: the moment on the user's own clock and its desk day (D7)."""
        self.local = self.at.astimezone(self.zone)
        self.day = self.plan.desk_day(self.local)
        self._hours = {}

    def step_clock(self, by: timedelta) -> None:
        """The clock was set: the same moment has another name from now on (D5)."""
        self.at += by
        self._read_the_clock()

    @property
    def offset(self) -> timedelta:
        """The local UTC offset at this moment."""
        return self.local.utcoffset() or NONE

    def hours(self, day: date) -> tuple[datetime, datetime] | None:
        """The hours of one local day as two instants in UTC; None on a day off."""
        if day not in self._hours:
            self._hours[day] = self.plan.hours.on(day, self.zone)
        return self._hours[day]

    def day_of(self, moment: datetime) -> date:
        """The desk day of another moment, on the user's clock of now."""
        return self.plan.desk_day(moment.astimezone(self.zone))

    def day_start(self, later: int = 0) -> datetime:
        """When the running desk day began, or the one so many days `later` will, in UTC."""
        return _begins(self.day + timedelta(days=later), self.plan.day_starts, self.zone)

    def zone_before(self, now: datetime, offset: timedelta) -> tzinfo:
        """The zone in which time passed since the last event, which was at `now` with this UTC offset.

        It is that of this event, with the change to or from summer time in it, unless its offset then was another:
        that was a journey, and nobody knows when it crossed the border.
        """
        return self.zone if now.astimezone(self.zone).utcoffset() == offset else timezone(offset)

    def record(self, item: Item, prompt: Prompt, result: Result, detail: str = "") -> None:
        """Record how one kind of a shown prompt ended."""
        self.effects.append(
            Record(self.at, item.kind, result, item.due, prompt.shown, prompt.held, self.day, prompt.kinds, detail),
        )

    def record_span(self, what: Stretch, start: datetime, end: datetime, zone: tzinfo) -> None:
        """Record a stretch of the day, cut where a desk day begins or the clocks change.

        So no row belongs to two days, nor has two offsets (D7).
        """
        while start < end:
            local = start.astimezone(zone)
            day = self.plan.desk_day(local)
            cut = min(end, _begins(day + timedelta(days=1), self.plan.day_starts, zone))
            cut = _clock_change(start, cut, zone) or cut
            self.effects.append(RecordSpan(what, start, cut, day, local.utcoffset() or NONE))
            start = cut


def _begins(day: date, day_starts: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, day_starts, zone).astimezone(UTC)


def _clock_change(start: datetime, end: datetime, zone: tzinfo) -> datetime | None:
    """When the zone's offset changes between two moments within a day; None: it does not.

    Python's zones do not tell when they change, but they change on a whole second.
    """
    before = start.astimezone(zone).utcoffset()
    if (end - datetime.resolution).astimezone(zone).utcoffset() == before:
        return None
    while end - start > SECOND:
        middle = start + (end - start) / 2
        if middle.astimezone(zone).utcoffset() == before:
            start = middle
        else:
            end = middle
    return end.replace(microsecond=0)
