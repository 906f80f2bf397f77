"""A figure as a picture file, for notifications: on a tile of its own, since nobody knows what is behind it.

    python -m reminder.figure.png icons/exercises

writes one for each exercise; the folder is part of the program, so that the service need not draw.
"""

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

from reminder.figure.figures import figures, picture
from reminder.figure.parts import Part, Role, Tube, moved, tangents

Rgb = tuple[int, int, int]
Palette = dict[Role, Rgb]

LIGHT: Palette = {
    "line": (43, 58, 59),
    "far": (150, 163, 163),
    "move": (11, 122, 117),
    "mark": (11, 122, 117),
    "prop": (196, 205, 204),
    "floor": (214, 221, 220),
    "halo": (190, 226, 222),
    "ghost": (206, 221, 219),
    "ground": (246, 248, 247),
}
DARK: Palette = {
    "line": (224, 232, 230),
    "far": (105, 122, 122),
    "move": (79, 209, 197),
    "mark": (79, 209, 197),
    "prop": (84, 98, 99),
    "floor": (60, 72, 73),
    "halo": (38, 78, 76),
    "ghost": (46, 66, 66),
    "ground": (29, 37, 38),
}

SIZE = 192
"""What notifications get: twice what most of them show."""

FINER = 4
"""Drawn so many times larger, and made smaller: smooth edges."""

GAP = 0.9
"""How broad the gap is that is cut around a part, in hundredths of the picture."""

MARGIN = 1.12
"""How much larger the tile is than what is in it."""

CORNER = 12
"""The radius of the tile's corners, likewise."""


def draw(name: str, size: int, colors: Palette = LIGHT, *, tile: bool = True) -> Image.Image:
    """The still picture of an exercise. On a tile, it fills it; without one, it is as in the guide."""
    whole = size * FINER
    canvas = Image.new("RGB", (whole, whole), colors["ground"])
    pen = ImageDraw.Draw(canvas)
    parts = picture(figures()[name])
    for part in closer(parts) if tile else parts:
        _part(pen, part, whole / 100, colors)
    canvas = canvas.convert("RGBA")
    if tile:
        mask = Image.new("L", canvas.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, whole - 1, whole - 1), CORNER * whole / 100, fill=255)
        canvas.putalpha(mask)
    return canvas.resize((size, size), Image.Resampling.LANCZOS)


def closer(parts: Sequence[Part]) -> list[Part]:
    """The same, as large as it can be: in a notification it is seen at the size of a thumb."""
    balls = [ball for part in parts if part.role not in {"floor", "halo"} for tube in part.tubes for ball in tube]
    edges = [(max(x - r, 0), max(y - r, 0), min(x + r, 100), min(y + r, 100)) for x, y, r in balls]
    left, top = (min(edge[side] for edge in edges) for side in (0, 1))
    right, bottom = (max(edge[side] for edge in edges) for side in (2, 3))
    breadth = max(right - left, bottom - top) * MARGIN
    return [moved(part, ((left + right) / 2, (top + bottom) / 2, breadth)) for part in parts]


def _part(pen: ImageDraw.ImageDraw, part: Part, scale: float, colors: Palette) -> None:
    if part.role != "ghost":
        for tube in part.gap:
            _tube(pen, tube, scale, colors["ground"], GAP)
    for tube in part.tubes:
        _tube(pen, tube, scale, colors[part.role], 0)


def _tube(pen: ImageDraw.ImageDraw, tube: Tube, scale: float, color: Rgb, more: float) -> None:
    balls = [(x * scale, y * scale, (radius + more) * scale) for x, y, radius in tube]
    for x, y, radius in balls:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
    for first, last in pairwise(balls):
        pen.polygon(tangents(first, last), fill=color)


def write(folder: Path) -> None:
    """Write a picture of each exercise into this folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in figures():
        small = draw(name, SIZE).quantize(64, method=Image.Quantize.FASTOCTREE)
        small.save(folder / f"{name}.png", optimize=True)


def main(arguments: Sequence[str]) -> None:
    """Write the pictures into the folder that is named."""
    write(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
