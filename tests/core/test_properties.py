"""What must hold of every desk day whatsoever: random lives through the real core."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from lives import Life, lives

from reminder import codec
from reminder.core.due import opening
from reminder.core.effects import Caution, Record, RecordSpan, Result, Revise, Show, Stretch, TellWeek, WakeAt, Withdraw
from reminder.core.events import BreakAsked, ClockStepped, Dismissed, Started, Stopped, Undelivered
from reminder.core.holds import silencing
from reminder.core.plan import INPUT_PAUSE, HoldKind, Plan
from reminder.core.silence import reasons
from reminder.core.state import NONE, State
from reminder.core.step import step
from reminder.core.switches import in_force, turn_at
from reminder.simulation import Moment, wake_up_before

HOUR = timedelta(hours=1)

bounded = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def run(life: Life, *, through_text: bool = False) -> Iterator[tuple[Moment, Plan]]:
    """Every step of a life, wake-ups included, each with the plan it was decided by."""
    state: State | None = None
    zone, plan = None, life.events[0][1]
    for event, new_plan in life.events:
        while (woken := wake_up_before(event, state, zone)) is not None:
            state, effects = step(state, woken, plan)
            yield Moment(woken, state, effects), plan
        if through_text and state is not None:
            state = codec.loads(codec.dumps(state))
        plan, zone = new_plan, event.at.tzinfo
        state, effects = step(state, event, plan)
        yield Moment(event, state, effects), plan


@bounded
@given(lives(jumpy=True))
def test_every_kind_of_every_prompt_ends_exactly_once(life: Life) -> None:
    """P7: in one outcome, or it is still open, or waits for its proof; nothing ends that was not shown."""
    open_, last = Counter[str](), None

    for moment, _plan in run(life):
        for effect in moment.effects:
            if isinstance(effect, Show):
                open_.update(effect.kinds)
            elif isinstance(effect, Record) and effect.result is not Result.NATURAL:
                assert open_[effect.kind] > 0, f"{effect} without a prompt"
                open_[effect.kind] -= 1
        last = moment.state

    assert last is not None
    items = last.prompt.items if last.prompt is not None else ()
    assert Counter([*(item.kind for item in items), *(said.item.kind for said in last.said)]) == +open_


@bounded
@given(lives())
def test_each_outcome_belongs_to_one_prompt(life: Life) -> None:
    """P7: by the moment it was shown; due before shown before ended."""
    shown: set[tuple[str, datetime]] = set()

    for moment, _plan in run(life):
        for effect in moment.effects:
            if isinstance(effect, Show):
                asked = {(kind, effect.at) for kind in effect.kinds}
                assert not asked & shown
                shown |= asked
            elif isinstance(effect, Record) and effect.shown is not None:
                shown.remove((effect.kind, effect.shown))
                assert effect.due is not None
                assert effect.due <= effect.shown <= effect.at
                assert effect.held >= NONE


@bounded
@given(lives(jumpy=True))
def test_one_prompt_at_a_time(life: Life) -> None:
    """P1: from its show to its end there is no other, and only what is on the screen is changed or taken off."""
    on_screen = False
    for moment, _plan in run(life):
        on_screen = on_screen and not isinstance(moment.event, Undelivered | Dismissed)
        for effect in moment.effects:
            if isinstance(effect, Show):
                assert not on_screen
                on_screen = True
            elif isinstance(effect, Revise | Withdraw):
                assert on_screen
                on_screen = isinstance(effect, Revise)
        on_screen = moment.state.prompt is not None and moment.state.prompt.on_screen


@bounded
@given(lives(jumpy=True))
def test_nothing_is_shown_in_a_hold_or_to_nobody(life: Life) -> None:
    """P4: held days are silent; only the user's own wish is stronger."""
    for moment, plan in run(life):
        if any(isinstance(effect, Show) for effect in moment.effects) and not isinstance(moment.event, BreakAsked):
            assert not silencing(moment.state, plan)
            assert moment.state.desk.seated
            assert moment.state.running


