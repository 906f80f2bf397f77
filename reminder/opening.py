"""Opening a file in the program that the user's desktop has for it."""

import os
import subprocess
import sys
from pathlib import Path

OPENERS = ("xdg-open", "gio", "exo-open", "kde-open")
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""One of these variables names the screen; over ssh and in a container there is none, and an opener fails unheard."""


def open_file(path: Path) -> str:
    """Open it; returns "" or a sentence that says why not and where the file is."""
    try:
        return _open(path)
    except OSError as problem:
        return f"{path} could not be opened: {problem.strerror or problem}."


def folder_for_pages(data: Path) -> Path:
    """Where a page has to lie for the user's browser to read it.

    That is `data`, but for a browser from a snap (Firefox on Ubuntu): it may read no hidden folder, only its own.
    """
    snaps = Path.home() / "snap"
    if sys.platform != "linux" or not snaps.is_dir():
        return data
    try:
        asked = subprocess.run(
            ["xdg-settings", "get", "default-web-browser"],  # noqa: S607 - the user's own
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return data
    snap = asked.stdout.strip().partition("_")[0]  # firefox_firefox.desktop
    common = snaps / snap / "common"
    return common / "reminder" if snap and common.is_dir() else data


def _open(path: Path) -> str:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the user's own file, in the user's own program
        return ""
    import shutil  # not above: it costs the service a megabyte

    if sys.platform != "darwin" and not any(map(os.environ.get, SCREENS)):
        return f"There is no screen here to open it on. The file is {path}."
    opener = "open" if sys.platform == "darwin" else next(filter(shutil.which, OPENERS), None)
    if opener is None:
        return f"No program to open files was found. The file is {path}."
    words = [opener, "open", str(path)] if opener == "gio" else [opener, str(path)]
    nothing = subprocess.DEVNULL
    subprocess.Popen(words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)  # noqa: S603 - a fixed program, the user's own file
    return ""
