"""The week as the journal has it, with the stretch that is still running."""

import asyncio
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from reminder.core.comparison import Measure
from reminder.core.effects import RecordSpan
from reminder.core.events import Answer, Locked
from reminder.core.period import Period, Unit
from reminder.core.plan import Plan, SittingKind
from reminder.core.step import step
from reminder.core.summary import Summary
from reminder.journal import Journal
from reminder.report.material import Material
from reminder.summing import Summaries, material_of, running_span
from tests.report.made import lived
from tests.scripted_life import Life, through_the_journal
from tests.stage import BERLIN, MOVEMENT, Stage, settings

MONDAY = date(2026, 3, 2)
PLAN = settings(MOVEMENT).plan
MINUTE = timedelta(minutes=1)


def at(clock: str) -> datetime:
    return datetime.combine(MONDAY, datetime.strptime(clock, "%H:%M").time(), BERLIN)  # noqa: DTZ007 - only the clock


def morning(folder: Path, *, locked: bool = False, stopped: bool = False) -> Journal:
    """A service that started at nine and had a prompt skipped at half past; the journal as it is at ten."""

    async def told() -> Journal:
        day = await Stage(folder).open()
        await day.until("09:30")
        day.notifier.answer(Answer.SKIP)
        await day.until("09:50")
        if locked:
            day.service.post(Locked(day.now()))
        if stopped:
            day.service.stop()
        await day.calm()
        await day.screen.close()
        return day.journal

    return asyncio.run(told())


def week_of(
    journal: Journal | None, now: datetime, *, plan: Plan = PLAN, weeks: int = 0, live: bool = False
) -> Summary:
    period = Period.of(Unit.WEEK, MONDAY + weeks * timedelta(days=7))
    return Summaries(journal, plan, now, live).of(period)


def sitting(journal: Journal | None, *, live: bool) -> timedelta:
    return week_of(journal, at("10:00"), live=live).days[0].sitting


def test_the_running_stretch_counts_up_to_now_while_the_service_runs(tmp_path: Path) -> None:
    """Otherwise a whole morning without a break would be no sitting at all."""
    with morning(tmp_path) as journal:
        assert sitting(journal, live=True) == 60 * MINUTE


def test_after_a_crash_nothing_is_made_up(tmp_path: Path) -> None:
    """The state says running, but nobody is: until the next start nobody knows."""
    with morning(tmp_path) as journal:
        assert sitting(journal, live=False) == timedelta(0)


def test_a_stopped_service_has_nothing_running(tmp_path: Path) -> None:
    """Its last stretch is a row already, and is not counted twice."""
    with morning(tmp_path, stopped=True) as journal:
        assert sitting(journal, live=True) == 50 * MINUTE


def test_who_is_away_does_not_sit(tmp_path: Path) -> None:
    """The running stretch is an absence."""
    with morning(tmp_path, locked=True) as journal:
        assert sitting(journal, live=True) == 50 * MINUTE
        assert [span.what for span in running_span(journal.state(), PLAN, at("10:00"))] == ["away"]


def test_a_running_stretch_is_cut_where_the_desk_day_begins(tmp_path: Path) -> None:
    """D7: each day has its own hours."""
    with morning(tmp_path) as journal:
        late = datetime(2026, 3, 3, 5, tzinfo=BERLIN)
        week = week_of(journal, late, live=True)

    assert [day.sitting for day in week.days[:2]] == [timedelta(hours=19), timedelta(hours=1)]
    assert len(week.bouts) == 1  # one bout all the same


def test_outcomes_come_from_the_week_alone(tmp_path: Path) -> None:
    """The rows around it are there for the bouts that cross its ends."""
    with morning(tmp_path, stopped=True) as journal:
        weeks = [week_of(journal, at("10:00"), weeks=n) for n in (-1, 0, 1)]

    assert [week.has_data for week in weeks] == [False, True, False]
    assert weeks[1].kinds[0].rate == 0.0


def test_without_any_log_every_kind_is_listed_with_nothing(tmp_path: Path) -> None:
    """None of it is 0 % or 100 %."""
    plan = Plan((SittingKind("movement", 30 * MINUTE, 2 * MINUTE),))

    week = week_of(None, at("10:00"), plan=plan)

    assert not week.has_data
    assert [(kind.kind, kind.rate) for kind in week.kinds] == [("movement", None)]


# What came before, and what follows from it


def weeks_lived(folder: Path, weeks: int, unit: Unit = Unit.WEEK) -> Material:
    """The last of so many weeks of a plausible person, all with the same settings."""
    return lived(folder, MOVEMENT, days=7 * weeks, unit=unit)


