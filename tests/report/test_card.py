"""The card as a picture: a PNG of the size that is shared, the same each time, that tells nothing but what is drawn."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from reminder.report.card import SCALE, as_png, font
from reminder.report.card_layout import EMPTY, GROUND, HEIGHT, LEFT, MIDDLE, TEAL, WIDTH
from reminder.report.material import Material
from tests.report.made import MONDAY, day, material, of_days, summary


@pytest.fixture
def week() -> Material:
    """One day with three breaks taken of four."""
    return material(replace(of_days([day(MONDAY, done=3, missed=1)]), goal_breaks=3))


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_it_is_a_picture_of_the_size_that_is_shared(week: Material) -> None:
    """1200 by 630, in twice as many pixels each way."""
    picture = opened(as_png(week))

    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (WIDTH * SCALE, HEIGHT * SCALE))
    assert (WIDTH, HEIGHT) == (1200, 630)


def test_it_says_nothing_of_where_and_when_it_was_made(week: Material) -> None:
    """No time, no path, no name: that of the program is all there is."""
    png = as_png(week)

    assert opened(png).info == {"Software": "reminder"}
    assert {kind for kind in (b"tIME", b"eXIf", b"iTXt", b"zTXt") if kind in png} == set()


def test_the_same_numbers_give_the_same_file(week: Material) -> None:
    """And others another one."""
    other = replace(week, today=MONDAY)

    assert as_png(week) == as_png(week)
    assert as_png(week) != as_png(other)


def test_the_bar_is_filled_to_what_was_taken(week: Material) -> None:
    """Three of four: a pixel to the left of it is teal, one to the right is empty."""
    picture = opened(as_png(replace(week, summary=replace(week.summary, goal_breaks=1))))
    end, middle = SCALE * (LEFT + (MIDDLE - LEFT) * 3 // 4), SCALE * 424

    assert picture.getpixel((end - 2, middle)) == TEAL
    assert picture.getpixel((end + 2, middle)) == EMPTY


def test_a_card_without_data_has_the_mark_with_its_opening_at_the_top() -> None:
    """Teal left, right and below; nothing above."""
    picture = opened(as_png(material(summary())))
    x, y, ring = SCALE * WIDTH // 2, SCALE * (184 + 72), SCALE * 63

    around = [picture.getpixel(place) for place in ((x - ring, y), (x + ring, y), (x, y + ring), (x, y - ring))]

    assert around == [TEAL, TEAL, TEAL, GROUND]


def test_the_number_begins_where_the_words_below_it_begin() -> None:
    """Whatever air its first figure brings along: 1 has much, 2 has little."""
    lefts = []
    for taken in (1, 2):
        told = material(of_days([day(MONDAY, done=taken)]))
        picture = opened(as_png(told)).crop((0, SCALE * 130, SCALE * 500, SCALE * 290))
        box = ImageChops.difference(picture, Image.new("RGB", picture.size, GROUND)).getbbox()
        assert box is not None
        lefts.append(box[0])

    assert lefts == pytest.approx([SCALE * LEFT] * 2, abs=2)


def test_the_font_has_all_that_the_card_is_written_with() -> None:
    """A sign that it lacks would be a crossed box, as for one that nobody has."""
    lacking = bytes(font(20).getmask("\uffff"))

    assert bytes(font(20).getmask("é")) == lacking
    assert bytes(font(20).getmask("·")) != lacking
