"""One step in the making: the plan and the moment it is taken at, and the effects it has called for so far."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from reminder.core.effects import Effect, Record, RecordSpan, Result, Stretch
from reminder.core.plan import Plan
from reminder.core.state import NONE, Item, Prompt


@dataclass(slots=True)
class Turn:
    """What every rule of one step shares: `at` in UTC, the local `zone` at that moment, and the effects, in order.

    Rules take a state and return a new one; effects are the only thing that is collected here.
    """

    plan: Plan
    at: datetime
    zone: tzinfo
    effects: list[Effect] = field(default_factory=list)

    @property
    def local(self) -> datetime:
        """The moment on the user's own clock."""
        return self.at.astimezone(self.zone)

    @property
    def offset(self) -> timedelta:
        """The local UTC offset at this moment."""
        return self.local.utcoffset() or NONE

    @property
    def day(self) -> date:
        """The desk day of this moment (D7)."""
        return self.plan.desk_day(self.local)

    def day_start(self) -> datetime:
        """When the running desk day began, in UTC."""
        return datetime.combine(self.day, self.plan.day_starts, self.zone).astimezone(UTC)

    def record(self, item: Item, prompt: Prompt, result: Result, detail: str = "") -> None:
        """Record how one kind of a shown prompt ended."""
        self.effects.append(
            Record(self.at, item.kind, result, item.due, prompt.shown, prompt.held, self.day, prompt.kinds, detail),
        )

    def record_span(self, what: Stretch, start: datetime, end: datetime, offset: timedelta) -> None:
        """Record a stretch of the day, cut where a desk day begins so that no row belongs to two days (D7)."""
        zone = timezone(offset)
        while start < end:
            day = self.plan.desk_day(start.astimezone(zone))
            turn_of_day = datetime.combine(day + timedelta(days=1), self.plan.day_starts, zone).astimezone(UTC)
            cut = min(end, turn_of_day)
            self.effects.append(RecordSpan(what, start, cut, day, offset))
            start = cut