def answers_an_act(show: Show) -> bool:
    """Whether a prompt only says something about a dose that the user told of: no budget stands against that (P2)."""
    return show.caution not in {None, Caution.CUT_OFF} and show.kinds == ("caffeine",)


def unseen(moment: Moment) -> set[datetime]:
    """When a prompt was shown that turned out to be undelivered: nobody was interrupted by it."""
    return {
        effect.shown
        for effect in moment.effects
        if isinstance(effect, Record) and effect.result is Result.UNDELIVERED and effect.shown is not None
    }


@bounded
@given(lives(jumpy=True))
def test_the_budget_is_kept(life: Life) -> None:
    """P2: by time that passed, not by the clock; what the user asked for is counted, but never refused."""
    shows: list[datetime] = []

    for moment, plan in run(life):
        if isinstance(moment.event, ClockStepped):
            shows = [show + moment.event.by for show in shows] if moment.state.running else shows
        if isinstance(moment.event, Started) and shows:
            ahead = max(NONE, shows[-1] - moment.state.now)
            shows = [show - ahead for show in shows]
        day = in_force(plan, moment.state, moment.state.now)
        for effect in moment.effects:
            if isinstance(effect, Show) and not answers_an_act(effect):
                if not isinstance(moment.event, BreakAsked):
                    assert not shows or effect.at - shows[-1] >= day.min_gap
                    assert sum(effect.at - show < HOUR for show in shows) < day.max_per_hour
                shows.append(effect.at)
        if shows and unseen(moment) == {shows[-1]}:
            shows.pop()


@bounded
@given(lives())
def test_the_budget_of_a_day_is_kept(life: Life) -> None:
    """P2, D7: by desk days, those of 23 and 25 hours among them."""
    shows, seen = Counter[object](), set[datetime]()

    for moment, plan in run(life):
        for effect in moment.effects:
            if isinstance(effect, Show) and not answers_an_act(effect):
                seen.add(effect.at)
                day = plan.desk_day(effect.at.astimezone(moment.event.at.tzinfo))
                assert isinstance(moment.event, BreakAsked) or shows[day] < plan.max_per_day
                shows[day] += 1
        for shown in unseen(moment) & seen:
            shows[plan.desk_day(shown.astimezone(moment.event.at.tzinfo))] -= 1


@bounded
@given(lives(jumpy=True))
def test_no_second_is_lost_or_counted_twice(life: Life) -> None:
    """D5, D7: the rows of the log and the running one add up to the time that passed, clock steps left out."""
    start, stepped, total = life.events[0][0].at.astimezone(UTC), NONE, NONE

    for moment, _plan in run(life):
        if isinstance(moment.event, ClockStepped):
            stepped += moment.event.by
        total += sum((e.end - e.start for e in moment.effects if isinstance(e, RecordSpan)), NONE)
        running = moment.state.now - moment.state.desk.span_since
        assert total + running == moment.state.now - stepped - start


@bounded
@given(lives())
def test_rows_follow_each_other_without_gap_or_overlap(life: Life) -> None:
    """D7: each within one desk day and one offset, and told in that offset."""
    end = life.events[0][0].at.astimezone(UTC)

    for moment, plan in run(life):
        zone = moment.event.at.tzinfo
        for row in moment.effects:
            if isinstance(row, RecordSpan):
                assert row.start == end < row.end
                end = row.end
                for edge in (row.start, row.end - timedelta.resolution):
                    local = edge.astimezone(zone)
                    assert local.utcoffset() == row.offset
                    assert plan.desk_day(local) == row.day
        assert end == moment.state.desk.span_since


@bounded
@given(lives(restarts=False))
def test_sitting_is_what_is_left_of_the_day_without_the_absences(life: Life) -> None:
    """D1, D2: told by an account that knows nothing of the core."""
    sat, end = NONE, None

    for moment, _plan in run(life):
        sat += sum(
            (e.end - e.start for e in moment.effects if isinstance(e, RecordSpan) and e.what is Stretch.SITTING), NONE
        )
        end = moment.state
    assert end is not None
    sat += end.now - end.desk.span_since if end.desk.seated else NONE

    away = sum((until - since for since, until in life.truth.absences), NONE)
    assert sat == end.now - life.events[0][0].at.astimezone(UTC) - away


