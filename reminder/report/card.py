"""The card of a week, month or year as a picture to keep or share, drawn with Pillow.

In Pillow's own font, Aileron, so that the card is the same on every machine; it is there wherever Pillow is. It has no
bold, which an outline stands in for.
"""

import math
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from reminder.report.card_layout import (
    EMPTY,
    GROUND,
    HEIGHT,
    INK,
    RIM,
    TEAL,
    WIDTH,
    Block,
    Label,
    Mark,
    Piece,
    Rgb,
    Vessel,
    lay_out,
)
from reminder.report.material import Material

SCALE = 2
"""Pixels of the picture for one of the layout: sharp on a screen of many pixels."""

FINER = 2
"""Drawn so many times larger than that, and made smaller: smooth edges."""

UNIT = SCALE * FINER


def as_png(material: Material, *, detail: bool = False) -> bytes:
    """The card as a PNG that says nothing of where and when it was made; with `detail` how one sat and drank, too."""
    sheet = Image.new("RGB", (WIDTH * UNIT, HEIGHT * UNIT), GROUND)
    for piece in lay_out(material, detail=detail):
        _draw(sheet, piece)
    about, file = PngInfo(), BytesIO()
    about.add_text("Software", "reminder")
    sheet.reduce(FINER).save(file, "PNG", optimize=True, pnginfo=about)
    return file.getvalue()


def _draw(sheet: Image.Image, piece: Piece) -> None:
    pen = ImageDraw.Draw(sheet)
    match piece:
        case Label():
            _label(pen, piece)
        case Block():
            _rounded(pen, _corners(piece), piece.corner, piece.color)
        case Vessel():
            _vessel(sheet, piece)
        case Mark():
            _mark(pen, piece)


def _label(pen: ImageDraw.ImageDraw, label: Label) -> None:
    """A text whose first stroke begins at its place, whatever air its letter brings along."""
    letters, anchor = font(label.size), f"{label.at}s"
    stroke = round(label.size * UNIT / 56) if label.bold else 0
    air = letters.getmask(label.text, stroke_width=stroke).getbbox()[0] - stroke if label.at == "l" else 0
    pen.text((label.x * UNIT - air, label.y * UNIT), label.text, label.color, letters, anchor, stroke_width=stroke)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font, at this size of the layout."""
    return ImageFont.load_default(size * UNIT)


def _corners(piece: Block | Vessel) -> tuple[int, int, int, int]:
    """The first and the last pixel, both included, as Pillow counts them; at least one each way."""
    left, top, right, bottom = (round(each * UNIT) for each in (piece.left, piece.top, piece.right, piece.bottom))
    return left, top, max(left, right - 1), max(top, bottom - 1)


def _rounded(pen: ImageDraw.ImageDraw, corners: tuple[int, int, int, int], corner: float, color: Rgb | int) -> None:
    left, top, right, bottom = corners
    radius = min(round(corner * UNIT), (right - left) // 2, (bottom - top) // 2)
    pen.rounded_rectangle(corners, radius, fill=color)


def _vessel(sheet: Image.Image, vessel: Vessel) -> None:
    pen = ImageDraw.Draw(sheet)
    left, top, right, bottom = _corners(vessel)
    _rounded(pen, (left, top, right, bottom), vessel.corner, RIM)
    rim = round(1.5 * UNIT)
    if right - left > 2 * rim and bottom - top > 2 * rim:
        _rounded(pen, (left + rim, top + rim, right - rim, bottom - rim), vessel.corner - 1.5, EMPTY)
    width, height = right - left + 1, bottom - top + 1
    mask = Image.new("L", (width, height))
    _rounded(ImageDraw.Draw(mask), (0, 0, width - 1, height - 1), vessel.corner, 255)
    if vessel.upright:
        mask.paste(0, (0, 0, width, round(height * (1 - vessel.share))))
    else:
        mask.paste(0, (round(width * vessel.share), 0, width, height))
    sheet.paste(TEAL, (left, top), mask)


def _mark(pen: ImageDraw.ImageDraw, mark: Mark) -> None:
    """The icon's ring, open at the top, and the upright in it: all in strokes, an eighth of the size each."""
    stroke = mark.size * UNIT / 8
    x, y = (mark.left * UNIT + 4 * stroke, mark.top * UNIT + 4 * stroke)
    opening = math.degrees(math.asin(2 / 3.5))
    _arc(pen, (x, y, 3.5 * stroke), (opening, 360 - opening), stroke, TEAL)
    reach, bow = 1.5 * stroke, 0.28 * stroke
    radius = (reach * reach + bow * bow) / (2 * bow)
    half = math.degrees(math.asin(reach / radius))
    _arc(pen, (x + bow / 2 - radius, y, radius), (90 - half, 90 + half), stroke, INK)


def _arc(
    pen: ImageDraw.ImageDraw, circle: tuple[float, float, float], turn: tuple[float, float], width: float, color: Rgb
) -> None:
    """A stretch of a circle with round ends, between directions in degrees clockwise from the top."""
    x, y, radius = circle
    outer = radius + width / 2
    start, end = turn
    pen.arc((x - outer, y - outer, x + outer, y + outer), start - 90, end - 90, color, round(width))
    for direction in turn:
        at_x, at_y = x + radius * math.sin(math.radians(direction)), y - radius * math.cos(math.radians(direction))
        pen.ellipse((at_x - width / 2, at_y - width / 2, at_x + width / 2, at_y + width / 2), color)
