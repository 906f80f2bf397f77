"""The end of a run is known afterwards, however it came."""

import ctypes
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reminder import lifeline
from reminder.clock import now
from reminder.lifeline import Lifeline

HEADER = "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap"
PRECISION = timedelta(seconds=2)

if sys.platform != "linux":
    pytest.skip("nothing is known elsewhere", allow_module_level=True)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder, whose segment goes with it."""
    yield tmp_path
    libc = ctypes.CDLL(None)
    found = libc.shmget(lifeline._key(tmp_path), 0, 0)  # not by the listing, which a test may have replaced
    if found >= 0:
        assert libc.shmctl(found, 0, None) == 0


@contextmanager
def service(folder: Path, *, holding: bool = True) -> Iterator[subprocess.Popen[str]]:
    """Another process of this program that runs until it is killed."""
    script = (
        "import sys; from pathlib import Path; from reminder.lifeline import Lifeline\n"
        f"line = Lifeline(Path({str(folder)!r}))\n"
        f"if {holding}: line.hold()\n"
        "print('up', flush=True); sys.stdin.read(); line.release()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script], text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            assert process.stdout.readline() == "up\n"
            yield process
        finally:
            process.kill()


def test_a_killed_service_is_known_to_have_died_when_it_did(folder: Path) -> None:
    """D6 measures the gap from there; kill -9 leaves no time to write anything down."""
    with service(folder) as process:
        before = now()
        process.kill()
        process.wait()

    died = Lifeline(folder).died_at()

    assert died is not None
    assert before - PRECISION <= died <= now() + PRECISION


def test_a_service_that_ends_in_good_order_is_known_to_have_ended(folder: Path) -> None:
    """One answer for both ends."""
    line = Lifeline(folder)
    line.hold()
    before = now()
    line.release()

    died = line.died_at()

    assert died is not None
    assert before - PRECISION <= died <= now() + PRECISION


def test_a_run_without_a_hold_leaves_nothing_to_know(folder: Path) -> None:
    """None is "not known": the service then goes by its last saved event."""
    with service(folder, holding=False) as process:
        process.kill()
        process.wait()

    assert Lifeline(folder).died_at() is None


def test_only_the_last_run_counts(folder: Path) -> None:
    """Two crashes in a row: the second is the end that matters."""
    with service(folder) as process:
        process.kill()
    with service(folder) as process:
        before = now()
        process.kill()
        process.wait()

    died = Lifeline(folder).died_at()

    assert died is not None
    assert died >= before - PRECISION


def test_a_service_still_running_has_not_died(folder: Path) -> None:
    """Also through one's own hold: ask before holding."""
    line = Lifeline(folder)
    with service(folder):
        assert line.died_at() is None

    line.hold()
    line.hold()
    assert line.died_at() is None
    line.release()
    line.release()
    assert line.died_at() is not None


def test_an_end_in_good_order_leaves_nothing_in_the_system(folder: Path) -> None:
    """Segments are few (4096 by default) and outlive logins; the log tells of such an end by itself."""
    line = Lifeline(folder)
    line.hold()

    line.forget()

    assert line.died_at() is None
    assert f"{line._key} " not in Path("/proc/sysvipc/shm").read_text()


def test_a_program_started_by_the_service_does_not_hold_its_line(folder: Path) -> None:
    """A notification's click may open a browser, which outlives the service by hours."""
    line = Lifeline(folder)
    line.hold()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as browser:
        line.release()

        assert line.died_at() is not None
        browser.kill()


def test_a_fork_that_lives_on_keeps_the_end_unknown_rather_than_wrong(folder: Path) -> None:
    """It is attached as much as we are, and nothing tells the two apart."""
    line = Lifeline(folder)
    line.hold()
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=there.recv)
    child.start()
    line.release()

    assert line.died_at() is None

    here.send("end")
    child.join()
    assert line.died_at() is not None


def test_each_data_folder_has_a_line_of_its_own(tmp_path: Path, folder: Path) -> None:
    """REMINDER_HOME makes several; the death of one service is not that of another."""
    line = Lifeline(folder)
    line.hold()
    line.release()

    assert Lifeline(tmp_path / "other").died_at() is None


def test_the_same_folder_by_another_path_is_the_same_line(folder: Path) -> None:
    """A symlinked home is common."""
    (folder / "data").mkdir()
    (folder / "link").symlink_to(folder / "data")

    assert lifeline._key(folder / "link") == lifeline._key(folder / "data")


@pytest.mark.parametrize("owner", ["uid", "cuid"])
def test_a_segment_of_somebody_else_is_neither_believed_nor_attached(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: str
) -> None:
    """Keys can be guessed, and a segment can be given away; only one's own making is one's own."""
    line = Lifeline(folder)
    line.hold()
    line.release()
    assert line.died_at() is not None
    listing = Path("/proc/sysvipc/shm").read_text().splitlines()
    columns = listing[0].split()
    forged = [dict(zip(columns, row.split(), strict=True)) for row in listing[1:]]
    for row in forged:
        row[owner] = str(os.getuid() + 1)
    table = tmp_path / "shm"
    table.write_text("\n".join([" ".join(columns), *(" ".join(row.values()) for row in forged)]))
    monkeypatch.setattr(lifeline, "_SEGMENTS", table)

    assert line.died_at() is None
    line.hold()

    monkeypatch.undo()
    segment = lifeline._find(lifeline._key(folder))
    assert segment is not None
    assert segment.attached == 0


def test_a_key_held_by_another_user_is_refused_by_the_kernel_without_harm(folder: Path) -> None:
    """The real thing: another user's process made the segment first."""
    if os.getuid() != 0:
        pytest.skip("needs root to become another user")
    make = (
        "import ctypes, json, os; os.setuid(65534)\n"
        f"print(json.dumps(ctypes.CDLL(None).shmget({lifeline._key(folder)}, 1, 0o1600)))"
    )
    made = subprocess.run([sys.executable, "-c", make], capture_output=True, text=True, check=True)
    assert json.loads(made.stdout) >= 0
    line = Lifeline(folder)

    assert line.died_at() is None
    line.hold()

    segment = lifeline._find(lifeline._key(folder))
    assert segment is not None
    assert (segment.ours, segment.attached) == (False, 0)


@pytest.mark.parametrize("listing", [None, "", HEADER])
def test_a_system_that_lists_no_segments_knows_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listing: str | None
) -> None:
    """Kernels without System V IPC, and sandboxes that hide it: the service starts all the same."""
    table = tmp_path / "shm"
    if listing is not None:
        table.write_text(listing)
    monkeypatch.setattr(lifeline, "_SEGMENTS", table)
    line = Lifeline(folder)

    line.hold()

    assert line.died_at() is None


def test_elsewhere_than_on_linux_nothing_is_known_and_nothing_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fallback is the service's last saved event; no call into a C library that is not there."""
    line = Lifeline(folder)
    monkeypatch.setattr(sys, "platform", "darwin")

    line.hold()
    line.release()

    assert line.died_at() is None


def test_the_time_of_death_is_an_instant_in_utc(folder: Path) -> None:
    """As everything that is kept; the zone of that day is not known to the kernel."""
    line = Lifeline(folder)
    line.hold()
    line.release()

    died = line.died_at()

    assert isinstance(died, datetime)
    assert died.utcoffset() == timedelta(0)
