"""The files that come with the program, and the one that is made from them: the user's config."""

import os
from pathlib import Path

from reminder.whole_file import put_in_place

PACKAGE = Path(__file__).resolve().parent


def config_at(path: Path) -> Path:
    """The user's config, made from the commented template where there is none yet.

    Raises:
        OSError: it cannot be made there.
    """
    if not is_there(path):
        from reminder.config.rendering import render

        put_in_place(Path(os.path.realpath(path)), render().encode())  # a link stays one
    return path


def is_there(path: Path) -> bool:
    """Whether anything has this name, be it a link to nowhere: nothing is made through that, in somebody's dotfiles.

    What may not be looked at counts as there, too: reading it says why.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def icon_file(name: str) -> Path | None:
    """One of the drawn icons, as an absolute path; None where they were left out of the installation."""
    for folder in (PACKAGE / "files" / "icons", PACKAGE.parent / "icons"):
        if (folder / name).is_file():
            return folder / name
    return None
