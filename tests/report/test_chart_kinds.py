"""What became of each kind: every outcome in its place, why some came late, and why nobody saw some."""

import re
from dataclasses import replace

from reminder.core.effects import Result
from reminder.report.chart_kinds import OUTCOMES, kinds, reasons
from tests.html_page import HOSTILE, Page
from tests.report.made import kind, material, summary

ALL = kind(**{str(result): number for number, result in enumerate(Result, 2)})


def test_every_outcome_has_a_piece_of_the_bar_and_its_words() -> None:
    """In their order, and together as long as the bar."""
    shown = kinds(material(summary(ALL)))

    pieces = re.findall(r'<rect class="([\w-]+)" x="([\d.]+)%"[^>]* width="([\d.]+)%"', shown)
    assert [style for style, _, _ in pieces] == [style for style, _, _ in OUTCOMES]
    assert sum(float(wide) for _, _, wide in pieces) > 96
    assert {result for _, _, results in OUTCOMES for result in results} == set(Result)
    for _, how, results in OUTCOMES:
        assert f"{sum(ALL.results[result] for result in results)} {how}" in shown


def test_a_kind_of_which_nothing_was_logged_is_in_the_table_alone() -> None:
    """A bar of nothing would look like a bad one."""
    page = Page(kinds(material(summary(ALL, kind("stretch")))))

    assert page.inside["h3"].startswith("Movement break")
    assert "Stretch" not in page.inside["h3"]
    assert "Stretch" in page.inside["th"]


def test_reasons_have_a_bar_each_the_most_frequent_first() -> None:
    """Over all kinds; a program's own words stay words."""
    told = summary(
        kind(held={"call": 3, HOSTILE: 1}, unseen=2, undelivered=2), replace(kind("stretch", held={"call": 2}))
    )
    page = Page(reasons(material(told)))

    assert page.inside["span"] == f"in a call{HOSTILE}the terminal is gone"
    assert page.inside["b"] == "512"
    assert page.inside["h3"] == "Held back, of all kindsCould not be shown, of all kinds"
    assert reasons(material(summary(kind()))) == ""
