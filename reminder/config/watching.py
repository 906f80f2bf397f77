"""Told by the system when the settings file changes; nothing looks, nothing ticks.

Measured with watchdog 7.1 on Linux (inotify): three threads more, and no wake-up of any in 20 s of nothing happening.
Only what can change the file is asked for: watchdog's own choice would wake us whenever somebody opens or reads a file
in the folder, ourselves included.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reminder.backends import Unavailable
from reminder.whole_file import make_folder

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver


class Watch:
    """Calls `on_change` on the loop whenever the file may have changed: written, replaced, created, deleted, linked.

    It may call more than once for one save, and for a save that changed nothing; whoever is called reads the file and
    compares. Where the file is a link, the file it leads to is watched as well. The folder is created if it is missing;
    if the folder itself is deleted later, nothing more is noticed until a new `Watch`.

    Raises:
        Unavailable: the system cannot tell of changes here.
    """

    def __init__(self, path: Path, on_change: Callable[[], None], loop: asyncio.AbstractEventLoop) -> None:
        self._path = path
        self._on_change = on_change
        self._loop = loop
        self._posted = False
        self._closed = False
        self._folders: frozenset[str] = frozenset()
        self._names: frozenset[str] = frozenset()
        try:
            make_folder(path.parent)
            self._observer = _observer(path)
            self._start()
        except OSError as error:
            raise _unavailable(path, error.strerror or str(error)) from error
        except ImportError as error:
            raise _unavailable(path, f"the package watchdog cannot be loaded: {error}") from error

    def _start(self) -> None:
        try:
            self._follow_links()
            self._observer.start()
        except OSError:
            self._observer.stop()  # its reading thread runs already
            raise

    def close(self) -> None:
        """Stop watching; `on_change` is not called afterwards. To be called on the loop's thread."""
        self._closed = True
        self._observer.stop()
        self._observer.join()

    def dispatch(self, event: "FileSystemEvent") -> None:
        """What watchdog calls, on a thread of its own, for every event in the folders."""
        names = {_name(Path(os.fsdecode(path))) for path in (event.src_path, event.dest_path)}
        if self._posted or not names & self._names:
            return
        self._posted = True
        with suppress(RuntimeError):  # the loop is closed: nobody is left to tell
            self._loop.call_soon_threadsafe(self._changed)

    def _changed(self) -> None:
        self._posted = False  # before anything is read, so that a later event is never lost
        if not self._closed:
            with suppress(OSError):  # a folder that vanished just now: its file is gone, and that is told here
                self._follow_links()
            self._on_change()

    def _follow_links(self) -> None:
        """Watch the folder of the file and, where it is a link, of the file it leads to now.

        Folders are watched by their real path: inotify would watch a linked folder's link.
        """
        target = Path(os.path.realpath(self._path))
        self._names = frozenset({_name(self._path), _name(target)})
        folders = {Path(os.path.realpath(self._path.parent)), target.parent}
        present = frozenset(str(folder) for folder in folders if folder.is_dir())
        if present == self._folders:
            return
        self._folders = frozenset()
        self._observer.unschedule_all()
        for folder in present:
            self._observer.schedule(cast("FileSystemEventHandler", self), folder, event_filter=_changes())
        self._folders = present


def _name(path: Path) -> str:
    """A file's name as this system compares names."""
    return os.path.normcase(path.name)


def _observer(path: Path) -> "BaseObserver":
    from watchdog.observers import Observer  # only the service pays for it
    from watchdog.observers.polling import PollingObserver

    observer = Observer()
    if isinstance(observer, PollingObserver):
        raise _unavailable(path, "the system has no file events")
    return observer


def _unavailable(path: Path, reason: str) -> Unavailable:
    return Unavailable(f"changes of {path.name} are not noticed by themselves ({reason}); restart to apply them")


def _changes() -> "list[type[FileSystemEvent]]":
    """The events that can mean a change of the file.

    Linux tells when a writer has closed the file; being called before that could mean reading half of it.
    """
    from watchdog import events

    written = events.FileClosedEvent if sys.platform == "linux" else events.FileModifiedEvent
    return [written, events.FileMovedEvent, events.FileCreatedEvent, events.FileDeletedEvent]
