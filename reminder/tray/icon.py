"""The icon, drawn for each size on that size's own pixel grid: a ring, open at the top, around an upright mark.

Everything is built from one module, the stroke: ring and mark are one stroke wide, the opening is three, so that the
mark has a stroke of air on each side when it rises through it. What is only hinted at is half as wide. No size is ever
scaled from another one.
"""

import math
from collections.abc import Callable, Mapping

from PIL import Image

from reminder.core.plan import HoldKind
from reminder.core.records import dataclass
from reminder.tray import STEPS, Face, Look
from reminder.tray.forms import Form, arc, box, cover, disc, either, ring, stroke, without

Rgb = tuple[int, int, int]

ACCENTS: dict[bool | None, tuple[Rgb, Rgb]] = {
    False: ((0x0B, 0x7A, 0x75), (0xB4, 0x53, 0x09)),
    True: ((0x4F, 0xD1, 0xC5), (0xFB, 0xBF, 0x24)),
    None: ((0x13, 0x9A, 0x90), (0xCC, 0x74, 0x00)),
}
"""Teal and amber for a light panel (False), a dark one (True), and one of which nothing is known (None)."""

INKS: dict[bool | None, tuple[Rgb, Rgb]] = {
    False: ((0x4A, 0x4F, 0x53), (0x7D, 0x82, 0x85)),
    True: ((0xD3, 0xD7, 0xD8), (0x9A, 0xA0, 0xA3)),
    None: ((0x7F, 0x85, 0x89), (0x7F, 0x85, 0x89)),
}
"""What the mark is drawn in, and the track of the ring; for the same panels."""


