"""Presence on a real X server (Xvfb), with real input (xdotool)."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from reminder.backends import choose
from reminder.clock import now
from reminder.core.events import Left, PresenceLost, Returned
from reminder.presence import PresenceEvent
from reminder.presence.table import table
from tests.presence.contract import Desk, PresenceContract, settle, until
from tests.presence.wakeful import work_wakes_nobody

if sys.platform != "linux" or not (shutil.which("Xvfb") and shutil.which("xdotool")):
    pytest.skip("needs Xvfb and xdotool", allow_module_level=True)

from Xlib.protocol import request

from reminder.presence.x11 import X11Presence
from reminder.presence.xsync import IdleCounter, Level

pytestmark = pytest.mark.desktop


@dataclass
class Server:
    """An X server of our own."""

    process: subprocess.Popen[bytes]
    display: str

    def touch(self) -> None:
        subprocess.run(["xdotool", "key", "shift"], check=True)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def x_server() -> Iterator[Server]:
    """Xvfb on a display number that it finds free, told through a pipe once it answers."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "64x64x24", "-noreset", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Server(process, f":{number}")
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """This process belongs to an X11 session of its own."""
    with x_server() as running:
        monkeypatch.setenv("DISPLAY", running.display)
        monkeypatch.setenv("XAUTHORITY", os.devnull)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
        yield running


@dataclass
class X11Desk:
    server: Server
    presence: X11Presence

    def now(self) -> datetime:
        return now()

    async def touch(self) -> None:
        self.server.touch()

    async def rest(self, span: timedelta) -> None:
        """Wait until the server itself says that nothing came for so long."""
        counter = IdleCounter()
        try:
            await until(lambda: counter.idle() >= span)
        finally:
            counter.close()

    async def unplug(self) -> None:
        self.server.kill()


class TestX11Presence(PresenceContract):
    short = timedelta(milliseconds=600)

    @pytest.fixture(autouse=True)
    def _server(self, server: Server) -> None:
        self.server = server

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        yield X11Desk(self.server, X11Presence(IdleCounter(), now, input_pause=self.short))


def test_an_x11_session_is_served_by_its_server(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """The table, the environment and the server together, as the service opens them.

    python-xlib prints about an Xauthority file without entries, which may not end up in what `doctor --json` prints.
    """

    async def story() -> tuple[str, bool]:
        choice = await choose(table(now))
        known = choice.backend.known
        await choice.backend.close()
        return choice.name, known

    assert asyncio.run(story()) == ("x11", True)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("present", "word"), [((), "SYNC"), (("SYNC", "XWAYLAND"), "Wayland")])
def test_a_server_that_cannot_tell_idle_time_is_refused_by_what_it_says_of_itself(
    server: Server, monkeypatch: pytest.MonkeyPatch, present: tuple[str, ...], word: str
) -> None:
    """Some remote desktops lack SYNC; Xwayland gives itself away even where the environment does not."""

    class Says(request.QueryExtension):
        def __init__(self, *, display: Any, name: str) -> None:
            super().__init__(display=display, name=name)
            self._data["present"] = name in present

    monkeypatch.setattr(request, "QueryExtension", Says)

    choice = asyncio.run(choose(table(now)))

    assert choice.name == "unknown"
    assert word in {refused.name: refused.reason for refused in choice.refused}["x11"]


def test_a_server_that_goes_while_nobody_watches_is_noticed_at_the_first_watch(server: Server) -> None:
    """Between choosing the backend and starting the day the session may end."""

    async def story() -> list[PresenceEvent]:
        presence = X11Presence(IdleCounter(), now)
        server.kill()
        told: list[PresenceEvent] = []
        presence.watch(told.append, away_after=timedelta(minutes=2))
        await until(lambda: bool(told))
        presence.watch_pause(wanted=True)
        await settle()
        await presence.close()
        return told

    assert [type(event) for event in asyncio.run(story())] == [PresenceLost]


def test_an_absence_that_comes_with_the_answer_to_a_question_is_not_lost(server: Server) -> None:
    """python-xlib then holds its events already, and the socket will not become readable for them."""
    short = timedelta(milliseconds=300)

    class Slow(IdleCounter):
        """Somebody is away and back before the question gets to the server."""

        slow = False

        def idle(self) -> timedelta:
            while self.slow and super().idle() < short:
                pass
            if self.slow:
                self.slow = False
                server.touch()
            return super().idle()

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        counter = Slow()
        presence = X11Presence(counter, now)
        server.touch()
        presence.watch(told.append, away_after=short)
        await settle()

        counter.slow = True
        presence.watch_pause(wanted=True)
        await until(lambda: len(told) >= 2)

        await presence.close()
        return told

    assert [type(event) for event in asyncio.run(story())] == [Left, Returned]


