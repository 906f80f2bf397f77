"""Where the popup menu opens."""

import pytest

pytest.importorskip("Xlib", reason="python-xlib is installed on Linux only")

from reminder.tray.popup import beside, room
from reminder.tray.x11_screen import Area

LEFT, RIGHT = Area(0, 0, 1000, 700), Area(1000, 0, 1000, 700)
"""Two monitors side by side."""


@pytest.mark.parametrize(
    ("icon", "panel", "monitor", "corner"),
    [
        (Area(500, 4, 22, 22), Area(0, 0, 1000, 30), LEFT, (500, 30)),
        (Area(500, 674, 22, 22), Area(0, 670, 1000, 30), LEFT, (500, 470)),
        (Area(970, 4, 22, 22), Area(0, 0, 1000, 30), LEFT, (850, 30)),
        (Area(1970, 4, 22, 22), Area(1000, 0, 1000, 30), RIGHT, (1850, 30)),
        (Area(4, 300, 22, 22), Area(0, 0, 30, 700), LEFT, (30, 300)),
        (Area(974, 680, 22, 22), Area(970, 0, 30, 700), LEFT, (820, 500)),
        (Area(1004, 300, 22, 22), Area(1000, 0, 30, 700), RIGHT, (1030, 300)),
    ],
    ids=["top", "bottom", "corner", "other-monitor", "left", "right", "between"],
)
def test_the_menu_opens_at_the_panels_edge_within_its_monitor(
    icon: Area, panel: Area, monitor: Area, corner: tuple[int, int]
) -> None:
    """It covers neither the panel nor half of each of two monitors."""
    assert corner == beside(icon, panel, monitor, 150, 200)


@pytest.mark.parametrize(("panel", "height"), [(Area(0, 670, 1000, 30), 670), (Area(0, 0, 30, 700), 700)])
def test_a_menu_is_as_tall_as_the_monitor_at_most(panel: Area, height: int) -> None:
    """Rows under the panel, or beyond the screen, cannot be chosen."""
    assert height == room(panel, LEFT)
    assert beside(Area(500, 674, 22, 22), panel, LEFT, 150, height)[1] == 0
