"""The body in a pose: limbs keep their length, hands and feet are where they are said to be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.figure.body import (
    FOREARM,
    NEUTRAL,
    SHANK,
    THIGH,
    UPPER_ARM,
    Pose,
    bent,
    between,
    direction,
    joints,
    toward,
)

ANGLES = st.floats(-180, 360)
PLACES = st.tuples(st.floats(0, 100), st.floats(0, 100))
STANDING: Pose = {
    **NEUTRAL,
    "hip": (46, 51),
    "near_foot": (45, 88, 90),
    "far_foot": (48, 88, 90),
    "near_arm": (180, 180),
    "far_arm": (180, 180),
}


def test_directions_are_told_as_on_a_clock_face() -> None:
    """0 is up, 90 to the right: who writes a pose thinks of it so."""
    assert toward((50, 50), 0, 10) == pytest.approx((50, 40))
    assert toward((50, 50), 90, 10) == pytest.approx((60, 50))
    assert direction((50, 50), (50, 60)) == pytest.approx(180)


@given(ANGLES, st.floats(0.1, 50))
def test_a_direction_is_found_again(way: float, length: float) -> None:
    """Going somewhere and looking back agree."""
    there = toward((50, 50), way, length)

    assert math.dist((50, 50), there) == pytest.approx(length)
    assert math.cos(math.radians(direction((50, 50), there) - way)) == pytest.approx(1)


@given(PLACES, PLACES, st.sampled_from([1, -1]))
def test_a_limb_that_reaches_for_something_keeps_the_length_of_its_parts(
    start: tuple[float, float], wanted: tuple[float, float], side: float
) -> None:
    """Or it would look made of rubber. What is out of reach is pointed at."""
    joint, end = bent(start, wanted, UPPER_ARM, FOREARM, side)

    assert math.dist(start, joint) == pytest.approx(UPPER_ARM)
    assert math.dist(joint, end) == pytest.approx(FOREARM)
    if UPPER_ARM - FOREARM + 0.01 < math.dist(start, wanted) < UPPER_ARM + FOREARM:
        assert end == pytest.approx(wanted)


def test_a_knee_bends_forward_and_an_elbow_backward() -> None:
    """Seen from the side, looking to the right: the other way round would hurt to look at."""
    crouching = joints({**STANDING, "hip": (40, 60), "near_hand": (52, 50)}, front=False)

    assert crouching["near_knee"][0] > max(crouching["near_hip"][0], crouching["near_ankle"][0])
    assert direction(crouching["near_shoulder"], crouching["near_elbow"]) % 360 > 90


def test_the_feet_stay_where_they_are_while_the_hip_moves() -> None:
    """Feet that slide over the floor give a drawing away."""
    for hip in ((46, 51), (38, 54), (50, 58)):
        found = joints({**STANDING, "hip": hip}, front=False)

        assert found["near_ankle"] == pytest.approx((45, 88), abs=0.5)
        assert math.dist(found["near_hip"], found["near_knee"]) == pytest.approx(THIGH)
        assert math.dist(found["near_knee"], found["near_ankle"]) == pytest.approx(SHANK)


def test_a_hand_rests_on_what_is_named() -> None:
    """On a knee, wherever that is."""
    seated = {key: value for key, value in STANDING.items() if key not in {"near_arm", "near_foot"}}
    found = joints(
        {**seated, "hip": (46, 70), "near_leg": (90, 180, 90), "near_hand": "near_knee", "trunk": (20,)}, front=False
    )

    assert math.dist(found["near_wrist"], found["near_knee"]) < 6


def test_what_points_at_the_viewer_looks_shorter() -> None:
    """Thighs of somebody who sits and is seen from the front."""
    seated = {key: value for key, value in STANDING.items() if key != "near_foot"}
    found = joints({**seated, "near_leg": (180, 180, 180), "near_leg_seen": (0.3, 1.0)}, front=True)

    assert math.dist(found["near_hip"], found["near_knee"]) == pytest.approx(0.3 * THIGH)
    assert math.dist(found["near_knee"], found["near_ankle"]) == pytest.approx(SHANK)


def test_a_bow_keeps_its_ends_and_is_broadest_in_the_middle() -> None:
    """A rounded back still ends at hip and shoulders."""
    bow = between((0, 0), (0, -10), 2, 4)

    assert (bow[0], bow[-1]) == ((0, 0), (0, -10))
    assert bow[2] == pytest.approx((-2, -5))
