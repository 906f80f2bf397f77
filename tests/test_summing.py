"""The week as the journal has it, with the stretch that is still running."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

from reminder.core.events import Answer, Locked
from reminder.core.period import Period, Unit
from reminder.core.plan import Plan, SittingKind
from reminder.core.summary import Summary
from reminder.journal import Journal
from reminder.summing import Summaries, running_span
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
        assert [span.what for span in running_span(journal, PLAN, at("10:00"))] == ["away"]


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
