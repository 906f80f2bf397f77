"""A file that takes its place complete or not at all, whatever ends the writing: a full disk, a kill, a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER_ONLY = 0o600
OTHERS_READ = 0o644
"""What the desktop looks at, of which nothing is private; never what the umask leaves: others must not write it."""
UNFINISHED = ".reminder-new"
"""How the name of a file ends that is not complete yet: a power cut may leave it, and nobody's backup is called so."""


def put_in_place(path: Path, content: bytes, mode: int = OWNER_ONLY) -> None:
    """Put it there, in place of what was.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    with complete_beside(path, content, mode) as new:
        new.replace(path)


@contextmanager
def complete_beside(path: Path, content: bytes, mode: int) -> Iterator[Path]:
    """The content complete on the disk, beside the file whose place it may take; gone, if something fails within."""
    import tempfile  # only a change pays for it

    make_folder(path.parent)
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=UNFINISHED, dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode != OWNER_ONLY:  # as which it was made, as far as the file system has modes; FAT refuses to set one
            new.chmod(mode)
        yield new
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def make_folder(folder: Path) -> None:
    """Make it and what is missing above it, for its owner alone, as the XDG base directory specification asks."""
    for each in reversed((folder, *folder.parents)):
        each.mkdir(mode=0o700, exist_ok=True)
