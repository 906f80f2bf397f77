"""The icon at its real sizes: sharp, told apart by shape, readable on light and dark."""

from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from reminder.tray import Face, Look
from reminder.tray.icon import ACCENTS, APP_SIZE, NEUTRAL, SIZES, Rgb, draw, files, write

ICONS = Path(__file__).parents[2] / "icons"
LIGHT_PANEL: Rgb = (0xF5, 0xF5, 0xF5)
DARK_PANEL: Rgb = (0x2E, 0x34, 0x36)
EVERY_SIZE = pytest.mark.parametrize("size", [*SIZES, 18, 20, 26, 36, 40])


def shape(face: Face, size: int) -> Image.Image:
    """What is left of a face in one colour."""
    return draw(Look(face), size, dark=False).getchannel("A").point(lambda covered: 255 * (covered > 127))


def ink(picture: Image.Image) -> int:
    return picture.histogram()[255]


def across_the_middle(covered: Image.Image) -> list[float]:
    """The pixels of the middle row: 1 covered, 0 free, 0.5 neither one nor the other."""
    row = covered.crop((0, covered.height // 2 - 1, covered.width, covered.height // 2)).tobytes()
    return [1 if pixel >= 240 else 0 if pixel <= 15 else 0.5 for pixel in row]


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2.1, 1.4.3: the ratio of two relative luminances."""

    def luminance(colour: Rgb) -> float:
        parts = [part / 255 for part in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@EVERY_SIZE
@pytest.mark.parametrize("face", list(Face))
def test_a_face_fills_the_size_asked_for(face: Face, size: int) -> None:
    """Panels give 16 to 64 pixels; a picture of another size would be scaled, and blurred."""
    left, top, right, bottom = shape(face, size).getbbox() or (0, 0, 0, 0)

    assert (size, size) == draw(Look(face), size, dark=True).size
    assert min(right - left, bottom - top) >= 0.8 * size


@EVERY_SIZE
@pytest.mark.parametrize(("one", "other"), list(combinations(Face, 2)))
def test_faces_differ_in_shape_not_only_in_colour(one: Face, other: Face, size: int) -> None:
    """Some see no colours, some panels show none; a quarter of the lines at least must be elsewhere."""
    first, second = shape(one, size), shape(other, size)

    different = ink(ImageChops.difference(first, second))

    assert different >= 0.25 * min(ink(first), ink(second))


def test_at_16_pixels_the_lines_are_two_whole_pixels() -> None:
    """Half-covered pixels at this size are a blur: across the middle, ring and mark are there or not at all."""
    working = draw(Look(Face.WORKING, 7), 16, dark=False).getchannel("A")

    row = across_the_middle(working)

    assert row == [1, *[0] * 6, 1, 1, *[0] * 5, 1, 1]


def test_at_16_pixels_the_bars_of_a_hold_are_two_whole_pixels() -> None:
    """The two bars must not melt into one."""
    held = draw(Look(Face.HELD), 16, dark=False).getchannel("A")

    row = across_the_middle(held)

    assert row == [*[0] * 5, 1, 1, 0, 0, 1, 1, *[0] * 5]


@EVERY_SIZE
def test_the_ring_is_open_at_the_top_and_the_mark_leaves_through_it_when_due(size: int) -> None:
    """That is the one idea of the icon: it invites to stand up."""
    top = (size // 2 - size // 8, 0, size // 2 + size // 8, size // 6)

    assert shape(Face.WORKING, size).crop(top).getbbox() is None
    assert shape(Face.UNKNOWN, size).crop(top).getbbox() is None
    assert shape(Face.DUE, size).crop(top).getbbox() is not None


@EVERY_SIZE
def test_a_hold_parts_the_ring_left_and_right(size: int) -> None:
    """A ring in two halves is not a full one, in any colour."""
    held = shape(Face.HELD, size)

    assert held.crop((0, size // 2 - 1, size // 5, size // 2 + 1)).getbbox() is None
    assert held.crop((size - size // 5, size // 2 - 1, size, size // 2 + 1)).getbbox() is None


@pytest.mark.parametrize(
    ("colour", "panel"),
    [
        *((colour, LIGHT_PANEL) for colour in (NEUTRAL, *ACCENTS[False], *ACCENTS[None])),
        *((colour, DARK_PANEL) for colour in (NEUTRAL, *ACCENTS[True], *ACCENTS[None])),
    ],
)
def test_every_line_stands_out_from_the_panel_it_is_meant_for(colour: Rgb, panel: Rgb) -> None:
    """3:1 is what a mark needs (WCAG 2.1, 1.4.11)."""
    assert contrast(colour, panel) >= 3


def test_the_icons_in_the_repository_are_the_drawn_ones() -> None:
    """They are generated (`python -m reminder.tray.icon icons`); nobody edits them by hand."""
    drawn = files()

    photographed = "screenshot.png"  # for the README
    assert {*drawn, "reminder.ico", photographed} == {path.name for path in ICONS.iterdir()}
    for name, picture in drawn.items():
        with Image.open(ICONS / name) as stored:
            assert_same_pixels(stored, picture)


def test_the_windows_icon_holds_each_size_as_drawn(tmp_path: Path) -> None:
    """Pillow would fill in missing sizes by scaling the largest."""
    write(tmp_path)

    for path in (ICONS / "reminder.ico", tmp_path / "reminder.ico"):
        with Image.open(path) as ico:
            assert {(size, size) for size in (*SIZES, APP_SIZE)} == ico.info["sizes"]
            for size in SIZES:
                assert_same_pixels(ico.ico.getimage((size, size)), draw(Look(Face.WORKING, 7), size, dark=None))


def assert_same_pixels(one: Image.Image, other: Image.Image) -> None:
    """Equal but for the last bit, which is the C library's sine's."""
    difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
    assert max(high for _, high in difference.getextrema()) <= 1