def test_a_week_is_compared_with_the_four_before_it_the_last_one_first(tmp_path: Path) -> None:
    """Oneself four weeks ago is near enough; and those before are told by the same rows as they were then."""
    weeks_lived(tmp_path, 6)
    sixth = Period.of(Unit.WEEK, MONDAY + timedelta(days=35))
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        summaries = Summaries(journal, PLAN, at("09:00") + timedelta(days=42), live=False)
        summary, before = summaries.with_before(sixth)

        assert [each.period.name for each in before] == ["2026-W14", "2026-W13", "2026-W12", "2026-W11"]
        assert summary == summaries.of(sixth)
        assert list(before) == [summaries.of(each.period) for each in before]
        assert all(each.has_data for each in before)


@pytest.mark.parametrize("unit", [Unit.MONTH, Unit.YEAR])
def test_longer_periods_are_compared_with_the_one_before(unit: Unit) -> None:
    """Two are enough to compare, and more would be another time of life."""
    period = Period.of(unit, MONDAY)
    summary, before = Summaries(None, PLAN, at("10:00"), live=False).with_before(period)

    assert summary.period == period
    assert [each.period for each in before] == [period.before()]


def test_the_material_of_a_week_compares_it_with_those_before(tmp_path: Path) -> None:
    """Each measure with as many weeks as know of it."""
    found = weeks_lived(tmp_path, 3)

    assert {each.measure for each in found.compared} == set(Measure)
    assert {len(each.before) for each in found.compared} == {2}
    assert found.over


def after_two_bad_weeks(folder: Path, today: date, period: Period) -> Material:
    """Every break of two weeks was skipped; asked about on this day."""
    life = Life(percent=70)
    for number in range(14):
        life.comes(MONDAY + timedelta(days=number))
        while life.local.hour < 16:
            life.prompted()
            life.skips(MINUTE)
        life.shuts_down()
    now = datetime.combine(today, time(12), BERLIN)
    with through_the_journal(life, folder) as journal:
        return material_of(Summaries(journal, settings().plan, now, live=False), period, settings())


SECOND_WEEK = Period.of(Unit.WEEK, MONDAY + timedelta(days=7))


def test_a_week_that_has_ended_has_its_ideas_with_the_command_that_applies_them(tmp_path: Path) -> None:
    """In the words of a person, and exact for the shell."""
    found = after_two_bad_weeks(tmp_path, date(2026, 3, 16), SECOND_WEEK)

    assert [
        (each.name, each.offer, each.changes, each.command.removeprefix("reminder summary "))
        for each in found.suggestions
    ] == [
        (
            "fewer-movement",
            "Movement break: every 45 min",
            (("movement.every", "45 min"),),
            "2026-W11 --apply fewer-movement",
        )
    ]
    assert "in two weeks" in found.suggestions[0].reason


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 3, 15), SECOND_WEEK),
        (date(2026, 4, 1), Period.of(Unit.MONTH, MONDAY)),
        (date(2027, 1, 1), Period.of(Unit.YEAR, MONDAY)),
    ],
    ids=["a week that runs", "a month", "a year"],
)
def test_there_are_ideas_for_a_week_that_has_ended_and_for_no_other(
    tmp_path: Path, today: date, period: Period
) -> None:
    """Half a week says nothing yet, and a month has seen several settings."""
    found = after_two_bad_weeks(tmp_path, today, period)

    assert found.summary.movement.answered > 50
    assert found.suggestions == ()
    assert found.over is (today > period.last)


def test_the_week_is_over_with_its_last_desk_day(tmp_path: Path) -> None:
    """At three on Monday morning it is still Sunday (D7)."""
    period = Period.of(Unit.WEEK, MONDAY)
    nights = [datetime(2026, 3, 9, hour, tzinfo=BERLIN) for hour in (3, 4)]

    over = [material_of(Summaries(None, PLAN, now, live=False), period, settings()).over for now in nights]

    assert over == [False, True]


def test_the_material_of_no_log_has_nothing_to_compare_or_to_try() -> None:
    """And says so, instead of zeros."""
    found = material_of(Summaries(None, PLAN, at("10:00"), live=False), Period.of(Unit.WEEK, MONDAY), settings())

    assert not found.summary.has_data
    assert (found.compared, found.suggestions) == ((), ())


def test_what_is_read_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service may close the running stretch between two of the reads: it counts once all the same."""
    with morning(tmp_path) as journal, Journal.open(journal.path) as service:
        reader = Journal.read(journal.path)
        assert reader is not None
        state, spans = reader.state(), reader.spans
        assert state is not None

        def closes_meanwhile(first: date, last: date) -> list[RecordSpan]:
            _, effects = step(state, Locked(at("09:55")), PLAN)
            service.commit(effects, state)
            return spans(first, last)

        monkeypatch.setattr(reader, "spans", closes_meanwhile)
        with reader:
            assert sitting(reader, live=True) == 60 * MINUTE
