"""The files that come with the program: in the installed package, or at the top of a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def icon_file(name: str) -> Path | None:
    """One of the drawn icons, as an absolute path; None where they were left out of the installation."""
    for folder in (PACKAGE / "files" / "icons", PACKAGE.parent / "icons"):
        if (folder / name).is_file():
            return folder / name
    return None
