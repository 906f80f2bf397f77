"""A contact sheet of all figures, to judge them by: as large as in the guide, and at 64 pixels, light and dark.

python -m reminder.figure.sheet exercises.png
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

from reminder.figure.figures import figures
from reminder.figure.png import DARK, LIGHT, Palette, draw

COLUMNS = 6
LARGE, SMALL, SPACE = 240, 64, 16
"""Pixels."""

ROW = LARGE + SMALL + 2 * SPACE
COLUMN = LARGE + SPACE


def sheet() -> Image.Image:
    """All exercises in rows, first in light, then in dark colors."""
    halves = [_half(colors) for colors in (LIGHT, DARK)]
    whole = Image.new("RGB", (halves[0].width, sum(half.height for half in halves)))
    for number, half in enumerate(halves):
        whole.paste(half, (0, number * half.height))
    return whole


def _half(colors: Palette) -> Image.Image:
    rows = -(-len(figures()) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * COLUMN + SPACE, rows * ROW + SPACE), colors["ground"])
    pen = ImageDraw.Draw(page)
    for number, name in enumerate(figures()):
        left, top = SPACE + number % COLUMNS * COLUMN, SPACE + number // COLUMNS * ROW
        page.paste(draw(name, LARGE, colors, tile=False), (left, top))
        page.paste(draw(name, SMALL, colors, tile=False), (left, top + LARGE))
        pen.text((left + SMALL + SPACE, top + LARGE + SMALL // 2), name, fill=colors["line"])
    return page


def main(file: Path) -> None:
    """Draw it into this file."""
    sheet().quantize(128).save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
