"""Opening a file in the program that the user's desktop has for it.

Where systemd has started us as a unit, that program is started outside of it, by the user's systemd: within, it would
inherit what we are kept from (`autostart/unit.py`), and end when we do.
"""

import os
import subprocess
import sys
from pathlib import Path

from reminder.autostart import SCREENS, UNIT

OPENERS = ("xdg-open", "gio", "exo-open", "kde-open")

UNITS = frozenset({UNIT, "app-reminder@autostart.service"})
"""Our own, and the one that systemd makes of our entry in the autostart folder."""
APART = ("systemd-run", "--user", "--quiet", "--collect", "--service-type=exec", "--property=ExitType=cgroup", "--")
"""A unit of its own, which lasts as long as anything of it runs: an opener ends before the browser does."""
CGROUP = Path("/proc/self/cgroup")


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
    pages = snaps / snap / "common" / "reminder"
    # what the browser is kept in, it may fill: a link of its making would lead us where it may not write itself
    return pages if snap and pages.parent.is_dir() and not pages.is_symlink() else data


def _open(path: Path) -> str:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the user's own file, in the user's own program
        return ""
    import shutil  # not above: it costs the service a megabyte

    if sys.platform != "darwin" and not any(map(os.environ.get, SCREENS)):  # an opener would fail unheard
        return f"There is no screen here to open it on. The file is {path}."
    opener = "open" if sys.platform == "darwin" else next(filter(shutil.which, OPENERS), None)
    if opener is None:
        return f"No program to open files was found. The file is {path}."
    words = [opener, "open", str(path)] if opener == "gio" else [opener, str(path)]
    if in_a_unit():
        return _open_apart(words, path)
    nothing = subprocess.DEVNULL
    subprocess.Popen(words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)  # noqa: S603 - a fixed program, the user's own file
    return ""


def in_a_unit() -> bool:
    """The cgroup tells; INVOCATION_ID is also set for a shell in a terminal that is a unit itself (GNOME's)."""
    if sys.platform != "linux":
        return False
    try:
        lines = CGROUP.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return any(line.rpartition("/")[2] in UNITS for line in lines)


def _open_apart(words: list[str], path: Path) -> str:
    try:
        done = subprocess.run([*APART, *words], capture_output=True, text=True, timeout=5, check=False)  # noqa: S603 - a fixed program, the user's own file
    except subprocess.TimeoutExpired:
        return f"{path} could not be opened: your systemd does not answer."
    return f"{path} could not be opened: {done.stderr.strip()}" if done.returncode else ""
