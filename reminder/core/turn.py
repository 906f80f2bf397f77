"""One step in the making: the plan and the moment it is taken at, and the effects it has called for so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from reminder.core.effects import Effect, Record, RecordSpan, Result, Stretch
from reminder.core.hours import Hours, Period
from reminder.core.plan import Kind, Plan
from reminder.core.state import NONE, Item, Prompt

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
YEAR = 366


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
    _periods: dict[int, dict[date, tuple[Period, ...]]] = field(init=False)
    _begun: dict[int, date | None] = field(init=False)

    def __post_init__(self) -> None:
        self._read_the_clock()

    def _read_the_clock(self) -> None:
        """Work out once what every rule asks for: the moment on the user's own clock and its desk day (D7)."""
        self.local = self.at.astimezone(self.zone)
        self.day = self.plan.desk_day(self.local)
        self._periods, self._begun = {}, {}

    def step_clock(self, by: timedelta) -> None:
        """The clock was set: the same moment has another name from now on (D5)."""
        self.at += by
        self._read_the_clock()

    @property
    def offset(self) -> timedelta:
        """The local UTC offset at this moment."""
        return self.local.utcoffset() or NONE

    def replan(self, plan: Plan) -> None:
        """Another plan is in force from now on in this step."""
        self.plan = plan
        self._read_the_clock()

    def hours_of(self, kind: Kind) -> Hours:
        """The hours in which a kind may come: its own, or the plan's."""
        return kind.hours or self.plan.hours

    def every_hours(self) -> tuple[Hours, ...]:
        """The plan's hours, and those that kinds have of their own."""
        return (self.plan.hours, *(kind.hours for kind in self.plan.kinds if kind.hours is not None))

    def periods(self, hours: Hours, day: date) -> tuple[Period, ...]:
        """What begins of these hours on a local date."""
        known = self._periods.setdefault(id(hours), {})  # by identity: to compare a set of ranges takes longer
        if day not in known:
            known[day] = hours.on(day, self.zone)
        return known[day]

    def around(self, hours: Hours) -> Iterator[Period]:
        """The periods of these hours that can reach this moment: those of today, and of yesterday past midnight."""
        for day in (self.local.date() - DAY, self.local.date()):
            yield from self.periods(hours, day)

    def running(self, hours: Hours) -> bool:
        """Whether these hours run at this moment."""
        return self._begun_on(hours) is not None

    def last_close(self, hours: Hours) -> datetime | None:
        """When these hours ended last, today or yesterday; None: they did not."""
        return max((end for _, end in self.around(hours) if end <= self.at), default=None)

    def next_open(self, hours: Hours) -> datetime | None:
        """When these hours begin next; None: not within a year."""
        for ahead in range(YEAR):
            for start, _ in self.periods(hours, self.local.date() + ahead * DAY):
                if start > self.at:
                    return start
        return None

    def working_day(self, hours: Hours) -> date:
        """The date whose hours these are: the one on which the running period began, else the desk day."""
        return self._begun_on(hours) or self.day

    def _begun_on(self, hours: Hours) -> date | None:
        """The date on which the period that runs now began; None: none runs."""
        if id(hours) not in self._begun:
            days = (self.local.date(), self.local.date() - DAY)
            running = (day for day in days if any(start <= self.at < end for start, end in self.periods(hours, day)))
            self._begun[id(hours)] = next(running, None)
        return self._begun[id(hours)]

    def day_of(self, moment: datetime) -> date:
        """The desk day of another moment, on the user's clock of now."""
        return self.plan.desk_day(moment.astimezone(self.zone))

    def day_start(self, later: int = 0) -> datetime:
        """When the running desk day began, or the one so many days `later` will, in UTC."""
        return _begins(self.day + timedelta(days=later), self.plan.day_starts, self.zone)

    def on_date(self, day: date, clock: time) -> datetime:
        """A time of day on a local date, in UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def zone_before(self, now: datetime, offset: timedelta) -> tzinfo:
        """The zone in which time passed since the last event, which was at `now` with this UTC offset.

        It is that of this event, with the change to or from summer time in it, unless its offset then was another:
        that was a journey, and nobody knows when it crossed the border.
        """
        return self.zone if now.astimezone(self.zone).utcoffset() == offset else timezone(offset)

    def record(  # noqa: PLR0913 - an outcome is made of all of them
        self,
        item: Item,
        prompt: Prompt,
        result: Result,
        detail: str = "",
        *,
        answered: datetime | None = None,
        ended: datetime | None = None,
    ) -> None:
        """Record how one kind of a shown prompt ended; `answered` is when the user said something to it.

        `ended` is when that was, where it is known only now: the machine slept. It counts on the desk day of then (D7).
        """
        self.effects.append(
            Record(
                self.at,
                item.kind,
                result,
                item.due,
                prompt.shown,
                item.held,
                self.day if ended is None else self.day_of(ended),
                prompt.kinds,
                detail,
                item.exercise,
                answered,
            ),
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
