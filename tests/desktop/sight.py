"""What a picture of the screen shows: pixels in, positions out."""

import struct
from collections.abc import Sequence

from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, as Pillow has it."""

INSET = 6
"""A window's frame and rounded corners, in pixels."""

INK = 110
"""How many of 255 shades a letter differs from its ground."""

LETTER_GAP = 16
"""Pixels; less is a space within a label, more is another button."""


def picture(dump: bytes) -> Image.Image:
    """What xwd has written, as a picture. An X server without graphics hardware may use 3 or 4 bytes a pixel."""
    header = struct.unpack(">25I", dump[:100])
    start, (width, height), bits, row, colours = header[0], header[4:6], header[11], header[12], header[19]
    order = {24: "BGR", 32: "BGRX"}[bits]
    return Image.frombytes("RGB", (width, height), dump[start + 12 * colours :], "raw", order, row)


def lowest_words(screen: Image.Image, box: Box) -> list[tuple[int, int]]:
    """The middles of the groups of letters on a window's lowest line, left to right: its row of buttons.

    Letters are what differs much from the most frequent shade; a frame or a button's edge differs little.
    """
    left, top = box[0] + INSET, box[1] + INSET
    window = screen.crop((left, top, box[2] - INSET, box[3] - INSET)).convert("L")
    shades = window.histogram()
    ground = shades.index(max(shades))
    ink = window.point([255 if abs(shade - ground) > INK else 0 for shade in range(256)])
    line = _groups(ink.getprojection()[1], gap=2)[-1]
    letters = ink.crop((0, line[0], ink.width, line[-1] + 1)).getprojection()[0]
    y = top + (line[0] + line[-1]) // 2
    return [(left + (word[0] + word[-1]) // 2, y) for word in _groups(letters, LETTER_GAP)]


def _groups(profile: Sequence[int], gap: int) -> list[list[int]]:
    """The positions where a profile is set, with those less than `gap` apart together."""
    groups: list[list[int]] = []
    for place in (place for place, is_set in enumerate(profile) if is_set):
        if groups and place - groups[-1][-1] < gap:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
