"""The icon, drawn for each size on that size's own pixel grid: a ring, open at the top, around an upright mark.

Everything is built from one module, the stroke: ring and mark are one stroke wide, the opening is three, so that the
mark has a stroke of air on each side when it rises through it. No size is ever scaled from another one.

Pixels come from distances, not from Pillow's polygon rules, which have changed between its versions: how much of a
pixel is covered is how far its middle lies inside the form. Along the grid that is exact, so straight edges are sharp.
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reminder.tray import Face, Look

Rgb = tuple[int, int, int]
Form = Callable[[float, float], float]
"""Distance in pixels from a point to the edge of a form: negative inside."""

NEUTRAL: Rgb = (0x82, 0x86, 0x89)
"""The line: more than 3:1 on a light panel (#f5f5f5) as on a dark one (#2e3436)."""

ACCENTS: dict[bool | None, tuple[Rgb, Rgb]] = {
    False: ((0x0B, 0x7A, 0x75), (0xB4, 0x53, 0x09)),
    True: ((0x4F, 0xD1, 0xC5), (0xFB, 0xBF, 0x24)),
    None: ((0x14, 0x92, 0x8A), (0xC0, 0x6A, 0x10)),
}
"""Teal and amber for a light panel (False), a dark one (True), and one of which nothing is known (None)."""

SIZES = (16, 22, 24, 32, 48, 64)
APP_SIZE = 256
FILLED = 7 / 12
"""How much of the ring the working face shows as sat through."""


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
    def rounded(self) -> bool:
        """Whether ends are round; below four pixels a round end is only a blur."""
        return self.stroke >= 4

    @property
    def opening(self) -> float:
        """Half of the opening at the top, in degrees."""
        half = self.stroke * (2.0 if self.rounded else 1.5)
        return math.degrees(math.asin(half / (self.middle - self.stroke / 2)))


@dataclass(frozen=True, slots=True)
class Layer:
    """One form in one colour."""

    form: Form
    colour: Rgb


def draw(look: Look, size: int, *, dark: bool | None) -> Image.Image:
    """The face at exactly this size, RGBA on nothing. `dark` tells what lies behind; None: not known."""
    return _paint(layers(look.face, Grid.of(size), dark=dark), size)


def layers(face: Face, grid: Grid, *, dark: bool | None) -> tuple[Layer, ...]:
    """The forms of a face, from the back to the front."""
    teal, amber = ACCENTS[dark]
    start, end = grid.opening, 360 - grid.opening
    match face:
        case Face.WORKING:
            now = start + (end - start) * FILLED
            return (
                Layer(_arc(grid, now, end, grid.thin), NEUTRAL),
                Layer(_arc(grid, start, now, grid.stroke), teal),
                Layer(_upright(grid), NEUTRAL),
            )
        case Face.DUE:
            return Layer(_arc(grid, start, end, grid.stroke), amber), Layer(_rising(grid), NEUTRAL)
        case Face.HELD:
            gap = grid.opening * 0.75
            lower = _arc(grid, 90 + gap, 270 - gap, grid.stroke)
            upper = _arc(grid, 270 + gap, 450 - gap, grid.stroke)
            return (Layer(_either(lower, upper, _bars(grid)), NEUTRAL),)
        case Face.UNKNOWN | Face.AWAY:
            return (Layer(_either(_arc(grid, start, end, grid.thin), _circle(grid)), NEUTRAL),)


def _paint(stack: Sequence[Layer], size: int) -> Image.Image:
    picture = Image.new("RGBA", (size, size))
    for layer in stack:
        covered = bytes(
            round(255 * min(1.0, max(0.0, 0.5 - layer.form(x + 0.5, y + 0.5))))
            for y in range(size)
            for x in range(size)
        )
        sheet = Image.new("RGBA", (size, size), layer.colour)
        sheet.putalpha(Image.frombytes("L", (size, size), covered))
        picture = Image.alpha_composite(picture, sheet)
    return picture


def _either(*forms: Form) -> Form:
    return lambda x, y: min(form(x, y) for form in forms)


def _box(left: float, top: float, right: float, bottom: float) -> Form:
    return lambda x, y: max(left - x, x - right, top - y, y - bottom)


def _disc(x0: float, y0: float, radius: float) -> Form:
    return lambda x, y: math.hypot(x - x0, y - y0) - radius


def _arc(grid: Grid, start: float, end: float, width: int) -> Form:
    """A stretch of the ring between two directions, in degrees clockwise from the top."""
    outer = grid.middle - (grid.stroke - width) // 2
    first, last = math.radians(start), math.radians(end)

    def cut(x: float, y: float) -> float:
        right, down = x - grid.middle, y - grid.middle
        away = math.hypot(right, down)
        before = -(math.sin(first) * down + math.cos(first) * right)
        after = math.sin(last) * down + math.cos(last) * right
        beside = min(before, after) if end - start > 180 else max(before, after)
        return max(away - outer, outer - width - away, beside)

    if not grid.rounded:
        return cut
    line = outer - width / 2
    return _either(
        cut,
        *(
            _disc(grid.middle + line * math.sin(turn), grid.middle - line * math.cos(turn), width / 2)
            for turn in (first, last)
        ),
    )


def _upright(grid: Grid) -> Form:
    """The mark at rest: a short stroke with the bend of a back."""
    return _back(grid, grid.middle - 2 * grid.stroke, lean=0.0)


def _rising(grid: Grid) -> Form:
    """The mark as somebody who stands up: it leans, and its head is out of the opening."""
    return _back(grid, grid.stroke // 2, lean=0.25)


def _back(grid: Grid, top: float, *, lean: float) -> Form:
    """A stroke from `top` down, slightly bowed; `lean` is pixels to the right per pixel up."""
    top, bottom = math.ceil(top), math.floor(grid.middle + 2 * grid.stroke)
    half, centre = (bottom - top) / 2, (bottom + top) / 2
    bow = 0.4 * grid.stroke if grid.stroke > 2 else 0.0  # two pixels have nothing to bend by: it would only blur

    def line(y: float) -> float:
        return grid.middle - lean * (y - centre) + bow * (0.5 - ((y - centre) / half) ** 2)

    cap = grid.stroke / 2 if grid.rounded else 0.0

    def body(x: float, y: float) -> float:
        slope = lean + 2 * bow * (y - centre) / half**2
        return max(abs(x - line(y)) / math.hypot(1, slope) - grid.stroke / 2, top + cap - y, y - bottom + cap)

    return _either(body, *(_disc(line(y), y, cap) for y in (top + cap, bottom - cap) if cap))


def _bars(grid: Grid) -> Form:
    """Two short bars with a stroke between them: a pause."""
    stroke, middle = grid.stroke, grid.middle
    top, bottom = middle - 1.5 * stroke, middle + 1.5 * stroke
    left = _box(middle - 1.5 * stroke, top, middle - 0.5 * stroke, bottom)
    return _either(left, _box(middle + 0.5 * stroke, top, middle + 1.5 * stroke, bottom))


def _circle(grid: Grid) -> Form:
    """Nobody knows: a small open circle where the mark would be."""
    outer, width = 1.5 * grid.stroke, max(2, round(grid.stroke * 0.65))

    def form(x: float, y: float) -> float:
        away = math.hypot(x - grid.middle, y - grid.middle)
        return max(away - outer, outer - width - away)

    return form


def files() -> dict[str, Image.Image]:
    """Every PNG of the folder `icons/`, by its name."""
    named = {"reminder.png": draw(Look(Face.WORKING, 7), APP_SIZE, dark=None)}
    for face in Face:
        for size in SIZES:
            named[f"reminder-{face}-{size}.png"] = draw(Look(face), size, dark=False)
            named[f"reminder-{face}-{size}-dark.png"] = draw(Look(face), size, dark=True)
    return named


def write(folder: Path) -> None:
    """Write the folder `icons/`: the PNGs, and reminder.ico for Windows, each of its sizes drawn, not scaled."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in files().items():
        picture.save(folder / name, optimize=True)
    small = [draw(Look(Face.WORKING, 7), size, dark=None) for size in SIZES]
    largest = draw(Look(Face.WORKING, 7), APP_SIZE, dark=None)
    largest.save(folder / "reminder.ico", sizes=[one.size for one in (*small, largest)], append_images=small)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
