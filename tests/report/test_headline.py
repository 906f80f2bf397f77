"""A period in one honest sentence: in words that a notification takes, too."""

from dataclasses import replace
from datetime import date

import pytest

from reminder.core.period import Period, Unit
from reminder.core.summary import Summary
from reminder.report.headline import headline, known, message, title, title_so_far
from tests.report.made import HOUR, MINUTE, MONDAY, WEEK, kind, material, summary


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (summary(), "No data for week 10"),
        (summary(kind(observed=9, claimed=3, skipped=2, ignored=1)), "You got up for 12 of 15 breaks"),
        (summary(kind(observed=1)), "You got up for 1 of 1 break"),
        (summary(kind(natural=1)), "You took 1 break unasked"),
        (summary(kind(natural=3)), "You took 3 breaks unasked"),
        (summary(kind(), sat=HOUR), "No break was asked for in week 10"),
        (summary(kind(withdrawn=3), sat=HOUR), "No break was asked for in week 10"),
        (summary(kind("stretch", observed=3)), "No break was asked for in week 10"),
    ],
)
def test_the_headline_answers_did_i_move(week: Summary, words: str) -> None:
    """In a title that a notification takes."""
    assert headline(week)[0] == words
    assert len(words) <= 40


@pytest.mark.parametrize("results", [{"withdrawn": 3}, {"snoozed": 3}, {"undelivered": 3}])
def test_what_was_asked_for_without_an_answer_was_asked_for(results: dict[str, int]) -> None:
    """It was on the screen, or was to be: taken back, put off, or seen by nobody."""
    assert headline(summary(kind(due=3, **results)))[0] == "No break came to an answer in week 10"


def test_in_a_longer_period_a_day_is_told_by_its_date() -> None:
    """There are several Mondays in a month."""
    month = summary(kind(), sat=HOUR, period=Period.of(Unit.MONTH, MONDAY))

    assert headline(month) == ("No break was asked for in March", "Longest sit 1 h 00 on March 1.")


def test_the_headline_names_the_longest_sit_or_that_it_is_not_known() -> None:
    """Where presence is unknown no number is made up."""
    assert headline(summary(kind(), sat=112 * MINUTE))[1] == "Longest sit 1 h 52 on Monday."
    assert headline(summary(kind(claimed=1), unknown=HOUR))[1] == "How long you sat is not known."


def test_the_title_says_which_period_it_is() -> None:
    """A week by number and by dates, over the ends of months and years; a month and a year by their names."""
    assert title(WEEK) == "Week 10 of 2026 · 2 to 8 March"
    assert title(Period.of(Unit.WEEK, date(2025, 12, 29))) == "Week 1 of 2026 · 29 December to 4 January"
    assert [title(Period.of(unit, MONDAY)) for unit in (Unit.MONTH, Unit.YEAR)] == ["March 2026", "2026"]


def test_a_period_that_goes_on_is_called_so_far() -> None:
    """Whoever is sent the card must not take it for the whole; where there is no data, nothing is so far."""
    some = material(summary(kind(observed=1)), today=MONDAY)

    assert title_so_far(some) == "Week 10 of 2026 · 2 to 8 March · so far"
    assert title_so_far(replace(some, today=date.max)) == "Week 10 of 2026 · 2 to 8 March"
    assert title_so_far(material(summary(), today=MONDAY)) == "Week 10 of 2026 · 2 to 8 March"


def test_a_notification_says_what_was_seen_and_what_was_said() -> None:
    """Claimed is not observed, also where there is room for one sentence only."""
    told = summary(kind(observed=26, claimed=5, logged=2, skipped=7), sat=112 * MINUTE)

    assert message(told) == (
        "You got up for 33 of 40 breaks",
        "26 seen, 7 as you said. Longest sit 1 h 52 on Monday.",
    )
    assert message(summary(kind(skipped=1)))[1] == "How long you sat is not known."
    assert known(summary(kind(claimed=2))) == "2 as you said"
