"""Every desktop the tests can start, by the name its users have for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.desktop.gnome_desktop import EXTENSION, GNOME, GnomeDesktop
from tests.desktop.no_desktop import NoDesktop
from tests.desktop.rig import BASE, Desktop
from tests.desktop.screen import Throwaway
from tests.desktop.sway_desktop import SWAY, SwayDesktop


@dataclass(frozen=True)
class Kind:
    """A desktop to be opened below a folder, the programs it is made of, and what its users may expect of it.

    `closes` tells whether a prompt can be closed without an answer; `restarts` whether the notification server can be
    started anew while the desktop goes on.
    """

    open: Callable[[Path], Throwaway]
    programs: tuple[str, ...]
    has_tray: bool = True
    closes: bool = True
    restarts: bool = True


DESKTOPS: Mapping[str, Kind] = {
    "xfce": Kind(
        lambda root: Desktop(root, panel="xfce4-panel", server="xfce4-notifyd"),
        (*BASE, "xfce4-panel", "xfce4-notifyd"),
    ),
    "lxqt": Kind(
        lambda root: Desktop(root, panel="lxqt-panel", server="lxqt-notificationd"),
        (*BASE, "lxqt-panel", "lxqt-notificationd"),
    ),
    "mate": Kind(
        lambda root: Desktop(root, panel="mate-panel", server="mate-notification-daemon"),
        (*BASE, "mate-panel", "mate-notification-daemon", "dconf-service"),
    ),
    "plasma": Kind(lambda root: Desktop(root, panel="plasmashell"), (*BASE, "plasmashell", "kded5"), restarts=False),
    "gnome": Kind(GnomeDesktop, (*GNOME, EXTENSION), restarts=False),
    "gnome-plain": Kind(lambda root: GnomeDesktop(root, extension=False), GNOME, has_tray=False, restarts=False),
    "sway": Kind(SwayDesktop, SWAY),
    "tint2": Kind(lambda root: Desktop(root, panel="tint2", server="dunst"), (*BASE, "tint2", "dunst")),
    "trayer": Kind(lambda root: Desktop(root, panel="trayer", server="dunst"), (*BASE, "trayer", "dunst")),
    "bare": Kind(lambda root: Desktop(root, server="dunst"), (*BASE, "dunst"), has_tray=False),
    "nothing": Kind(NoDesktop, (), has_tray=False, closes=False, restarts=False),
}
