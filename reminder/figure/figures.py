"""The figure of each exercise, read from poses.toml, and what there is to draw of it at any moment of its cycle."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from reminder.core.records import dataclass
from reminder.figure.body import NEUTRAL, Pose, Value
from reminder.figure.parts import Halo, Part, Role, arrow, circling, moved, parts
from reminder.figure.props import FLOOR, PROPS

STEPS = 5
"""How many moments of a move are drawn: between them, the viewer's program goes straight."""

OTHER_WAY = {"arm": "hand", "hand": "arm", "leg": "foot", "foot": "leg"}
"""A limb is told by its directions or by where it ends: a later pose may tell it the other way."""


class Tempo(Protocol):
    """Seconds of each phase of one repetition: the move there, held, the move back, rest."""

    @property
    def out(self) -> float: ...
    @property
    def hold(self) -> float: ...
    @property
    def back(self) -> float: ...
    @property
    def rest(self) -> float: ...


def length(tempo: Tempo) -> float:
    """Seconds of one repetition."""
    return tempo.out + tempo.hold + tempo.back + tempo.rest


@dataclass(frozen=True, slots=True)
class Figure:
    """What poses.toml says of one exercise. `poses` are whole: what a pose does not tell is as in the one before.

    `frame` is the part of the field that is seen: its middle, and its breadth. `still` is the pose that shows it best.
    `closed`: after the last pose comes the first again, and not the way back. `behind` is what is shown faintly of the
    pose `first` in a picture that does not move: "accent", "all" or "none". `over`: "leg" or "head", if that lies over
    all else.
    """

    front: bool
    poses: tuple[Pose, ...]
    props: tuple[str, ...]
    accent: frozenset[str]
    frame: tuple[float, float, float]
    still: int
    closed: bool
    behind: str
    first: int
    over: str
    halos: tuple[Halo, ...]
    arrows: tuple[Part, ...]


@cache
def figures() -> dict[str, Figure]:
    """All of them, by the number of the exercise."""
    tables = tomllib.loads(Path(__file__).with_name("poses.toml").read_text("utf-8"))
    bases = tables.pop("base")
    return {name: _figure(table, bases[table["base"]]) for name, table in tables.items()}


def _figure(table: Mapping[str, Any], base: Mapping[str, Any]) -> Figure:
    poses = list[Pose]()
    for told in table["pose"]:
        poses.append(_followed(poses[-1] if poses else NEUTRAL | _pose(base["pose"]), _pose(told)))
    return Figure(
        front=base["front"],
        poses=tuple(poses),
        props=tuple(table.get("props", base["props"])),
        accent=frozenset(table["accent"]),
        frame=tuple(table.get("frame", base["frame"])),
        still=table.get("still", len(poses) - 1),
        closed=table.get("closed", False),
        behind=table.get("behind", "accent"),
        first=table.get("first", 0),
        over=table.get("over", ""),
        halos=tuple(Halo(*each) for each in table.get("halos", ())),
        arrows=tuple(_arrows(table)),
    )


def _arrows(table: Mapping[str, Any]) -> Iterator[Part]:
    for x, y, to_x, to_y, bulge in table.get("arrows", ()):
        yield arrow((x, y), (to_x, to_y), bulge)
    for x, y, radius, begin, end in table.get("circles", ()):
        yield circling((x, y), radius, begin, end)


def _pose(told: Mapping[str, Any]) -> dict[str, Value]:
    return {key: value if isinstance(value, str) else _numbers(value) for key, value in told.items()}


def _numbers(value: float | list[float]) -> tuple[float, ...]:
    return tuple(map(float, value)) if isinstance(value, list) else (float(value),)


def _followed(before: Pose, told: Pose) -> Pose:
    """A whole pose: the one before, but for what is told."""
    replaced = {
        f"{side}_{OTHER_WAY[limb]}" for side, _, limb in (key.partition("_") for key in told) if limb in OTHER_WAY
    }
    return {**{key: value for key, value in before.items() if key not in replaced}, **told}


def mixed(first: Pose, last: Pose, share: float) -> Pose:
    """The pose on the way from one to the other; a share of 0 is the first. Both tell the same things."""
    return {key: _mixed(value, last[key], share) for key, value in first.items()}


def _mixed(first: Value, last: Value, share: float) -> Value:
    if isinstance(first, str) or isinstance(last, str):
        return first
    return tuple(one + (other - one) * share for one, other in zip(first, last, strict=True))


def cycle(figure: Figure, tempo: Tempo) -> list[tuple[float, Pose]]:
    """The poses of one repetition, each with its moment as a share of the whole; the first is at 0, the last at 1.

    A move begins and ends gently.
    """
    whole = length(tempo)
    if figure.closed:
        ring = [*figure.poses, figure.poses[0]]
        return [(share, _along(ring, share)) for share in (step / (2 * STEPS) for step in range(2 * STEPS + 1))]
    there = [(_gently(step / STEPS), tempo.out * step / STEPS) for step in range(STEPS + 1)]
    back = [(1 - share, tempo.out + tempo.hold + at * tempo.back / tempo.out) for share, at in there]
    moments = [*there, *(back if tempo.hold else back[1:]), *([(0.0, whole)] if tempo.rest else [])]
    return [(at / whole, _along(figure.poses, share)) for share, at in moments]


def _gently(share: float) -> float:
    return share * share * (3 - 2 * share)


def _along(poses: tuple[Pose, ...] | list[Pose], share: float) -> Pose:
    """The pose at this share of the way through all of them."""
    place = share * (len(poses) - 1)
    before = min(int(place), len(poses) - 2)
    return mixed(poses[before], poses[before + 1], place - before) if len(poses) > 1 else poses[0]


def setting(figure: Figure) -> list[Part]:
    """What does not move: the floor and the things."""
    things = [Part(name, "prop", PROPS[name]) for name in figure.props]
    return [moved(part, figure.frame) for part in [Part("floor", "floor", FLOOR), *things]]


def drawn(figure: Figure, pose: Pose) -> list[Part]:
    """The figure in one of its poses, on top of a glow where it is felt."""
    glow = [each.drawn(pose, front=figure.front) for each in figure.halos]
    body = parts(pose, figure.accent, front=figure.front, over=figure.over)
    return [moved(part, figure.frame) for part in [*glow, *body]]


def picture(figure: Figure) -> list[Part]:
    """All there is to draw where nothing moves: faintly how it begins, then how it is done, and arrows."""
    first, shown = drawn(figure, figure.poses[figure.first]), drawn(figure, figure.poses[figure.still])
    before = [Part(part.name, "ghost", part.tubes) for part in first if _faintly(figure, part.role)]
    arrows = [moved(each, figure.frame) for each in figure.arrows]
    glows = [part for part in shown if part.role == "halo"]
    return [*setting(figure), *glows, *before, *(part for part in shown if part.role != "halo"), *arrows]


def _faintly(figure: Figure, role: Role) -> bool:
    """Whether a part of the first pose is seen behind that which is shown."""
    if figure.behind == "all":
        return role not in {"halo", "ground"}
    return figure.behind == "accent" and role == "move"
