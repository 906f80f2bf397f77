"""Putting a settings file in its place: all of it at once, or not at all; its mode and its link are kept."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from reminder.config.loading import read_content
from reminder.config.mistakes import refuse

OWNER_ONLY = 0o600
"""The mode of a file we create; one that is there keeps its own."""
UNFINISHED = ".reminder-new"
"""How the name of a file ends that is not complete yet: a power cut may leave it, and nobody's backup is called so."""


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
        with _complete(target, content, mode) as new, keep:
            _still(path, expected)
            new.replace(target)
    except OSError as error:
        raise refuse(path, f"it cannot be written: {error.strerror or error}.") from error


def replace(target: Path, content: bytes) -> None:
    """Put a file of our own in its place, for its owner alone.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    with _complete(target, content, OWNER_ONLY) as new:
        new.replace(target)


@contextmanager
def _complete(target: Path, content: bytes, mode: int) -> Iterator[Path]:
    """The content complete on the disk, beside the file whose place it is to take; gone if it did not."""
    import tempfile  # only a change pays for it

    for folder in reversed(target.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=UNFINISHED, dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(mode)
        yield new
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _still(path: Path, expected: bytes | None) -> None:
    if read_content(path) != expected:
        raise refuse(path, "somebody else changed it just now, so it was left alone; please try again.")
