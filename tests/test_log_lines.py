"""What goes to standard error: quiet by default, more when asked for, with priorities where the journal takes it."""

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reminder.lately import Lately
from reminder.log_lines import goes_to_journal, told

ROOT = Path(__file__).parents[1]


def said(verbosity: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands on standard error after one record of each level."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    log, before = logging.getLogger("reminder.anything"), logging.getLogger().level
    with told(verbosity, Lately()):
        for level in (logging.DEBUG, logging.INFO, logging.WARNING):
            log.log(level, "%s of it", logging.getLevelName(level))
        logging.getLogger("apscheduler.scheduler").info("Job added")
    log.error("afterwards")
    assert logging.getLogger().level == before
    assert isinstance(sys.stderr, io.StringIO)
    return [line.partition(" ")[2] for line in sys.stderr.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("verbosity", "lines"),
    [
        (0, ["WARNING of it"]),
        (1, ["INFO of it", "WARNING of it"]),
        (2, ["DEBUG of it", "INFO of it", "WARNING of it"]),
        (9, ["DEBUG of it", "INFO of it", "WARNING of it"]),
    ],
)
def test_how_often_it_is_asked_for_is_how_much_is_said(
    verbosity: int, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And afterwards all is as it was."""
    assert said(verbosity, monkeypatch) == lines


def test_what_is_not_said_is_kept_for_a_report_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody runs with -v on the day on which it goes wrong."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    lately = Lately()

    with told(0, lately):
        logging.getLogger("reminder.anything").info("it happened")

    assert [text for _, text in lately.events(0)] == ["it happened"]
    assert sys.stderr.getvalue() == ""


def test_without_standard_error_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a program without a console has none."""
    monkeypatch.setattr(sys, "stderr", None)

    with told(2):
        logging.getLogger("reminder.anything").warning("nobody hears it")


def test_only_the_stream_of_systemd_s_own_goes_to_the_journal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal inherits the variable from a session that systemd started, and wants no <4> in front of its lines."""
    with (tmp_path / "journal").open("w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        found = os.fstat(stream.fileno())

        assert goes_to_journal({"JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}"})
        assert not goes_to_journal({"JOURNAL_STREAM": "1:2"})
        assert not goes_to_journal({})


@pytest.mark.skipif(sys.platform == "win32", reason="systemd's")
def test_each_line_for_the_journal_has_its_priority(tmp_path: Path) -> None:
    """It reads them line by line, tracebacks included (sd-daemon(3))."""
    code = (
        "import logging, os, sys; from reminder.log_lines import told; found = os.fstat(2)\n"
        "os.environ['JOURNAL_STREAM'] = f'{found.st_dev}:{found.st_ino}'\n"
        "with told(2):\n"
        "    log = logging.getLogger('reminder.x'); log.warning('two\\nlines'); log.debug('less'); log.error('more')"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stderr == "<4>two\n<4>lines\n<7>less\n<3>more\n"
