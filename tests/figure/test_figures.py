"""The figures of the library: each is whole, stays in its picture, and moves at its exercise's tempo."""

import math
from dataclasses import dataclass
from itertools import pairwise

import pytest

from reminder.figure.body import NEUTRAL, joints
from reminder.figure.figures import Figure, cycle, drawn, figures, mixed, picture, setting
from reminder.figure.parts import Part

FIGURES = figures()
KEYS = {*NEUTRAL, "hip", "blades", "belly"} | {
    f"{side}_{limb}" for side in ("near", "far") for limb in ("arm", "hand", "leg", "foot")
}


@dataclass(frozen=True)
class Beat:
    out: float = 3
    hold: float = 20
    back: float = 2
    rest: float = 1


BEAT = Beat()
every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


def test_every_exercise_has_a_figure() -> None:
    """E01 to E24, and nothing else."""
    assert list(FIGURES) == [f"E{number:02}" for number in range(1, 25)]


@every_figure
def test_every_pose_is_whole_and_tells_nothing_that_nobody_reads(figure: Figure) -> None:
    """A slip in a key would leave a limb as it was, without a word; a limb is told in one way."""
    for pose in figure.poses:
        assert set(pose) <= KEYS
        for side in ("near", "far"):
            assert (f"{side}_arm" in pose) != (f"{side}_hand" in pose)
            assert (f"{side}_leg" in pose) != (f"{side}_foot" in pose)
    for first, last in pairwise(figure.poses):
        assert set(first) == set(last) or set(last) - set(first) == {"blades"}


@every_figure
def test_something_moves_and_is_told_apart(figure: Figure) -> None:
    """Or nobody would know what to do. What is at work is in the accent's color."""
    assert len({tuple(sorted(pose.items(), key=str)) for pose in figure.poses}) > 1
    assert "move" in {part.role for part in picture(figure)}
    assert figure.accent <= {part.name for part in drawn(figure, figure.poses[0])}


def reach(parts: list[Part]) -> tuple[float, float, float, float]:
    balls = [ball for part in parts for tube in part.tubes for ball in tube if part.name not in {"floor", "halo"}]
    return (
        min(x - radius for x, _, radius in balls),
        min(y - radius for _, y, radius in balls),
        max(x + radius for x, _, radius in balls),
        max(y + radius for _, y, radius in balls),
    )


@every_figure
def test_the_figure_stays_in_its_picture(figure: Figure) -> None:
    """Nothing at work is cut off, at no moment of the exercise; a body may go on below a picture of its upper half."""
    for _, pose in cycle(figure, BEAT):
        working = [part for part in drawn(figure, pose) if part.role == "move" or part.name == "head"]
        left, top, right, _ = reach(working)

        assert left >= 0
        assert top >= 0
        assert right <= 100


@every_figure
def test_nobody_stands_in_the_floor(figure: Figure) -> None:
    """Feet are on it, or above."""
    for _, pose in cycle(figure, BEAT):
        found = joints(pose, front=figure.front)

        assert max(found[f"{side}_ankle"][1] for side in ("near", "far")) <= 91


@every_figure
def test_no_limb_is_torn_on_its_way(figure: Figure) -> None:
    """From one drawn moment to the next nothing jumps: a fifth of the picture is the most."""
    frames = [joints(pose, front=figure.front) for _, pose in cycle(figure, BEAT)]

    assert all(math.dist(first[name], last[name]) < 20 for first, last in pairwise(frames) for name in first)


@every_figure
def test_a_repetition_ends_as_it_began(figure: Figure) -> None:
    """So that it can go round and round."""
    moments = cycle(figure, BEAT)

    assert (moments[0][0], moments[-1][0]) == (0, 1)
    assert all(first <= last for (first, _), (last, _) in pairwise(moments))
    first, last = (joints(pose, front=figure.front) for pose in (moments[0][1], moments[-1][1]))
    assert all(last[name] == pytest.approx(place) for name, place in first.items())


def test_what_is_held_is_held_as_long_as_the_exercise_says() -> None:
    """Three seconds there, twenty held, two back, one of rest."""
    figure = FIGURES["E13"]
    held = [at for at, pose in cycle(figure, BEAT) if pose == figure.poses[-1]]

    assert (min(held) * 26, max(held) * 26) == pytest.approx((3, 23))


def test_without_hold_and_rest_no_moment_comes_twice() -> None:
    """A moment twice in a row would be no way for the viewer's program to go."""
    moments = [at for at, _ in cycle(FIGURES["E22"], Beat(4, 0, 6, 0))]

    assert len(moments) == len(set(moments))


def test_a_walk_does_not_go_back() -> None:
    """After the last step comes the first again: each leg swings forward in the air, and back on the floor."""
    figure = FIGURES["E24"]
    frames = [joints(pose, front=False) for _, pose in cycle(figure, Beat(0.6, 0, 0.6, 0))]

    for first, last in pairwise(frames):
        forward = last["near_ankle"][0] - first["near_ankle"][0]
        if forward < -0.1:
            assert first["near_ankle"][1] > 85


def test_half_way_is_half_way() -> None:
    """Numbers go straight; the name of a joint stays."""
    first, last = {"hip": (40.0, 60.0), "near_hand": "hip"}, {"hip": (50.0, 50.0), "near_hand": "hip"}

    assert mixed(first, last, 0.5) == {"hip": (45.0, 55.0), "near_hand": "hip"}


def test_a_picture_is_drawn_from_the_back_to_the_front() -> None:
    """Things first, then where it is felt and how it begins, then the figure, and arrows over all."""
    roles = [part.role for part in picture(FIGURES["E02"])]

    assert roles[:2] == ["floor", "prop"]
    assert roles.index("halo") < roles.index("ghost") < roles.index("line") < roles.index("mark")
    assert [part.role for part in setting(FIGURES["E02"])] == ["floor", "prop"]
