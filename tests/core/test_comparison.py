"""A period is compared with one's own before it, by the day at the desk, and only where both are known."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reminder.core.bouts import Bout
from reminder.core.comparison import Compared, Measure, compare
from reminder.core.summary import Summary
from tests.report.made import HOUR, LIMIT, MINUTE, WEEK, day, kind, summary

EMPTY = summary()


def at_desk(*days: dict[str, object], missed: int = 0) -> Summary:
    """A week of days at the desk, whose movement and bouts are what the days say."""
    dates = [WEEK.first + timedelta(days=n) for n in range(7)]
    filled = [day(at, **numbers) for at, numbers in zip(dates, days, strict=False)]
    rest = [day(at) for at in dates[len(days) :]]
    done = sum(each.done for each in filled)
    over = Bout(datetime(2026, 3, 2, 9, tzinfo=UTC), WEEK.first, 2 * LIMIT, LIMIT)
    bouts = (over,) * sum(each.overlong for each in filled)
    return replace(summary(kind(observed=done, skipped=missed)), days=(*filled, *rest), bouts=bouts)


def found(measure: Measure, now: Summary, *before: Summary) -> Compared | None:
    return next((each for each in compare(now, before) if each.measure is measure), None)


def test_breaks_sitting_and_overlong_bouts_are_told_by_the_day_at_the_desk() -> None:
    """So that a short week is no worse than a long one; the days off divide nothing."""
    now = at_desk(
        {"sitting": 6 * HOUR, "done": 5, "natural": 3, "longest": 50 * MINUTE, "overlong": 1},
        {"sitting": 4 * HOUR, "done": 3, "longest": 90 * MINUTE, "overlong": 2},
    )
    before = at_desk({"sitting": 8 * HOUR, "done": 2, "longest": 2 * HOUR, "overlong": 3})

    assert {each.measure: (each.now, each.last) for each in compare(now, [before])} == {
        Measure.RATE: (1.0, 1.0),
        Measure.BREAKS: (5.5, 2.0),
        Measure.LONGEST: (90 * 60, 120 * 60),
        Measure.OVERLONG: (1.5, 3.0),
        Measure.SITTING: (5 * 3600, 8 * 3600),
    }


def test_what_is_not_known_of_a_period_is_left_out_of_it_alone() -> None:
    """A week without data is no week without breaks: the one before it is the last."""
    now, earlier = at_desk({"sitting": HOUR, "done": 4}), at_desk({"sitting": HOUR, "done": 2})

    assert found(Measure.BREAKS, now, EMPTY, earlier) == Compared(Measure.BREAKS, 4, (2,))


@pytest.mark.parametrize(
    ("now", "before"), [(EMPTY, [at_desk({"sitting": HOUR})]), (at_desk({"sitting": HOUR}), [EMPTY])]
)
def test_without_both_sides_there_is_no_comparison(now: Summary, before: list[Summary]) -> None:
    """Neither of no data, nor with none."""
    assert compare(now, before) == ()
    assert compare(now, []) == ()


def test_there_is_no_rate_without_answers() -> None:
    """C1: who was asked nothing is compared by the rest."""
    quiet, asked = at_desk({"sitting": HOUR}), at_desk({"sitting": HOUR, "done": 1}, missed=3)

    assert found(Measure.RATE, quiet, asked) is None
    assert found(Measure.RATE, asked, quiet) is None
    assert found(Measure.RATE, asked, asked) == Compared(Measure.RATE, 0.25, (0.25,))


def test_the_last_is_the_one_just_before() -> None:
    """Which is what one remembers."""
    assert Compared(Measure.BREAKS, 5, (4, 20, 3, 5)).last == 4


def test_a_day_of_unknown_time_is_no_day_at_the_desk() -> None:
    """Nobody knows whether anybody sat."""
    now = at_desk({"sitting": HOUR, "done": 2}, {"unknown": 8 * HOUR, "watched": True})

    compared = found(Measure.BREAKS, now, now)

    assert compared is not None
    assert compared.now == 2
    assert now.days[1].day == date(2026, 3, 3)
