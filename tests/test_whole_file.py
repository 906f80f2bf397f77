"""A file takes its place complete or not at all."""

import os
import stat
from pathlib import Path

import pytest

from reminder.whole_file import UNFINISHED, complete_beside, make_folder, put_in_place


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_it_has_the_mode_that_is_wanted_and_its_folders_are_private(tmp_path: Path) -> None:
    """Our own are for their owner alone, also where the one before was not; others have to read an entry."""
    own, entry = tmp_path / "a" / "b" / "own.json", tmp_path / "autostart.desktop"
    own.parent.mkdir(parents=True)
    own.touch(0o644)

    put_in_place(own, b"new")
    put_in_place(entry, b"new", 0o644)
    make_folder(tmp_path / "c" / "d")

    assert own.read_bytes() == b"new"
    assert (mode(own), mode(entry)) == (0o600, 0o644)
    assert (mode(tmp_path / "c"), mode(tmp_path / "c" / "d")) == (0o700, 0o700)


def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a list of what is ours would be nobody's."""
    path = tmp_path / "own.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        put_in_place(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_until_it_is_complete_it_stands_beside_under_a_name_of_its_own(tmp_path: Path) -> None:
    """A power cut leaves it there, where `uninstall` knows it by its name."""
    path = tmp_path / "own.json"
    path.write_bytes(b"old")

    with complete_beside(path, b"new", 0o600) as new:
        assert (path.read_bytes(), new.read_bytes()) == (b"old", b"new")
        assert new.name.startswith(".own.json.")
        assert new.name.endswith(UNFINISHED)
