"""How long one sat at a time, and where the limit is."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from reminder.core.bouts import Bout
from reminder.core.summary import Summary
from reminder.report.chart_bouts import bouts, bouts_in_words
from tests.report.made import BERLIN, HOUR, LIMIT, MINUTE, MONDAY, kind, summary

NINE = datetime(2026, 3, 2, 9, tzinfo=BERLIN)


def sat(*minutes: int) -> Summary:
    made = tuple(Bout(NINE + n * HOUR, MONDAY, length * MINUTE, LIMIT) for n, length in enumerate(minutes))
    return replace(summary(kind()), bouts=made)


def test_every_bout_is_counted_in_its_class() -> None:
    """With the limit between two of them: what is over has another color."""
    chart = bouts(sat(5, 15, 38, 40, 41, 90))

    assert re.findall(r'<rect class="(\w+)"', chart) == ["sat"] * 3 + ["overlong"] * 2
    assert re.findall(r'<text class=""[^>]*>(\d+)</text>', chart) == ["1", "1", "2", "1", "1"]
    assert "your limit, 40 min" in chart
    assert "30 to 40 min: 2." in chart


def test_a_very_long_one_stands_at_the_end() -> None:
    """However long it was."""
    assert '<th scope="row">over 1 h 50</th><td>1</td>' in bouts(sat(10, 9 * 60))


def test_the_longest_has_its_day_and_hour() -> None:
    """On the user's clock then."""
    assert bouts_in_words(sat(30, 62)) == (
        "2 sitting bouts, 1 of them ran past 40 min. The longest, 1 h 02, was on Monday, March 2, from 10:00."
    )
    assert "none ran past 40 min" in bouts_in_words(sat(30))


def test_several_limits_are_all_told() -> None:
    """Who changed the interval in mid-week had both."""
    both = replace(sat(30), bout_limits=(LIMIT, timedelta(minutes=70)))

    assert "none ran past 40 min or 1 h 10" in bouts_in_words(both)


def test_who_did_not_sit_has_no_chart() -> None:
    """Nor is there anything to say."""
    assert bouts(sat()) == ""
    assert bouts_in_words(sat()) == ""
