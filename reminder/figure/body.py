"""The body: how long each part is, and where its joints are in a pose.

Everything is in units of a field of 100 by 100 in which a standing figure is 80 tall; x to the right, y down. Angles
are directions in degrees: 0 is up, 90 to the right (in a side view: where the figure looks), 180 down. Proportions are
those of an adult, but the head, which is a seventh of the height, so that it is still seen in a small picture.
`poses.toml` says what a pose may tell.
"""

import math
from collections.abc import Mapping

Point = tuple[float, float]
Value = tuple[float, ...] | str
Pose = Mapping[str, Value]
"""What a pose tells, by its key: numbers, or the name of the joint that a hand rests on."""

NEUTRAL: dict[str, Value] = {
    **dict.fromkeys(("trunk", "curve", "neck", "glide", "turn", "lift", "spread", "swell"), (0.0,)),
    **dict.fromkeys(("near_wrist", "far_wrist"), (0.0,)),
    **dict.fromkeys(("trunk_seen", "neck_seen", "near_elbow", "far_elbow", "near_knee", "far_knee"), (1.0,)),
    **dict.fromkeys(("near_arm_seen", "far_arm_seen", "near_leg_seen", "far_leg_seen"), (1.0, 1.0)),
    "gaze": (90.0,),
}
"""What a pose need not tell. The other keys are the hip's place, and how arms and legs are held."""

THIGH, SHANK, FOOT, HEEL = 19.0, 19.0, 7.5, 2.2
TRUNK, NECK, HEAD = 23.0, 11.0, 5.7
UPPER_ARM, FOREARM, HAND = 13.5, 12.0, 4.0

SHOULDER_HALF, HIP_HALF = 7.2, 3.3
"""Half the breadth of shoulders and hips, seen from the front."""

FRONT_FOOT = 4.2
"""How much of a foot is seen from the front."""

SPINE_STEPS = 5
SIDES = ("far", "near")

BESIDE = {"near_knee": (0.0, -3.4), "far_knee": (0.0, -3.4), "hip": (-3.5, -3.0)}
"""Where a hand comes to rest beside the joint it is said to be on."""


def toward(start: Point, way: float, length: float) -> Point:
    """The point at this distance, in degrees from straight up, clockwise."""
    turn = math.radians(way)
    return start[0] + length * math.sin(turn), start[1] - length * math.cos(turn)


def direction(start: Point, end: Point) -> float:
    """The direction from one point to another, in degrees from straight up."""
    return math.degrees(math.atan2(end[0] - start[0], start[1] - end[1]))


def between(start: Point, end: Point, bulge: float, steps: int) -> list[Point]:
    """Points along a bow whose middle is `bulge` to the left of the straight line."""
    middle = toward(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), direction(start, end) - 90, 2 * bulge)
    shares = [number / steps for number in range(steps + 1)]
    return [
        (
            (1 - share) ** 2 * start[0] + 2 * (1 - share) * share * middle[0] + share**2 * end[0],
            (1 - share) ** 2 * start[1] + 2 * (1 - share) * share * middle[1] + share**2 * end[1],
        )
        for share in shares
    ]


def bent(start: Point, end: Point, upper: float, lower: float, side: float) -> tuple[Point, Point]:
    """The joint between two parts of a limb that reaches for `end`, and where the limb really ends.

    `side` 1 bends it clockwise of the straight line. What is out of reach is reached for with a straight limb.
    """
    wanted, way = math.dist(start, end), direction(start, end)
    reach = max(min(wanted, upper + lower), abs(upper - lower) + 1e-6)
    corner = math.acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach))
    return toward(start, way + side * math.degrees(corner), upper), toward(start, way, reach)


def number(pose: Pose, key: str) -> float:
    """One number of a pose."""
    return float(pose[key][0])


def joints(pose: Pose, *, front: bool) -> dict[str, Point]:
    """Where everything is: hip, spine_0 to spine_5, shoulders, head, nose, nape, and the joints of each side."""
    found = _middle(pose)
    across, lift, spread = number(pose, "trunk") + 90, number(pose, "lift"), number(pose, "spread")
    for side, sign in zip(SIDES, (1, -1), strict=True):
        out = sign * (SHOULDER_HALF + spread) if front else spread
        found[f"{side}_shoulder"] = toward(toward(found["shoulders"], across, out), 0, lift)
        found[f"{side}_hip"] = toward(found["hip"], 90, sign * HIP_HALF if front else 0.0)
        _leg(found, pose, side, front=front)
    for side in SIDES:
        _arm(found, pose, side)
    return found


def _middle(pose: Pose) -> dict[str, Point]:
    hip, lean = _place(pose["hip"]), number(pose, "trunk")
    top = toward(hip, lean, TRUNK * number(pose, "trunk_seen"))
    found = {"hip": hip, "shoulders": top}
    found |= {f"spine_{at}": place for at, place in enumerate(between(hip, top, number(pose, "curve"), SPINE_STEPS))}
    head = toward(top, number(pose, "neck"), NECK * number(pose, "neck_seen"))
    head = toward(head, 90, number(pose, "glide"))
    gaze = number(pose, "gaze")
    return found | {"head": head, "nose": toward(head, gaze, HEAD), "nape": toward(head, gaze + 165, HEAD)}


def _leg(found: dict[str, Point], pose: Pose, side: str, *, front: bool) -> None:
    start, seen = found[f"{side}_hip"], _place(pose[f"{side}_leg_seen"])
    thigh, shank = THIGH * seen[0], SHANK * seen[1]
    if f"{side}_foot" in pose:
        x, y, foot = map(float, pose[f"{side}_foot"])
        knee, ankle = bent(start, (x, y), thigh, shank, -number(pose, f"{side}_knee"))
    else:
        upper, lower, foot = map(float, pose[f"{side}_leg"])
        knee = toward(start, upper, thigh)
        ankle = toward(knee, lower, shank)
    toe, heel = (foot, FRONT_FOOT), (foot + 180, 0.0)
    if not front:
        toe, heel = (foot + 12, FOOT), (foot + 150, HEEL)
    found |= {f"{side}_knee": knee, f"{side}_ankle": ankle}
    found |= {f"{side}_toe": toward(ankle, *toe), f"{side}_heel": toward(ankle, *heel)}


def _arm(found: dict[str, Point], pose: Pose, side: str) -> None:
    start, seen = found[f"{side}_shoulder"], _place(pose[f"{side}_arm_seen"])
    upper, lower = UPPER_ARM * seen[0], FOREARM * seen[1]
    if f"{side}_hand" in pose:
        wanted = _rest(found, pose[f"{side}_hand"])
        elbow, wrist = bent(start, wanted, upper, lower, number(pose, f"{side}_elbow"))
        last = direction(elbow, wrist)
    else:
        first, last = _place(pose[f"{side}_arm"])
        elbow = toward(start, first, upper)
        wrist = toward(elbow, last, lower)
    finger = toward(wrist, last + number(pose, f"{side}_wrist"), HAND)
    found |= {f"{side}_elbow": elbow, f"{side}_wrist": wrist, f"{side}_finger": finger}


def _place(value: Value) -> Point:
    return float(value[0]), float(value[1])


def _rest(found: Mapping[str, Point], wanted: Value) -> Point:
    """A place, or that of the joint which is named."""
    if not isinstance(wanted, str):
        return _place(wanted)
    right, down = BESIDE.get(wanted, (0.0, 0.0))
    return found[wanted][0] + right, found[wanted][1] + down
