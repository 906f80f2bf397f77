"""A program that is measured starts at a word, is seen with all that it runs, and is gone afterwards."""

from pathlib import Path

import pytest

from benchmarks.copies import may_mount
from benchmarks.guest import Guest
from benchmarks.measuring import GONE, cpu_seconds
from tests.desktop.session import Session, wait_for

PAIR = ("sh", "-c", "sleep 600 & wait")


@pytest.fixture(autouse=True, params=[True, False], ids=["apart", "among all others"])
def _apart(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root, and as everybody else."""
    if request.param and not may_mount():
        pytest.skip("this user may not have process numbers of its own")
    monkeypatch.setattr("benchmarks.guest.may_mount", lambda: request.param)


def alive(pid: int) -> bool:
    """Whether it runs; a zombie that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except GONE:
        return False


def test_it_starts_at_the_word_and_is_seen_without_its_shell(session: Session) -> None:
    """The time from the word to the icon is the program's, and no shell of ours adds to its memory."""
    guest = Guest(session, PAIR, {})
    try:
        assert guest.pids == []

        guest.go()

        pids = wait_for(lambda: len(guest.pids) == 2 and guest.pids, "the program and what it runs")
        names = [Path(f"/proc/{pid}/comm").read_text().strip() for pid in pids or []]
        assert names == ["sh", "sleep"]
    finally:
        guest.end()


def test_all_that_it_ran_is_gone_with_it(session: Session) -> None:
    """The next program that is measured has the machine to itself."""
    guest = Guest(session, PAIR, {})
    guest.go()
    pids = wait_for(lambda: len(guest.pids) == 2 and guest.pids, "the program and what it runs")

    guest.end()

    wait_for(lambda: not any(alive(pid) for pid in pids or []), "their end")


def test_it_has_its_session_s_environment_and_its_own(session: Session) -> None:
    """A program's settings are found by it."""
    guest = Guest(session, ("sh", "-c", 'echo "$HOME $OWN" > said; sleep 600'), {"OWN": "so"})
    try:
        guest.go()

        said = session.root / "home" / "said"
        wait_for(lambda: said.exists() and said.read_text(), "its word")
        assert said.read_text() == f"{session.root / 'home'} so\n"
    finally:
        guest.end()


def test_cpu_time_without_counters_is_read_from_proc(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less exact is better than nothing, and the table says so."""
    monkeypatch.setattr("benchmarks.counters.SYSTEM_CALL", {})
    guest = Guest(session, PAIR, {})
    try:
        guest.go()
        wait_for(lambda: len(guest.pids) == 2, "the program and what it runs")

        assert guest.counters is None
        assert guest.cpu_seconds() == sum(map(cpu_seconds, guest.pids))
    finally:
        guest.end()
