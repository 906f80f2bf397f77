"""What stands around a figure: on the floor, and where poses rest on it."""

from reminder.figure.body import joints
from reminder.figure.figures import figures
from reminder.figure.props import FLOOR, PROPS


def test_every_thing_is_used_and_stands_on_the_floor() -> None:
    """A chair that hovers is no place to sit."""
    floor = FLOOR[0][0][1]
    used = {name for figure in figures().values() for name in figure.props}

    assert used == set(PROPS)
    for tubes in PROPS.values():
        assert -1 < floor - max(y + radius for tube in tubes for _, y, radius in tube) < 1.5


def test_who_sits_does_so_on_the_seat() -> None:
    """The hips are above it by half a thigh, and between its ends."""
    (left, seat, _), (right, _, _) = PROPS["chair"][0]

    for name, figure in figures().items():
        if "chair" in figure.props:
            x, y = joints(figure.poses[0], front=False)["hip"]
            assert left < x < right, name
            assert 3 < seat - y < 8, name
