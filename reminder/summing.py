"""One week out of the journal, the running stretch of the day included."""

from datetime import UTC, date, datetime, timedelta

from reminder.core.effects import RecordSpan
from reminder.core.plan import Plan
from reminder.core.summary import Summary, summarize
from reminder.core.turn import Turn
from reminder.journal import Journal

DAY = timedelta(days=1)


def week_of(journal: Journal | None, monday: date, plan: Plan, now: datetime, *, live: bool) -> Summary:
    """The summary of the week that begins on `monday`; `journal` is None where nothing was ever logged.

    `live`: the service runs, so the stretch that began last goes on until `now`.
    """
    first, last = monday - DAY, monday + 7 * DAY
    records = journal.records(first, last) if journal else []
    spans = journal.spans(first, last) if journal else []
    holds = journal.holds(first, last) if journal else []
    if journal is not None and live:
        spans += running_span(journal, plan, now)
    intakes = journal.recorded(monday, monday + 6 * DAY) if journal else []
    kinds = [kind.name for kind in plan.kinds]
    return summarize(monday, records, spans, holds, intakes, kinds=kinds, every=plan.bout_every, rest=plan.bout_rest)


def running_span(journal: Journal, plan: Plan, now: datetime) -> list[RecordSpan]:
    """The stretch that has not ended yet, as rows up to now."""
    state = journal.state()
    if state is None or not state.running:
        return []
    turn = Turn(plan, now.astimezone(UTC), now.tzinfo or UTC)
    turn.record_span(state.desk.span, state.desk.span_since, turn.at, turn.zone_before(state.now, state.offset))
    return [effect for effect in turn.effects if isinstance(effect, RecordSpan)]
