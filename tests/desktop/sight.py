"""What a picture of the screen shows: pixels in, positions out."""

import struct
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, as Pillow has it."""

Spot = tuple[int, int]
Rgb = tuple[int, int, int]

INSET = 6
"""A window's frame and rounded corners, in pixels."""

INK = 110
"""How many of 255 shades a letter differs from its ground."""

FAINT_INK = 40
"""The same for the letters of a row that is greyed out."""

LETTER_GAP = 16
"""Pixels; less is a space within a label, more is another button."""

LETTER_HEIGHT = 5
"""Pixels; what is lower is a line, not letters."""

TINT = 24
"""How many of 255 shades a theme may change a colour, by smoothing or scaling."""

ENOUGH = 12
"""Pixels of a colour that make an icon."""


def picture(dump: bytes) -> Image.Image:
    """What xwd has written, as a picture. An X server without graphics hardware may use 3 or 4 bytes a pixel."""
    header = struct.unpack(">25I", dump[:100])
    start, (width, height), bits, row, colours = header[0], header[4:6], header[11], header[12], header[19]
    order = {24: "BGR", 32: "BGRX"}[bits]
    return Image.frombytes("RGB", (width, height), dump[start + 12 * colours :], "raw", order, row)


def changed(before: Image.Image, after: Image.Image, apart_from: Box | None = None) -> Box | None:
    """The box around what differs; None: nothing does. What is in `apart_from` does not count."""
    difference = ImageChops.difference(before, after)
    if apart_from is not None:
        left, top, right, bottom = apart_from
        ImageDraw.Draw(difference).rectangle((left, top, right - 1, bottom - 1), fill=0)
    return difference.getbbox()


def middle_of(screen: Image.Image, colours: Iterable[Rgb], box: Box) -> Spot | None:
    """The middle of what is in one of these colours, the first of which there is enough; None: of none."""
    part = screen.crop(box).convert("RGB")
    for colour in colours:
        bands = ImageChops.difference(part, Image.new("RGB", part.size, colour)).split()
        far = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        near = far.point([255 if shade < TINT else 0 for shade in range(256)])
        if near.histogram()[255] >= ENOUGH:
            left, top, right, bottom = near.getbbox() or (0, 0, 0, 0)
            return box[0] + (left + right) // 2, box[1] + (top + bottom) // 2
    return None


def rows(screen: Image.Image, box: Box) -> list[Spot]:
    """The middles of a menu's rows of letters, from top to bottom, greyed ones included; lines between are none."""
    ink, left, top = _ink(screen, box, FAINT_INK)
    lines = [line for line in _groups(ink.getprojection()[1], gap=3) if line[-1] - line[0] >= LETTER_HEIGHT]
    return [(left + ink.width // 2, top + (line[0] + line[-1]) // 2) for line in lines]


def lowest_words(screen: Image.Image, box: Box) -> list[Spot]:
    """The middles of the groups of letters on a window's lowest line, left to right: its row of buttons."""
    ink, left, top = _ink(screen, box, INK)
    line = _groups(ink.getprojection()[1], gap=2)[-1]
    letters = ink.crop((0, line[0], ink.width, line[-1] + 1)).getprojection()[0]
    y = top + (line[0] + line[-1]) // 2
    return [(left + (word[0] + word[-1]) // 2, y) for word in _groups(letters, LETTER_GAP)]


def _ink(screen: Image.Image, box: Box, least: int) -> tuple[Image.Image, int, int]:
    """A window's letters without its frame, and where that part begins.

    Letters are what differs much from the most frequent shade; a frame or a button's edge differs little.
    """
    left, top = box[0] + INSET, box[1] + INSET
    window = screen.crop((left, top, box[2] - INSET, box[3] - INSET)).convert("L")
    shades = window.histogram()
    ground = shades.index(max(shades))
    return window.point([255 if abs(shade - ground) > least else 0 for shade in range(256)]), left, top


def _groups(profile: Sequence[int], gap: int) -> list[list[int]]:
    """The positions where a profile is set, with those less than `gap` apart together."""
    groups: list[list[int]] = []
    for place in (place for place, is_set in enumerate(profile) if is_set):
        if groups and place - groups[-1][-1] < gap:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
