"""The kernel's file events on Linux, inotify(7), read on the event loop: no thread, and nothing to import."""

import asyncio
import ctypes
import os
import struct
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress

CHANGES = 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200
"""IN_ATTRIB, IN_CLOSE_WRITE, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE of <sys/inotify.h>.

The first is for a file that may be read again, after a chmod. A write is told when its writer has closed the file:
before that one would read half of it.
"""
ONLY_FOLDERS = 0x01000000  # IN_ONLYDIR
LOST_SOME = 0x4000  # IN_Q_OVERFLOW
HEAD = struct.Struct("iIII")
"""A watch's number, what happened, a cookie, and how many bytes of a name follow."""
ROOM = 64 * 1024


class Inotify:
    """The kernel's own events on Linux, read on the loop."""

    _fd: int

    def __init__(self, told: Callable[[frozenset[str] | None], None], loop: asyncio.AbstractEventLoop) -> None:
        self._told = told
        self._loop = loop
        self._watches: dict[str, int] = {}
        self._libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform != "win32":
            self._fd = self._call(self._libc.inotify_init1, os.O_CLOEXEC | os.O_NONBLOCK)
            loop.add_reader(self._fd, self._read)

    def watch(self, folders: Collection[str]) -> None:
        for folder in self._watches.keys() - set(folders):
            self._libc.inotify_rm_watch(self._fd, self._watches.pop(folder))  # a folder that is gone has none any more
        for folder in folders:
            name = os.fsencode(folder)
            self._watches[folder] = self._call(self._libc.inotify_add_watch, self._fd, name, CHANGES | ONLY_FOLDERS)

    def close(self) -> None:
        if self._fd >= 0:
            self._loop.remove_reader(self._fd)
            os.close(self._fd)
            self._fd = -1

    def _call(self, function: "ctypes._NamedFuncPointer", *values: int | bytes) -> int:
        number = int(function(*values))
        if number < 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))
        return number

    def _read(self) -> None:
        with suppress(BlockingIOError):
            happened = list(_events(os.read(self._fd, ROOM)))
            some_lost = any(what & LOST_SOME for what, _ in happened)
            self._told(None if some_lost else frozenset(name for _, name in happened))


def _events(heard: bytes) -> Iterator[tuple[int, str]]:
    """What happened, and to which file."""
    place = 0
    while place < len(heard):
        _watch, what, _cookie, length = HEAD.unpack_from(heard, place)
        place += HEAD.size + length
        yield what, os.fsdecode(heard[place - length : place].rstrip(b"\0"))
