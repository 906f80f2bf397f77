"""How the desk day goes so far, counted as it is recorded: what a summary of the day would count from its rows (D7)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from reminder.core.effects import DONE, REFUSED, Record, RecordSpan, Result, Stretch
from reminder.core.plan import MOVEMENT, Plan
from reminder.core.state import NONE, OpenBout, State, Tally
from reminder.core.switches import turn_at
from reminder.core.turn import Turn


def today(state: State, plan: Plan, now: datetime) -> Tally:
    """The tally of the desk day of `now`, with what is open: the running stretch up to now, and answers given.

    A "done" that waits for its proof counts, since it will be seen or said (P7).
    """
    turn = turn_at(state, plan, now)
    if state.running:
        turn.record_span(state.desk.span, state.desk.span_since, turn.at, turn.zone_before(state.now, state.offset))
        state = keep_tally(state, turn, turn.day)
    tally = next((each for each in state.tallies if each.day == turn.day), Tally(turn.day))
    said = sum(each.item.kind == MOVEMENT for each in state.said)
    return replace(tally, done=tally.done + said) if said else tally


def keep_tally(state: State, turn: Turn, before: date) -> State:
    """Count what this step has recorded. `before` is the desk day on which the step began.

    Where it ends on another, the clock was set: what was counted of the day before belongs to the day it is now (D5),
    though the rows of the log keep their day. Of other days only the two that came last are kept: a journey may
    lead to the day before, or have come from the one after.
    """
    rows = [each for each in turn.effects if isinstance(each, Record | RecordSpan)]
    if not rows and turn.day == before:
        return state
    if turn.day != before:
        state = _moved(state, before, turn.day)
    for row in rows:
        day = turn.day if row.day == before else row.day
        state = _of_break(state, row, day) if isinstance(row, Record) else _of_span(state, row, day, turn.plan)
    mine, others = ([each for each in state.tallies if (each.day == turn.day) is same] for same in (True, False))
    return replace(state, tallies=(*others[-2:], *mine))


def _moved(state: State, before: date, day: date) -> State:
    """The tally of the day before is that of `day` now, along with what had been counted of that one."""
    old, there = (_tally(state, each) for each in (before, day))
    both = Tally(
        day,
        old.done + there.done,
        old.missed + there.missed,
        old.natural + there.natural,
        old.sat + there.sat,
        max(old.longest, there.longest),
        old.unseen + there.unseen,
    )
    bout = state.bout
    if bout is not None and bout.day == before:
        bout = replace(bout, day=day)
    others = tuple(each for each in state.tallies if each.day != before)
    return _with(replace(state, tallies=others, bout=bout), both)


def _tally(state: State, day: date) -> Tally:
    return next((each for each in state.tallies if each.day == day), Tally(day))


def _with(state: State, tally: Tally) -> State:
    """This tally in the place of that of its day, or after all others."""
    if any(each.day == tally.day for each in state.tallies):
        return replace(state, tallies=tuple(tally if each.day == tally.day else each for each in state.tallies))
    return replace(state, tallies=(*state.tallies, tally))


def _of_break(state: State, row: Record, day: date) -> State:
    if row.kind != MOVEMENT:
        return state
    tally = _tally(state, day)
    return _with(
        state,
        replace(
            tally,
            done=tally.done + (row.result in DONE),
            missed=tally.missed + (row.result in REFUSED),
            natural=tally.natural + (row.result is Result.NATURAL),
        ),
    )


def _of_span(state: State, row: RecordSpan, day: date, plan: Plan) -> State:
    """Count a closed stretch, by the rule of `sitting_bouts`.

    An absence ends a bout by the rest in force when it is counted, so that no change of settings joins or cuts what
    was sat before it. A summary measures the whole day by the last rest that was in force on it: on a day on which the
    rest was changed, the longest bout of the two may differ.
    """
    length, bout, tally = row.end - row.start, state.bout, _tally(state, day)
    if row.what is not Stretch.SITTING:
        if bout is not None:
            absent = bout.absent + length
            bout = replace(bout, absent=absent) if absent < plan.bout_rest else None
        unseen = _unseen(state, row, day) if row.what is Stretch.UNKNOWN else NONE
        return _with(replace(state, bout=bout), replace(tally, unseen=tally.unseen + unseen))
    bout = OpenBout(bout.day, bout.sat + length) if bout is not None else OpenBout(day, length)
    state = _with(replace(state, bout=bout), replace(tally, sat=tally.sat + length))
    begun_on = _tally(state, bout.day)
    if bout.sat <= begun_on.longest or begun_on not in state.tallies:
        return state
    return _with(state, replace(begun_on, longest=bout.sat))


def _unseen(state: State, row: RecordSpan, day: date) -> timedelta:
    """How much of a stretch nobody could tell about lies after the first moment at the desk on its day."""
    if state.begun is None or state.begun.day != day:
        return NONE
    return max(NONE, row.end - max(row.start, state.begun.at))
