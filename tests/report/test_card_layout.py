"""Where the parts of a card lie: nothing private among them unless asked for, and no text over another."""

import string
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.core.accounts import DayAccount
from reminder.core.period import Period, Unit
from reminder.report.card import UNIT, font
from reminder.report.card_layout import (
    EMPTY,
    GROUND,
    HEIGHT,
    INK,
    QUIET,
    RIM,
    TEAL,
    UNASKED,
    WIDTH,
    Block,
    Label,
    Mark,
    Piece,
    Rgb,
    Vessel,
    lay_out,
)
from tests.report.made import HOUR, MONDAY, day, lived, material, of_days, summary
from tests.wcag import contrast

DAY = timedelta(days=1)
PERIODS = [Period.of(unit, MONDAY) for unit in Unit]
LETTERS = {*string.ascii_letters, *string.digits, *" ·,.'"}
"""What the card may be written with: the font has no more than these, and a few signs."""


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Label)]


OWN = """
[own.insulin]
every = "1h"
title = "Check your sugar"
[summary]
if_then = "If Anna calls, then I stand"
"""


def test_nothing_private_is_on_it_unless_asked_for(tmp_path: Path) -> None:
    """It may be sent to anybody: no kinds of one's own, no sitting, no water, no caffeine, no aches, no plan."""
    told = lived(tmp_path, OWN, seed=3)
    accounts = (*told.summary.accounts, DayAccount(MONDAY + 6 * DAY, ache=6, told=True))
    told = replace(told, summary=replace(told.summary, accounts=accounts))
    assert told.if_then
    assert told.summary.kind("insulin") is not None
    assert told.summary.longest is not None
    assert any(each.water_ml and each.caffeine_mg for each in accounts)

    on_it = "\n".join(texts(lay_out(told, detail=False)))

    private = (
        "nsulin",
        "sugar",
        "Anna",
        "sat",
        "sit",
        "ater",
        "affeine",
        "ache",
        " h ",
        " min",
        " mg",
        " ml",
        " l",
        ":",
    )
    assert [word for word in private if word in on_it] == []


def test_without_detail_it_is_these_texts_and_no_others() -> None:
    """So that whatever is added to it is looked at twice."""
    told = of_days([day(MONDAY, done=3, missed=1, natural=2, sitting=9 * HOUR, longest=2 * HOUR)])
    told = replace(told, goal_breaks=3, accounts=(DayAccount(MONDAY, 900, 80.0, 30, 6, told=True),))

    assert texts(lay_out(material(told, if_then="If Anna calls, then I stand"), detail=False)) == [
        *("Week 10 of 2026 · 2 to 8 March", "reminder"),
        *("1 of 1", "day kept", "2", "breaks unasked"),
        *("3", "of 4 breaks", "3 seen", "Goal 3"),
        *("taken", "not taken", "unasked"),
        *("Mon", "3 of 4"),
        *(word for name in ("Tue", "Wed", "Thu", "Fri", "Sat", "Sun") for word in (name, "no", "data")),
    ]


def test_with_detail_it_tells_how_one_sat_and_drank(tmp_path: Path) -> None:
    """For oneself; aches, the plan and kinds of one's own are still not on it."""
    on_it = texts(lay_out(lived(tmp_path, OWN, seed=3), detail=True))

    assert {"sat", "longest sit", "water a day,", "caffeine a day,", "as you said"} <= set(on_it)
    assert not any(word in " ".join(on_it).lower() for word in ("insulin", "sugar", "anna", "ache"))


@pytest.mark.parametrize("over", [True, False])
def test_without_data_it_is_a_friendly_card(*, over: bool) -> None:
    """With the mark, and no bars."""
    pieces = lay_out(material(summary(), today=date.max if over else MONDAY), detail=True)

    assert any(text.startswith("No data for week 10") for text in texts(pieces))
    assert {type(piece) for piece in pieces} == {Label, Mark}


