"""At any moment of any life the tally of the day is what a summary counts of it from all the rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from lives import Life, lives

from reminder.core.effects import Record, RecordSpan
from reminder.core.events import ClockStepped
from reminder.core.period import Period, Unit
from reminder.core.plan import Plan
from reminder.core.state import State, Tally
from reminder.core.summary import DayTotals, Log, summarize
from reminder.core.tally import today
from reminder.core.turn import Turn
from tests.core.test_properties import bounded, run

SOON, LATER = timedelta(minutes=7), timedelta(hours=5)


class Rows:
    """The rows of a life so far, each on the day to which it belongs now."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.spans: list[RecordSpan] = []

    def add(self, effects: tuple[object, ...]) -> None:
        self.records += [effect for effect in effects if isinstance(effect, Record)]
        self.spans += [effect for effect in effects if isinstance(effect, RecordSpan)]

    def clock_stepped(self, event: ClockStepped, plan: Plan) -> None:
        """D5: it is another day now, and the same one all the same."""
        before, day = (plan.desk_day(at.astimezone(event.at.tzinfo)) for at in (event.at, event.at + event.by))
        self.records = [replace(row, day=day) if row.day == before else row for row in self.records]
        self.spans = [replace(row, day=day) if row.day == before else row for row in self.spans]

    def totals(self, state: State, plan: Plan, now: datetime) -> DayTotals:
        """The desk day of `now`, with the stretch that runs."""
        turn = Turn(plan, now.astimezone(UTC), now.tzinfo or UTC)
        if state.running:
            turn.record_span(state.desk.span, state.desk.span_since, turn.at, turn.zone_before(state.now, state.offset))
        running = [effect for effect in turn.effects if isinstance(effect, RecordSpan)]
        summary = summarize(Period.of(Unit.WEEK, turn.day), Log(self.records, [*self.spans, *running]), plan)
        return next(each for each in summary.days if each.day == turn.day)


@bounded
@given(lives(jumpy=True))
def test_the_tally_is_what_a_summary_counts(life: Life) -> None:
    """Breaks, time sat and the longest bout; with the answers that wait for their proof, which end as done (P7)."""
    rows = Rows()

    for moment, plan in run(life):
        rows.add(moment.effects)
        if isinstance(moment.event, ClockStepped) and moment.state.running:
            rows.clock_stepped(moment.event, plan)
        state = moment.state
        said = sum(each.item.kind == "movement" for each in state.said)
        for ahead in (timedelta(0), SOON, LATER):
            now = (state.now + ahead).astimezone(moment.event.at.tzinfo)
            tally, totals = today(state, plan, now), rows.totals(state, plan, now)
            assert tally == Tally(
                totals.day,
                totals.done + said,
                totals.missed,
                totals.natural,
                totals.sitting,
                totals.longest,
                tally.unseen,
            )
            assert tally.unseen <= totals.unknown
