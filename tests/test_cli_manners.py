"""Every verb on terminals narrow and wide, in pipes that break, without any output, and in an old encoding."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import cli_terminal, clock
from reminder.cli import main
from reminder.core.effects import Record, Result
from reminder.journal import Journal
from reminder.paths import places
from reminder.report.columns import cells
from tests.core.story import Day

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 11, 12, tzinfo=BERLIN)
VERBS = (
    *("status", "log", "summary", "doctor", "why stretch", "why C24", "why --claims", "guide --terminal"),
    *("config check", "config show", "config explain movement", "config path", "simulate", "caffeine"),
    *("caffeine --ask tea", "about --show", "help", "help summary", "pause", "quit", "drink nonsense", "stauts"),
)
"""Every verb that tells something, and mistakes."""

VARIANTS = {"why C24", "why --claims", "help summary", "config check", "config path", "caffeine --ask tea", "pause"}
"""Those that end where another of them does."""

OWN = """
[own.eyes]
every = "20 min"
title = "目を休める、遠くを見る 👀"
body = "窓の外を見る、そしてゆっくり息をする。"
"""
COPIED = re.compile(r"^[\w.]+ = |^  reminder |─|/|^# |\w=\w")
"""Lines that cannot be broken, or must not be: TOML, rules, paths, commands to be copied."""

Said = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], reminder_home: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Run a command at noon, where somebody has been for a day; its exit code, output and errors."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    (reminder_home / "config.toml").write_text(OWN, "utf-8")
    journal = Journal.open(places(os.environ).journal)
    then, long = NOW.astimezone(UTC), "could not be shown: " + "no notification server answers here, " * 3
    state = Day().at("09:00").start().stop().state
    assert state is not None
    journal.commit(
        [
            Record(then, "movement", Result.SKIPPED, then, then, timedelta(minutes=3), NOW.date()),
            Record(then, "eyes", Result.UNDELIVERED, then, None, timedelta(0), NOW.date(), ("eyes",), long),
        ],
        state,
    )
    journal.close()
    for words in ("drink 250ml tea", "ache 5", "heat on"):
        main(words.split())

    def run(line: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(line.split())
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("line", VERBS)
def test_no_line_is_wider_than_the_terminal(
    said: Said, monkeypatch: pytest.MonkeyPatch, line: str, columns: int
) -> None:
    """A terminal breaks within words what is too wide for it. CJK signs and emoji count twice."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(cli_terminal, "is_terminal", lambda stream: True)
    monkeypatch.setenv("NO_COLOR", "1")

    _, out, err = said(line)

    wide = [told for told in (out + err).splitlines() if cells(told) > columns]
    assert [told for told in wide if " " in told.strip() and not COPIED.search(told)] == []


@pytest.mark.parametrize("line", VERBS)
def test_in_a_pipe_nothing_is_painted_and_no_sentence_broken(
    said: Said, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """`reminder log | grep` must find an entry in one line. Prose is as wide as one can read, also there."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")

    _, out, err = said(line)

    assert "\x1b" not in out + err
    if line == "log":
        assert len(out.splitlines()) == 5
    if line in {"stauts", "drink nonsense"}:
        assert err.count("\n") == 1


@pytest.mark.parametrize("line", ["status", "doctor", "stauts"])
def test_color_is_no_more_than_paint_on_the_words(said: Said, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """Nothing is told by color alone: without it the same words stand in the same places."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = said(line)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")

    code, out, err = said(line)

    assert "\x1b" in out + err
    assert (code, *(re.sub(r"\x1b\[[\d;]*m", "", told) for told in (out, err))) == plain


def test_times_are_those_of_whoever_reads(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has moved from Berlin to New York since these were written."""
    here = said("log")[1]
    monkeypatch.setattr(clock, "now", lambda: NOW.astimezone(ZoneInfo("America/New_York")))

    assert {told[:23] for told in here.splitlines()} == {"2026-03-11 Wed 12:00:00"}
    assert {told[:23] for told in said("log")[1].splitlines()} == {"2026-03-11 Wed 07:00:00"}
    assert "gentle set until Sat 07:00" in said("status")[1]


# As a process of its own


def run(line: str, **more: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "reminder", *line.split()]
    return subprocess.run(command, text=True, check=False, timeout=60, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX streams")
@pytest.mark.parametrize("line", [line for line in VERBS if line not in VARIANTS])
def test_output_that_goes_nowhere_is_no_bug(reminder_home: Path, line: str) -> None:
    """Closed streams (a menu, cron), a reader that has read enough, an encoding without dots."""
    shell = ["sh", "-c", f"exec {sys.executable} -m reminder {line} <&- >&- 2>&-"]
    closed = subprocess.run(shell, check=False, timeout=60)
    reading, writing = os.pipe()
    os.close(reading)
    broken = run(line, stdin=subprocess.DEVNULL, stdout=writing, stderr=writing)
    os.close(writing)
    old = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    plain = run(line, capture_output=True, env=old)

    assert (closed.returncode, broken.returncode) == (plain.returncode, plain.returncode)
    assert "Traceback" not in plain.stderr
    assert (plain.stdout + plain.stderr).isascii()
    assert not places(os.environ).crash_report.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX streams")
def test_with_standard_error_closed_a_program_still_reads_nothing_but_its_object(reminder_home: Path) -> None:
    """Python's print takes a stream that is not there for the standard output."""
    shell = ["sh", "-c", f"exec {sys.executable} -m reminder status --json 2>&-"]

    done = subprocess.run(shell, check=False, timeout=60, stdout=subprocess.PIPE, text=True)

    assert json.loads(done.stdout)["running"] is False


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_a_long_answer_without_a_word(reminder_home: Path) -> None:
    """Exit 130, as shells expect it."""
    command = [sys.executable, "-m", "reminder", "simulate", "--days", "3660"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()  # it has begun
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (130, b"")