def test_a_bar_begins_at_zero_and_a_break_is_as_high_on_every_day() -> None:
    """Else two days could not be compared."""
    told = material(of_days([day(MONDAY, done=4, missed=2), day(MONDAY + DAY, done=3)]))

    upright = [piece for piece in lay_out(told, detail=False) if isinstance(piece, Vessel) and piece.bottom == 528]

    assert [bar.share for bar in upright] == [4 / 6, 1.0]
    heights = [bar.bottom - bar.top for bar in upright]
    assert heights[0] == pytest.approx(2 * heights[1])


def test_the_goal_is_a_line_at_its_place_on_the_bar() -> None:
    """From zero, as the bar is."""
    told = material(replace(of_days([day(MONDAY, done=1, missed=3)]), goal_breaks=3))
    pieces = lay_out(told, detail=False)

    (bar,) = (piece for piece in pieces if isinstance(piece, Vessel) and not piece.upright)
    (line,) = (piece for piece in pieces if isinstance(piece, Block) and piece.color == INK)

    assert bar.share == 0.25
    assert ((line.left + line.right) / 2 - bar.left) / (bar.right - bar.left) == pytest.approx(0.75)


def test_a_month_marks_its_best_day_and_its_gaps() -> None:
    """There is no room for a number or two words at each of 31 bars: the sign for a gap is explained."""
    told = material(of_days([day(MONDAY, done=2), day(MONDAY + DAY, done=5, missed=1)], PERIODS[1]))

    on_it = texts(lay_out(told, detail=False))

    assert [text for text in on_it if " of " in text] == ["2 of 2", "5 of 6"]
    assert "no data" in on_it
    assert "no data" not in texts(lay_out(replace(told, summary=of_days([], PERIODS[1])), detail=False))


numbers = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))


@given(
    period=st.sampled_from(PERIODS),
    several=st.lists(numbers, min_size=1, max_size=366),
    over=st.booleans(),
    detail=st.booleans(),
)
def test_every_text_is_on_the_card_and_can_be_read(
    *, period: Period, several: list[tuple[int, int, int]], over: bool, detail: bool
) -> None:
    """Whatever the numbers are: in letters the font has, inside the margins by and large, and none over another."""
    days = [
        day(at, done=done, missed=missed, natural=natural, sitting=12 * HOUR)
        for at, (done, missed, natural) in zip(period.days, several, strict=False)
    ]
    told = of_days(days, period)
    asked = told.movement.answered
    told = replace(told, goal_breaks=round(0.7 * asked), accounts=(DayAccount(MONDAY, 12_340, 1234.0, told=True),))

    labels = [
        piece
        for piece in lay_out(material(told, today=date.max if over else MONDAY), detail=detail)
        if isinstance(piece, Label)
    ]

    boxes = [(label.text, *box(label)) for label in labels]
    assert set("".join(text for text, *_ in boxes)) <= LETTERS
    assert [
        each for each in boxes if each[1] < 48 or each[2] < 48 or each[3] > WIDTH - 40 or each[4] > HEIGHT - 32
    ] == []
    assert [(one[0], other[0]) for one, other in combinations(boxes, 2) if overlap(one[1:], other[1:])] == []


Box = tuple[float, float, float, float]


def box(label: Label) -> Box:
    """What a text covers, in pixels of the layout."""
    left, top, right, bottom = font(label.size).getbbox(label.text, anchor=f"{label.at}s")
    return label.x + left / UNIT, label.y + top / UNIT, label.x + right / UNIT, label.y + bottom / UNIT


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    ("color", "least"), [(INK, 4.5), (QUIET, 4.5), (TEAL, 4.5), (UNASKED, 3.0), (RIM, 3.0)], ids=str
)
def test_everything_stands_out_from_its_ground(color: Rgb, least: float) -> None:
    """Text 4.5:1, other forms 3:1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    assert contrast(color, GROUND) >= least


def test_what_was_taken_stands_out_from_what_was_not() -> None:
    """Also to those who see no colors."""
    assert contrast(TEAL, EMPTY) >= 3.0
