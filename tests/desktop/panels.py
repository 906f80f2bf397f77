"""The X11 panels that tests start: how each is furnished, what it needs, and when it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from Xlib.display import Display

from tests.desktop.sight import Box

Panel = Literal["xfce4-panel", "tint2", "lxqt-panel", "mate-panel", "trayer", "plasmashell"]

WATCHER = "org.kde.StatusNotifierWatcher"
"""Who keeps the list of icons of the newer kind."""


@dataclass(frozen=True)
class Recipe:
    """How to start a panel. `furniture` names pieces and where below the session's root each belongs.

    `environ` is that of the whole desktop, `services` are what its bus must be able to start, and `beside` are programs
    that run before the panel and outlive it. `names` are those on the bus once it is there, and `has_tray` tells
    whether it has an X11 tray then. `height` is in pixels, a few more than it has. `words` fill the furniture: those of
    a light theme, and those of a dark one.
    """

    argv: tuple[str, ...]
    furniture: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    beside: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = (WATCHER,)
    has_tray: bool = False
    height: int = 34
    at_bottom: bool = False
    words: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})

    def place(self, screen: tuple[int, int]) -> Box:
        """Where it is on a screen of this size."""
        width, height = screen
        top = height - self.height if self.at_bottom else 0
        return (0, top, width, top + self.height)


RECIPES: dict[Panel, Recipe] = {
    "xfce4-panel": Recipe(
        ("xfce4-panel", "--disable-wm-check"),
        {"xfce4-panel.xml": "config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"},
        {"XDG_CURRENT_DESKTOP": "XFCE"},
        ("org.xfce.Xfconf",),
    ),
    "lxqt-panel": Recipe(
        ("lxqt-panel",),
        {"lxqt-panel.conf": "config/lxqt/panel.conf", "lxqt.conf": "config/lxqt/lxqt.conf"},
        {"XDG_CURRENT_DESKTOP": "LXQt"},
        words=({"theme": "light"}, {"theme": "dark"}),
    ),
    "mate-panel": Recipe(
        ("mate-panel",),
        environ={"XDG_CURRENT_DESKTOP": "MATE", "GSETTINGS_BACKEND": "dconf"},
        services=("ca.desrt.dconf", "org.mate.panel.applet.*"),
    ),
    "plasmashell": Recipe(
        ("plasmashell",),
        environ={
            "XDG_CURRENT_DESKTOP": "KDE",
            "KDE_FULL_SESSION": "true",
            "KDE_SESSION_VERSION": "5",
            "QT_QUICK_BACKEND": "software",
        },
        services=("org.kde.kglobalaccel", "org.kde.ActivityManager"),
        beside=(("kded5",),),  # it keeps the list of icons, also while there is no panel
        names=(WATCHER, "org.kde.plasmashell", "org.freedesktop.Notifications"),
        height=50,
        at_bottom=True,
    ),
    "tint2": Recipe(
        ("tint2", "-c", "../config/tint2rc"),
        {"tint2rc": "config/tint2rc"},
        names=(),
        has_tray=True,
        words=({"ground": "#eeeeee"}, {"ground": "#222222"}),
    ),
    "trayer": Recipe(
        ("trayer", "--edge", "top", "--align", "right", "--widthtype", "request", "--height", "30"),
        names=(),
        has_tray=True,
    ),
}


def has_x11_tray(display: str) -> bool:
    """Whether a panel on this display takes icons of the older kind."""
    screen = Display(display)
    try:
        return bool(screen.get_selection_owner(screen.intern_atom("_NET_SYSTEM_TRAY_S0")))
    finally:
        screen.close()
