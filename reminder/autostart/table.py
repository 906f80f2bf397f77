"""The ways of this system to be started at login, best first.

On Linux a unit of the user's systemd comes first, where it can serve: it waits for the screen, starts again after a
crash, and is kept from the network. Where the session never reaches graphical-session.target it would never be started;
there it is the autostart folder, which every session manager reads, and which starts once and never again.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from reminder.autostart import Start, Way


def ways(environ: Mapping[str, str], likely: Start) -> tuple[Way, ...]:
    """`likely` is what would be started, for the advice where nothing starts anything."""
    if sys.platform == "win32":
        from reminder.autostart.registry import WindowsRegistry
        from reminder.autostart.run_key import RunKey

        return (RunKey(WindowsRegistry(), environ),)
    home = Path(environ.get("HOME") or os.path.expanduser("~"))  # noqa: PTH111 - one that names no home is no error
    if sys.platform == "darwin":
        from reminder.autostart.launch_agent import LaunchAgent

        return (LaunchAgent(home, environ),)
    from reminder.autostart.systemd import SystemdUnit
    from reminder.autostart.xdg import AutostartEntry

    config_home = config_home_of(environ, home)
    return SystemdUnit(config_home, environ), AutostartEntry(config_home, environ, likely)


def config_home_of(environ: Mapping[str, str], home: Path) -> Path:
    """The XDG base directory specification: a path that is not absolute is to be ignored."""
    named = Path(environ.get("XDG_CONFIG_HOME", ""))
    return named if named.is_absolute() else home / ".config"
