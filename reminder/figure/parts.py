"""What is drawn of a figure in one pose: tapered tubes along its limbs, from the back of the picture to the front."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from reminder.core.records import dataclass
from reminder.figure.body import HEAD, SIDES, SPINE_STEPS, Point, Pose, between, direction, joints, number, toward

Role = Literal["line", "far", "move", "prop", "halo", "ghost", "mark", "floor", "ground"]
"""What a part is of: the body, its far side, what is at work, a thing, a soft glow, where it began, an arrow."""

Ball = tuple[float, float, float]
"""A place along a tube, and the tube's radius there."""

Tube = tuple[Ball, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Tubes of one color. Around `gap` what is behind is cut away, so that an arm is seen before a trunk."""

    name: str
    role: Role
    tubes: tuple[Tube, ...]
    gap: tuple[Tube, ...] = ()


SIDE_SPINE = (4.2, 3.8, 3.5, 3.9, 4.0, 2.9)
FRONT_SPINE = (4.9, 4.6, 4.5, 5.3, 6.0, 3.8)
SWELL = (0.3, 1.0, 0.8, 0.5, 0.2, 0.0)
"""Where breath makes the trunk broader, for each unit of it."""

LEG = (3.7, 2.8, 1.9)
FOOT = (1.6, 1.9, 1.2)
ARM = (2.5, 2.0, 1.6, 1.5)
UNMARKED = 0.4
"""How much of a limb's first piece has no gap around it."""

NECK = (2.3, 2.1)
NOSE, TIP = 0.9, 0.9
"""How far the nose stands out of the head, and how round it is."""

BLADE, BELLY = (2.1, 0.9), 3.6


def parts(pose: Pose, accent: Collection[str], *, front: bool, over: str = "") -> list[Part]:
    """The figure's parts in the order in which they are drawn. `accent` names those that are at work.

    `over` is what lies over all else: "leg", the near one, its shank over its thigh, or "head", before the hands.
    """
    found = joints(pose, front=front)

    def role(name: str) -> Role:
        return "move" if name in accent else "far" if not front and name.startswith("far") else "line"

    def tube(side: str, stops: Sequence[str], radii: Sequence[float]) -> Tube:
        return _tube([found[f"{side}_{stop}"] for stop in stops], radii)

    legs, arms = list[Part](), dict[str, Part]()
    for side in SIDES:
        leg = (tube(side, ("hip", "knee", "ankle"), LEG), tube(side, ("heel", "ankle", "toe"), FOOT))
        legs.append(Part(f"{side}_leg", role(f"{side}_leg"), leg, () if front or side == "far" else leg))
        arm = tube(side, ("shoulder", "elbow", "wrist", "finger"), ARM)
        arms[side] = Part(f"{side}_arm", role(f"{side}_arm"), (arm,), (_from(arm[1:] if front else arm),))
    trunk = [
        Part("neck", role("neck"), (_tube([found["shoulders"], found["head"]], NECK),)),
        Part("trunk", role("trunk"), (_tube(*_spine(found, number(pose, "swell"), front=front)),)),
        *([Part("shoulders", role("shoulders"), (_yoke(found),))] if front else []),
        Part("head", role("head"), tuple(_head(found, number(pose, "turn") if front else 1.0))),
        *_drawn_on(found, pose, front=front),
    ]
    if over == "leg":
        far, near = legs
        return [far, *trunk, *_crossed(near), arms["far"], arms["near"]]
    if over == "head":
        head = [part for part in trunk if part.name == "head"]
        return [arms["far"], *legs, *(part for part in trunk if part not in head), arms["near"], *head]
    if front:
        return [*legs, *trunk, arms["far"], arms["near"]]
    return [arms["far"], *legs, *trunk, arms["near"]]


def _crossed(leg: Part) -> Iterator[Part]:
    """A thigh, and over it the shank with its foot."""
    (hip, knee, ankle), foot = leg.tubes
    yield Part(leg.name, leg.role, ((hip, knee),), ((hip, knee),))
    yield Part(leg.name, leg.role, ((knee, ankle), foot), (_from((knee, ankle)), foot))


def _from(tube: Tube) -> Tube:
    """The tube without its beginning, so that no joint is marked by a gap."""
    first, second = (tuple(ball) for ball in tube[:2])
    begun = tuple(one + (other - one) * UNMARKED for one, other in zip(first, second, strict=True))
    return ((begun[0], begun[1], begun[2]), *tube[1:])


def _spine(found: dict[str, Point], swell: float, *, front: bool) -> tuple[list[Point], list[float]]:
    radii = FRONT_SPINE if front else SIDE_SPINE
    return (
        [found[f"spine_{at}"] for at in range(SPINE_STEPS + 1)],
        [own + swell * share for own, share in zip(radii, SWELL, strict=True)],
    )


def _yoke(found: dict[str, Point]) -> Tube:
    """From shoulder to shoulder, seen from the front."""
    return _tube([found["near_shoulder"], found["shoulders"], found["far_shoulder"]], (2.5, 3.2, 2.5))


def _head(found: dict[str, Point], turn: float) -> Iterator[Tube]:
    """A circle, and as much of the nose as is seen: all of it from the side, nothing from the front."""
    (x, y), (to_x, to_y) = found["head"], found["nose"]
    share = turn * (HEAD + NOSE) / HEAD
    yield ((x, y, HEAD),)
    yield (x, y, HEAD - 2.2), (x + (to_x - x) * share, y + (to_y - y) * share, TIP)


def _drawn_on(found: dict[str, Point], pose: Pose, *, front: bool) -> Iterator[Part]:
    """The belly, and on a back the spine and the shoulder blades, of figures that show them."""
    if "belly" in pose:
        out, (x, y) = number(pose, "belly"), found["spine_2"]
        ball = (x, y, out) if front else (x + out, y + 1.5, BELLY)
        yield Part("belly", "move", ((ball,),))
    if "blades" in pose:
        apart, (x, y) = number(pose, "blades"), found["shoulders"]
        yield Part("spine", "ground", (_tube([found["spine_5"], found["spine_1"]], (0.45, 0.45)),))
        lines = [[(x + sign * (apart + 1), y + 3), (x + sign * apart, y + 9.5)] for sign in (-1, 1)]
        tubes = tuple(_tube(line, BLADE) for line in lines)
        yield Part("blades", "move", tubes, tubes)


def _tube(points: Sequence[Point], radii: Sequence[float]) -> Tube:
    return tuple((x, y, radius) for (x, y), radius in zip(points, radii, strict=True))


def arrow(start: Point, end: Point, bulge: float) -> Part:
    """A bent arrow; `bulge` is how far it leaves the straight."""
    return _pointed(between(start, end, bulge, 8))


def circling(middle: Point, radius: float, begin: float, end: float) -> Part:
    """An arrow around a point, from one direction to another."""
    return _pointed([toward(middle, begin + (end - begin) * step / 12, radius) for step in range(13)])


def _pointed(line: Sequence[Point]) -> Part:
    """An arrow's line, and the two strokes of its head."""
    last = direction(line[-2], line[-1])
    heads = [[line[-1], toward(line[-1], last + 180 + turn, 3.2)] for turn in (-38, 38)]
    return Part("arrow", "mark", tuple(_tube(points, [0.75] * len(points)) for points in [line, *heads]))


@dataclass(frozen=True, slots=True)
class Halo:
    """A soft glow from one joint to another, or so far beside them: where the stretch is felt."""

    start: str
    end: str
    radius: float
    right: float = 0.0
    down: float = 0.0

    def drawn(self, pose: Pose, *, front: bool) -> Part:
        """The glow around a figure in this pose."""
        found = joints(pose, front=front)
        places = [(found[name][0] + self.right, found[name][1] + self.down) for name in (self.start, self.end)]
        return Part("halo", "halo", (_tube(places, (self.radius, self.radius)),))


def moved(part: Part, frame: tuple[float, float, float]) -> Part:
    """The part as it is seen in a frame, given by its middle and its breadth, that fills the field."""
    return Part(part.name, part.role, _seen(part.tubes, frame), _seen(part.gap, frame))


def _seen(tubes: tuple[Tube, ...], frame: tuple[float, float, float]) -> tuple[Tube, ...]:
    x, y, breadth = frame
    scale = 100 / breadth
    return tuple(
        tuple((50 + (at - x) * scale, 50 + (down - y) * scale, radius * scale) for at, down, radius in tube)
        for tube in tubes
    )


def tangents(first: Ball, last: Ball) -> tuple[Point, Point, Point, Point]:
    """Where the two straight edges of a tube's piece begin and end: one edge, and the other one back."""
    (x, y, radius), (to_x, to_y, to_radius) = first, last
    distance = max(math.hypot(to_x - x, to_y - y), abs(radius - to_radius) + 1e-3)
    way, slope = math.atan2(to_y - y, to_x - x), math.acos((radius - to_radius) / distance)
    right, left = ((math.cos(turn), math.sin(turn)) for turn in (way - slope, way + slope))
    return (
        (x + radius * right[0], y + radius * right[1]),
        (to_x + to_radius * right[0], to_y + to_radius * right[1]),
        (to_x + to_radius * left[0], to_y + to_radius * left[1]),
        (x + radius * left[0], y + radius * left[1]),
    )
