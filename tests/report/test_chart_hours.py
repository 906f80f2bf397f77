"""When breaks work: every hour by what was missed of what was asked for, and no hour that nobody knows."""

import re
from dataclasses import replace

import pytest

from reminder.core.moments import Slot
from reminder.core.summary import KindSummary
from reminder.report.chart_hours import hours, hours_in_words
from tests.html_page import Page
from tests.report.made import kind


def of(slots: dict[tuple[int, int], Slot]) -> KindSummary:
    return replace(kind(), hours=slots)


def test_the_grid_has_the_hours_between_and_the_days_of_a_working_week() -> None:
    """From the first to the last in which something was asked for; a weekend only where one worked on it."""
    page = Page(hours(of({(0, 9): Slot(2, 1), (2, 12): Slot(1, 0)})))

    assert page.inside["span"].startswith("09101112")
    assert [str(each["title"]) for each in page.all("abbr")] == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    ]
    assert len(Page(hours(of({(6, 9): Slot(1, 0)}))).all("abbr")) == 7


@pytest.mark.parametrize(
    ("slot", "style", "seen"),
    [
        (Slot(4, 0), "m0", "·"),
        (Slot(4, 1), "m1", "1/4"),
        (Slot(4, 2), "m2", "2/4"),
        (Slot(8, 5), "m3", "5/8"),
        (Slot(1, 1), "m2", "1/1"),
        (Slot(2, 2), "m4", "2/2"),
    ],
)
def test_a_cell_is_told_and_shown(slot: Slot, style: str, seen: str) -> None:
    """The deeper, the more were missed; in words for who hears it."""
    grid = hours(of({(0, 9): slot}))

    assert f'<td class="{style}"><span aria-hidden="true">{seen}</span>' in grid
    assert f"{slot.missed} of {slot.answered} break" in grid


def test_an_hour_in_which_nothing_was_asked_for_is_empty() -> None:
    """Not one in which all went well."""
    grid = hours(of({(0, 9): Slot(1, 0), (0, 11): Slot(1, 0)}))

    assert grid.count("none asked for") == 1 + 4 * 3
    assert len(re.findall('class="m0"', grid)) == 2
    assert hours(of({})) == ""


def test_the_hardest_hour_is_told_where_one_stands_out() -> None:
    """Over all days; one miss is chance."""
    hard = of({(0, 9): Slot(2, 0), (0, 16): Slot(2, 1), (1, 16): Slot(1, 1), (2, 11): Slot(1, 1)})

    assert hours_in_words(hard) == "Around 16:00 it is hardest: 2 of 3 were missed then."
    assert hours_in_words(of({(0, 9): Slot(1, 1), (1, 10): Slot(9, 2)})) == ""
