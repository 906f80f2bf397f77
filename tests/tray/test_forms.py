"""Distances are distances: edges on the grid are sharp, curves are smooth, holes are holes."""

import math

import pytest

from reminder.tray.forms import arc, box, cover, disc, either, ring, stroke, without


def test_an_edge_on_the_grid_is_sharp() -> None:
    """A pixel is covered or it is not; anything else is a blur at 16 pixels."""
    assert cover(box(1, 1, 3, 2), 4) == bytes([0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0])


def test_an_edge_through_a_pixel_covers_part_of_it() -> None:
    """That is what makes curves smooth."""
    assert cover(box(0, 0, 1.25, 2), 2) == bytes([255, 64, 255, 64])


def test_a_round_corner_takes_from_the_corner_alone() -> None:
    """The rest of the edge stays sharp."""
    covered = cover(box(0, 0, 4, 4, corner=1), 4)

    assert 0 < covered[0] < 255
    assert set(covered[1:3] + covered[4:8]) == {255}


@pytest.mark.parametrize(
    ("form", "inside", "outside"),
    [
        (disc(0, 0, 2), (1, 0), (3, 0)),
        (ring(0, 0, 3, 1), (2.5, 0), (0, 0)),
        (stroke(0, 0, 0, 4, 2), (0.9, 2), (1.1, 2)),
        (stroke(0, 0, 0, 4, 2), (0, -0.9), (0, -1.1)),
        (either(disc(0, 0, 1), disc(5, 0, 1)), (5, 0), (2.5, 0)),
        (without(disc(0, 0, 3), disc(0, 0, 1)), (2, 0), (0, 0)),
    ],
)
def test_a_form_is_negative_inside(form: object, inside: tuple[float, float], outside: tuple[float, float]) -> None:
    """By the sign everything else is put together."""
    assert callable(form)
    assert form(*inside) < 0 < form(*outside)


@pytest.mark.parametrize("rounded", [True, False])
@pytest.mark.parametrize(("start", "end"), [(30, 60), (20, 340), (100, 200), (-60, 60), (90, 271)])
def test_an_arc_is_there_between_its_directions_and_nowhere_else(start: float, end: float, *, rounded: bool) -> None:
    """Short or long, over the top or not."""
    form = arc((0, 0, 10), start, end, 2, rounded=rounded)

    for turn in range(360):
        within = any(start <= turn + full <= end for full in (-360, 0, 360))
        near = min(abs((turn - edge + 180) % 360 - 180) for edge in (start, end)) < 8
        x, y = 10 * math.sin(math.radians(turn)), -10 * math.cos(math.radians(turn))
        assert near or (form(x, y) < 0) == within
    assert form(0, 0) > 0


def test_a_round_end_reaches_half_a_width_further() -> None:
    """So that what touches it can be placed."""
    quarter = arc((0, 0, 10), 0, 90, 2, rounded=True)

    assert quarter(10, 0.9) < 0 < quarter(10, 1.1)
    assert arc((0, 0, 10), 0, 90, 2, rounded=False)(10, 0.1) > 0