@bounded
@given(lives(jumpy=True))
def test_no_clock_shows_more_than_was_sat(life: Life) -> None:
    """D1 to D6: neither the bout nor any kind's clock exceeds the time that passed."""
    start, stepped = life.events[0][0].at.astimezone(UTC), NONE

    for moment, _plan in run(life):
        if isinstance(moment.event, ClockStepped):
            stepped += moment.event.by
        passed = moment.state.now - stepped - start
        desk = moment.state.desk
        for sat in (desk.sat, *(clock.sat for clock in moment.state.clocks.values())):
            assert NONE <= desk.sat_now(sat, moment.state.now) <= passed


@bounded
@given(lives())
def test_only_true_absences_are_seen(life: Life) -> None:
    """P7: what is observed or natural really happened, for at least the break, and answers the prompt it belongs to."""
    for moment, plan in run(life):
        for record in moment.effects:
            if isinstance(record, Record) and record.result in {Result.OBSERVED, Result.NATURAL}:
                kind = plan.kind(record.kind)
                assert kind is not None
                assert kind.rest is not None
                begun = [since for since, until in life.truth.absences if since <= record.at <= until]
                assert begun, f"nobody was away: {record}"
                assert record.at - begun[-1] >= kind.rest
                assert record.shown is None or begun[-1] >= record.shown - INPUT_PAUSE


@bounded
@given(lives(jumpy=True))
def test_the_next_wake_up_lies_ahead_and_the_shell_knows_it(life: Life) -> None:
    """Nothing ticks: a wake-up in the past would be a busy loop, one not told a missed prompt."""
    known = None
    for moment, _plan in run(life):
        for effect in moment.effects:
            if isinstance(effect, WakeAt):
                known = effect.when
        assert known == moment.state.wake_at
        assert known is None or known > moment.state.now


@bounded
@given(lives(jumpy=True))
def test_what_may_be_shown_is_shown_in_time(life: Life) -> None:
    """P3: once its time is over, nothing waits any longer; before, a wake-up is set for it."""
    for moment, plan in run(life):
        state, turn = moment.state, turn_at(moment.state, plan, moment.event.at)
        ahead = opening(state, turn) if state.running else None
        if ahead is not None:
            assert ahead.deadline > state.now
            assert state.wake_at is not None
            assert state.wake_at <= ahead.deadline


@bounded
@given(lives(jumpy=True))
def test_the_silence_can_always_be_explained(life: Life) -> None:
    """P9: whatever happened, there is a reason."""
    for moment, plan in run(life):
        turn = turn_at(moment.state, plan, moment.event.at)
        assert reasons(moment.state, turn)


@bounded
@given(lives(jumpy=True))
def test_stopping_leaves_nothing_open(life: Life) -> None:
    """P7: after a good end there is nothing to guess at the next start."""
    for moment, _plan in run(life):
        if isinstance(moment.event, Stopped):
            assert moment.state.prompt is None
            assert moment.state.said == ()
            assert moment.state.wake_at is None


@bounded
@given(lives(jumpy=True))
def test_the_same_day_has_the_same_transcript(life: Life) -> None:
    """Also where the state went to disk and came back before every event."""
    once = [moment for moment, _plan in run(life)]
    again = [moment for moment, _plan in run(life, through_text=True)]

    assert again == once


@bounded
@given(lives(jumpy=True))
def test_no_week_is_told_twice_and_none_into_a_silence(life: Life) -> None:
    """Whatever happens: clocks that are set, journeys, restarts, holds."""
    told = [
        (effect.monday, silencing(moment.state, plan).keys(), moment.state.desk.seated)
        for moment, plan in run(life)
        for effect in moment.effects
        if isinstance(effect, TellWeek)
    ]
    mondays = [monday for monday, _, _ in told]

    assert sorted(set(mondays)) == mondays
    assert all(seated and holds <= {HoldKind.OUTSIDE_HOURS} for _, holds, seated in told)
