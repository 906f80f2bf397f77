"""What a card says: one number, how it is known, a few more, and a bar a day; what is private only when asked for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.report.card_words import Answer, Bar, Stat, answer, bars, stats
from tests.report.made import HOUR, MONDAY, day, kind, material, of_days, summary

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ({"observed": 22, "claimed": 9, "skipped": 9}, Answer("31", "of 40 breaks", "22 seen, 9 as you said")),
        ({"observed": 1}, Answer("1", "of 1 break", "1 seen")),
        ({"claimed": 2, "ignored": 1}, Answer("2", "of 3 breaks", "2 as you said")),
        ({"ignored": 4, "undelivered": 3, "natural": 2}, Answer("0", "of 4 breaks")),
        ({"natural": 1}, Answer("1", "break unasked")),
        ({"natural": 5, "undelivered": 2}, Answer("5", "breaks unasked")),
    ],
)
def test_the_number_is_that_of_breaks_taken_of_those_asked_for(results: dict[str, int], told: Answer) -> None:
    """What was said is not seen, what could not be shown is not missed, and what was unasked is no part of it."""
    assert answer(material(summary(kind(**results)))) == told


def test_without_a_break_there_is_no_number() -> None:
    """No data is not 0; and of a week that goes on, the first break may still come."""
    nothing, sat = material(summary()), material(summary(kind(), sat=HOUR))

    assert answer(nothing) == Answer("", "No data for week 10", "reminder did not run, so there is nothing to tell.")
    assert answer(sat) == Answer("", "No break was asked for in week 10")
    assert answer(replace(nothing, today=MONDAY)).words == "No data for week 10 yet"
    assert answer(replace(sat, today=MONDAY)).known == "Your first break will stand here."


def test_days_kept_and_breaks_unasked_stand_beside_it() -> None:
    """Kindly: who kept the goal on no day is not told so by a picture."""
    kept, other = day(MONDAY, done=3, natural=2), day(MONDAY + DAY, done=1, missed=3)

    assert stats(of_days([kept, other]), detail=False) == [Stat("1 of 2", "days kept"), Stat("2", "breaks unasked")]
    assert stats(of_days([kept]), detail=False)[0] == Stat("1 of 1", "day kept")
    assert stats(of_days([other]), detail=False) == []


def test_breaks_that_are_the_number_are_not_told_twice() -> None:
    """Where nothing was asked for, those unasked are what the card is about."""
    assert stats(of_days([day(MONDAY, natural=2)]), detail=False) == [Stat("1 of 1", "day kept")]


def test_detail_is_what_was_sat_drunk_and_taken() -> None:
    """Means are those of the days for which it was told: a day without a word is not a day without water."""
    accounts = (
        DayAccount(MONDAY, 1000, 100.0, told=True),
        DayAccount(MONDAY + DAY, 1513, 0.0, told=True),
        DayAccount(MONDAY + 2 * DAY, ache=7, told=True),
    )
    told = replace(summary(kind(observed=1), sat=2 * HOUR), accounts=accounts)

    assert stats(told, detail=True)[1:] == [
        Stat("2 h 00", "sat"),
        Stat("2 h 00", "longest sit"),
        Stat("1.26 l", "water a day,\nas you said"),
        Stat("100 mg", "caffeine a day,\nas you said"),
    ]
    assert stats(summary(kind(observed=1)), detail=True)[1:] == []


def test_a_week_has_a_bar_a_day() -> None:
    """A day without data has none, which is not a bar of no height."""
    shown = bars(material(of_days([day(MONDAY, done=3, missed=1, natural=2), day(MONDAY + DAY, sitting=HOUR)])))

    assert [bar.label for bar in shown] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert shown[0] == Bar("Mon", 3, 1, 2, has_data=True, ahead=False)
    assert (shown[0].asked, shown[0].total) == (4, 6)
    assert [bar.has_data for bar in shown] == [True, True, *[False] * 5]


def test_what_is_yet_to_come_is_not_without_data() -> None:
    """In a week that goes on; in one that is over, nothing is to come."""
    running = material(of_days([day(MONDAY + 2 * DAY, done=1)]), today=MONDAY + 2 * DAY)

    assert [bar.ahead for bar in bars(running)] == [*[False] * 3, *[True] * 4]
    assert not any(bar.ahead for bar in bars(replace(running, today=date.max)))


def test_a_month_has_a_bar_a_day_and_a_year_one_a_month() -> None:
    """Of which each is the sum of its days."""
    month, year = Period.of(Unit.MONTH, MONDAY), Period.of(Unit.YEAR, MONDAY)
    lived = [day(MONDAY, done=2), day(MONDAY + DAY, done=3, missed=1), day(date(2026, 4, 1), natural=4)]

    days, months = bars(material(of_days(lived[:2], month))), bars(material(of_days(lived, year)))

    assert (len(days), [bar.label for bar in days if bar.label]) == (31, ["1", "8", "15", "22", "29"])
    assert [bar.label for bar in months[:4]] == ["Jan", "Feb", "Mar", "Apr"]
    assert (len(months), months[2].done, months[2].asked, months[3].natural) == (12, 5, 6, 4)
