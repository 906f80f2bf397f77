"""Every look of the icon on one picture, to be looked at when the drawing has changed.

    python -m reminder.tray.icon_sheet FILE.png

A column for each look; for every kind of panel its real sizes, and the small ones enlarged.
"""

import sys
from functools import cache
from pathlib import Path

from PIL import Image

from reminder.tray import LOOKS, Look
from reminder.tray.icon import Rgb, draw

LIGHT_PANEL: Rgb = (0xF5, 0xF5, 0xF5)
DARK_PANEL: Rgb = (0x2E, 0x34, 0x36)
PANELS: tuple[tuple[Rgb, bool | None, Rgb | None], ...] = (
    (LIGHT_PANEL, None, None),
    (DARK_PANEL, None, None),
    (LIGHT_PANEL, False, None),
    (DARK_PANEL, True, None),
    (LIGHT_PANEL, None, (0, 0, 0)),
    (DARK_PANEL, None, (255, 255, 255)),
)
"""What lies behind, whether the icon knows it, and the one colour it is shown in, if any."""

ROWS = ((16, 1), (22, 1), (24, 1), (32, 1), (44, 1), (48, 1), (64, 1), (16, 4), (22, 4), (24, 4))
"""Sizes, and how many times they are enlarged."""

GAP = 8
COLUMN = max(size * times for size, times in ROWS) + GAP


def sheet() -> Image.Image:
    """The whole picture."""
    bands = [_band(*panel) for panel in PANELS]
    picture = Image.new("RGB", (bands[0].width, sum(band.height for band in bands)))
    for number, band in enumerate(bands):
        picture.paste(band, (0, number * band.height))
    return picture


def _band(ground: Rgb, dark: bool | None, colour: Rgb | None) -> Image.Image:  # noqa: FBT001 - as `draw` has it
    height = sum(size * times + GAP for size, times in ROWS) + GAP
    band = Image.new("RGB", (COLUMN * len(LOOKS) + GAP, height), ground)
    top = GAP
    for size, times in ROWS:
        for column, look in enumerate(LOOKS):
            icon = _drawn(look, size, dark)
            if colour:
                shape, icon = icon.getchannel("A"), Image.new("RGBA", icon.size, colour)
                icon.putalpha(shape)
            large = icon.resize((size * times, size * times), Image.Resampling.NEAREST)
            band.paste(large, (GAP + COLUMN * column, top), large)
        top += size * times + GAP
    return band


@cache
def _drawn(look: Look, size: int, dark: bool | None) -> Image.Image:  # noqa: FBT001 - as `draw` has it
    return draw(look, size, dark=dark)


if __name__ == "__main__":
    sheet().save(Path(sys.argv[1]))
