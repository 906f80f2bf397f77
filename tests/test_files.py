"""The files that come with the program are found in a checkout and in an installed package."""

from pathlib import Path

import pytest

from reminder import files
from reminder.files import icon_file


def test_the_icon_of_a_checkout_is_found() -> None:
    """A notification without it looks like anybody's."""
    icon = icon_file("reminder.png")

    assert icon is not None
    assert icon.is_absolute()
    assert icon.read_bytes().startswith(b"\x89PNG")


def test_an_installed_package_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything that happens to lie beside site-packages."""
    package = tmp_path / "site-packages" / "reminder"
    for folder in (package / "files" / "icons", package.parent / "icons"):
        folder.mkdir(parents=True)
        (folder / "reminder.png").touch()
    monkeypatch.setattr(files, "PACKAGE", package)

    assert icon_file("reminder.png") == package / "files" / "icons" / "reminder.png"


def test_a_missing_icon_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packager left them out: no icon, and no crash."""
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "reminder")

    assert icon_file("reminder.png") is None
    assert icon_file("no such icon.png") is None
