"""Which files a service locks so that it is the only one, also where nothing can be written to its folder."""

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reminder.paths import keep_private, make_private, spare_folder


def lock_files(path: Path) -> Iterator[int]:
    """The file at `path`, opened; where it cannot be made, or once could not, one in a folder of the system's.

    Raises:
        OSError: neither can be made.
    """
    spare = _spare(path)
    try:
        keep_private(path.parent)
        yield os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        if path.exists():
            yield os.open(path, os.O_RDONLY)  # on a disk that can only be read; flock(2) asks for no more
            return
        _make_ours(spare.parent)
        yield os.open(spare, os.O_RDWR | os.O_CREAT, 0o600)
        return
    if spare.exists():
        yield os.open(spare, os.O_RDWR)


def any_lock_file(path: Path) -> bool:
    """Whether there is one at all."""
    return path.exists() or _spare(path).exists()


def _spare(path: Path) -> Path:
    return spare_folder(path.parent) / path.name


def _make_ours(folder: Path) -> None:
    make_private(folder)
    if sys.platform != "win32" and folder.stat().st_uid != os.getuid():  # in a shared temporary folder
        raise PermissionError(errno.EACCES, "the folder is another user's")
