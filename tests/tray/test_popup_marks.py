"""The small signs of the popup menu."""

from collections.abc import Callable

import pytest
from PIL import Image

from reminder.tray.popup_marks import MARK, arrow, check_box, light, radio_dot

WHITE, BLACK, TEAL, GREY = (255, 255, 255), (0, 0, 0), (11, 122, 117), (120, 130, 134)

Draw = Callable[[Image.Image, float], None]
SIGNS: dict[str, Draw] = {
    "check": lambda picture, scale: check_box(picture, (8, 8), scale, (TEAL, WHITE, GREY), on=True),
    "box": lambda picture, scale: check_box(picture, (8, 8), scale, (TEAL, WHITE, GREY), on=False),
    "dot": lambda picture, scale: radio_dot(picture, (8, 8), scale, (TEAL, GREY), on=True),
    "ring": lambda picture, scale: radio_dot(picture, (8, 8), scale, (TEAL, GREY), on=False),
    "left": lambda picture, scale: arrow(picture, (32, 32), scale, BLACK, (-1, 0)),
    "right": lambda picture, scale: arrow(picture, (32, 32), scale, BLACK, (1, 0)),
    "up": lambda picture, scale: arrow(picture, (32, 32), scale, BLACK, (0, -1)),
    "down": lambda picture, scale: arrow(picture, (32, 32), scale, BLACK, (0, 1)),
}


def drawn(name: str, scale: float) -> Image.Image:
    picture = Image.new("RGB", (64, 64), WHITE)
    SIGNS[name](picture, scale)
    return picture


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not paper."""
    return picture.convert("L").point([255] * 250 + [0] * 6).getbbox() or (0, 0, 0, 0)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_no_two_signs_look_alike(scale: float) -> None:
    """Each differs in shape, not by its place or its colour alone."""
    shapes = {name: drawn(name, scale).convert("L").point([0] * 250 + [255] * 6).tobytes() for name in SIGNS}

    assert len(set(shapes.values())) == len(SIGNS)


@pytest.mark.parametrize("name", ["check", "box", "dot", "ring"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_mark_fills_its_place_and_no_more(name: str, scale: float) -> None:
    """So that marks stand under each other, whatever they are."""
    end = 8 + round(MARK * scale)

    assert ink(drawn(name, scale)) == (8, 8, end, end)


@pytest.mark.parametrize("name", ["left", "right", "up", "down"])
def test_an_arrow_points_where_it_leads(name: str) -> None:
    """In the middle of its side there is ink, and on the opposite side none: that is where it opens."""
    picture = drawn(name, 2.0)
    left, top, right, bottom = ink(picture)

    middles = {"left": (left, 32), "right": (right - 1, 32), "up": (32, top), "down": (32, bottom - 1)}
    opposite = {"left": "right", "right": "left", "up": "down", "down": "up"}[name]

    assert picture.getpixel(middles[name]) != WHITE
    assert picture.getpixel(middles[opposite]) == WHITE


def test_curves_are_smooth() -> None:
    """There are shades between ink and paper, even at the smallest size."""
    assert len(drawn("ring", 1.0).convert("L").getcolors() or ()) > 4


def test_the_light_has_round_corners() -> None:
    """All of its box is lit but for the very corners."""
    picture = Image.new("RGB", (64, 64), WHITE)

    light(picture, (4, 10, 60, 38), 1.0, TEAL)

    assert picture.getpixel((4, 24)) == picture.getpixel((59, 37 - 5)) == picture.getpixel((32, 10)) == TEAL
    assert picture.getpixel((4, 10)) != TEAL
    assert picture.getpixel((60, 24)) == WHITE
