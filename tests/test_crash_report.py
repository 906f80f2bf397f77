"""A bug of ours leaves a report, and a user without a traceback."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reminder import crash_report
from reminder.backends import Known
from reminder.crash_report import CHAIN, CrashReports, kept_reports
from reminder.paths import Places

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


class Clock:
    """It is noon, until somebody turns the hands."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(crash_report, "now", clock)
    return clock


def caught(work: Callable[[], object]) -> Exception:
    try:
        work()
    except Exception as bug:  # noqa: BLE001 - any
        return bug
    raise AssertionError("it went well")


def of_one_place(kind: type[Exception]) -> Exception:
    def work() -> None:
        raise kind("of 'Call Mum' 7 times")

    return caught(work)


def test_the_report_has_the_traceback_and_the_user_a_sentence(where: Places) -> None:
    """What is sent to us must tell where it happened; what is seen must not frighten."""
    sentence = CrashReports(where).write(caught(lambda: 1 // len("")))

    report = where.crash_report.read_text()
    assert "ZeroDivisionError: integer division" in report
    assert "test_crash_report.py" in report
    assert "times: 1\n" in report
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

    CrashReports(where).write(ValueError("the bug"))

    assert precious.read_text() == "somebody's"
    assert "the bug" in where.crash_report.read_text()
    assert not where.crash_report.is_symlink()


def test_a_report_of_a_file_with_a_name_of_any_bytes_is_written(where: Places) -> None:
    """Its name has halves of surrogate pairs, which UTF-8 has no bytes for."""
    sentence = CrashReports(where).write(ValueError(os.fsdecode(b"caf\xe9")))

    assert "\\udce9" in where.crash_report.read_text("utf-8")
    assert str(where.crash_report) in sentence


def test_where_no_file_can_be_written_the_report_is_told(where: Places) -> None:
    """A full disk must not swallow the only trace of a bug."""
    where.data.write_text("a file where the folder should be")

    sentence = CrashReports(where).write(ValueError("the bug"))

    assert "ValueError: the bug" in sentence


def test_what_cannot_be_written_is_not_told_each_second_either(where: Places, clock: Clock) -> None:
    """A bug in a loop on a full disk would fill the journal with what the disk does not take."""
    where.data.write_text("a file where the folder should be")
    reports = CrashReports(where)

    told = [bool(reports.write(of_one_place(ValueError))) for _ in range(5)]

    assert told == [True, False, False, False, False]


def test_it_holds_no_value_and_says_what_happened_before(where: Places, clock: Clock) -> None:
    """It is to be sent; of a command only its verb is told, since the other words may be a title."""
    bug = of_one_place(ValueError)
    bug.__context__ = of_one_place(KeyError)
    bug.add_note(Known("what happened before: Left"))
    bug.add_note("Call Mum")

    CrashReports(where, lambda: ["backends: tray none"]).write(bug)

    report = where.crash_report.read_text()
    assert "ValueError: of '…' # times" in report
    assert "which led to" in report
    assert "what happened before: Left" in report
    assert "backends: tray none" in report
    assert "'Call Mum' 7" not in report.replace("raise kind(\"of 'Call Mum' 7 times\")", "")


def test_a_context_that_fails_and_a_group_of_bugs_are_written_all_the_same(where: Places) -> None:
    """Whatever else is broken at that moment, the traceback counts."""
    group = ExceptionGroup("two of them", [of_one_place(KeyError), of_one_place(TypeError)])

    CrashReports(where, lambda: [str(1 // len(""))]).write(group)

    report = where.crash_report.read_text()
    assert "KeyError: '…'" in report
    assert "TypeError: " in report


def test_the_same_bug_in_a_loop_is_written_once_a_minute_and_counted(where: Places, clock: Clock) -> None:
    """It must neither fill the disk nor wear it out, nor be told to the user each second."""
    reports = CrashReports(where)
    assert reports.write(of_one_place(ValueError))
    written = where.crash_report.stat()

    for second in range(50):
        clock.now = NOON + timedelta(seconds=second)
        assert reports.write(of_one_place(ValueError)) == ""
    assert CrashReports(where).write(of_one_place(ValueError)) == ""  # another process, a moment later
    assert where.crash_report.stat().st_mtime_ns == written.st_mtime_ns
    clock.now = NOON + timedelta(minutes=2)
    assert reports.write(of_one_place(ValueError))

    report = where.crash_report.read_text()
    assert "times: 52\nfirst: 2026-03-11 12:00:00+00:00\nlast: 2026-03-11 12:02:00+00:00\n" in report
    assert [path.exists() for path in kept_reports(where)] == [True, False, False]


def test_three_different_bugs_are_kept_the_newest_first(where: Places, clock: Clock) -> None:
    """A second bug must not bury the first, which has often led to it; two that take turns do not push out a third."""
    for kind in (ZeroDivisionError, KeyError, ValueError, IndexError, ValueError, IndexError):
        clock.now += timedelta(minutes=1)
        CrashReports(where).write(of_one_place(kind))

    heads = [path.read_text().partition(" at")[0] for path in kept_reports(where)]
    assert heads == ["bug: IndexError", "bug: ValueError", "bug: KeyError"]
    assert len(list(where.data.iterdir())) == 3


def test_a_recursion_without_end_keeps_its_end(where: Places) -> None:
    """The last frames say where it goes round; a thousand of them say no more."""

    def there() -> None:
        back()

    def back() -> None:
        there()

    CrashReports(where).write(caught(there))

    assert "RecursionError: maximum recursion depth" in where.crash_report.read_text()
    assert where.crash_report.stat().st_size < 20_000


@pytest.mark.parametrize(
    "content", [b"", b"\xff\0times: 99999999999999\nbug: x", b"bug: ValueError at elsewhere\nlast: never"]
)
def test_a_damaged_report_is_replaced(where: Places, content: bytes) -> None:
    """A power cut may have left anything there."""
    where.data.mkdir()
    where.crash_report.write_bytes(content)

    assert CrashReports(where).write(of_one_place(ValueError))

    assert "times: 1\n" in where.crash_report.read_text()


def test_of_a_command_its_verb_alone_is_kept(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drunk, or how it hurts, stands behind it."""
    monkeypatch.setattr(sys, "argv", ["/home/anna/bin/reminder", "drink", "absinthe"])

    CrashReports(where).write(ValueError())

    report = where.crash_report.read_text()
    assert "\ncommand: drink\n" in report
    assert "absinthe" not in report


def test_notes_of_others_and_what_was_hidden_on_purpose_are_not_in_it(where: Places) -> None:
    """A library may add to an exception what it likes."""

    def hides() -> None:
        try:
            _ = {}["first"]
        except KeyError:
            bug = ValueError()
            bug.add_note("Call Mum")
            raise bug from None

    CrashReports(where).write(caught(hides))

    report = where.crash_report.read_text()
    assert "ValueError" in report
    assert "Call Mum" not in report
    assert "which led to" not in report


def test_a_chain_without_end_is_cut(where: Places) -> None:
    """Each retry that raises from the one before makes it longer."""
    bug = ValueError()
    for _ in range(50):
        after = ValueError()
        after.__cause__, bug = bug, after

    CrashReports(where).write(bug)

    assert where.crash_report.read_text().count("Traceback") == CHAIN
