"""Does a window cover the screen? The ways to tell, best first; the first that can tell knows.

Where a compositor keeps its windows to itself (GNOME, Plasma), who keeps the screen awake is what remains to ask.
"""

from pathlib import Path

from reminder.attention import Causes, Source
from reminder.attention.look import Look
from reminder.backends import Unavailable
from reminder.in_time import in_time


async def ewmh(look: Look) -> Causes:
    """On X11. An X server inside a Wayland session would answer for the few windows that it knows."""
    if look.environ.get("WAYLAND_DISPLAY") or look.environ.get("XDG_SESSION_TYPE") == "wayland":
        raise Unavailable("this is a Wayland session, of whose windows X11 knows few")
    display = look.environ.get("DISPLAY")
    if not display:
        raise Unavailable("DISPLAY is not set: no X server to ask")
    try:
        from reminder.attention.ewmh import full_screen  # loads python-xlib
    except ModuleNotFoundError as error:
        raise Unavailable(f"the package python-xlib is not installed ({error})", "pip install python-xlib") from error
    return await in_time(lambda opened: full_screen(display, opened), whom="the X server", limit=look.limit)


async def toplevels(look: Look) -> Causes:
    """On Wayland, where the compositor shows windows to everybody: sway, Hyprland, labwc, Wayfire and others."""
    name = look.environ.get("WAYLAND_DISPLAY")
    if not name:
        raise Unavailable("WAYLAND_DISPLAY is not set: no Wayland compositor to ask")
    try:
        from reminder.attention.toplevels import full_screen  # loads pywayland
    except ImportError as error:
        raise Unavailable(f"the package pywayland cannot be used ({error})", "pip install pywayland") from error
    compositor = Path(look.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / name  # a whole path stays what it is
    whom = "the Wayland compositor"
    return await in_time(lambda opened: full_screen(compositor, opened), whom=whom, limit=look.limit)


FULL_SCREEN = (Source("X11 windows", ewmh), Source("Wayland windows", toplevels))
"""Somebody watches or presents, or works in a window that large."""
