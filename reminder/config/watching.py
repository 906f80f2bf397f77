"""Told by the system when the settings file changes; nothing looks, nothing ticks.

Linux tells it on the event loop. The library watchdog does so everywhere, but with three threads for each watch and a
megabyte (measured with 7.1 on Python 3.11), which the service pays on other systems only.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from reminder.backends import Unavailable
from reminder.whole_file import make_folder

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler


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
        self._watched: frozenset[str] = frozenset()
        self._names: frozenset[str] = frozenset()
        try:
            make_folder(path.parent)
            self._folders = open_folders(self._told, loop)
            self._start()
        except OSError as error:
            raise _unavailable(path, error.strerror or str(error)) from error
        except ImportError as error:
            raise _unavailable(path, f"the package watchdog cannot be loaded: {error}") from error

    def _start(self) -> None:
        try:
            self._follow_links()
        except OSError:
            self._folders.close()
            raise

    def close(self) -> None:
        """Stop watching; `on_change` is not called afterwards. To be called on the loop's thread."""
        self._closed = True
        self._folders.close()

    def _told(self, names: frozenset[str] | None) -> None:
        """On the loop's thread or another one, for everything in the folders."""
        if self._posted or (names is not None and self._names.isdisjoint(map(os.path.normcase, names))):
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

        Folders are watched by their real path: a watch on a linked folder would be one on the link.
        """
        target = Path(os.path.realpath(self._path))
        self._names = frozenset(os.path.normcase(each.name) for each in (self._path, target))
        folders = {Path(os.path.realpath(self._path.parent)), target.parent}
        present = frozenset(str(folder) for folder in folders if folder.is_dir())
        if present == self._watched:
            return
        self._watched = frozenset()
        try:
            self._folders.watch(present)
        except PermissionError:  # a folder that may be entered and not listed: the link itself is watched all the same
            present &= {os.path.realpath(self._path.parent)}
            self._folders.watch(present)
        self._watched = present


def _unavailable(path: Path, reason: str) -> Unavailable:
    return Unavailable(f"changes of {path.name} are not noticed by themselves ({reason}); restart to apply them")


Told = Callable[[frozenset[str] | None], None]
"""Names of files that may have changed; None: so much has happened that it may be any."""


class Folders(Protocol):
    """Watches over folders."""

    def watch(self, folders: Collection[str]) -> None:
        """These from now on, and no others.

        Raises:
            OSError: the system cannot watch one of them.
        """

    def close(self) -> None:
        """Stop. What is on its way may still be told."""


def open_folders(told: Told, loop: asyncio.AbstractEventLoop) -> Folders:
    """The way of this system; `told` is called on the loop's thread on Linux, elsewhere on another one.

    Raises:
        OSError: the system cannot tell of changes.
        ImportError: watchdog is needed and not there.
    """
    if sys.platform == "linux":
        from reminder.config.inotify import Inotify

        return Inotify(told, loop)
    return Watchdog(told)


class Watchdog:
    """The library's events, in a thread of its own."""

    def __init__(self, told: Told) -> None:
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        self._told = told
        self._observer = Observer()
        if isinstance(self._observer, PollingObserver):
            raise OSError("the system has no file events")
        self._running = False

    def watch(self, folders: Collection[str]) -> None:
        self._observer.unschedule_all()
        for folder in folders:
            self._observer.schedule(cast("FileSystemEventHandler", self), folder, event_filter=_wanted())
        if not self._running:
            self._running = True
            try:
                self._observer.start()
            except OSError:
                self._observer.stop()  # its reading thread runs already
                raise

    def close(self) -> None:
        if self._running:
            self._observer.stop()
            self._observer.join()

    def dispatch(self, event: "FileSystemEvent") -> None:
        """What watchdog calls for every event in the folders."""
        self._told(frozenset(Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path)))


def _wanted() -> "list[type[FileSystemEvent]]":
    """Those that can mean a change; watchdog's own choice would wake us whenever somebody opens a file there."""
    from watchdog import events

    written = events.FileClosedEvent if sys.platform == "linux" else events.FileModifiedEvent
    return [written, events.FileMovedEvent, events.FileCreatedEvent, events.FileDeletedEvent]
