"""Where the tray needs the main thread, the service runs beside it: to the end, and with everything it owns."""

import os
import signal
import sys
import threading
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
from reminder.serving import ENDING, serve


@pytest.fixture(autouse=True, params=["darwin", "win32"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    before = handlers()
    monkeypatch.setattr(sys, "platform", request.param)
    yield request.param
    assert handlers() == before


def handlers() -> list[object]:
    return [signal.getsignal(getattr(signal, name)) for name in ENDING if hasattr(signal, name)]


class Tray:
    """One that must have the main thread; it ends at once, as when the system takes it away."""

    needs_main_thread = True

    def run(self) -> None:
        """Over already."""


class DeafTray(Tray):
    """One whose loop is in the system, where Python hears no signal, until the run ends and takes it down.

    The signal comes to another thread, as everything does that comes while the main one is not in Python.
    """

    def __init__(self, number: signal.Signals) -> None:
        self._number = number
        self.taken_down = threading.Event()

    def run(self) -> None:
        everything = signal.pthread_sigmask(signal.SIG_BLOCK, {self._number})
        try:
            os.kill(os.getpid(), self._number)
            assert self.taken_down.wait(20)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, everything)


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
        if isinstance(tray := self.tray_ready.result(), DeafTray):
            tray.taken_down.set()


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


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there a signal cannot be sent to another thread")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_run_while_the_tray_has_the_main_thread(name: str) -> None:
    """Else nothing would happen at logout until somebody touched the icon, and the system would kill us."""
    tray = DeafTray(signal.Signals[name])

    serve(Run(lambda: tray.taken_down.wait(20) and None, tray))  # type: ignore[arg-type]

    assert tray.taken_down.is_set()


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there a signal cannot be sent to another thread")
def test_ctrl_c_ends_it_in_good_order_and_is_told() -> None:
    """The run is over before the command line hears of it, and what it exits with says why (130)."""
    tray = DeafTray(signal.SIGINT)
    over: list[bool] = []

    with pytest.raises(KeyboardInterrupt):
        serve(Run(lambda: over.append(tray.taken_down.wait(20)), tray))  # type: ignore[arg-type]

    assert over == [True]


def test_a_signal_that_is_ignored_stays_so() -> None:
    """As `nohup` wants it of SIGHUP."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        during: list[object] = []
        serve(Run(lambda: during.append(signal.getsignal(signal.SIGTERM))))  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGTERM, before)

    assert during == [signal.SIG_IGN]
