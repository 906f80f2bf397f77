"""The week is counted from rows: rates by C1, sitting bouts by C2, days by D7, and nothing is made up."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder.core.bouts import Bout
from reminder.core.effects import Record, RecordAims, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.events import Drank, Stopped
from reminder.core.period import Period, Unit, monday_of
from reminder.core.plan import OVERRUN, DailyKind, HoldKind, Plan, SittingKind
from reminder.core.summary import DayTotals, Log, Summary, needed, summarize
from reminder.journal import Journal
from reminder.plausible import Person
from reminder.simulation import drive
from reminder.summing import Summaries
from tests.core.story import MOVEMENT, Day, effects_of, plan

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NONE = timedelta(0)
REST = 2 * MINUTE
AIMS = RecordAims(MONDAY, None, None, datetime(2026, 3, 2, 22, tzinfo=UTC), 5 * HOUR, 30 * MINUTE, REST, 0.7, {})


def at(clock: str, day: int = 0) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC) + timedelta(days=day)


def ended(result: Result, due: str | None = "10:00", *, day: int = 0, **parts: object) -> Record:
    """An outcome of movement, shown when due, ended two minutes later, unless told otherwise."""
    moment = None if due is None else at(due, day)
    shown = None if result is Result.NATURAL else moment
    end = (moment or at("10:00", day)) + 2 * MINUTE
    return replace(
        Record(end, "movement", result, moment, shown, NONE, MONDAY + timedelta(days=day)),
        **parts,  # type: ignore[arg-type]
    )


def span(what: Stretch, start: str, end: str, *, day: int = 0) -> RecordSpan:
    return RecordSpan(what, at(start, day), at(end, day), MONDAY + timedelta(days=day), NONE)


def sat(start: str, end: str, *, day: int = 0) -> RecordSpan:
    return span(Stretch.SITTING, start, end, day=day)


def away(start: str, end: str, *, day: int = 0) -> RecordSpan:
    return span(Stretch.AWAY, start, end, day=day)


def week(
    *records: Record,
    spans: tuple[RecordSpan, ...] = (),
    holds: tuple[RecordHold, ...] = (),
    kinds: tuple[str, ...] = ("movement",),
    monday: date = MONDAY,
) -> Summary:
    return counted(Log(records, spans, holds), kinds, monday)


def counted(log: Log, kinds: tuple[str, ...] = (), monday: date = MONDAY) -> Summary:
    plan = Plan(tuple(SittingKind(kind, 30 * MINUTE, REST) for kind in kinds))
    return summarize(Period.of(Unit.WEEK, monday), log, plan)


# The rate (C1)


def test_the_rate_is_what_was_met_of_what_came_to_an_answer() -> None:
    """Observed, claimed and logged, over those and skipped and ignored."""
    met = [
        ended(result, f"{hour}:00") for hour, result in enumerate((Result.OBSERVED, Result.CLAIMED, Result.LOGGED), 9)
    ]
    refused = [ended(result, f"{hour}:00") for hour, result in enumerate((Result.SKIPPED, Result.IGNORED), 13)]

    kind = week(*met, *refused).kind("movement")

    assert kind is not None
    assert (kind.done, kind.rate) == (3, 3 / 5)


@pytest.mark.parametrize("outside", [Result.NATURAL, Result.UNDELIVERED, Result.WITHDRAWN, Result.SNOOZED], ids=str)
def test_what_is_no_answer_is_not_in_the_rate(outside: Result) -> None:
    """Nobody can be blamed for a prompt that was not seen, nor credited with one that was not needed."""
    kind = week(ended(Result.OBSERVED, "09:00"), ended(outside, "10:00")).kind("movement")

    assert kind is not None
    assert kind.rate == 1.0
    assert kind.results == {Result.OBSERVED: 1, outside: 1}


@pytest.mark.parametrize(
    "records",
    [
        [],
        [ended(Result.NATURAL, None), ended(Result.NATURAL, None, at=at("12:00"))],
        [ended(Result.UNDELIVERED, detail="no server")],
        [ended(Result.WITHDRAWN, detail="call: x"), ended(Result.WITHDRAWN, "12:00", detail="user")],
    ],
    ids=["nothing", "natural only", "undelivered only", "held only"],
)
def test_where_nothing_came_to_an_answer_there_is_no_rate(records: list[Record]) -> None:
    """Not 0 %, and not 100 %."""
    kind = week(*records).kind("movement")

    assert kind is not None
    assert kind.rate is None


def test_snoozes_resolve_into_what_followed() -> None:
    """One need, shown three times, met once: 1 of 1."""
    due = at("10:00")
    snoozed = [ended(Result.SNOOZED, shown=due + n * 12 * MINUTE, at=due + (n * 12 + 2) * MINUTE) for n in range(2)]
    done = ended(Result.OBSERVED, shown=due + 24 * MINUTE, at=due + 27 * MINUTE)

    kind = week(*snoozed, done).kind("movement")

    assert kind is not None
    assert (kind.due, kind.shown, kind.done, kind.rate) == (1, 3, 1, 1.0)
    assert kind.results[Result.SNOOZED] == 2


def test_a_snooze_that_ended_in_a_break_unasked_counts_for_nothing() -> None:
    """It was put off and then moot: neither met nor refused."""
    kind = week(ended(Result.SNOOZED), ended(Result.NATURAL, "10:00", at=at("10:09"))).kind("movement")

    assert kind is not None
    assert (kind.due, kind.rate) == (1, None)


def test_a_prompt_nobody_could_see_was_not_shown_and_its_reason_is_kept() -> None:
    """By its words, so that the reader knows what to mend."""
    kind = week(
        ended(Result.UNDELIVERED, "09:00", detail="no server"),
        ended(Result.UNDELIVERED, "10:00", detail="no server"),
        ended(Result.UNDELIVERED, "11:00", detail="the terminal is gone"),
        ended(Result.SKIPPED, "11:00", shown=at("11:20")),
    ).kind("movement")

    assert kind is not None
    assert kind.undelivered_reasons == {"no server": 2, "the terminal is gone": 1}
    assert (kind.due, kind.shown, kind.rate) == (3, 1, 0.0)


# Held back


def test_a_delayed_prompt_is_held_back_by_the_hold_that_stood() -> None:
    """The last of them, where there were several."""
    holds = (
        RecordHold("do_not_disturb", at("09:50"), at("10:05"), MONDAY),
        RecordHold("call", at("10:04"), at("10:20"), MONDAY, "microphone"),
        RecordHold("user", at("10:30"), at("11:00"), MONDAY),
    )
    late = ended(Result.OBSERVED, shown=at("10:21"), held=20 * MINUTE)

    kind = week(late, holds=holds).kind("movement")

    assert kind is not None
    assert (kind.held_back, kind.held_reasons) == (1, {"call": 1})


def test_one_need_is_held_back_once_however_often_it_was_shown() -> None:
    """Withdrawn by a call, delayed by it, and then met: one need."""
    holds = (RecordHold("call", at("10:01"), at("10:30"), MONDAY),)
    taken_back = ended(Result.WITHDRAWN, at=at("10:01"), detail="call: microphone: Firefox")
    met = ended(Result.OBSERVED, shown=at("10:31"), held=29 * MINUTE)

    kind = week(taken_back, met, holds=holds).kind("movement")

    assert kind is not None
    assert (kind.due, kind.held_back, kind.held_reasons, kind.rate) == (1, 1, {"call": 1}, 1.0)


@pytest.mark.parametrize(
    ("detail", "reasons"),
    [
        ("outside_hours", {"outside_hours": 1}),
        ("user", {"user": 1}),
        ("full_screen: mpv", {"full_screen": 1}),
        ("the service stopped", {}),
        ("switched off", {}),
        ("no longer needed: a break was taken already", {}),
    ],
)
def test_a_prompt_taken_back_is_held_back_only_by_a_hold(detail: str, reasons: dict[str, int]) -> None:
    """Also by one that still stands, which is no row yet, and by the hours, which never are."""
    kind = week(ended(Result.WITHDRAWN, detail=detail)).kind("movement")

    assert kind is not None
    assert kind.held_reasons == reasons


def test_what_waited_for_the_hours_is_held_back_by_them() -> None:
    """They write no rows, so what no row explains is theirs."""
    kind = week(ended(Result.SKIPPED, "07:00", shown=at("09:01"), held=2 * HOUR)).kind("movement")

    assert kind is not None
    assert kind.held_reasons == {"outside_hours": 1}


def test_a_natural_break_of_a_need_kept_back_is_held_back_too() -> None:
    """It was due, and silence kept it from being asked for."""
    holds = (RecordHold("call", at("09:55"), at("10:30"), MONDAY),)
    natural = ended(Result.NATURAL, "10:00", at=at("10:33"), held=30 * MINUTE)

    kind = week(natural, holds=holds).kind("movement")

    assert kind is not None
    assert (kind.due, kind.shown, kind.held_reasons) == (1, 0, {"call": 1})


def test_what_rides_along_after_a_hold_was_not_held_by_it() -> None:
    """Movement was due in the call; posture comes along three minutes before its time, held by nothing."""
    posture = SittingKind("posture", 38 * MINUTE, REST, observable=False)
    day = Day(plan(MOVEMENT, posture)).at("09:00").start().at("09:25").held(HoldKind.CALL)
    day.at("09:35").released(HoldKind.CALL).at("09:36").skip()

    log = Log(effects_of(day.moments, Record), holds=effects_of(day.moments, RecordHold))
    summary = summarize(Period.of(Unit.WEEK, MONDAY), log, day.plan)

    assert [(kind.kind, kind.due, dict(kind.held_reasons)) for kind in summary.kinds] == [
        ("movement", 1, {"call": 1}),
        ("posture", 1, {}),
    ]


# Bouts in a week, rule C2


def test_a_row_cut_at_the_desk_days_end_is_no_new_bout() -> None:
    """Who works through 04:00 has not got up; the bout counts on the day it began."""
    summary = week(spans=(sat("02:00", "04:00", day=1), sat("04:00", "05:00", day=1)), monday=MONDAY)

    assert summary.bouts == (Bout(at("02:00", 1), MONDAY + timedelta(days=1), 3 * HOUR, 40 * MINUTE),)


def test_the_longest_bout_and_those_that_ran_over() -> None:
    """More than `every` and ten minutes; exactly so much is not over."""
    summary = week(
        spans=(
            sat("09:00", "09:40"),
            away("09:40", "10:00"),
            sat("10:00", "10:41"),
            away("10:41", "11:00"),
            sat("11:00", "13:00"),
        )
    )

    assert summary.bout_limit == 30 * MINUTE + OVERRUN
    assert summary.overlong == 2
    assert summary.longest is not None
    assert summary.longest.sat == 2 * HOUR


def test_nobody_sat_is_not_a_bout_of_no_length() -> None:
    """None: not known, not zero."""
    assert week(spans=(away("09:00", "10:00"),)).longest is None


# Days and weeks, rule D7


def test_rows_of_other_weeks_are_left_out() -> None:
    """By their desk day, not by their instant."""
    before, after = ended(Result.SKIPPED, day=-1), ended(Result.SKIPPED, day=7)
    spans = (sat("09:00", "10:00", day=-1), away("10:00", "11:00", day=-1), sat("09:00", "10:00", day=7))

    summary = week(before, after, spans=spans)

    assert not summary.has_data
    assert summary.bouts == ()
    assert summary.kinds[0].due == 0


def test_a_bout_over_sundays_night_counts_where_it_began() -> None:
    """In the week before, as long as it went on, and not again in this one."""
    spans = (
        RecordSpan(Stretch.SITTING, at("23:00", 6), at("05:00", 7), MONDAY + timedelta(6), NONE),
        RecordSpan(Stretch.SITTING, at("05:00", 7), at("06:00", 7), MONDAY + timedelta(7), NONE),
    )

    assert [bout.sat for bout in week(spans=spans).bouts] == [7 * HOUR]
    assert week(spans=spans, monday=MONDAY + timedelta(7)).bouts == ()


def test_a_week_that_crosses_a_year_is_one_week() -> None:
    """29 December to 4 January."""
    monday = monday_of(date(2026, 1, 1))
    eve = RecordSpan(
        Stretch.SITTING,
        datetime(2025, 12, 31, 22, tzinfo=UTC),
        datetime(2026, 1, 1, 1, tzinfo=UTC),
        date(2025, 12, 31),
        NONE,
    )

    summary = week(spans=(eve,), monday=monday)

    assert monday == date(2025, 12, 29)
    assert [day.day for day in summary.days] == [monday + timedelta(days=n) for n in range(7)]
    assert [day.sitting for day in summary.days] == [NONE, NONE, 3 * HOUR, NONE, NONE, NONE, NONE]


def test_what_was_told_belongs_to_its_week() -> None:
    """By the desk day on which it was told; a week in which only that is known has data."""
    rows = [RecordIntake(Drank(at("10:00", day), 250), MONDAY + timedelta(days=day)) for day in (-1, 0, 6, 7)]
    summary = counted(Log(intakes=rows))

    assert [each.day for each in summary.accounts] == [MONDAY, MONDAY + timedelta(days=6)]
    assert summary.has_data


def test_a_day_on_which_the_service_did_not_run_has_no_data() -> None:
    """Not a day without sitting. Unknown is all of it, and also where the desktop cannot say who is there."""
    monday, tuesday, wednesday = (
        sat("09:00", "10:00"),
        span(Stretch.UNKNOWN, "09:00", "10:00", day=1),
        span(Stretch.UNKNOWN, "00:00", "23:00", day=2),
    )
    aims = [replace(AIMS, day=MONDAY + timedelta(days=n)) for n in (0, 1)]
    summary = counted(Log(spans=[monday, tuesday, wednesday], aims=aims))

    assert [day.has_data for day in summary.days] == [True, True] + [False] * 5
    assert not counted(Log(spans=[wednesday], aims=aims)).has_data
    assert summary.days[1].sitting == NONE
    assert summary.days[1].unknown == HOUR


def test_a_days_breaks_are_those_taken_for_whatever_reason() -> None:
    """Seen, said and natural; of movement alone."""
    taken = [ended(result, f"{9 + n}:00") for n, result in enumerate((Result.OBSERVED, Result.CLAIMED, Result.NATURAL))]
    other = ended(Result.OBSERVED, kind="stretch")

    assert week(*taken, other, ended(Result.SKIPPED, "14:00")).days[0].breaks == 3


def test_a_day_of_unknown_time_has_data_if_the_service_watched_it() -> None:
    """A desktop that cannot say who is there: nothing is known of the sitting, but the day was."""
    unknown = tuple(span(Stretch.UNKNOWN, "09:00", "17:00", day=day) for day in (0, 1))
    aims = RecordAims(MONDAY, None, None, at("22:00"), 5 * HOUR, 30 * MINUTE, REST, 0.7, {})

    summary = counted(Log(spans=unknown, aims=(aims,)))

    assert [day.has_data for day in summary.days] == [True] + [False] * 6


# The goal of each day


def asked(done: int = 0, missed: int = 0, natural: int = 0, goal: float = 0.7) -> DayTotals:
    return DayTotals(MONDAY, NONE, NONE, done, missed, natural, NONE, 0, goal)


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (asked(7, 3), True),
        (asked(6, 3), False),
        (asked(0, 1), False),
        (asked(1, 2, natural=9), False),
        (asked(3, 0, goal=1.0), True),
        (asked(9, 1, goal=1.0), False),
        (asked(natural=1), True),
        (asked(), None),
    ],
)
def test_a_day_keeps_its_goal_by_what_it_was_asked(day: DayTotals, kept: bool | None) -> None:  # noqa: FBT001 - expected
    """Who got up before being asked, every time, has kept it; of a day without anything there is nothing to say."""
    assert day.kept is kept


@pytest.mark.parametrize("percent", range(30, 101))
def test_what_keeps_a_goal_is_the_least_that_reaches_it(percent: int) -> None:
    """By whole numbers, whatever a binary fraction says: 0.56 of 25 is 14."""
    for answered in range(201):
        enough = needed(percent / 100, answered)
        assert 100 * (enough - 1) < percent * answered <= 100 * enough


@pytest.mark.parametrize(
    ("judged", "reserve"), [(0, 0), (1, 0), (2, 1), (3, 1), (5, 1), (6, 2), (7, 2), (22, 6), (31, 9)]
)
def test_two_days_of_seven_are_in_reserve(judged: int, reserve: int) -> None:
    """One of a working week; none where there was but one day."""
    month = Period.of(Unit.MONTH, MONDAY).days
    summary = replace(week(), days=tuple(replace(asked(natural=1), day=day) for day in month[:judged]))

    assert (summary.judged, summary.kept, summary.reserve) == (judged, judged, reserve)


def test_the_weeks_goal_counts_breaks_by_the_goal_of_each_day() -> None:
    """Seven of ten on Monday and two of four on Tuesday, whose goal was lower: nine of fourteen."""
    aims = [
        RecordAims(MONDAY + timedelta(days=day), None, None, at("22:00", day), 5 * HOUR, 30 * MINUTE, REST, share, {})
        for day, share in ((0, 0.7), (1, 0.5))
    ]
    asked_for = [ended(Result.SKIPPED, f"{8 + n}:00", day=0) for n in range(10)]
    asked_for += [ended(Result.OBSERVED, f"{8 + n}:00", day=1) for n in range(4)]

    summary = counted(Log(asked_for, aims=aims), ("movement",))

    assert (summary.goal_breaks, summary.goal) == (9, 0.5)
    assert [day.goal for day in summary.days] == [0.7] + [0.5] * 6
    assert (summary.kept, summary.judged) == (1, 2)


def test_a_goal_that_asks_for_a_part_of_a_break_asks_for_all_of_it() -> None:
    """0.7 of one is one, of none none; but 0.56 of 25 is 14, whatever a binary fraction says."""
    many = [ended(Result.SKIPPED, f"10:{minute}") for minute in range(10, 35)]
    more_than_half = replace(Plan((SittingKind("movement", 30 * MINUTE, REST),)), goal=0.56)

    assert week(ended(Result.SKIPPED)).goal_breaks == 1
    assert week().goal_breaks == 0
    assert summarize(Period.of(Unit.WEEK, MONDAY), Log(many), more_than_half).goal_breaks == 14


# The order of kinds, and nights of DST


def test_kinds_come_in_the_plans_order_and_then_those_that_are_no_more() -> None:
    """What was logged of a kind that was since switched off is still the truth."""
    summary = week(ended(Result.SKIPPED, kind="eyes"), ended(Result.SKIPPED), kinds=("posture", "movement"))

    assert [kind.kind for kind in summary.kinds] == ["posture", "movement", "eyes"]
    assert summary.kind("relax") is None


@pytest.mark.parametrize(("monday", "hours"), [("2026-03-23", 23), ("2026-10-19", 25)])
def test_a_night_of_dst_has_the_hours_it_has(monday: str, hours: int) -> None:
    """Sitting from Saturday 04:00 to Monday 04:00 on the wall: no hour is lost, and none counted twice."""
    first = date.fromisoformat(monday)
    day = Day(plan(), BERLIN, today=first + timedelta(days=5))
    day.at("04:00").start()
    day.at(f"{first + timedelta(days=7)} 04:00").look().stop()
    spans = [effect for moment in day.moments for effect in moment.effects if isinstance(effect, RecordSpan)]

    summary = counted(Log(spans=spans), monday=first)

    totals = [each.sitting + each.unknown for each in summary.days]
    assert totals == [NONE] * 5 + [hours * HOUR, 24 * HOUR]  # 02:00 on Sunday is Saturday's desk day


# The truth of simulated weeks

PLANS = {
    "movement": Plan((SittingKind("movement", 30 * MINUTE, REST),)),
    "all": Plan(
        (
            SittingKind("movement", 30 * MINUTE, REST),
            SittingKind("posture", 60 * MINUTE, REST, observable=False),
            DailyKind("stretch", 2, rest=MINUTE),
            DailyKind("relax", 2),
            DailyKind("tip", 1),
        ),
        max_per_hour=4,
    ),
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", PLANS)
def test_a_simulated_week_through_the_journal_is_what_really_happened(tmp_path: Path, name: str, seed: int) -> None:
    """Every number of the summary against an account that knows nothing of core, journal or rows; 29 March is in it."""
    plan, monday = PLANS[name], date(2026, 3, 23)
    person = Person(plan, datetime(2026, 3, 23, tzinfo=BERLIN), 7, seed)
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        for moment in drive(plan, person):
            journal.commit(moment.effects, moment.state)
        state = journal.state()
        assert state is not None
        now = datetime(2026, 3, 30, 12, tzinfo=BERLIN)
        summary = Summaries(journal, plan, now, live=False).of(Period.of(Unit.WEEK, monday))

    counted = Counter({(kind.kind, result): n for kind in summary.kinds for result, n in kind.results.items()})
    sat_s = Counter({day.day: round(day.sitting.total_seconds()) for day in summary.days})
    assert +counted == +person.truth.results
    assert +sat_s == +person.truth.sat
    assert sum((bout.sat for bout in summary.bouts), NONE) == sum((day.sitting for day in summary.days), NONE)
    for kind in summary.kinds:
        met = sum(person.truth.results[kind.kind, result] for result in (Result.OBSERVED, Result.CLAIMED))
        refused = sum(person.truth.results[kind.kind, result] for result in (Result.SKIPPED, Result.IGNORED))
        assert kind.rate == (met / (met + refused) if met + refused else None)
    breaks = [person.truth.results["movement", result] for result in (Result.OBSERVED, Result.CLAIMED, Result.NATURAL)]
    assert sum(day.breaks for day in summary.days) == sum(breaks)


def test_stopping_leaves_nothing_to_be_counted_twice() -> None:
    """The rows of a day that was stopped and started again are those of one day."""
    day = Day(plan()).at("09:00").start().at("09:10").stop().at("09:12").start().at("09:20").stop()
    spans = [effect for moment in day.moments for effect in moment.effects if isinstance(effect, RecordSpan)]

    summary = week(spans=tuple(spans))

    assert isinstance(day.moments[-1].event, Stopped)
    assert summary.days[0].sitting == 20 * MINUTE  # D6: the short gap counts
    assert len(summary.bouts) == 1
