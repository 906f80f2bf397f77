"""A settings file is put in its place whole, by its mode and its link, or not at all."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reminder.config import ConfigError
from reminder.config.writing import write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a mode of its own."""
    file = tmp_path / "config.toml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    return file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_kept_is_kept_when_the_new_is_complete_and_the_old_in_place(path: Path) -> None:
    """So that a full disk is known of before, and a crash leaves the old file."""
    seen: list[list[bytes]] = []

    @contextmanager
    def keeping() -> Iterator[None]:
        seen.append(sorted(file.read_bytes() for file in path.parent.iterdir()))
        yield
        seen.append([path.read_bytes()])

    write(path, b"new", expected=b"old", keeping=keeping())

    assert seen == [[b"new", b"old"], [b"new"]]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_modes_are_kept_and_what_is_made_is_private(path: Path, tmp_path: Path) -> None:
    """Folders that were missing are, too."""
    write(path, b"new", expected=b"old")
    made = tmp_path / "a" / "b" / "config.toml"
    write(made, b"new", expected=None)

    assert (mode(path), mode(made), mode(made.parent), mode(made.parent.parent)) == (0o640, 0o600, 0o700, 0o700)


def test_what_a_link_leads_to_is_written_and_the_link_stays(path: Path, tmp_path: Path) -> None:
    """Dotfiles live elsewhere."""
    link = tmp_path / "link.toml"
    link.symlink_to(path.name)

    write(link, b"new", expected=b"old")

    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_file_is_removed(path: Path) -> None:
    """Where there was none before."""
    write(path, None, expected=b"old")

    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("content", [b"new", None])
def test_a_file_that_is_not_what_was_read_is_left_alone(path: Path, content: bytes | None) -> None:
    """Somebody else has written it since."""
    with pytest.raises(ConfigError, match="somebody else changed it just now"):
        write(path, content, expected=b"older")

    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"new", None])
def test_a_read_only_file_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    """Root may write anything, so "no" is staged."""
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(ConfigError, match="it is read-only"):
        write(path, content, expected=b"old")
    assert path.read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_file_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And with nothing beside it."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ConfigError, match="it cannot be written: No space left on device"):
        write(path, b"new", expected=b"old")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]
