"""How long an answer took, as a strip from zero to the longest."""

import re
from datetime import timedelta

from reminder.report.chart_answers import answers
from tests.html_page import Page

SECOND = timedelta(seconds=1)


def took(*seconds: float) -> list[timedelta]:
    return [each * SECOND for each in seconds]


def test_the_middle_half_is_a_bar_and_the_middle_answer_a_line() -> None:
    """In percent of the longest, from zero."""
    chart = answers(took(5, 10, 20, 40, 50, 60, 70, 100))

    assert re.findall(r'<rect class="sat" x="([\d.]+)%" y="6" width="([\d.]+)%"', chart) == [("10.000", "50.000")]
    assert re.findall(r'<line class="goal" x1="([\d.]+)%"', chart) == ["40.000"]
    assert "longest 2 min" in chart


def test_the_strip_has_its_words_and_its_numbers() -> None:
    """For who hears the page, and for who wants to know exactly."""
    page = Page(answers(took(5, 10, 20, 100)))

    assert page.all("svg")[0]["aria-label"] == (
        "Time to answer, up to 2 min. The middle half took 5 seconds to 20 seconds."
    )
    assert page.inside["td"] == "5 seconds5 seconds10 seconds20 seconds2 min"


def test_a_few_answers_have_no_quarters() -> None:
    """Nor is there a scale where all came at once."""
    assert answers(took(1, 2, 3)) == answers([]) == answers(took(0, 0, 0, 0)) == ""
