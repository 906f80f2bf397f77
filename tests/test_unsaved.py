"""What the log did not take is kept in a file, whole, until it is in the log."""

import os
from pathlib import Path

import pytest

from reminder.rows import Row
from reminder.unsaved import TAKEN_OVER, keep, left

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
    """In their order, with the last state; and what was kept before counts as taken over with what has it now."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    keep([second], ROWS, {"state": "old", "config": "mine"})
    (before,) = left([second])
    later = [Row("hold", {"hold": "call"})]

    assert keep([first, second], later, {"state": "new"}) == first

    (both,) = left([first, second])
    assert both.rows == [*ROWS, *later]
    assert both.notes == {"state": "new", "config": "mine", TAKEN_OVER + before.name: ""}
    assert both.name != before.name


def test_one_that_cannot_be_read_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Somebody may look into it; it must not keep the others from being read, nor the service from starting."""
    broken, whole = tmp_path / "broken.json", tmp_path / "whole.json"
    broken.write_text('{"rows": [1]}')
    keep([whole], ROWS, {})

    assert [each.path for each in left([broken, whole])] == [whole]
    assert broken.exists()
    assert "broken.json" in caplog.text
