"""What an X11 screen looks like around a spot: its shade, its monitor, the size things are wanted in."""

import re
from collections import Counter
from typing import Any

from PIL import Image, ImageStat
from Xlib import X, Xatom
from Xlib.ext import xinerama

from reminder.core.records import dataclass

MARGIN = 2
"""Pixels around an icon that show its panel's ground; panels leave at least as much."""

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

    def widened(self, by: int) -> "Area":
        return Area(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def within(self, other: "Area") -> "Area":
        """What of this lies within the other."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Area(left, top, max(0, right - left), max(0, bottom - top))


def place_of(display: Any, window: Any) -> Area:
    """Where a window is on the screen."""
    room = window.get_geometry()
    corner = display.screen().root.translate_coords(window, 0, 0)
    return Area(corner.x, corner.y, room.width, room.height)


def panel_around(display: Any, icon: Any) -> Area:
    """Where the panel is that holds this icon: the outermost window around it."""
    root, window = display.screen().root, icon
    while (parent := window.query_tree().parent) != root:
        window = parent
    return place_of(display, window)


def grab(window: Any, area: Area) -> Image.Image:
    """What a window shows there. Raises python-xlib's BadMatch for what is not on the screen."""
    reply = window.get_image(area.x, area.y, area.width, area.height, X.ZPixmap, 0xFFFFFFFF)
    layout = "BGRX" if len(reply.data) >= 4 * area.width * area.height else "BGR"
    return Image.frombytes("RGB", (area.width, area.height), reply.data, "raw", layout)


def ground_of(display: Any, icon: Any) -> Image.Image:
    """What the panel looks like around this icon, as a picture of the icon's size to put under it.

    An icon cannot see its own ground. ParentRelative, which was made for that, brings black on tint2 17 and nothing on
    Xfce 4.18, and a window with an alpha channel stands on black in both (also with a compositor). So we look at the
    screen: the commonest colour within two pixels around; where there is none, as on a gradient, the line beside it.
    """
    here = place_of(display, icon)
    around = here.widened(MARGIN).within(panel_around(display, icon))
    seen = grab(display.screen().root, around)
    spots = (
        (x, y) for y in range(around.y, around.y + around.height) for x in range(around.x, around.x + around.width)
    )
    pixels = [seen.getpixel((x - around.x, y - around.y)) for x, y in spots if not here.holds(x, y)]
    if not pixels:
        return Image.new("RGB", (here.width, here.height))
    colour, count = Counter(pixels).most_common(1)[0]
    if count > len(pixels) * 0.4:
        return Image.new("RGB", (here.width, here.height), colour)
    line = seen.crop((0, here.y - around.y, 1, here.y - around.y + here.height))
    return line.resize((here.width, here.height))


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
