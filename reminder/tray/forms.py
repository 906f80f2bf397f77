"""Forms as distances, and how they become pixels: how much of a pixel is covered is how far its middle lies inside.

Not Pillow's polygons, whose rules have changed between its versions. Along the grid this is exact, so straight edges
are sharp; everywhere else it is smooth.
"""

import math
from collections.abc import Callable

Form = Callable[[float, float], float]
"""Distance in pixels from a point to the edge of a form: negative inside."""


def either(*forms: Form) -> Form:
    """Everything that is in one of them."""
    return lambda x, y: min(form(x, y) for form in forms)


def without(form: Form, *holes: Form) -> Form:
    """The form with holes in it."""
    return lambda x, y: max(form(x, y), *(-hole(x, y) for hole in holes))


def box(left: float, top: float, right: float, bottom: float, corner: float = 0.0) -> Form:
    """A rectangle; `corner` is the radius of its corners."""
    x0, y0 = (left + right) / 2, (top + bottom) / 2
    across, down = (right - left) / 2 - corner, (bottom - top) / 2 - corner

    def form(x: float, y: float) -> float:
        beside, above = abs(x - x0) - across, abs(y - y0) - down
        if corner:
            return math.hypot(max(beside, 0.0), max(above, 0.0)) + min(max(beside, above), 0.0) - corner
        return max(beside, above)

    return form


def disc(x0: float, y0: float, radius: float) -> Form:
    return lambda x, y: math.hypot(x - x0, y - y0) - radius


def ring(x0: float, y0: float, outer: float, width: float) -> Form:
    line = outer - width / 2
    return lambda x, y: abs(math.hypot(x - x0, y - y0) - line) - width / 2


def stroke(x0: float, y0: float, x1: float, y1: float, width: float) -> Form:
    """A straight line with round ends, from the middle of one end to the middle of the other."""
    right, down = x1 - x0, y1 - y0
    length = right * right + down * down

    def form(x: float, y: float) -> float:
        along = min(1.0, max(0.0, ((x - x0) * right + (y - y0) * down) / length))
        return math.hypot(x - x0 - along * right, y - y0 - along * down) - width / 2

    return form


def arc(circle: tuple[float, float, float], start: float, end: float, width: float, *, rounded: bool) -> Form:
    """A stretch of a line along a circle (middle and radius), between directions in degrees clockwise from the top.

    `rounded` ends reach half the width beyond; others are cut along the radius.
    """
    x0, y0, radius = circle
    half, turn = math.radians((end - start) / 2), math.radians((start + end) / 2)
    ahead, beside = (math.sin(turn), -math.cos(turn)), (math.cos(turn), math.sin(turn))
    tip = (radius * math.sin(half), radius * math.cos(half))

    def form(x: float, y: float) -> float:
        along = (x - x0) * ahead[0] + (y - y0) * ahead[1]
        across = abs((x - x0) * beside[0] + (y - y0) * beside[1])
        line = abs(math.hypot(along, across) - radius) - width / 2
        if rounded:
            within = math.atan2(across, along) <= half
            return line if within else math.hypot(across - tip[0], along - tip[1]) - width / 2
        return max(line, across * math.cos(half) - along * math.sin(half)) if half < math.pi else line

    return form


def cover(form: Form, size: int) -> bytes:
    """How much of each pixel of a square the form covers, 0 to 255, from the top left."""
    middles = [place + 0.5 for place in range(size)]
    return bytes(round(255 * min(1.0, max(0.0, 0.5 - form(x, y)))) for y in middles for x in middles)
