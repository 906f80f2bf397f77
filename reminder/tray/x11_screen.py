"""What an X11 screen looks like around a spot: its shade, its monitor, the size things are wanted in."""

import re
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageStat
from Xlib import X, Xatom
from Xlib.ext import xinerama

MID_GREY = 128
"""What is darker than this on average is dark."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in pixels, from the top left of the screen or of its window."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def grab(window: Any, area: Area) -> Image.Image:
    """What a window shows there. Raises python-xlib's BadMatch for what is not on the screen."""
    reply = window.get_image(area.x, area.y, area.width, area.height, X.ZPixmap, 0xFFFFFFFF)
    layout = "BGRX" if len(reply.data) >= 4 * area.width * area.height else "BGR"
    return Image.frombytes("RGB", (area.width, area.height), reply.data, "raw", layout)


def strip_beside(display: Any, here: Area) -> Image.Image:
    """The line of pixels next to this area: one wide, as high as the area. Black where that is off the screen.

    Where most of it has one colour, all of it gets that: the rest belongs to a neighbour.
    """
    screen = display.screen()
    line = Area(here.x - 1 if here.x > 0 else here.x + here.width, here.y, 1, here.height)
    if not (line.x < screen.width_in_pixels and 0 <= line.y <= screen.height_in_pixels - line.height):
        return Image.new("RGB", (1, here.height))
    seen = grab(screen.root, line)
    pixels = [seen.crop((0, y, 1, y + 1)).tobytes() for y in range(here.height)]
    often = max(pixels, key=pixels.count)
    return Image.frombytes("RGB", seen.size, often * here.height) if pixels.count(often) > here.height / 2 else seen


def is_dark(picture: Image.Image) -> bool:
    return ImageStat.Stat(picture.convert("L")).mean[0] < MID_GREY


def monitor_of(display: Any, here: Area) -> Area:
    """The monitor that the area begins on; the whole screen where X tells of none."""
    screen = display.screen()
    whole = Area(0, 0, screen.width_in_pixels, screen.height_in_pixels)
    if not display.has_extension("XINERAMA"):
        return whole
    monitors = (Area(m.x, m.y, m.width, m.height) for m in xinerama.query_screens(display.screen().root).screens)
    return next((one for one in monitors if one.holds(here.x, here.y)), whole)


def scale(display: Any) -> float:
    """How much larger than at 96 dpi things are wanted: the resource `Xft.dpi`, which desktops set. From 1 to 4."""
    resources = display.screen().root.get_full_property(Xatom.RESOURCE_MANAGER, Xatom.STRING)
    text = bytes(resources.value) if resources else b""
    wanted = re.search(rb"^Xft\.dpi:\s*(\d+)", text, re.MULTILINE)
    return min(4.0, max(1.0, int(wanted[1]) / 96)) if wanted else 1.0
