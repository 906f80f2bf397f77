"""Where the tray needs the main thread, the service runs beside it: to the end, and with everything it owns."""

import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from reminder.clock import now
from reminder.core.effects import RecordSpan, Stretch
from reminder.core.events import Started
from reminder.core.plan import Plan
from reminder.core.step import step
from reminder.journal import Journal
from reminder.serving import serve


@pytest.fixture(autouse=True, params=["darwin", "win32"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(sys, "platform", request.param)
    yield request.param
    signal.signal(signal.SIGTERM, before)


class Tray:
    """One that must have the main thread; it ends at once, as when the system takes it away."""

    needs_main_thread = True

    def run(self) -> None:
        """Over already."""


class Run:
    """A daemon reduced to its thread: it works on the journal, and ends when it is told to."""

    def __init__(self, work: Callable[[], None], tray: Tray | None = None) -> None:
        self.tray_ready: Future[Tray | None] = Future()
        self.tray_ready.set_result(tray)
        self.stopped = 0
        self._work = work

    async def run(self) -> None:
        self._work()

    def stop(self) -> None:
        self.stopped += 1


def test_a_failure_still_ends_the_program() -> None:
    """The error of the side thread must reach the command line."""

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        serve(Run(fail))  # type: ignore[arg-type]


def test_the_journal_that_the_main_thread_opened_serves_the_loop_beside_it(tmp_path: Path) -> None:
    """SQLite binds a connection to its thread unless told otherwise; on these systems nothing would ever start."""
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        state, effects = step(None, Started(now()), Plan(kinds=()))
        span = RecordSpan(Stretch.SITTING, now(), now(), now().date(), state.offset)

        serve(Run(lambda: journal.commit((*effects, span), state)))  # type: ignore[arg-type]

        assert journal.state() == state


def test_a_tray_that_ends_by_itself_ends_the_run() -> None:
    """Pystray returns on Ctrl-C on Windows; waiting for a run that nobody stops would hang for good."""
    run = Run(lambda: None, Tray())

    serve(run)  # type: ignore[arg-type]

    assert run.stopped == 1
