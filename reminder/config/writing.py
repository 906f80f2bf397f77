"""Putting a settings file in its place: all of it at once, or not at all; its mode and its link are kept."""

import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from reminder.config.loading import read_content
from reminder.config.mistakes import refuse
from reminder.whole_file import OWNER_ONLY, complete_beside


def write(
    path: Path,
    content: bytes | None,
    *,
    expected: bytes | None,
    keeping: AbstractContextManager[None] | None = None,
) -> None:
    """Replace the file at once, keeping its mode; where it is a link, the file it leads to. None: remove it.

    `keeping` is entered when the new content is complete on the disk and the old one still in place.

    Raises:
        ConfigError: the file may not be written, or has changed since it was read as `expected`.
    """
    target = Path(os.path.realpath(path))
    keep = nullcontext() if keeping is None else keeping
    try:
        if expected is not None and not os.access(target, os.W_OK):
            raise refuse(path, "it is read-only, so it was left as it is.")
        mode = target.stat().st_mode & 0o7777 if expected is not None else OWNER_ONLY
        if content is None:
            with keep:
                _still(path, expected)
                target.unlink()
            return
        with complete_beside(target, content, mode) as new, keep:
            _still(path, expected)
            new.replace(target)
    except OSError as error:
        raise refuse(path, f"it cannot be written: {error.strerror or error}.") from error


def _still(path: Path, expected: bytes | None) -> None:
    if read_content(path) != expected:
        raise refuse(path, "somebody else changed it just now, so it was left alone; please try again.")
