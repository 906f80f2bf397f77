"""What the log did not take is kept in a file, whole, until it is in the log."""

import os
from pathlib import Path

import pytest

from reminder.rows import Row
from reminder.unsaved import keep, left

ROWS = [Row("intake", {"at": "2026-03-02T12:00:00+00:00", "told": "{}", "utc_offset_s": 3600, "drink": None})]


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    """Only its user may read it."""
    path = tmp_path / "new" / "unsaved.json"

    assert keep([path], ROWS, {"state": "{}"}) == path

    (unsaved,) = left([path])
    assert (unsaved.path, unsaved.rows, unsaved.notes) == (path, ROWS, {"state": "{}"})
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


def test_a_place_that_takes_nothing_is_passed_over(tmp_path: Path) -> None:
    """The disk that has no room for the log has none for this."""
    (tmp_path / "file").touch()
    refused, second = tmp_path / "file" / "unsaved.json", tmp_path / "unsaved.json"

    assert keep([refused, second], ROWS, {}) == second
    assert keep([refused], ROWS, {}) is None


def test_two_runs_that_could_not_write_are_both_kept(tmp_path: Path) -> None:
    """In their order, each under its name, in one file."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    keep([second], ROWS, {"state": "old", "config": "mine"})
    (before,) = left([second])
    later = [Row("hold", {"hold": "call"})]

    assert keep([first, second], later, {"state": "new"}) == first

    one, other = left([first, second])
    assert (one.name, one.rows, one.notes) == (before.name, ROWS, {"state": "old", "config": "mine"})
    assert (other.rows, other.notes) == (later, {"state": "new"})
    assert other.name != one.name
    assert not second.exists()


@pytest.mark.parametrize("before_it", [True, False])
def test_what_was_kept_in_a_file_that_cannot_go_is_kept_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    before_it: bool,  # noqa: FBT001
) -> None:
    """Its disk can only be read by now; whoever reads both files finds each run once, and it is told where it is."""
    places = [tmp_path / "first.json", tmp_path / "second.json"]
    old, new = places if before_it else places[::-1]
    keep([old], ROWS, {})
    later = [Row("hold", {"hold": "call"})]

    def refused(path: Path, *_: object) -> None:
        if path == old:
            raise PermissionError
        return really(path)

    really = Path.unlink
    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr(Path, "replace", lambda _, to: refused_to(to))

    def refused_to(to: Path) -> None:
        if to == old:
            raise PermissionError
        to.write_bytes(next(tmp_path.glob(f".{to.name}.*")).read_bytes())

    assert keep(places, later, {}) == new

    assert old.exists()
    assert [each.rows for each in left(places)] == [ROWS, later]


def test_one_that_cannot_be_read_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Somebody may look into it; it keeps nobody from reading the others, nor the service from starting or keeping."""
    broken, whole = tmp_path / "broken.json", tmp_path / "whole.json"
    broken.write_text('{"rows": [1]}')
    keep([whole], ROWS, {})

    assert [each.path for each in left([broken, whole])] == [whole]
    assert "broken.json" in caplog.text
    assert keep([broken, whole], ROWS, {}) == whole
    assert broken.read_text() == '{"rows": [1]}'
