"""The icon at its real sizes: sharp, told apart by shape, readable on light and dark."""

from functools import cache
from itertools import combinations, pairwise

import pytest
from PIL import Image, ImageChops

from reminder.core.plan import HoldKind
from reminder.tray import LOOKS, STEPS, Face, Look
from reminder.tray.icon import ACCENTS, INKS, Rgb, draw
from tests.wcag import contrast

LIGHT_PANEL: Rgb = (0xF5, 0xF5, 0xF5)
DARK_PANEL: Rgb = (0x2E, 0x34, 0x36)
EVERY_SIZE = pytest.mark.parametrize("size", [16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 64])
EVERY_LOOK = pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
HOLDS = [look for look in LOOKS if look.face is Face.HELD]
WORKING = [look for look in LOOKS if look.face is Face.WORKING]


@cache
def shape(look: Look, size: int) -> Image.Image:
    """What is left of a look in one colour."""
    return draw(look, size, dark=None).getchannel("A").point(lambda covered: 255 * (covered > 127))


def ink(picture: Image.Image) -> int:
    return picture.histogram()[255]


def difference(one: Look, other: Look, size: int) -> float:
    """How much of the lines of the lesser of two looks is elsewhere in the other."""
    first, second = shape(one, size), shape(other, size)
    return ink(ImageChops.difference(first, second)) / min(ink(first), ink(second))


def row(look: Look, size: int, number: int) -> str:
    """The pixels of a row: # covered, . free, ? neither one nor the other."""
    covered = draw(look, size, dark=None).getchannel("A").crop((0, number, size, number + 1)).tobytes()
    return "".join("#" if pixel >= 240 else "." if pixel <= 15 else "?" for pixel in covered)


# Every look


@EVERY_LOOK
def test_a_look_fills_the_size_asked_for(look: Look) -> None:
    """Panels give 16 to 64 pixels; a picture of another size would be scaled, and blurred."""
    for size in (16, 22, 23, 64):
        left, top, right, bottom = shape(look, size).getbbox() or (0, 0, 0, 0)

        assert (size, size) == draw(look, size, dark=True).size
        assert min(right - left, bottom - top) >= 0.8 * size


@EVERY_SIZE
def test_faces_and_holds_differ_in_shape_not_only_in_colour(size: int) -> None:
    """Some see no colours, some panels show none; a quarter of the lines at least must be elsewhere."""
    alike = [
        (one.name, other.name)
        for one, other in combinations(LOOKS, 2)
        if (one.face, one.hold) != (other.face, other.hold) and difference(one, other, size) < 0.25
    ]

    assert alike == []


def test_the_shape_does_not_hang_on_the_panel() -> None:
    """Whoever changes to a dark theme must not think that something has happened."""
    for look in LOOKS:
        shapes = {draw(look, 22, dark=dark).getchannel("A").tobytes() for dark in (True, False, None)}

        assert len(shapes) == 1


@pytest.mark.parametrize(
    ("colour", "panel"),
    [
        *((colour, LIGHT_PANEL) for dark in (False, None) for colour in (*ACCENTS[dark], *INKS[dark])),
        *((colour, DARK_PANEL) for dark in (True, None) for colour in (*ACCENTS[dark], *INKS[dark])),
    ],
)
def test_every_line_stands_out_from_the_panel_it_is_meant_for(colour: Rgb, panel: Rgb) -> None:
    """3:1 is what a mark needs (WCAG 2.1, 1.4.11). Where the panel is not known it must do on both."""
    assert contrast(colour, panel) >= 3


# Sharp


def test_at_16_pixels_the_lines_are_two_whole_pixels() -> None:
    """Half-covered pixels at this size are a blur: across the middle, ring and mark are there or not at all."""
    assert row(Look(Face.WORKING, 7), 16, 7) == "#......##.....##"
    assert row(Look(Face.WORKING, 12), 16, 7) == "##.....##.....##"


def test_at_22_pixels_the_lines_are_three_whole_pixels() -> None:
    """Most panels are this high. The last line stays free, since three pixels have no middle in 22."""
    assert row(Look(Face.WORKING, 12), 22, 10) == "###......###......###."


@pytest.mark.parametrize(
    ("hold", "rows"),
    [
        (HoldKind.USER, {6: ".....##..##.....", 9: ".....##..##....."}),
        (HoldKind.DO_NOT_DISTURB, {6: "................", 7: "....########....", 9: "................"}),
        (HoldKind.CALL, {4: "......####......", 6: "....#.####.#....", 10: ".......##.......", 11: ".....######....."}),
        (HoldKind.FULL_SCREEN, {5: "....########....", 10: ".......##.......", 11: "......####......"}),
    ],
)
def test_at_16_pixels_a_sign_is_made_of_whole_pixels(hold: HoldKind, rows: dict[int, str]) -> None:
    """Two bars must not melt into one, nor a microphone into its holder."""
    drawn = {number: row(Look(Face.HELD, hold=hold), 16, number)[3:13] for number in rows}

    assert drawn == {number: pixels[3:13] for number, pixels in rows.items()}


