"""A summary in a terminal: readable at any width, in any colors and characters, and as honest as its numbers."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from rich.cells import cell_len

from reminder.core.comparison import Compared, Measure
from reminder.core.period import Unit
from reminder.core.summary import RULE, Summary
from reminder.report.compare_words import sentence
from reminder.report.material import Material, Suggestion
from reminder.report.terminal import render
from tests.report.made import HOUR, MONDAY, kind, lived, material, summary

ESCAPE = re.compile(r"\x1b\[[\d;]*m")


def told(week: Summary, width: int = 80) -> str:
    return render(material(week), width=width)


# The one question


def test_a_week_without_data_says_so_and_no_number() -> None:
    """Not a week of no sitting and no breaks."""
    text = told(summary(kind(), kind("stretch")))

    assert "No data for week 10" in text
    assert "0" not in text.replace("2026", "").replace("10", "")
    assert "%" not in text


def test_a_week_that_goes_on_is_told_so_far() -> None:
    """Its numbers will change; and a day that is still to come is not one without data."""
    lines = render(material(summary(kind(observed=1)), today=MONDAY + timedelta(days=5))).splitlines()

    assert lines[0] == "Week 10 of 2026 · 2 to 8 March · so far"
    ends = [line.split(maxsplit=2)[2] for line in lines if line[:3] in {"Fri", "Sat", "Sun"}]
    assert ends == ["no data", "no data", "to come"]


# What to try, and before


def test_an_idea_has_its_reason_and_its_command() -> None:
    """One reads why, what, and how; the user's own plan stands beside it."""
    idea = Suggestion(
        "higher-goal",
        "You took 33 of 40 breaks.",
        "A goal of 80 %",
        (("summary.goal", "80"),),
        ("70",),
        "reminder summary --apply it",
    )
    week = material(summary(kind(observed=1)), suggestions=(idea,), if_then="If a call ends, then I stand up")

    text = render(week)

    assert (
        "What you could try\nYou took 33 of 40 breaks.\n  A goal of 80 % (summary.goal: 70 -> 80):\n"
        "  reminder summary --apply it\n'reminder config undo' takes back the change that was made last.\n\n"
        "Your plan\nIf a call ends, then I stand up\n"
    ) in text


def test_without_an_idea_nothing_is_promised() -> None:
    """A plan stands by itself, and no heading stands over nothing."""
    assert "What you could try" not in render(material(summary(kind(observed=1)), if_then="If, then"))
    assert "Your plan" not in told(summary(kind(observed=1)))


@pytest.mark.parametrize(("before", "title"), [((12.0,), "week before"), ((12.0, 9.0), "weeks before")])
def test_it_is_compared_in_words(before: tuple[float, ...], title: str) -> None:
    """With oneself, and with as many periods as are known."""
    compared = Compared(Measure.BREAKS, 14.0, before)
    text = render(material(summary(kind(observed=1)), compared=(compared,)), width=120)

    assert f"Beside the {title}\n· {sentence(compared, Unit.WEEK)}\n" in text


# The looks

OWN = """
[summary]
if_then = "If a call ends, then I stand up for two minutes"
[own.eyes]
title = "窓の外の遠くを見る"
every = "20 min"
[own.pneumonoultramicroscopicsilicovolcanoconiosis]
title = "Pneumonoultramicroscopicsilicovolcanocon"
per_day = 3
"""


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return lived(tmp_path_factory.mktemp("week"), OWN, days=14)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return lived(tmp_path_factory.mktemp("month"), OWN, start=date(2026, 3, 1), days=31, unit=Unit.MONTH)


@pytest.mark.parametrize("width", [20, 28, 40, 56, 60, 80, 99, 100, 120, 1000])
def test_no_line_is_wider_than_the_terminal(ordinary: Material, month: Material, width: int) -> None:
    """From 20 columns on, and whatever characters a title has; nothing is cut off for that."""
    for period in (ordinary, month):
        text = render(period, width=width)

        assert max(map(cell_len, text.splitlines())) <= width
        assert all(line == line.rstrip() for line in text.splitlines())
        assert "…" not in text


@pytest.mark.parametrize("width", [20, 40, 56, 80, 120])
def test_every_kind_has_its_column_at_every_width(ordinary: Material, width: int) -> None:
    """Narrow terminals get the table in parts, with the same rows in each."""
    lines = render(ordinary, width=width).splitlines()

    due = [number for line in lines if line.startswith("due ") for number in line.split()[1:]]
    assert due == [str(each.due) for each in ordinary.summary.kinds]


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_color_adds_nothing_that_is_not_there_without(ordinary: Material, width: int) -> None:
    """Nothing is told by color alone; red is for no missed break, and a program gets no escape at all."""
    plain, colored = render(ordinary, width=width), render(ordinary, width=width, color=True)

    assert "\x1b" not in plain
    assert ESCAPE.search(colored)
    bare = (line.rstrip() for line in ESCAPE.sub("", colored).splitlines())
    assert list(bare) == plain.splitlines()
    assert not {"31", "41", "91"} & {code for each in ESCAPE.findall(colored) for code in each[2:-1].split(";")}


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
def test_an_encoding_without_blocks_has_other_bars(ordinary: Material, encoding: str) -> None:
    """Not question marks; and columns stay where they are."""
    text = render(replace(ordinary, name=str.capitalize), encoding=encoding)

    assert text.encode(encoding).decode(encoding) == text
    assert "?" not in text
    assert [len(line) for line in text.splitlines()] == [
        len(line) for line in render(replace(ordinary, name=str.capitalize)).splitlines()
    ]


def test_a_wide_terminal_has_two_sections_beside_each_other(month: Material) -> None:
    """A narrower one has them below each other, in the same order."""
    wide, narrow = render(month, width=100).splitlines(), render(month, width=99).splitlines()

    (heads,) = (line.split() for line in wide if line.startswith("Sitting"))
    assert heads == ["Sitting", "When", "breaks", "are", "missed"]
    assert narrow.index("Sitting") < narrow.index("When breaks are missed")


def test_the_rate_stands_with_its_rule() -> None:
    """C1: wherever a rate is shown."""
    assert RULE in told(summary(kind(observed=2, skipped=1), sat=HOUR), width=200)


def test_the_days_of_the_month_stand_in_their_order(month: Material) -> None:
    """A line each, those without data too."""
    lines = render(month).splitlines()

    first = lines.index("Sun  1  no data")
    assert [line[:6] for line in lines[first : first + 31]] == [
        f"{day:%a} {day.day:2}" for day in month.summary.period.days
    ]
