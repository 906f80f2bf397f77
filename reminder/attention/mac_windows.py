"""Is the active program in full screen on a Mac? By the list of windows on the screen, of which no title is read.

What the list tells: CGWindow.h. Titles alone need the permission to record the screen, so none is asked for.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.backends import Unavailable

NORMAL = 0
"""The layer of programs' windows; menu bar, Dock, wallpaper and notifications are on others."""

SLACK = 1
"""Points; displays may be scaled to odd sizes."""

Listed = Mapping[str, object]
"""A window as the system describes it."""


class Display(NamedTuple):
    """A display in the coordinates of windows, in points; `notch` is how much of its top the camera takes."""

    left: float
    top: float
    width: float
    height: float
    notch: float = 0


class Screen(Protocol):
    """What is asked of macOS, on a thread of ours. Raises `Unavailable` where nobody is to be asked."""

    def windows(self) -> Sequence[Listed]:
        """Those on the screen, the frontmost first."""

    def displays(self) -> Sequence[Display]:
        """Those that show something."""


def full_screen(screen: Screen) -> Causes:
    """The program in front, if one of its windows fills a display.

    Below a notch it may leave the corners beside it free, as macOS has it do; a window that was merely enlarged ends at
    the menu bar, which is higher.
    """
    windows = [window for window in screen.windows() if window.get("kCGWindowLayer") == NORMAL and _is_seen(window)]
    if not windows:
        return ()
    front = windows[0].get("kCGWindowOwnerPID")
    displays = screen.displays()
    if not displays:
        raise Unavailable("no display is on")
    its = [window for window in windows if window.get("kCGWindowOwnerPID") == front]
    filling = [window for window in its if any(_fills(window, display) for display in displays)]
    return causes_of([str(filling[0].get("kCGWindowOwnerName") or "")]) if filling else ()


def _is_seen(window: Listed) -> bool:
    alpha = window.get("kCGWindowAlpha", 1)
    return isinstance(alpha, int | float) and alpha > 0


def _fills(window: Listed, display: Display) -> bool:
    bounds = window.get("kCGWindowBounds")
    sides = [bounds.get(side) for side in ("X", "Y", "Width", "Height")] if isinstance(bounds, Mapping) else []
    match sides:
        case [int() | float() as left, int() | float() as top, int() | float() as width, int() | float() as height]:
            bottom = abs(top + height - display.top - display.height) <= SLACK
            above = -SLACK <= top - display.top <= display.notch + SLACK
            return bottom and above and abs(left - display.left) <= SLACK and abs(width - display.width) <= SLACK
        case _:
            return False