def test_another_program_that_keeps_asking_for_idle_time_hides_no_edge(server: Server) -> None:
    """Its questions make the server forget that a threshold has been crossed (see `Level`)."""
    short = timedelta(milliseconds=300)
    ask = "from reminder.presence.xsync import IdleCounter\ncounter = IdleCounter()\nwhile True: counter.idle()"

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        presence = X11Presence(IdleCounter(), now)
        presence.watch(told.append, away_after=short)
        for absence in range(1, 4):
            await until(lambda n=absence: len(told) == 2 * n - 1)  # type: ignore[misc]
            server.touch()
            await until(lambda n=absence: len(told) == 2 * n)  # type: ignore[misc]
        await presence.close()
        return told

    server.touch()
    with subprocess.Popen([sys.executable, "-c", ask], stdout=subprocess.DEVNULL) as other:
        try:
            told = asyncio.run(story())
        finally:
            other.kill()

    assert [type(event) for event in told] == [Left, Returned] * 3


def test_an_absence_noticed_late_is_still_dated_from_the_last_input(server: Server) -> None:
    """The loop was busy for a while; sitting must not be longer for that (D2)."""
    short = timedelta(milliseconds=300)

    async def story() -> tuple[datetime, PresenceEvent]:
        told: list[PresenceEvent] = []
        presence, counter = X11Presence(IdleCounter(), now), IdleCounter()
        server.touch()
        presence.watch(told.append, away_after=short)
        await settle()
        touched = now() - counter.idle()
        while counter.idle() < 5 * short:
            pass
        await until(lambda: bool(told))
        await presence.close()
        counter.close()
        return touched, told[0]

    touched, left = asyncio.run(story())

    assert isinstance(left, Left)
    assert abs(left.since - touched) < short


def test_an_absence_over_the_change_of_dst_has_its_true_length(server: Server) -> None:
    """Nine hours before nine in the morning was eleven in the evening, by the clock on the wall."""

    class Night(IdleCounter):
        def idle(self) -> timedelta:
            return timedelta(hours=9)

    morning = datetime(2026, 3, 29, 9, tzinfo=ZoneInfo("Europe/Berlin"))

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        presence = X11Presence(Night(), lambda: morning)
        presence.watch(told.append, away_after=timedelta(minutes=2))
        await settle()
        await presence.close()
        return told

    (left,) = asyncio.run(story())

    assert isinstance(left, Left)
    assert f"{left.since:%d %H:%M}" == "28 23:00"


def test_alarms_that_are_no_longer_needed_are_taken_back(server: Server) -> None:
    """Each one left behind would wake us for nothing, all day."""

    class Counting(IdleCounter):
        standing: ClassVar[set[int]] = set()

        def alarm(self, level: Level, value: timedelta) -> int:
            alarm = super().alarm(level, value)
            self.standing.add(alarm)
            return alarm

        def destroy(self, alarm: int) -> None:
            super().destroy(alarm)
            self.standing.remove(alarm)

    async def story() -> list[int]:
        presence = X11Presence(Counting(), now)
        counts = []
        for minutes, pause in ((2, True), (3, True), (3, False)):
            presence.watch(list[PresenceEvent]().append, away_after=timedelta(minutes=minutes))
            presence.watch_pause(wanted=pause)
            await settle()
            counts.append(len(Counting.standing))
        await presence.close()
        return counts

    server.touch()
    assert asyncio.run(story()) == [2, 2, 1]


def test_an_alarm_taken_back_says_nothing_of_idle_time(server: Server) -> None:
    """The server confirms it with an event, whose idle time may be hours old."""
    counter = IdleCounter()

    counter.destroy(counter.alarm(Level.AT_LEAST, timedelta(hours=1)))
    counter.idle()

    assert list(counter.readings()) == []
    counter.close()


def test_work_at_the_desk_wakes_nobody(server: Server) -> None:
    """Looking every second, the usual way, is 60 to 90 wake-ups a minute; here only an edge wakes."""
    work_wakes_nobody("x11", server.touch, touches=5)
