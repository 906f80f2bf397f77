"""A bug of ours leaves a report, and a user without a traceback."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder.crash_report import write_report
from reminder.paths import Places


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return Places(tmp_path / "config.toml", tmp_path / "data", tmp_path / "data" / "control.sock")


def test_the_report_has_the_traceback_and_the_user_a_sentence(where: Places) -> None:
    """What is sent to us must tell where it happened; what is seen must not frighten."""
    try:
        _ = 1 // len("")
    except ZeroDivisionError as bug:
        sentence = write_report(where, bug)

    report = where.crash_report.read_text()
    assert "ZeroDivisionError: " in report
    assert "test_crash_report.py" in report
    assert str(where.crash_report) in sentence
    assert "Traceback" not in sentence
    assert stat.S_IMODE(where.crash_report.stat().st_mode) == 0o600


@pytest.mark.parametrize("lay", [Path.symlink_to, Path.hardlink_to])
def test_a_link_that_was_laid_at_its_place_is_replaced(
    where: Places, tmp_path: Path, lay: Callable[[Path, Path], None]
) -> None:
    """Else whoever laid it would choose what a bug of ours overwrites."""
    precious = tmp_path / "precious"
    precious.write_text("somebody's")
    where.data.mkdir()
    lay(where.crash_report, precious)

    write_report(where, ValueError("the bug"))

    assert precious.read_text() == "somebody's"
    assert "the bug" in where.crash_report.read_text()
    assert not where.crash_report.is_symlink()


def test_a_report_of_a_file_with_a_name_of_any_bytes_is_written(where: Places) -> None:
    """Its name has halves of surrogate pairs, which UTF-8 has no bytes for."""
    sentence = write_report(where, ValueError(os.fsdecode(b"caf\xe9")))

    assert "\\udce9" in where.crash_report.read_text("utf-8")
    assert str(where.crash_report) in sentence


def test_where_no_file_can_be_written_the_report_is_told(where: Places) -> None:
    """A full disk must not swallow the only trace of a bug."""
    where.data.write_text("a file where the folder should be")

    sentence = write_report(where, ValueError("the bug"))

    assert "ValueError: the bug" in sentence
