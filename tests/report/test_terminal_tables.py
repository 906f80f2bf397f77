"""The tables of a summary: every outcome of every kind, and the hours in which breaks fail."""

from dataclasses import replace

from reminder.core.effects import Result
from reminder.core.moments import Slot
from reminder.core.summary import RULE, Summary
from reminder.report.terminal import render
from tests.report.made import HOUR, kind, material, summary


def told(of: Summary, width: int = 80) -> str:
    return render(material(of), width=width)


def cell(text: str, row: str, column: int = 0) -> str:
    line = next(line for line in text.splitlines() if line.startswith(f"{row} "))
    return line.removeprefix(row).split()[column]


# The kinds


def test_every_outcome_has_its_row() -> None:
    """Nothing of the log is left out, and each number stands by its name."""
    results = {str(result): number for number, result in enumerate(Result, 11) if result is not Result.LOGGED}
    text = told(summary(kind(due=99, unseen=2, **results), sat=HOUR))

    rows = {name: number for name, number in results.items() if name != "undelivered"}
    assert {row: cell(text, row) for row in rows} == {row: str(number) for row, number in rows.items()}
    assert cell(text, "not shown") == str(results["undelivered"])
    assert cell(text, "due") == "99"


def test_the_rate_stands_with_its_rule() -> None:
    """C1; natural breaks are not in it, and no answer is no rate."""
    text = told(summary(kind(observed=2, skipped=1), kind("stretch", natural=1), sat=HOUR))

    table = text[text.index("What became of each kind") :].split("\n\n")[0]
    assert (cell(table, "rate"), cell(table, "rate", 1)) == ("67%", "–")
    assert table.splitlines()[-1] == f"{RULE}."


def test_a_row_that_is_nothing_for_all_is_left_out() -> None:
    """A calm table; zeros in a row that somebody needs are dots."""
    text = told(summary(kind(observed=1, due=1), kind("stretch", due=2), sat=HOUR))

    assert "snoozed" not in text.split("How it counts")[0]
    assert cell(text, "observed", 1) == "·"


# The hours


def hours(*slots: tuple[int, int, Slot]) -> str:
    movement = replace(kind(observed=1), hours={(day, hour): slot for day, hour, slot in slots})
    text = told(summary(movement, sat=HOUR))
    return text[text.index("When breaks are missed") :].split("\n\n")[0]


def test_an_hour_of_the_week_says_how_many_of_how_many_were_missed() -> None:
    """Weekdays in order, hours without a gap; none missed is not the same as none asked for."""
    text = hours((0, 9, Slot(3, 1)), (2, 9, Slot(2, 0)), (0, 11, Slot(2, 2)))

    assert [line.rstrip() for line in text.splitlines()[1:-1]] == [
        "       Mon  Tue  Wed  Thu  Fri  all",
        "09:00  1/3         ·            1/5",
        "10:00",
        "11:00  2/2                      2/2",
        "all    3/5         ·            3/7",
    ]


def test_a_weekend_is_there_when_one_was_asked_on_it() -> None:
    """And the hours after midnight are the end of an evening."""
    lines = hours((6, 23, Slot(1, 1)), (6, 0, Slot(1, 0))).splitlines()

    assert lines[1].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "all"]
    assert [line.split()[0] for line in lines[2:5]] == ["23:00", "00:00", "all"]


def test_no_missed_break_needs_no_table() -> None:
    """One sentence says it all."""
    assert hours((0, 9, Slot(3, 0))).splitlines()[1:] == ["No break that was asked for was missed."]


def test_without_an_answer_nothing_is_said_of_hours() -> None:
    """No data is not none missed."""
    assert "When breaks are missed" not in told(summary(kind(natural=2), sat=HOUR))


def test_several_misses_of_an_hour_stand_out_and_one_does_not() -> None:
    """One missed break of one may be chance; and amber is for what is due, red for nothing of this."""
    movement = replace(kind(observed=1), hours={(0, 9): Slot(3, 2), (0, 10): Slot(1, 1), (1, 11): Slot(9, 2)})
    text = render(material(summary(movement, sat=HOUR)), color=True)

    assert "\x1b[1;33m2/3\x1b[0m" in text
    assert "\x1b[1;33m1/1" not in text
    assert "\x1b[1;33m2/9" not in text