# What each tells


@EVERY_SIZE
def test_the_ring_is_open_at_the_top_and_the_mark_leaves_through_it_when_due(size: int) -> None:
    """That is the one idea of the icon: it invites to stand up."""
    top = (size // 2 - size // 8, 0, size // 2 + size // 8, size // 6)

    for look in LOOKS:
        if look.face is not Face.HELD:
            assert (shape(look, size).crop(top).getbbox() is not None) == (look.face is Face.DUE)


def test_something_due_leans() -> None:
    """Who stands up bends forward: the head is right of the middle, the foot left of it."""
    within = shape(Look(Face.DUE), 64).crop((16, 0, 48, 64))
    head, foot = within.crop((0, 20, 32, 21)).getbbox(), within.crop((0, 42, 32, 43)).getbbox()

    assert head is not None
    assert foot is not None
    assert head[0] + head[2] > 32 + 4
    assert foot[0] + foot[2] < 32 - 4


@EVERY_SIZE
def test_the_ring_grows_with_every_step(size: int) -> None:
    """A twelfth of the interval is told at a glance: at every step some of the thin track becomes a full line."""
    lines = [ink(shape(look, size)) for look in WORKING]

    assert len(lines) == STEPS + 1
    assert all(after > before for before, after in pairwise(lines))


def test_at_22_pixels_a_step_is_several_pixels() -> None:
    """One pixel more or less is seen by nobody; a step is a stroke's square of colour that was not there."""
    teal, _ = ACCENTS[None]

    def coloured(look: Look) -> int:
        picture = draw(look, 22, dark=None)
        near = ImageChops.difference(picture.convert("RGB"), Image.new("RGB", picture.size, teal)).convert("L")
        there = ImageChops.multiply(near.point(lambda far: 255 * (far < 40)), picture.getchannel("A"))
        return ink(there.point(lambda covered: 255 * (covered > 127)))

    steps = [coloured(look) for look in WORKING]

    assert steps[0] == 0
    assert all(after - before >= 8 for before, after in pairwise(steps))


@EVERY_SIZE
@pytest.mark.parametrize("look", HOLDS, ids=lambda look: look.name)
def test_a_hold_parts_the_ring_left_and_right(look: Look, size: int) -> None:
    """A ring in two halves is not a full one, in any colour."""
    held = shape(look, size)

    assert held.crop((0, size // 2 - 1, size // 8, size // 2 + 1)).getbbox() is None
    assert held.crop((size - size // 8, size // 2 - 1, size, size // 2 + 1)).getbbox() is None


@EVERY_SIZE
@pytest.mark.parametrize("look", HOLDS, ids=lambda look: look.name)
def test_a_sign_stands_free_in_its_ring(look: Look, size: int) -> None:
    """Touching lines are one blot from a chair's distance: something lies free all around the sign."""
    held = shape(look, size)
    inside = [(x, y) for x in range(size) for y in range(size) if held.getpixel((x, y))]
    middle = min(inside, key=lambda spot: (spot[0] - size / 2) ** 2 + (spot[1] - size / 2) ** 2)

    def connected(start: tuple[int, int]) -> set[tuple[int, int]]:
        found, ahead = {start}, [start]
        while ahead:
            x, y = ahead.pop()
            near = {(x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)} & set(inside)
            ahead += near - found
            found |= near
        return found

    assert min(y for _, y in connected(middle)) > size / 8
    assert max(y for _, y in connected(middle)) < size - size / 8


@EVERY_SIZE
def test_nobody_there_is_a_ring_of_dots_around_nothing(size: int) -> None:
    """An empty chair: no mark, and a ring that is only hinted at."""
    away = shape(Look(Face.AWAY), size)
    third = size // 3

    assert away.crop((third, third, size - third, size - third)).getbbox() is None
    assert ink(away) < 0.7 * ink(shape(Look(Face.WORKING, STEPS), size))


@EVERY_SIZE
def test_not_known_is_an_open_circle_where_the_mark_would_be(size: int) -> None:
    """It is neither somebody nor nobody."""
    unknown = shape(Look(Face.UNKNOWN), size)

    assert unknown.getpixel((size // 2 - (size % 2 == 0 and size % 8 == 0), size // 2)) == 0
    assert unknown.crop((size // 4, size // 4, size - size // 4, size - size // 4)).getbbox() is not None
