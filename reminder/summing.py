"""A week, a month or a year out of the journal, the running stretch of the day included, and what came before it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from reminder import __version__
from reminder.config import Settings
from reminder.core.comparison import compare
from reminder.core.effects import RecordHold, RecordSpan
from reminder.core.ideas import Idea, ideas
from reminder.core.intake import KEPT
from reminder.core.period import Period, Unit
from reminder.core.plan import HoldKind, Plan
from reminder.core.records import dataclass
from reminder.core.state import State
from reminder.core.summary import Log, Summary, summarize
from reminder.core.turn import Turn
from reminder.guidance.idea_words import offer, reason
from reminder.guidance.wording import Wording
from reminder.journal import Journal
from reminder.log_trouble import UnreadableStateError
from reminder.report.material import Material, Suggestion

DAY = timedelta(days=1)

PAUSED = timedelta(days=31)
"""A hold that ended up to so long after a period may have kept back what was due in it: a pause for a holiday, say."""

COMPARED: Mapping[Unit, int] = {Unit.WEEK: 4, Unit.MONTH: 1, Unit.YEAR: 1}
"""With how many periods before it one is compared: one's own last four weeks (evidence, section 6)."""


@dataclass(frozen=True, slots=True)
class Summaries:
    """The summaries of a log; `journal` is None where nothing was ever logged.

    `live`: the service runs, so the stretch that began last goes on until `now`.
    """

    journal: Journal | None
    plan: Plan
    now: datetime
    live: bool

    def of(self, period: Period) -> Summary:
        """The summary of one period."""
        return summarize(period, self._rows(period.first, period.last), self.plan)

    def with_before(self, period: Period) -> tuple[Summary, tuple[Summary, ...]]:
        """The same, and those of the periods before it that it is compared with, the last one first."""
        before = [period.before()]
        while len(before) < COMPARED[period.unit]:
            before.append(before[-1].before())
        log = self._rows(before[-1].first, period.last)
        return summarize(period, log, self.plan), tuple(summarize(each, log, self.plan) for each in before)

    def _rows(self, first: date, last: date) -> Log:
        """What is needed for these days.

        A bout may have begun the day before them, caffeine stays for days, and a hold is written when it ends.
        """
        journal = self.journal
        if journal is None:
            return Log()
        state = None
        with journal.reading():
            with suppress(UnreadableStateError):
                state = journal.state()
            running = running_span(state, self.plan, self.now) if self.live else []
            return Log(
                journal.records(first, last),
                journal.spans(first - DAY, last + DAY) + running,
                [*journal.holds(first - DAY, last + PAUSED), *self._standing(state)],
                journal.recorded(first - KEPT, last),
                journal.aims(first - KEPT, last),
            )

    def _standing(self, state: State | None) -> Iterator[RecordHold]:
        """The holds that have not ended yet, as rows up to now."""
        if state is None:
            return
        now = self.now if self.live else state.now
        for kind, hold in state.holds.items():
            if kind is not HoldKind.OUTSIDE_HOURS:
                yield RecordHold(kind, hold.since, max(now, hold.since), self.plan.desk_day(self.now), hold.detail)


def material_of(summaries: Summaries, period: Period, settings: Settings) -> Material:
    """Everything that any form of the summary tells. There are ideas for the week that ended last, and for no other."""
    summary, before = summaries.with_before(period)
    today = settings.plan.desk_day(summaries.now)
    found: tuple[Idea, ...] = ()
    if period == Period.of(Unit.WEEK, today).before():
        planned, ranged = bool(settings.if_then), bool(settings.values["hours.ranges"])
        found = ideas(summary, before, settings.plan, settings.own_texts, if_then=planned, ranged=ranged)
    wording = Wording(settings.own_texts)
    return Material(
        summary,
        compare(summary, before),
        tuple(_suggestion(each, wording.name(each.kind), period, settings) for each in found),
        settings.if_then,
        today,
        wording.name,
        __version__,
    )


def _suggestion(idea: Idea, called: str, period: Period, settings: Settings) -> Suggestion:
    command = f"reminder summary {period.name} --apply {idea.name}"
    now = tuple(str(settings.values[key]) for key, _ in idea.changes)
    return Suggestion(idea.name, reason(idea, called), offer(idea, called), idea.changes, now, command)


def running_span(state: State | None, plan: Plan, now: datetime) -> list[RecordSpan]:
    """The stretch that has not ended yet, as rows up to now; of no state, or one that cannot be read, none."""
    if state is None or not state.running:
        return []
    turn = Turn(plan, now.astimezone(UTC), now.tzinfo or UTC)
    turn.record_span(state.desk.span, state.desk.span_since, turn.at, turn.zone_before(state.now, state.offset))
    return [effect for effect in turn.effects if isinstance(effect, RecordSpan)]
