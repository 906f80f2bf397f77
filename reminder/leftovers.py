"""What the program has made beside the user's own settings and log, wherever that is; and taking it away."""

import contextlib
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from reminder import control
from reminder.paths import Places

PAGES = ("why.html", "guide.html", "summary.html")
"""What is written for a browser, each under one name."""

SNAP_FOLDER = "snap/*/common/reminder"
"""Where pages lie for a browser that may read nothing else (`opening.folder_for_pages`)."""

TRIES, BETWEEN_SECONDS = 100, 0.1
"""How long a service that was asked to end may take for it."""


class StillRunning(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """The service does not end; the message says what would help."""


def own_files(where: Places) -> list[Path]:
    """What is there of the files that we made and nobody needs once the program is gone."""
    folders = [where.data, *sorted(Path.home().glob(SNAP_FOLDER))]
    pages = [folder / page for folder in folders for page in PAGES]
    made = [*pages, where.crash_report, where.config_before, where.lock, where.control, *_unfinished(where.config)]
    return [path for path in made if path.exists() or path.is_symlink()]


def _unfinished(config: Path) -> Iterator[Path]:
    """What was left of a file that was being written in a moment when the power went (`config.writing`)."""
    for path in sorted(config.parent.glob(f".{config.name}.*")):
        if re.fullmatch(r"[a-z0-9_]{8}", path.suffix[1:]):
            yield path


def kept(where: Places) -> dict[str, list[Path]]:
    """What is the user's own, as far as it is there: what it is, and its files."""
    log = sorted(where.data.glob(f"{where.journal.name}*"))
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
    if where.data.parent != where.config.parent:  # else it is the folder that REMINDER_HOME names
        folders.append(where.config.parent)
    for folder in folders:
        with contextlib.suppress(OSError):  # something is in it, or it is not there
            folder.rmdir()


def end_service(where: Places) -> bool:
    """End the service that runs, and wait until it has; False: none runs.

    Raises:
        StillRunning: it does not hear, does not know the word, or does not end.
    """
    try:
        reply = control.ask(where.control, {"verb": control.QUIT})
    except control.NotAnswering as silence:
        raise StillRunning(str(silence)) from None
    except control.NotRunning:
        if not runs(where):
            return False
        raise StillRunning("A service runs that cannot be reached. End it, and say this again.") from None
    if "error" in reply:
        raise StillRunning(f"{reply['error']} Or quit it in the tray's menu, and say this again.")
    for _ in range(TRIES):
        if not runs(where):
            return True
        _moment(BETWEEN_SECONDS)
    raise StillRunning("The service was asked to end, and goes on. End it, and say this again.")


def _moment(seconds: float) -> None:
    threading.Event().wait(seconds)


def runs(where: Places) -> bool:
    """Whether a service runs, be it reachable or not."""
    if not where.lock.exists():
        return False
    try:
        control.Lock(where.lock).release()
    except control.AlreadyRunning:
        return True
    return False


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
