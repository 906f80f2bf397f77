"""Presence on a real X server (Xvfb), with real input (xdotool)."""

import asyncio
import itertools
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from reminder.backends import Unavailable, choose
from reminder.clock import now
from reminder.core.events import InputPaused, Left, PresenceLost, Returned
from reminder.presence import PresenceEvent
from reminder.presence.table import table
from tests.presence.contract import DEADLINE_SECONDS, Desk, PresenceContract, settle, until
from tests.presence.wakeful import work_wakes_nobody

if sys.platform != "linux" or not (shutil.which("Xvfb") and shutil.which("xdotool")):
    pytest.skip("needs Xvfb and xdotool", allow_module_level=True)

from Xlib.protocol import request

from reminder.presence import x11
from reminder.presence.x11 import X11Presence, open_x11
from reminder.presence.xsync import IdleCounter, Level, Reading

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
    def hung(self) -> Iterator[None]:
        """It neither reads nor writes for a while. Who waits for it waits till the deadline, and is found out."""
        rescue = threading.Timer(DEADLINE_SECONDS, self.process.send_signal, [signal.SIGCONT])
        rescue.start()
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)
        try:
            yield
            assert rescue.is_alive(), "somebody waited for a server that hangs"
        finally:
            rescue.cancel()
            rescue.join()
            self.process.send_signal(signal.SIGCONT)


def idle(counter: IdleCounter) -> timedelta:
    """Time since the last input, as the server says when asked now."""
    counter.ask()
    while True:
        for reading in counter.readings():
            if reading.asked:
                return reading.idle
        select.select([counter.fd], [], [])


class Armed(IdleCounter):
    """Tells when the first answer has been heard: then alarms are set."""

    armed = False

    def alarm(self, level: Level, value: timedelta) -> int:
        self.armed = True
        return super().alarm(level, value)


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
            await until(lambda: idle(counter) >= span)
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

    async def at_once(self, desk: Desk, span: timedelta, condition: Callable[[], bool]) -> None:
        """As soon as the server has answered."""
        await super().at_once(desk, span, condition)
        await until(condition)


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
    other = IdleCounter()

    class Slow(Armed):
        """Somebody is away and back before the question gets to the server."""

        slow = False

        def ask(self) -> None:
            if self.slow:
                self.slow = False
                while idle(other) < short:
                    pass
                server.touch()
            super().ask()

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        counter = Slow()
        presence = X11Presence(counter, now)
        server.touch()
        presence.watch(told.append, away_after=short)
        await until(lambda: counter.armed)

        counter.slow = True
        presence.watch_pause(wanted=True)
        await until(lambda: len(told) >= 2)

        await presence.close()
        other.close()
        return told

    assert [type(event) for event in asyncio.run(story())] == [Left, Returned]


KEEPS_ASKING = """
import select
from reminder.presence.xsync import IdleCounter

counter = IdleCounter()
while True:
    counter.ask()
    while not list(counter.readings()):
        select.select([counter.fd], [], [])
"""


