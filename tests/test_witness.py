"""No bug goes unseen: in a thread, in a destructor, in C code; each leaves a report, a day without leaves nothing."""

import asyncio
import faulthandler
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reminder import witness
from reminder.paths import Places
from reminder.witness import Witness, begun_by
from tests.running import DEADLINE_SECONDS, LATE, Start, tell

if sys.platform == "win32":
    pytest.skip("signals as Unix has them", allow_module_level=True)

ROOT = Path(__file__).parents[1]


@pytest.fixture
def where(tmp_path: Path) -> Places:
    (tmp_path / "data").mkdir()
    return Places(tmp_path / "config.toml", tmp_path / "data", tmp_path / "data" / "control.sock")


@pytest.fixture
def said(where: Places) -> Iterator[list[str]]:
    """What is said while a witness is watching."""
    said: list[str] = []
    with Witness(where).watching(said.append):
        yield said


def fail() -> None:
    raise ZeroDivisionError


class Cursed:
    """Nobody can raise to whoever lets go of it."""

    def __del__(self) -> None:
        fail()


def test_a_bug_in_a_thread_is_written_down(where: Places, said: list[str]) -> None:
    """It would end the thread, and its traceback go where nobody looks."""
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert [sentence.partition(".")[0] for sentence in said] == ["Something went wrong in reminder itself"]
    assert "bug: ZeroDivisionError" in where.crash_report.read_text()


def test_a_bug_where_none_can_be_raised_is_written_down(where: Places, said: list[str]) -> None:
    """Python only prints it."""
    Cursed()

    assert len(said) == 1
    assert "__del__" in where.crash_report.read_text()


def test_the_end_of_a_thread_is_no_bug(said: list[str]) -> None:
    """`sys.exit` in one ends it, and no more."""
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()

    assert said == []


def test_afterwards_all_is_as_it_was(where: Places) -> None:
    """Whoever runs us in a process of theirs has hooks of their own; and a good end leaves no file."""
    before = threading.excepthook, sys.unraisablehook, faulthandler.is_enabled()

    with Witness(where).watching(lambda _: None):
        assert where.hard_end.stat().st_mode & 0o777 == 0o600
        assert faulthandler.is_enabled()

    assert (threading.excepthook, sys.unraisablehook, faulthandler.is_enabled()) == before
    assert list(where.data.iterdir()) == []


def test_what_ends_the_service_takes_with_it_what_happened_before(where: Places) -> None:
    """Whoever writes it down, outside, knows nothing of that any more."""
    one = Witness(where)
    one.backends = lambda: {"tray": "none"}

    one.lately.handle(logging.LogRecord("reminder.x", logging.INFO, "", 0, "it happened", None, None))

    with pytest.raises(ZeroDivisionError) as bug, one.watching(lambda _: None):
        fail()
    one.bug(bug.value)

    assert "backends: tray none" in where.crash_report.read_text()
    assert "it happened\n" in where.crash_report.read_text()


def test_without_room_for_the_file_it_runs_all_the_same(tmp_path: Path) -> None:
    """A full disk, or a folder that is gone."""
    nowhere = Places(tmp_path / "c", tmp_path / "gone", tmp_path / "s")

    with Witness(nowhere).watching(lambda _: None):
        assert not nowhere.hard_end.exists()


HARD = """
import {imports}
from reminder import daemon
async def hard(self): {hard}
daemon.Daemon._greeting = hard
from reminder.cli import main
main([])
"""


@pytest.mark.parametrize(
    ("imports", "hard", "how"),
    [
        ("ctypes", "ctypes.string_at(0)", "Fatal Python error: Segmentation fault"),
        ("os", "os.abort()", "Fatal Python error: Aborted"),
    ],
)
def test_a_hard_end_is_told_at_the_next_start(
    imports: str, hard: str, how: str, start_service: Start, service_files: Places
) -> None:
    """C code of a library may end us without a word; the stack of that moment is all that helps."""
    service_files.config.write_text(LATE)
    code = HARD.format(imports=imports, hard=hard)
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=DEADLINE_SECONDS, cwd=ROOT
    )
    assert ended.returncode < 0
    assert service_files.hard_end.stat().st_size > 100

    after = start_service(None)
    said = after.says("reminder is running")
    assert f"The last run ended hard ({how}). A report is in {service_files.crash_report}" in said
    assert "in hard\n" in service_files.crash_report.read_text()
    assert after.end() == 0
    assert not service_files.hard_end.exists()


def test_a_kill_is_no_hard_end_of_ours(where: Places) -> None:
    """Somebody wanted it so: it leaves the file as it was begun, and there is nothing to tell."""
    said: list[str] = []
    with Witness(where).watching(said.append):
        begun = where.hard_end.read_bytes()
    where.hard_end.write_bytes(begun)

    with Witness(where).watching(said.append):
        pass

    assert said == []
    assert begun.startswith(b"reminder ")


def test_of_a_hard_end_no_path_of_the_home_folder_is_kept(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faulthandler writes the files' paths as they are."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    where.hard_end.write_text('reminder 0.1.0\nFatal Python error: Aborted\n\n  File "/home/anna/x.py", line 1 in f\n')

    with Witness(where).watching(lambda _: None):
        pass

    assert 'File "~/x.py", line 1' in where.crash_report.read_text()


def test_a_day_without_trouble_says_nothing_but_the_greeting(start_service: Start, service_files: Places) -> None:
    """Standard error is for what goes wrong; and nothing of the day is written down anywhere but in the log."""
    service = start_service(python=(), stderr=subprocess.PIPE)
    service.says("no X11 tray")
    for verb in (["break"], ["snooze"], ["drink", "250ml"], ["pause", "1h"], ["resume"], ["status"]):
        assert tell(*verb).returncode == 0
    code = service.end()
    assert service.process.stderr is not None
    with service.process.stderr as errors:
        assert (code, errors.read()) == (0, "")

    assert not re.search("Error|WARNING|Traceback", service.said)
    assert sorted(path.name for path in service_files.data.iterdir()) == ["journal.sqlite", "service.lock"]


def test_who_has_started_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it finds differs: a unit has an environment of its own."""
    monkeypatch.setattr(witness, "in_a_unit", lambda: False)
    assert begun_by({"REMINDER_AT_LOGIN": "1"}) == "what starts it at login"
    assert begun_by({}).startswith(("another program", "somebody in a terminal"))
    monkeypatch.setattr(witness, "in_a_unit", lambda: True)
    assert begun_by({}) == "systemd"


def test_a_callback_that_fails_is_counted_and_said_once(where: Places) -> None:
    """As the loop of the service hands it on, many times a second if need be."""
    one = Witness(where)

    async def loop() -> list[str]:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: sentences.append(one.bug(told["exception"])))
        for _ in range(5):
            asyncio.get_running_loop().call_soon(fail)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return sentences

    sentences: list[str] = []

    assert [bool(sentence) for sentence in asyncio.run(loop())] == [True, False, False, False, False]