LEAN = 18
"""Degrees by which the icon leans when something is due."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One size's measures in whole pixels. Points are counted from its top left corner."""

    stroke: int
    across: int

    @classmethod
    def of(cls, size: int) -> "Grid":
        """An eighth of the size is a stroke; where their parities differ a line of pixels stays free, to be sharp."""
        stroke = max(2, round(size / 8))
        return cls(stroke, size - (size - stroke) % 2)

    @property
    def middle(self) -> float:
        return self.across / 2

    @property
    def thin(self) -> int:
        """The width of what is only hinted at: the ring yet to fill."""
        return max(1, self.stroke // 2)

    @property
    def fine(self) -> int:
        """The width of a line within a sign."""
        return max(1, round(self.stroke * 0.6))

    @property
    def air(self) -> int:
        """What lies free between the parts of a sign."""
        return max(1, round(self.stroke * 0.45))

    @property
    def corner(self) -> float:
        """The radius of a corner that is not to be sharp; of two pixels nothing would be left."""
        return self.stroke / 3 if self.stroke > 2 else 0.0

    @property
    def rounded(self) -> bool:
        """Whether ends are round; below four pixels a round end is only a blur."""
        return self.stroke >= 4

    def turn(self, width: float) -> float:
        """The direction in degrees in which the ring's line is `width` pixels beside the middle."""
        return math.degrees(math.asin(width / (self.middle - self.stroke / 2)))

    @property
    def opening(self) -> float:
        """Half of the opening at the top, in degrees; round ends reach into it."""
        return self.turn(self.stroke * (2.0 if self.rounded else 1.5))

    def even(self, strokes: float) -> int:
        """So many strokes in whole pixels, with which something in the middle is sharp left and right."""
        return 2 * int((strokes * self.stroke - self.across % 2) / 2) + self.across % 2

    def whole(self, strokes: float) -> float:
        """So many strokes below the middle (above, if negative), on the edge of a pixel."""
        return math.floor(self.middle + strokes * self.stroke + 0.5)


@dataclass(frozen=True, slots=True)
class Layer:
    """One form in one colour."""

    form: Form
    colour: Rgb


def draw(look: Look, size: int, *, dark: bool | None) -> Image.Image:
    """The look at exactly this size, RGBA on nothing. `dark` tells what lies behind; None: not known."""
    picture = Image.new("RGBA", (size, size))
    for layer in layers(look, Grid.of(size), dark=dark):
        sheet = Image.new("RGBA", (size, size), layer.colour)
        sheet.putalpha(Image.frombytes("L", (size, size), cover(layer.form, size)))
        picture = Image.alpha_composite(picture, sheet)
    return picture


def layers(look: Look, grid: Grid, *, dark: bool | None) -> tuple[Layer, ...]:
    """The forms of a look, from the back to the front."""
    (teal, amber), (ink, track) = ACCENTS[dark], INKS[dark]
    start, end = grid.opening, 360 - grid.opening
    match look.face:
        case Face.WORKING:
            now = filled(grid, look.step)
            return (
                *([Layer(around(grid, now, end, grid.thin), track)] if look.step < STEPS else []),
                *([Layer(around(grid, start, now, grid.stroke), teal)] if look.step else []),
                Layer(upright(grid), ink),
            )
        case Face.DUE:
            half = grid.turn(grid.stroke * (2.25 if grid.rounded else 1.75))
            return Layer(around(grid, LEAN + half, LEAN + 360 - half, grid.stroke), amber), Layer(rising(grid), ink)
        case Face.HELD:
            return (Layer(either(halves(grid), SIGNS[look.hold or HoldKind.USER](grid)), ink),)
        case Face.AWAY:
            return (Layer(dotted(grid), ink),)
        case Face.UNKNOWN:
            return (Layer(either(around(grid, start, end, grid.thin), circle(grid)), ink),)


def filled(grid: Grid, step: int) -> float:
    """The direction up to which the ring is filled, in degrees clockwise from the top."""
    return grid.opening + (360 - 2 * grid.opening) * step / STEPS


def around(grid: Grid, start: float, end: float, width: int) -> Form:
    """A stretch of the ring between two directions, in degrees clockwise from the top."""
    line = grid.middle - (grid.stroke - width) // 2 - width / 2
    return arc((grid.middle, grid.middle, line), start, end, width, rounded=grid.rounded)


def halves(grid: Grid) -> Form:
    """The ring of a hold: parted left and right."""
    gap = grid.turn(grid.stroke * (1.75 if grid.rounded else 1.25))
    return either(around(grid, gap - 90, 90 - gap, grid.fine), around(grid, 90 + gap, 270 - gap, grid.fine))


def dotted(grid: Grid) -> Form:
    """The ring of who is away: dots, and none at the top."""
    line, size = grid.middle - grid.stroke / 2, grid.stroke
    dots = []
    for number in range(1, 12):
        turn = math.radians(30 * number)
        x, y = grid.middle + line * math.sin(turn), grid.middle - line * math.cos(turn)
        if grid.rounded:
            dots.append(disc(x, y, size / 2))
        else:
            left, top = round(x - size / 2), round(y - size / 2)
            dots.append(box(left, top, left + size, top + size))
    return either(*dots)


def circle(grid: Grid) -> Form:
    """Nobody knows: a small open circle where the mark would be."""
    return ring(grid.middle, grid.middle, grid.even(3) / 2, grid.fine)


def upright(grid: Grid) -> Form:
    """The mark at rest: a short stroke with the bend of a back."""
    width = grid.stroke
    if not grid.rounded:  # two pixels have nothing to bend by: it would only blur
        left = grid.middle - width / 2
        return box(left, grid.whole(-2), left + width, grid.whole(2), grid.corner)
    circle, half = back(grid)
    return arc(circle, 90 - half, 90 + half, width, rounded=True)


def back(grid: Grid) -> tuple[tuple[float, float, float], float]:
    """The line of the mark at rest: the circle it is of, and how far it goes up and down from there, in degrees."""
    top, bottom, bow = grid.whole(-2), grid.whole(2), 0.28 * grid.stroke
    reach = (bottom - top - grid.stroke) / 2
    radius = (reach * reach + bow * bow) / (2 * bow)
    return (grid.middle + bow / 2 - radius, (top + bottom) / 2, radius), math.degrees(math.asin(reach / radius))


def rising(grid: Grid) -> Form:
    """The mark as somebody who stands up: it leans, and its head is out of the opening."""
    right, up = math.sin(math.radians(LEAN)), math.cos(math.radians(LEAN))
    foot, head = -1.9 * grid.stroke, grid.middle - grid.stroke / 2
    middle = grid.middle
    return stroke(middle + foot * right, middle - foot * up, middle + head * right, middle - head * up, grid.stroke)


def bars(grid: Grid) -> Form:
    """You paused: two upright bars with a stroke between them."""
    width, top, bottom = grid.stroke, grid.whole(-1.5), grid.whole(1.5)
    gap = grid.even(1) / 2
    return either(
        box(grid.middle - gap - width, top, grid.middle - gap, bottom, grid.corner),
        box(grid.middle + gap, top, grid.middle + gap + width, bottom, grid.corner),
    )


def microphone(grid: Grid) -> Form:
    """A call: a capsule in its holder, on a foot."""
    middle, line, air, wide, high = grid.middle, grid.fine, grid.air, grid.even(2), round(2.35 * grid.stroke)
    top = math.floor(middle - (high + 2 * air + 2 * line) / 2)
    bottom, bowl, ground = top + high, top + high + air + line, top + high + 2 * air + 2 * line
    outer, foot = wide / 2 + air + line, grid.even(3) / 2
    bend = wide / 2 if grid.stroke > 2 else 1.5
    holder = without(
        box(middle - outer, top, middle + outer, bowl, bend + line),
        box(middle - outer + line, top, middle + outer - line, bowl - line, bend),
        box(0, 0, grid.across, bottom - grid.stroke),
    )
    return either(
        box(middle - wide / 2, top, middle + wide / 2, bottom, bend),
        holder,
        _post(grid, bowl - 0.5, ground),
        box(middle - foot, ground - line, middle + foot, ground),
    )


def screen(grid: Grid) -> Form:
    """Full screen: a screen that is filled, on its foot."""
    middle, line, wide, high = grid.middle, grid.fine, grid.even(4) / 2, round(2.4 * grid.stroke)
    top = math.floor(middle - (high + grid.air + line) / 2 + 0.5)
    bottom, ground, foot = top + high, top + high + grid.air + line, grid.even(2) / 2
    return either(
        box(middle - wide, top, middle + wide, bottom, grid.corner),
        _post(grid, bottom, ground),
        box(middle - foot, ground - line, middle + foot, ground),
    )


def _post(grid: Grid, top: float, bottom: float) -> Form:
    return box(grid.middle - grid.even(1) / 2, top, grid.middle + grid.even(1) / 2, bottom)


def no_entry(grid: Grid) -> Form:
    """Do not disturb: a bar across."""
    wide, high = grid.even(4) / 2, grid.even(1) / 2
    return box(grid.middle - wide, grid.middle - high, grid.middle + wide, grid.middle + high, grid.corner)


def moon(grid: Grid) -> Form:
    """Outside your hours: a crescent, its horns to the upper right."""
    radius = round(1.3 * (grid.middle - grid.fine)) / 2  # two thirds of what lies within the ring
    left, bottom = math.floor(grid.middle - 0.9 * radius + 0.5), math.floor(grid.middle + 0.9 * radius + 0.5)
    x, y = left + radius, bottom - radius
    return without(disc(x, y, radius), disc(x + 0.5 * radius, y - 0.5 * radius, 0.85 * radius))


SIGNS: Mapping[HoldKind, Callable[[Grid], Form]] = {
    HoldKind.USER: bars,
    HoldKind.CALL: microphone,
    HoldKind.FULL_SCREEN: screen,
    HoldKind.DO_NOT_DISTURB: no_entry,
    HoldKind.OUTSIDE_HOURS: moon,
}
"""What a hold shows inside the ring."""
