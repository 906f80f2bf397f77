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
    """However long it was: the axis says that the last class has no end, and other lengths have one."""
    chart, short = bouts(sat(10, 9 * 60)), bouts(sat(10, 50))

    assert '<th scope="row">over 1 h 50</th><td>1</td>' in chart
    axis = re.findall(r'<text class="name"[^>]*>([^<]+)</text>', chart)
    assert axis == ["0", "20", "40", "60", "80", "110+"]
    assert "+</text>" not in short


def test_the_longest_has_its_day_and_hour() -> None:
    """On the user's clock then."""
    assert bouts_in_words(sat(30, 62)) == (
        "2 sitting bouts, 1 of them ran past 40 min. The longest, 1 h 02, was on Monday, March 2, from 10:00."
    )
    assert "2 sitting bouts, none ran past 40 min." in bouts_in_words(sat(30, 20))


def test_a_single_one_is_not_one_of_them() -> None:
    """It is the longest, too."""
    assert bouts_in_words(sat(62)) == "1 sitting bout: 1 h 02 on Monday, March 2, from 09:00. It ran past 40 min."
    assert bouts_in_words(sat(30)).endswith("It did not run past 40 min.")


def test_several_limits_are_all_told() -> None:
    """Who changed the interval in mid-week had both."""
    both = replace(sat(30), bout_limits=(LIMIT, timedelta(minutes=70)))

    assert bouts_in_words(both).endswith("It did not run past 40 min or 1 h 10.")


def test_who_did_not_sit_has_no_chart() -> None:
    """Nor is there anything to say."""
    assert bouts(sat()) == ""
    assert bouts_in_words(sat()) == ""
