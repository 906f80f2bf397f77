"""Where the desktop programs of the tests are on this machine, and the Debian package each is in."""

import os
import shutil
from pathlib import Path

import pytest

PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "dbus-monitor": "dbus-bin",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xwd": "x11-apps",
    "xprop": "x11-utils",
    "xfce4-panel": "xfce4-panel",
    "xfce4-notifyd": "xfce4-notifyd",
    "tint2": "tint2",
    "trayer": "trayer",
    "dunst": "dunst",
    "lxqt-panel": "lxqt-panel",
    "lxqt-notificationd": "lxqt-notificationd",
    "mate-panel": "mate-panel",
    "mate-notification-daemon": "mate-notification-daemon",
    "dconf-service": "dconf-service",
    "plasmashell": "plasma-workspace",
    "kded5": "kded5",
    "polybar": "polybar",
    "sway": "sway",
    "waybar": "waybar",
    "mako": "mako-notifier",
    "makoctl": "mako-notifier",
    "grim": "grim",
    "wtype": "wtype",
    "gnome-shell": "gnome-shell",
    "gsettings": "libglib2.0-bin",
    "appindicatorsupport": "gnome-shell-extension-appindicator",
    "wine": "wine",
    "wineboot": "wine",
    "wineserver": "wine64",
}
"""The Debian package each program is in."""

OFF_THE_PATH = {
    "xfce4-notifyd": ("/usr/lib", "**/xfce4/notifyd/xfce4-notifyd"),
    "mate-notification-daemon": ("/usr/lib", "mate-notification-daemon/mate-notification-daemon"),
    "dconf-service": ("/usr", "lib*/dconf-service"),
    "appindicatorsupport": ("/usr/share/gnome-shell/extensions", "*appindicator*/metadata.json"),
}
"""What users do not start themselves: the folder it is somewhere in, and how to find it there."""


def program(name: str) -> str | None:
    """Where a program is; None: not installed."""
    if name in OFF_THE_PATH:
        folder, pattern = OFF_THE_PATH[name]
        return next((str(found) for found in sorted(Path(folder).glob(pattern))), None)
    return shutil.which(name)


def missing(*programs: str) -> list[str]:
    """The packages that are not there, of these programs'."""
    return sorted({PACKAGES[name] for name in programs if program(name) is None})


def need(*programs: str) -> None:
    """Skip the test where a program is not installed; fail where REMINDER_REQUIRE_DESKTOP=1 says that all are (CI)."""
    if packages := missing(*programs):
        strict = os.environ.get("REMINDER_REQUIRE_DESKTOP") == "1"
        (pytest.fail if strict else pytest.skip)(f"not installed: {' '.join(packages)}")