def test_another_program_that_keeps_asking_for_idle_time_hides_no_edge(server: Server) -> None:
    """Its questions make the server forget that a threshold has been crossed (see `Level`)."""
    short = timedelta(milliseconds=300)

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
    with subprocess.Popen([sys.executable, "-c", KEEPS_ASKING], stdout=subprocess.DEVNULL) as other:
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
        touched = now() - idle(counter)
        while idle(counter) < 5 * short:
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
        def readings(self) -> Iterator[Reading]:
            for reading in super().readings():
                yield reading._replace(idle=timedelta(hours=9))

    morning = datetime(2026, 3, 29, 9, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        presence = X11Presence(Night(), lambda: morning)
        presence.watch(told.append, away_after=timedelta(minutes=2))
        await until(lambda: bool(told))
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
            before = set(Counting.standing)
            await until(lambda before=before: Counting.standing != before)  # type: ignore[misc]
            counts.append(len(Counting.standing))
        await presence.close()
        return counts

    server.touch()
    assert asyncio.run(story()) == [2, 2, 1]


def test_an_alarm_taken_back_says_nothing_of_idle_time(server: Server) -> None:
    """The server confirms it with an event, whose idle time may be hours old."""
    counter = IdleCounter()

    counter.destroy(counter.alarm(Level.AT_LEAST, timedelta(hours=1)))
    idle(counter)

    assert list(counter.readings()) == []
    counter.close()


def test_an_answer_that_waited_for_a_busy_loop_dates_the_absence_as_well(server: Server) -> None:
    """What the server said of idle time was true then, not when we came to hear it."""
    short = timedelta(milliseconds=300)
    other = IdleCounter()

    class Busy(IdleCounter):
        """Something else has its turn once the question is sent."""

        def readings(self) -> Iterator[Reading]:
            yield from super().readings()
            while idle(other) < 5 * short:
                pass

    async def story() -> tuple[datetime, PresenceEvent]:
        told: list[PresenceEvent] = []
        presence = X11Presence(Busy(), now)
        server.touch()
        touched = now() - idle(other)
        await until(lambda: idle(other) >= short)
        presence.watch(told.append, away_after=short)
        await until(lambda: bool(told))
        await presence.close()
        other.close()
        return touched, told[0]

    touched, left = asyncio.run(story())

    assert isinstance(left, Left)
    assert abs(left.since - touched) < short


# A server that hangs


def test_a_hung_server_does_not_hold_up_the_start(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and never greets; a signal to end, too, has to be heard meanwhile."""

    async def story() -> tuple[str, bool]:
        with server.hung(), monkeypatch.context() as soon:
            soon.setattr(x11, "OPEN_LIMIT", timedelta(milliseconds=200))
            opening = asyncio.create_task(open_x11(now))
            await settle()
            assert not opening.done()
            with pytest.raises(Unavailable) as refused:
                await opening

        presence = await open_x11(now)
        known = presence.known
        await presence.close()
        return str(refused.value), known

    assert asyncio.run(story()) == ("the X server did not answer in 0.2 s", True)


def test_while_the_server_hangs_the_loop_goes_on_and_the_answer_comes_afterwards(server: Server) -> None:
    """`reminder status` must be answered meanwhile; a server may hang for a moment, as when a screen is plugged in."""

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        counter = Armed()
        presence = X11Presence(counter, now, input_pause=timedelta(0))
        presence.watch(told.append, away_after=timedelta(minutes=2))
        await until(lambda: counter.armed)

        with server.hung():
            presence.watch_pause(wanted=True)
            await settle()
            assert told == []
            assert presence.known
        await until(lambda: bool(told))

        await presence.close()
        return told

    assert [type(event) for event in asyncio.run(story())] == [InputPaused]


def test_a_server_that_does_not_answer_is_lost_once_and_found_again_when_it_does(server: Server) -> None:
    """Nobody knows then who is there. Whom nothing is asked cannot be late: no timer may run all day."""
    limit = timedelta(seconds=1)

    async def story() -> tuple[list[PresenceEvent], list[PresenceEvent]]:
        told: list[PresenceEvent] = []
        counter = Armed()
        presence = X11Presence(counter, now, answer_limit=limit)
        presence.watch(told.append, away_after=timedelta(minutes=2))
        await until(lambda: counter.armed)

        with server.hung():
            limit_over = asyncio.get_running_loop().time() + 1.5 * limit.total_seconds()
            await until(lambda: asyncio.get_running_loop().time() > limit_over)
            assert told == []
            for wanted in (True, False, True):
                presence.watch_pause(wanted=wanted)
            await until(lambda: bool(told))
            assert not presence.known
            presence.watch_pause(wanted=True)
            await settle()
        await presence.close()

        found: list[PresenceEvent] = []
        presence = await open_x11(now)
        presence.watch(found.append, away_after=timedelta(0))
        await until(lambda: bool(found))
        await presence.close()
        return told, found

    told, found = asyncio.run(story())

    assert [type(event) for event in told] == [PresenceLost]
    assert isinstance(found[0], Left)


def test_what_a_hung_server_has_no_room_for_is_sent_when_it_has(server: Server) -> None:
    """Writing waits as well, where it is allowed to; and a question not sent is never answered."""

    async def story() -> tuple[list[PresenceEvent], bool]:
        told: list[PresenceEvent] = []
        counter = Armed()
        presence = X11Presence(counter, now, input_pause=timedelta(0))
        presence.watch(told.append, away_after=timedelta(minutes=2))
        await until(lambda: counter.armed)

        with server.hung():
            while not counter.unsent:
                counter.alarm(Level.AT_LEAST, timedelta(hours=1))
                assert list(counter.readings()) == []
            presence.watch_pause(wanted=True)
            await settle()
            assert told == []
        await until(lambda: bool(told))
        await until(lambda: not counter.unsent)

        still_writing = asyncio.get_running_loop().remove_writer(counter.fd)
        await presence.close()
        return told, still_writing

    told, still_writing = asyncio.run(story())

    assert [type(event) for event in told] == [InputPaused]
    assert not still_writing


def test_work_at_the_desk_wakes_nobody(server: Server) -> None:
    """Looking every second, the usual way, is 60 to 90 wake-ups a minute; here only an edge wakes."""
    work_wakes_nobody("x11", server.touch, touches=5)


class Wrapping:
    """An idle counter as the server keeps it: 32-bit milliseconds, whatever the protocol has room for.

    IdleTimeQueryValue in Xext/sync.c of X.Org's server counts in a CARD32.
    """

    unsent = False

    def __init__(self, since: datetime) -> None:
        self.at = self.since = since
        self._ends = socket.socketpair()
        self.fd = self._ends[0].fileno()
        self._said: list[Reading] = []
        self._alarms: dict[int, tuple[Level, timedelta]] = {}
        self._numbers = itertools.count()

    @property
    def idle(self) -> timedelta:
        return (self.at - self.since) % timedelta(milliseconds=1 << 32)

    def ask(self) -> None:
        self._said.append(Reading(self.idle, asked=True))

    def alarm(self, level: Level, value: timedelta) -> int:
        number = next(self._numbers)
        self._alarms[number] = level, value
        return number

    def destroy(self, alarm: int) -> None:
        self._alarms.pop(alarm, None)

    def readings(self) -> Iterator[Reading]:
        for number, (level, value) in list(self._alarms.items()):
            if (self.idle >= value) if level is Level.AT_LEAST else (self.idle <= value):
                del self._alarms[number]
                self._said.append(Reading(self.idle, asked=False))
        while self._said:
            yield self._said.pop(0)

    def close(self) -> None:
        for end in self._ends:
            end.close()


def test_an_absence_of_seven_weeks_is_two_with_no_time_between_them() -> None:
    """After 49.7 days awake the server counts from nothing again, as after a touch: a return is told, and minutes later
    that there has been no input since that very moment. None of it counts as sitting.
    """
    start, wrap, after = (
        datetime(2026, 7, 1, tzinfo=ZoneInfo("UTC")),
        timedelta(milliseconds=1 << 32),
        timedelta(minutes=2),
    )

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        counter = Wrapping(start)
        presence = X11Presence(counter, lambda: counter.at)  # type: ignore[arg-type]  # all of it that is used
        presence.watch(told.append, away_after=after)
        for moment in (timedelta(0), after, wrap - timedelta(milliseconds=1), wrap, wrap + after):
            counter.at = start + moment
            for _ in range(5):
                presence._read()
                await asyncio.sleep(0)
        await presence.close()
        return told

    first, back, again = asyncio.run(story())

    assert isinstance(first, Left)
    assert back == Returned(start + wrap)
    assert isinstance(again, Left)
    assert abs(again.since - back.at) < timedelta(seconds=1)
