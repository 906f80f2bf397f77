"""A bar a day: as many breaks as there were, gaps where nothing is known, aches on the days on which one had them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.report.chart_days import HEIGHT, breaks, days_table, sitting
from reminder.report.material import Material
from reminder.report.stretches import totals
from tests.html_page import Page
from tests.report.made import HOUR, MINUTE, MONDAY, day, material, of_days

DAY = timedelta(days=1)
WEEK = material(
    replace(
        of_days(
            [
                day(done=4, missed=1, natural=2, sitting=6 * HOUR, longest=90 * MINUTE, overlong=1, goal=0.7),
                day(MONDAY + DAY, natural=3, sitting=3 * HOUR, longest=30 * MINUTE),
            ]
        ),
        accounts=(DayAccount(MONDAY, ache=3, told=True), DayAccount(MONDAY + 5 * DAY, ache=0, told=True)),
    ),
    today=MONDAY + 3 * DAY,
)


def heights(chart: str, kind: str) -> list[float]:
    return [float(each) for each in re.findall(rf'<rect class="{kind}"[^>]* height="([\d.]+)"', chart)]


def test_a_break_is_as_tall_on_every_day_whatever_became_of_it() -> None:
    """From zero: taken, not taken and unasked can be compared by eye."""
    chart = breaks(totals(WEEK))

    (taken,), (missed,), natural = (heights(chart, kind) for kind in ("observed", "missed", "natural"))
    each = [taken / 4, natural[0] / 2, natural[1] / 3]
    assert each == pytest.approx([missed] * 3, rel=1e-4)
    assert taken + missed + natural[0] <= HEIGHT


def test_days_say_their_numbers_or_why_there_are_none() -> None:
    """No data is a gap with its words, and a day to come is neither."""
    page = Page(breaks(totals(WEEK)))

    texts = re.findall(r">([^<]+)</text>", breaks(totals(WEEK)))
    assert [each for each in texts if each[0].isdigit()] == ["4 of 5", "4/5", "3"]
    assert (texts.count("no"), texts.count("data"), texts.count("to"), texts.count("come")) == (2, 2, 3, 3)
    label = str(page.all("svg")[0]["aria-label"])
    assert "Monday, March 2: 4 of 5 breaks taken, 2 unasked. Tuesday, March 3: no break asked for, 3 unasked." in label
    assert "Wednesday, March 4: no data" in label
    assert "Friday, March 6: to come" in label


def test_sitting_is_from_zero_and_aches_have_a_scale_of_their_own() -> None:
    """0 of 10 is an ache that was told, and higher is worse."""
    chart = sitting(totals(WEEK))

    tall = heights(chart, "sat")
    assert tall[0] == 2 * tall[1]
    dots = [float(each) for each in re.findall(r'<circle class="ache"[^>]* cy="([\d.]+)"', chart)]
    assert len(dots) == 2
    assert dots[0] < dots[1]
    assert "ache" not in sitting(totals(material(of_days([day(sitting=HOUR)]))))


def test_the_table_has_every_number() -> None:
    """Also what the chart leaves out."""
    page = Page(days_table(WEEK, totals(WEEK)))

    rows = page.inside["td"]
    assert rows.startswith("5426 h 001 h 301yes3 of 10" + "0033 h 0030 min0yes" + "no data")
    assert "to come" in rows


@pytest.mark.parametrize(("unit", "count"), [(Unit.MONTH, 31), (Unit.YEAR, 12)])
def test_longer_periods_have_fewer_words(unit: Unit, count: int) -> None:
    """A bar a day or a month without a number: one number on bars of three parts would be read as that of them all."""
    period = Period.of(unit, MONDAY)
    told: Material = material(of_days([day(done=4, missed=1, sitting=HOUR), day(MONDAY + DAY, done=2)], period))
    shown = totals(told)

    assert len(shown) == count
    texts = re.findall(r'<text class="(?:roomy)?"[^>]*>([^<]+)</text>', breaks(shown))
    assert texts == []
    assert next(each.sitting for each in shown if each.days) == (HOUR if unit is Unit.MONTH else HOUR / 2)
    assert "2 of 2" in days_table(told, shown) if unit is Unit.YEAR else "yes" in days_table(told, shown)


def test_nothing_at_all_is_a_floor_with_gaps() -> None:
    """No bar, and no division by nothing."""
    assert "<rect" not in breaks(totals(material(of_days([]))))
