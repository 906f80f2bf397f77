"""A figure as SVG: moving between its poses at the exercise's own tempo, or still, with how it begins behind it.

It is for use within a page: the page gives the colors as custom properties, and a description. No script is needed;
what moves does so by SMIL, and can be stopped and set by a page's script (`pauseAnimations`, `setCurrentTime`).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reminder.figure.figures import Tempo, cycle, drawn, figures, length, picture, setting
from reminder.figure.parts import Ball, Part, Role, Tube, tangents

COLORS: dict[Role, str] = {
    "line": "var(--figure-line, #2b3a3b)",
    "far": "var(--figure-far, #96a3a3)",
    "move": "var(--figure-move, #0b7a75)",
    "mark": "var(--figure-move, #0b7a75)",
    "prop": "var(--figure-prop, #c4cdcc)",
    "floor": "var(--figure-prop, #c4cdcc)",
    "halo": "var(--figure-halo, #c4e4e1)",
    "ghost": "var(--figure-ghost, #cedddb)",
    "ground": "var(--figure-ground, #ffffff)",
}
GAP = 1.8
"""How broad the line is that is cut around a part; half of it is seen."""


def moving(name: str, tempo: Tempo) -> str:
    """The figure of an exercise, going round and round in the time of one repetition. It needs no arrows."""
    figure = figures()[name]
    moments = cycle(figure, tempo)
    frames = [drawn(figure, pose) for _, pose in moments]
    keys = ";".join(_short(at, 4) for at, _ in moments)
    clock = f'dur="{_short(length(tempo), 3)}s" repeatCount="indefinite" keyTimes="{keys}"'
    paths = [_path(parts, clock) for parts in zip(*frames, strict=True)]
    return _svg("moving", [*(_path([part]) for part in setting(figure)), *paths])


def still(name: str) -> str:
    """The figure of an exercise as one picture, in which arrows and a faint beginning show the way."""
    return _svg("still", (_path([part]) for part in picture(figures()[name])))


def _svg(way: str, paths: Iterable[str]) -> str:
    inside = "\n".join(paths)
    return f'<svg class="figure {way}" viewBox="0 0 100 100" aria-hidden="true" focusable="false">\n{inside}\n</svg>'


def _path(frames: Sequence[Part], clock: str = "") -> str:
    """One part as paths: its gap, and itself."""
    part = frames[0]
    color = COLORS[part.role]
    shapes = [_shape([each.tubes for each in frames], f'fill="{color}"', clock)]
    if part.gap and part.role != "ghost":
        edge = f'fill="none" stroke="{COLORS["ground"]}" stroke-width="{GAP}"'
        shapes.insert(0, _shape([each.gap for each in frames], edge, clock))
    return "\n".join(shapes)


def _shape(frames: Sequence[Sequence[Tube]], look: str, clock: str) -> str:
    ways = ["".join(map(_outline, tubes)) for tubes in frames]
    if not clock or len(set(ways)) == 1:
        return f'<path {look} d="{ways[0]}"/>'
    moves = f'<animate attributeName="d" {clock} values="{";".join(ways)}"/>'
    return f'<path {look} d="{ways[0]}">{moves}</path>'


def _outline(tube: Tube) -> str:
    """The outline of a tube: of each of its pieces, all the same way round, so that together they are filled."""
    if len(tube) == 1:
        return _circle(tube[0])
    return "".join(_piece(first, last) for first, last in pairwise(tube))


def _circle(ball: Ball) -> str:
    x, y, radius = ball
    half = f"a{_short(radius)} {_short(radius)} 0 1 1"
    return f"M{_short(x - radius)} {_short(y)}{half} {_short(2 * radius)} 0{half} {_short(-2 * radius)} 0z"


def _piece(first: Ball, last: Ball) -> str:
    """Two circles, and the tangents that join them. Always the same commands, so that one may become another."""
    a, b, c, d = (f"{_short(x)} {_short(y)}" for x, y in tangents(first, last))
    radius, to_radius = first[2], last[2]
    far, near = int(to_radius > radius), int(radius > to_radius)
    end, begin = (f"A{_short(each)} {_short(each)} 0" for each in (to_radius, radius))
    return f"M{a}L{b}{end} {far} 1 {c}L{d}{begin} {near} 1 {a}z"


def _short(number: float, places: int = 1) -> str:
    """A number in as few characters as it needs."""
    return f"{round(number, places) + 0:g}"
