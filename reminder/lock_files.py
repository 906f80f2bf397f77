"""Which files a service locks so that it is the only one, also where nothing can be written to its folder; and how."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from reminder.paths import keep_private, make_ours, spare_folder


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
        make_ours(spare.parent)
        yield os.open(spare, os.O_RDWR | os.O_CREAT, 0o600)
        return
    if spare.exists():
        yield os.open(spare, os.O_RDWR)


def any_lock_file(path: Path) -> bool:
    """Whether there is one at all."""
    return path.exists() or _spare(path).exists()


def _spare(path: Path) -> Path:
    return spare_folder(path.parent) / path.name


def lock_file(file: IO[bytes]) -> None:
    """Lock it until it is closed.

    Raises:
        OSError: somebody else has.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
