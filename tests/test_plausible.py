"""A simulated person and the log the core keeps of it: the one must be true of the other."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from reminder.core.effects import Record, RecordSpan, Result, Show, Stretch
from reminder.core.events import Event, Started, Stopped, Woken
from reminder.core.hours import FRI, SAT, SUN, TUE, Hours, Range
from reminder.core.plan import DailyKind, HoldKind, LimitKind, PaceKind, Plan, SittingKind
from reminder.plausible import Person, live, plausible_days
from reminder.simulation import Moment, drive, simulate

MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
MOVEMENT = SittingKind("movement", 30 * MINUTE, 2 * MINUTE)
DEFAULTS = Plan(
    (
        MOVEMENT,
        SittingKind("posture", 60 * MINUTE, 2 * MINUTE, observable=False),
        DailyKind("stretch", 2, rest=MINUTE),
        DailyKind("strengthen", 1, frozenset({TUE, FRI}), 2 * MINUTE),
        DailyKind("relax", 2),
        PaceKind(),
        LimitKind(),
        DailyKind("tip", 1),
    )
)
PLANS = {
    "defaults": DEFAULTS,
    "movement alone": Plan((MOVEMENT,)),
    "own kinds": replace(
        DEFAULTS,
        kinds=(*DEFAULTS.kinds, SittingKind("eyes", 20 * MINUTE, timedelta(seconds=90)), DailyKind("water", 5)),
        max_per_hour=6,
    ),
    "early hours": replace(DEFAULTS, hours=Hours((Range(frozenset({SAT, SUN}), time(6, 30), time(15)),))),
    "calls may be interrupted": replace(DEFAULTS, obeyed=frozenset(HoldKind) - {HoldKind.CALL}),
    "half an hour": replace(DEFAULTS, hours=Hours((Range(start=time(9), end=time(9, 30)),))),
    "twenty minutes by night": replace(DEFAULTS, hours=Hours((Range(start=time(23, 50), end=time(0, 10)),))),
    "nothing at all": Plan(()),
}


def live_with(plan: Plan, days: int, seed: int, zone: tzinfo = BERLIN) -> tuple[Person, list[Moment]]:
    person = Person(plan, datetime(2026, 3, 23, tzinfo=zone), days, seed)
    return person, list(drive(plan, person))


def results(moments: list[Moment]) -> Counter[tuple[str, Result]]:
    return Counter(
        (effect.kind, effect.result) for moment in moments for effect in moment.effects if isinstance(effect, Record)
    )


def sitting(moments: list[Moment]) -> Counter[date]:
    """Seconds sat on each desk day, by the log."""
    sat = Counter[date]()
    for moment in moments:
        for effect in moment.effects:
            if isinstance(effect, RecordSpan) and effect.what is Stretch.SITTING:
                sat[effect.day] += round((effect.end - effect.start).total_seconds())
    return sat


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_log_says_what_the_person_knows(plan: Plan, seed: int) -> None:
    """Promise 2: every outcome of every kind, over ten days with the night of 29 March among them."""
    person, moments = live_with(plan, 10, seed)

    assert results(moments) == +person.truth.results


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_desk_clock_counts_every_second_and_no_other(plan: Plan, seed: int) -> None:
    """Promise 1: calls, holds, restarts and short absences included, on each desk day."""
    person, moments = live_with(plan, 10, seed)

    assert sitting(moments) == +person.truth.sat


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC"])
def test_it_is_true_wherever_one_lives(zone: str) -> None:
    """D7: hours and days are those of the clock on the wall."""
    person, moments = live_with(DEFAULTS, 7, seed=1, zone=ZoneInfo(zone))

    assert results(moments) == +person.truth.results
    assert sitting(moments) == +person.truth.sat


def test_the_same_seed_is_the_same_life() -> None:
    """A bug found in one can be found again."""
    first, second = ([*live(DEFAULTS, datetime(2026, 3, 2, tzinfo=BERLIN), 3, seed=7)] for _ in range(2))

    assert first == second


def test_another_seed_is_another_life() -> None:
    """Or the days would prove less than they seem to."""
    first, second = ([*plausible_days(datetime(2026, 3, 2, tzinfo=BERLIN), 3, seed, DEFAULTS)] for seed in (1, 2))

    assert first != second


def test_a_life_can_be_told_again_as_a_trace() -> None:
    """Its events alone, without anybody who reacts, bring the same prompts and outcomes."""
    start = datetime(2026, 3, 2, tzinfo=BERLIN)
    lived = [effect for moment in live(DEFAULTS, start, 5, seed=3) for effect in moment.effects]

    told = simulate(DEFAULTS, plausible_days(start, 5, 3, DEFAULTS))

    kept = (Show, Record, RecordSpan)
    assert [effect for moment in told for effect in moment.effects if isinstance(effect, kept)] == [
        effect for effect in lived if isinstance(effect, kept)
    ]


def test_time_goes_forward() -> None:
    """A trace must be in order."""
    moments = [
        event.at.astimezone(UTC) for event in plausible_days(datetime(2026, 3, 2, tzinfo=BERLIN), 20, 5, DEFAULTS)
    ]

    assert moments == sorted(moments)


def test_the_weekend_is_off() -> None:
    """Nobody comes on a Saturday; the machine may be asleep over it, or off."""
    days = Counter(event.at.weekday() for event in plausible_days(datetime(2026, 3, 2, tzinfo=BERLIN), 28, 5, DEFAULTS))

    assert days.keys() == set(range(5))


def test_without_any_hours_nobody_comes() -> None:
    """There is no working day in such a plan."""
    never = Plan((MOVEMENT,), hours=Hours((Range(frozenset()),)))

    assert list(live(never, datetime(2026, 3, 2, tzinfo=BERLIN), 7, seed=1)) == []


def test_a_life_has_everything_in_it_that_a_log_can_hold() -> None:
    """Otherwise the comparison above would be easy to win."""
    _person, moments = live_with(DEFAULTS, 28, seed=2)

    found = {result for _kind, result in results(moments)}
    events: set[type[Event]] = {type(moment.event) for moment in moments}

    assert found == set(Result)
    assert len(events) == 16
    assert {Started, Stopped, Woken} <= events


def test_days_can_be_had_one_at_a_time() -> None:
    """A generator: the first day of ten years costs a day."""
    start = datetime(2026, 3, 2, tzinfo=BERLIN)

    first = next(live(DEFAULTS, start, 3650, seed=1))

    assert isinstance(first.event, Started)
    assert first.event.at.date() == start.date()
