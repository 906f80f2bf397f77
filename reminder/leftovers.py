"""What the program has made beside the user's own settings and log, wherever that is; and taking it away."""

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from reminder.crash_report import kept_reports
from reminder.paths import Places
from reminder.whole_file import UNFINISHED

PAGES = ("why.html", "guide.html", "summary.html")
"""What is written for a browser, each under one name."""

SNAP_FOLDER = "snap/*/common/reminder"
"""Where pages lie for a browser that may read nothing else (`opening.folder_for_pages`)."""


def own_files(where: Places) -> list[Path]:
    """What is there of the files that we made and nobody needs once the program is gone."""
    folders = [where.data, *sorted(Path.home().glob(SNAP_FOLDER))]
    pages = [folder / page for folder in folders for page in PAGES]
    crashes = [*kept_reports(where), where.hard_end]
    whole = [*pages, *crashes, where.config_before]
    locks = [where.lock, where.spare / where.lock.name]
    made = [*whole, *locks, where.control, *_unfinished([where.config, *whole])]
    return [path for path in made if path.exists() or path.is_symlink()]


def _unfinished(files: Iterable[Path]) -> Iterator[Path]:
    """What was left of a file that was being written in a moment when the power went (`whole_file`)."""
    for file in files:
        for path in sorted(file.parent.glob(f".{file.name}.*")):
            if re.fullmatch(rf"\.[a-z0-9_]{{8}}{re.escape(UNFINISHED)}", path.name.removeprefix(f".{file.name}")):
                yield path


def kept(where: Places) -> dict[str, list[Path]]:
    """What is the user's own, as far as it is there: what it is, and its files."""
    log = [*sorted(where.data.glob(f"{where.journal.name}*")), *(path for path in where.unsaved[1:] if path.exists())]
    there = {"your settings": [where.config] if where.config.exists() else [], "your log": log}
    return {what: paths for what, paths in there.items() if paths}


def remove(paths: Iterable[Path], where: Places) -> None:
    """Remove these, and each folder of ours that is empty without them.

    Raises:
        OSError: one of them cannot be removed.
    """
    for path in paths:
        path.unlink(missing_ok=True)
    folders = [where.control.parent, where.data, *Path.home().glob(SNAP_FOLDER)]
    if where.control.parent != where.data and where.control.parent.parent.name == "reminder":
        folders.insert(1, where.control.parent.parent)  # above the folder for the socket of a long path (`paths`)
    folders[:0] = [where.spare, where.spare.parent]
    if where.data.parent != where.config.parent:  # else it is the folder that REMINDER_HOME names
        folders.append(where.config.parent)
    for folder in folders:
        with contextlib.suppress(OSError):  # something is in it, or it is not there
            folder.rmdir()


def forget_elsewhere(where: Places) -> None:
    """What lies in no folder: the segment that tells when a run ended; on Windows, the name toasts are shown under."""
    if sys.platform == "win32":
        import winreg

        from reminder.notify.center import APP_NAME

        with contextlib.suppress(OSError):  # no toast was ever shown
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"SOFTWARE\Classes\AppUserModelId\{APP_NAME}")
        return
    from reminder.lifeline import Lifeline

    Lifeline(where.data).forget()
