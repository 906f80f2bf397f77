"""The small signs of the popup menu: check boxes, radio dots, arrows, and the light under the pointer.

Each is drawn eight times as large and scaled down, so that its curves are smooth at any size.
"""

from collections.abc import Callable

from PIL import Image, ImageDraw

from reminder.tray.icon import Rgb

Pen = Callable[[ImageDraw.ImageDraw, float], None]
"""Draws a sign in white, given how many pixels one unit of it is."""

FINE = 8
MARK = 13
"""The side of a check box and of a radio button, in pixels at 96 dpi."""


def stamp(picture: Image.Image, corner: tuple[float, float], size: tuple[float, float], colour: Rgb, draw: Pen) -> None:
    """Put a sign on the picture; `corner` and `size` in pixels, `draw` in units of a pixel."""
    width, height = (max(1, round(length)) for length in size)
    mask = Image.new("L", (width * FINE, height * FINE), 0)
    draw(ImageDraw.Draw(mask), FINE)
    mask = mask.resize((width, height), Image.Resampling.BOX)
    picture.paste(colour, (round(corner[0]), round(corner[1])), mask)


def check_box(
    picture: Image.Image, corner: tuple[float, float], scale: float, colours: tuple[Rgb, Rgb, Rgb], *, on: bool
) -> None:
    """`colours` of what is on, of the tick in it, and of the empty box."""
    side = round(MARK * scale)
    filled, tick, empty = colours

    def box(pen: ImageDraw.ImageDraw, unit: float) -> None:
        corners = (0, 0, side * unit - 1, side * unit - 1)
        line = round(1.25 * scale * unit)
        pen.rounded_rectangle(corners, 3 * scale * unit, fill=255 if on else None, outline=255, width=line)

    def hook(pen: ImageDraw.ImageDraw, unit: float) -> None:
        points = [(x * side * unit, y * side * unit) for x, y in ((0.23, 0.52), (0.42, 0.71), (0.77, 0.30))]
        _stroke(pen, points, 1.75 * scale * unit)

    stamp(picture, corner, (side, side), filled if on else empty, box)
    if on:
        stamp(picture, corner, (side, side), tick, hook)


def radio_dot(
    picture: Image.Image, corner: tuple[float, float], scale: float, colours: tuple[Rgb, Rgb], *, on: bool
) -> None:
    """`colours` of what is on, and of the empty ring."""
    side = round(MARK * scale)

    def ring(pen: ImageDraw.ImageDraw, unit: float) -> None:
        pen.ellipse(
            (0, 0, side * unit - 1, side * unit - 1), outline=255, width=round((1.5 if on else 1.25) * scale * unit)
        )
        if on:
            middle, radius = side * unit / 2, 3.25 * scale * unit
            pen.ellipse((middle - radius, middle - radius, middle + radius - 1, middle + radius - 1), fill=255)

    stamp(picture, corner, (side, side), colours[0] if on else colours[1], ring)


def arrow(
    picture: Image.Image, middle: tuple[float, float], scale: float, colour: Rgb, towards: tuple[int, int]
) -> None:
    """A chevron with its tip `towards` right (1, 0), left (-1, 0), up (0, -1) or down (0, 1)."""
    side = round(12 * scale)
    right, down = towards

    def chevron(pen: ImageDraw.ImageDraw, unit: float) -> None:
        half, deep, wide = side * unit / 2, 2 * scale * unit, 4 * scale * unit
        tip = (half + right * deep, half + down * deep)
        ends = [
            (half - right * deep + turn * down * wide, half - down * deep + turn * right * wide) for turn in (-1, 1)
        ]
        _stroke(pen, [ends[0], tip, ends[1]], 1.5 * scale * unit)

    stamp(picture, (middle[0] - side / 2, middle[1] - side / 2), (side, side), colour, chevron)


def light(picture: Image.Image, box: tuple[float, float, float, float], scale: float, colour: Rgb) -> None:
    """The ground of the row under the pointer; `box` as left, top, right and bottom, the last two not included."""
    left, top, right, bottom = box

    def ground(pen: ImageDraw.ImageDraw, unit: float) -> None:
        corners = (0, 0, (right - left) * unit - 1, (bottom - top) * unit - 1)
        pen.rounded_rectangle(corners, 5 * scale * unit, fill=255)

    stamp(picture, (left, top), (right - left, bottom - top), colour, ground)


def _stroke(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float) -> None:
    """A line with round joints and ends."""
    pen.line(points, 255, width=round(width))
    for x, y in points:
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
