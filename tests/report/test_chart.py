"""What charts are made of: places in percent, words that stay words, and nothing drawn of nothing."""

import pytest

from reminder.report.chart import bar, columns, dot, line, numbers, picture, table, words
from tests.html_page import HOSTILE, Page


def test_a_bar_of_nothing_is_not_drawn() -> None:
    """A browser would draw its outline."""
    assert bar(10, 0, 0, 8, "sat") == ""
    assert bar(10, 0, 8, 0, "sat") == ""
    assert bar(10, 4, 8, 16, "sat") == '<rect class="sat" x="10.000%" y="4" width="8.000%" height="16" rx="3"/>'


def test_a_chart_says_what_is_to_be_seen_and_obeys_no_text() -> None:
    """In its label, its words and its table alike."""
    page = Page(
        picture(HOSTILE, 40, [words(50, 10, HOSTILE)], "days") + numbers(table(HOSTILE, [HOSTILE], [[HOSTILE]]))
    )

    (svg,) = page.all("svg")
    assert (svg["role"], svg["aria-label"], svg["class"]) == ("img", HOSTILE, "chart days")
    assert {page.inside[tag] for tag in ("text", "caption")} == {HOSTILE}
    assert page.inside["th"] == HOSTILE * 2
    assert not page.all("script")


def test_lines_and_dots_have_their_places() -> None:
    """Across in percent, down in pixels."""
    assert 'x1="0.000%" y1="4" x2="100.000%" y2="4"' in line((0, 4), (100, 4), "floor")
    assert 'cx="50.000%" cy="6" r="4"' in dot(50, 6, 4, "ache")


@pytest.mark.parametrize("count", [1, 7, 12, 31])
def test_columns_share_the_width(count: int) -> None:
    """Each bar stands in the middle of its column, and none touches the next."""
    placed = columns(count)

    assert [round(middle * count) for middle, _, _ in placed] == [round(100 * (n + 0.5)) for n in range(count)]
    assert all(left + wide < 100 and left > 0 for _, left, wide in placed)
    assert all(left + wide / 2 == pytest.approx(middle) for middle, left, wide in placed)


def test_a_table_names_its_rows() -> None:
    """The first cell of each says what it is about."""
    page = Page(table("Sitting", ["day", "sat"], [("Monday", "7 h"), ("Tuesday", "–")]))

    assert [each.get("scope") for each in page.all("th")] == ["col", "col", "row", "row"]
    assert page.inside["td"] == "7 h–"
