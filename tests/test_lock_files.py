"""One service only, also where its folder takes no lock."""

from pathlib import Path

import pytest

from reminder.control import AlreadyRunning, Lock
from reminder.lock_files import any_lock_file
from reminder.paths import spare_folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A lock in a folder that cannot be made as long as a file is in its place."""
    (tmp_path / "data").touch()
    return tmp_path / "data" / "service.lock"


def test_where_none_can_be_made_the_systems_folder_has_one(path: Path) -> None:
    """Whoever cannot make it either finds that one held."""
    assert not any_lock_file(path)
    lock = Lock(path)

    assert any_lock_file(path)
    with pytest.raises(AlreadyRunning):
        Lock(path)
    lock.release()
    Lock(path).release()
    assert (spare_folder(path.parent) / path.name).stat().st_mode & 0o777 == 0o600


def test_once_it_can_be_made_the_other_one_still_counts(path: Path) -> None:
    """The first service runs on when there is room again on the disk."""
    lock = Lock(path)
    path.parent.unlink()

    with pytest.raises(AlreadyRunning):
        Lock(path)

    lock.release()
    Lock(path).release()


def test_another_folder_has_a_lock_of_its_own(path: Path, tmp_path: Path) -> None:
    """Two services with two folders are none of each other's business."""
    (tmp_path / "other").touch()
    lock = Lock(path)

    Lock(tmp_path / "other" / "service.lock").release()

    lock.release()


def test_where_neither_can_be_made_it_is_said(path: Path) -> None:
    """Nobody could tell then whether another one runs."""
    spare = spare_folder(path.parent)
    spare.parent.mkdir(parents=True, exist_ok=True)
    spare.touch()

    with pytest.raises(OSError, match=r"director|exists"):
        Lock(path)
