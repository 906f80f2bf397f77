"""What is drawn of a pose: in which order, in which color, and where a gap tells one part from the next."""

import math

import pytest

from reminder.figure.figures import figures
from reminder.figure.parts import Halo, arrow, circling, moved, parts, tangents

SITTING = figures()["E13"].poses[0]
FACING = figures()["E05"].poses[0]


def test_from_the_side_the_near_arm_lies_over_the_trunk_and_the_far_one_behind_it() -> None:
    """Each is drawn over what came before."""
    drawn = [part.name for part in parts(SITTING, {"near_leg"}, front=False)]

    assert drawn == ["far_arm", "far_leg", "near_leg", "neck", "trunk", "head", "near_arm"]


def test_what_is_at_work_has_the_accents_color_and_the_far_side_is_paler() -> None:
    """Seen from the front, both sides are as near."""
    roles = {part.name: part.role for part in parts(SITTING, {"near_leg"}, front=False)}
    facing = {part.name: part.role for part in parts(FACING, set(), front=True)}

    assert roles == {**dict.fromkeys(roles, "line"), "near_leg": "move", "far_arm": "far", "far_leg": "far"}
    assert {role for name, role in facing.items() if name not in {"blades", "spine"}} == {"line"}


def test_shoulder_blades_are_seen_where_a_pose_tells_of_them() -> None:
    """And nowhere else."""
    assert "blades" in {part.name for part in parts(FACING, {"blades"}, front=True)}
    assert "blades" not in {part.name for part in parts(SITTING, set(), front=False)}


def test_a_gap_begins_below_the_shoulder() -> None:
    """Joints are unmarked: the arm grows out of the trunk."""
    arm = parts(SITTING, set(), front=False)[-1]

    assert math.dist(arm.gap[0][0][:2], arm.tubes[0][0][:2]) > 4
    assert arm.gap[0][1:] == arm.tubes[0][1:]


def test_an_arrow_ends_with_its_head() -> None:
    """One line and two strokes that meet where it points."""
    line, *head = arrow((10, 10), (30, 10), 4).tubes

    assert [stroke[0][:2] for stroke in head] == [(30, 10), (30, 10)]
    assert min(y for _, y, _ in line) == pytest.approx(6)


def test_a_round_arrow_keeps_its_distance_from_the_middle() -> None:
    """Three quarters of a circle, say."""
    line, *_ = circling((50, 50), 5, -90, 180).tubes

    assert all(math.dist((x, y), (50, 50)) == pytest.approx(5) for x, y, _ in line)
    assert line[0][:2] == pytest.approx((45, 50))


def test_a_crossed_leg_lies_over_all_else_with_its_shank_over_its_thigh() -> None:
    """Or an ankle on a knee could not be told from a lap."""
    figure = figures()["E11"]
    drawn = [part.name for part in parts(figure.poses[0], figure.accent, front=True, over="leg")]
    thigh, shank = (part for part in parts(figure.poses[0], set(), front=True, over="leg") if part.name == "near_leg")

    assert drawn.index("trunk") < drawn.index("near_leg")
    assert thigh.tubes[0][-1] == shank.tubes[0][0]


def test_hands_behind_the_head_are_behind_it() -> None:
    """The face is seen."""
    figure = figures()["E07"]
    drawn = [part.name for part in parts(figure.poses[0], figure.accent, front=False, over="head")]

    assert drawn[-2:] == ["near_arm", "head"]


def test_a_belly_stands_out_in_front_and_widens_seen_from_the_front() -> None:
    """Breath and bracing are seen there."""
    pose = figures()["E22"].poses[1]
    (side,) = (part for part in parts(pose, {"belly"}, front=False) if part.name == "belly")
    (front,) = (part for part in parts({**pose, "belly": (5.0,)}, {"belly"}, front=True) if part.name == "belly")

    assert side.tubes[0][0][0] > 40 + 4
    assert front.tubes[0][0][2] == 5.0


def test_a_halo_lies_along_what_is_stretched() -> None:
    """From joint to joint, broader than the limb."""
    (tube,) = Halo("near_hip", "near_knee", 5).drawn(SITTING, front=False).tubes
    (beside,) = Halo("near_hip", "near_knee", 5, 2, -1).drawn(SITTING, front=False).tubes
    leg = next(part for part in parts(SITTING, set(), front=False) if part.name == "near_leg")

    assert [ball[:2] for ball in tube] == [ball[:2] for ball in leg.tubes[0][:2]]
    assert tube[0][2] > leg.tubes[0][0][2]
    assert beside[0][:2] == (tube[0][0] + 2, tube[0][1] - 1)


def test_a_frame_brings_its_middle_to_the_middle_and_makes_everything_larger() -> None:
    """Thicknesses as well: it is a look from closer by."""
    near = moved(Halo("hip", "head", 2).drawn(SITTING, front=False), (*_hip(), 50)).tubes[0]

    assert near[0] == pytest.approx((50, 50, 4))


def _hip() -> tuple[float, float]:
    x, y, *_ = SITTING["hip"]
    return float(x), float(y)


def test_edges_touch_both_circles() -> None:
    """At a right angle to the way to the middle; also where one circle holds the other."""
    first, last = (0.0, 0.0, 3.0), (10.0, 0.0, 1.0)
    begin, end, back, home = tangents(first, last)

    assert [math.hypot(*spot) for spot in (begin, home)] == pytest.approx([3, 3])
    assert [math.dist(spot, (10, 0)) for spot in (end, back)] == pytest.approx([1, 1])
    assert (end[0] - begin[0]) * begin[0] + (end[1] - begin[1]) * begin[1] == pytest.approx(0, abs=1e-9)
    assert all(map(math.isfinite, tangents((0, 0, 3), (0.5, 0, 1))[0]))
