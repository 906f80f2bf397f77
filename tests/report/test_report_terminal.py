"""The week in a terminal: readable at any width, and as honest as the numbers behind it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.effects import Result
from reminder.core.period import Period, Unit
from reminder.core.summary import RULE, Summary
from reminder.report.headline import headline, length
from reminder.report.material import Material
from reminder.report.terminal import render
from tests.report.made import HOUR, MINUTE, MONDAY, NONE, day, kind, lived, material, summary


def told(week: Summary, width: int = 80) -> str:
    return render(material(week), width=width)


# The one question


@pytest.mark.parametrize(
    ("week", "title"),
    [
        (summary(), "No data for this week"),
        (summary(kind(observed=9, claimed=3, skipped=2, ignored=1)), "You got up for 12 of 15 breaks"),
        (summary(kind(natural=1)), "You took 1 break unasked"),
        (summary(kind(natural=3)), "You took 3 breaks unasked"),
        (summary(kind(), sat=HOUR), "No break was asked for this week"),
        (summary(kind(withdrawn=3), sat=HOUR), "No break was asked for this week"),
        (summary(kind("stretch", observed=3)), "No break was asked for this week"),
    ],
)
def test_the_headline_answers_did_i_move(week: Summary, title: str) -> None:
    """In a title that a notification takes."""
    assert headline(week)[0] == title
    assert len(title) <= 40


def test_the_headline_names_the_longest_sit_or_that_it_is_not_known() -> None:
    """Where presence is unknown no number is made up."""
    assert headline(summary(kind(), sat=112 * MINUTE))[1] == "Longest sit 1 h 52 on Monday."
    assert headline(summary(kind(claimed=1), unknown=HOUR))[1] == "How long you sat is not known."


def test_a_week_without_data_says_so_and_no_number() -> None:
    """Not a week of no sitting and no breaks."""
    text = told(summary(kind(), kind("stretch")))

    assert "No data for this week" in text
    assert "0" not in text.replace("2026", "").replace("10", "")
    assert "%" not in text


def test_seen_and_said_are_told_apart() -> None:
    """Claimed is not observed."""
    text = told(summary(kind(observed=9, claimed=2, logged=1, skipped=3, natural=4), sat=HOUR))

    assert "You got up for 12 of 15 breaks: 9 seen, 3 as you said. 4 more unasked." in text.replace("\n", " ")


# The numbers


def cell(text: str, row: str, column: int = 0) -> str:
    line = next(line for line in text.splitlines() if line.startswith(row))
    return line.removeprefix(row).split()[column]


def test_every_outcome_has_its_row() -> None:
    """Nothing of the log is left out, and each number stands by its name."""
    results = {str(result): number for number, result in enumerate(Result, 11) if result is not Result.LOGGED}
    text = told(summary(kind(due=99, unseen=2, **results), sat=HOUR))

    rows = {name: number for name, number in results.items() if name != "undelivered"}
    assert {row: cell(text, row) for row in rows} == {row: str(number) for row, number in rows.items()}
    assert cell(text, "not shown") == str(results["undelivered"])
    assert cell(text, "due") == "99"


def test_the_rate_stands_with_its_rule() -> None:
    """C1: wherever a rate is shown."""
    text = told(summary(kind(observed=2, skipped=1), kind("stretch", natural=1), sat=HOUR), width=200)

    assert cell(text, "rate") == "67%"
    assert cell(text, "rate", 1) == "–"
    assert RULE in text


def test_a_row_that_is_nothing_for_all_is_left_out() -> None:
    """A calm table; zeros in a row that somebody needs are dots."""
    text = told(summary(kind(observed=1, due=1), kind("stretch", due=2), sat=HOUR))

    assert "snoozed" not in text.split("How it counts")[0]
    assert cell(text, "observed", 1) == "·"


def test_reasons_are_told_in_words() -> None:
    """Why prompts were late, and why nobody saw them, most frequent first."""
    text = told(summary(kind(held={"outside_hours": 1, "call": 3, "unheard of": 2}, unseen=4, undelivered=4), sat=HOUR))

    assert "Movement break  in a call 3, unheard of 2, outside your hours 1" in text
    assert "Movement break  the terminal is gone 4" in text


# The days


def test_a_day_is_a_bar_from_zero_with_its_numbers() -> None:
    """Eight hours fill it; longer days shrink all."""
    week = summary(kind(observed=1), sat=4 * HOUR)
    full = replace(week, days=(day(sitting=16 * HOUR), *week.days[1:2], day(sitting=4 * HOUR, done=2)))

    line = next(line for line in told(week).splitlines() if line.startswith("Mon  2"))
    lines = [line for line in told(full).splitlines() if line.startswith("Mon  2")]
    assert "4 h 00 sat ·   1 break" in line
    assert line.count("█") == 16
    assert [line.count("█") for line in lines] == [32, 8]


def test_a_day_nobody_knows_about_is_told_apart_from_a_day_without_data() -> None:
    """Pale, in words, and never as sitting."""
    lines = told(summary(kind(claimed=1), unknown=9 * HOUR)).splitlines()

    monday = next(line for line in lines if line.startswith("Mon"))
    assert "9 h 00 unknown" in monday
    assert "░" in monday
    assert "█" not in monday
    assert "Tue  3  no data" in lines


def test_the_title_says_which_week_it_is() -> None:
    """By number and by dates, over the ends of months and years."""
    assert told(summary()).splitlines()[0] == "Week 10 of 2026 · 2 to 8 March"
    crossing = summary(period=Period.of(Unit.WEEK, date(2025, 12, 29)))
    assert told(crossing).splitlines()[0] == "Week 1 of 2026 · 29 December to 4 January"


# The looks

OWN = """
[own.eyes]
title = "Look far away out of the nearest window"
every = "20 min"
[own.pneumonoultramicroscopicsilicovolcanoconiosis]
title = "Pneumonoultramicroscopicsilicovolcanocon"
per_day = 3
"""


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return lived(tmp_path_factory.mktemp("week"), OWN)


@pytest.mark.parametrize("width", [20, 56, 60, 80, 120, 1000])
def test_no_line_is_wider_than_the_terminal(ordinary: Material, width: int) -> None:
    """From 56 columns on; below that nothing sensible fits."""
    text = render(ordinary, width=width)

    assert max(map(len, text.splitlines())) <= max(width, 56)
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("width", [56, 60, 80, 120])
def test_every_kind_has_its_column_at_every_width(ordinary: Material, width: int) -> None:
    """Narrow terminals get the table in parts, with the same rows in each."""
    lines = render(ordinary, width=width).splitlines()

    due = [number for line in lines if line.startswith("due ") for number in line.split()[1:]]
    assert due == [str(each.due) for each in ordinary.summary.kinds]
    assert len({line.split()[0] for line in lines if line.startswith("rate ")}) == 1


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (NONE, "0 min"),
        (59 * MINUTE, "59 min"),
        (HOUR, "1 h 00"),
        (112 * MINUTE + 59 * MINUTE / 60, "1 h 52"),
        (30 * HOUR, "30 h 00"),
    ],
)
def test_a_length_is_short_and_does_not_round_up(span: timedelta, words: str) -> None:
    """An hour not sat is not told as one."""
    assert length(span) == words


def test_what_was_told_stands_by_its_day(ordinary: Material) -> None:
    """Only what somebody told of: a column of dots would say that nothing was drunk."""
    quiet = replace(ordinary.summary, accounts=())
    monday = DayAccount(MONDAY, 1250, 190.0, ache=3, told=True)
    tuesday = DayAccount(MONDAY + timedelta(days=1), 800, told=True)
    text = told(replace(quiet, accounts=(monday, tuesday)))

    lines = [line.split() for line in text[text.index("As you told") :].splitlines()[:3]]
    assert lines == [
        ["As", "you", "told", "water", "caffeine", "ache"],
        ["Mon", "2", "1.25", "l", "190", "mg", "3", "of", "10"],
        ["Tue", "3", "800", "ml", "·", "·"],
    ]
    assert "As you told" not in told(quiet)
