"""A suspend is told from a step of the clock, and local time follows the system's zone."""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reminder import clock
from reminder.clock import ClockWatch, Jump, Reading, SystemClock, jumps, read_clocks
from reminder.core.events import ClockStepped, Slept

BERLIN = ZoneInfo("Europe/Berlin")
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
NONE = timedelta(0)
NOON = datetime(2026, 3, 2, 12, tzinfo=BERLIN)


def later(before: Reading, *, awake: timedelta, slept: timedelta = NONE, stepped: timedelta = NONE) -> Reading:
    """The clocks after so much time awake and asleep, and a wall clock set by so much."""
    elapsed = awake + slept
    wall = (before.wall.astimezone(UTC) + elapsed + stepped).astimezone(before.wall.tzinfo)
    return Reading(before.awake + awake, before.elapsed + elapsed, wall)


START = Reading(awake=HOUR, elapsed=3 * HOUR, wall=NOON)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(later(START, awake=8 * HOUR), (), id="a day awake"),
        pytest.param(later(START, awake=MINUTE, slept=0.9 * SECOND), (), id="a lid that bounced"),
        pytest.param(later(START, awake=HOUR, stepped=0.9 * SECOND), (), id="a correction by NTP"),
        pytest.param(later(START, awake=HOUR, stepped=-0.9 * SECOND), (), id="a correction backwards"),
        pytest.param(
            later(START, awake=MINUTE, slept=HOUR),
            (Slept(NOON + 61 * MINUTE, since=NOON + MINUTE),),
            id="a suspend",
        ),
        pytest.param(
            later(START, awake=MINUTE, slept=SECOND),
            (Slept(NOON + 61 * SECOND, since=NOON + MINUTE),),
            id="the shortest suspend",
        ),
        pytest.param(
            later(START, awake=MINUTE, stepped=HOUR),
            (ClockStepped(NOON + MINUTE, by=HOUR),),
            id="set forward",
        ),
        pytest.param(
            later(START, awake=MINUTE, stepped=-2 * HOUR),
            (ClockStepped(NOON + MINUTE, by=-2 * HOUR),),
            id="set back",
        ),
        pytest.param(
            later(START, awake=MINUTE, slept=HOUR, stepped=5 * MINUTE),
            (Slept(NOON + 61 * MINUTE, since=NOON + MINUTE), ClockStepped(NOON + 61 * MINUTE, by=5 * MINUTE)),
            id="suspended, then set forward",
        ),
        pytest.param(
            later(START, awake=MINUTE, slept=HOUR, stepped=-HOUR),
            (Slept(NOON + 61 * MINUTE, since=NOON + MINUTE), ClockStepped(NOON + 61 * MINUTE, by=-HOUR)),
            id="a suspend that the hardware clock did not count",
        ),
        pytest.param(
            later(START, awake=MINUTE, slept=HOUR, stepped=0.5 * SECOND),
            (Slept(NOON + 61 * MINUTE + 0.5 * SECOND, since=NOON + MINUTE + 0.5 * SECOND),),
            id="a suspend and the rounding of the hardware clock",
        ),
    ],
)
def test_what_happened_to_time_follows_from_three_clocks(after: Reading, expected: tuple[Jump, ...]) -> None:
    """D5: a suspend is absence of its true length, a step is nothing; neither may pass for the other."""
    assert jumps(START, after) == expected


@pytest.mark.parametrize(
    ("evening", "length"),
    [(datetime(2026, 3, 28, 23, tzinfo=BERLIN), 9 * HOUR), (datetime(2026, 10, 24, 23, tzinfo=BERLIN), 11 * HOUR)],
)
def test_a_suspend_over_the_change_of_dst_has_its_true_length_and_is_no_step(
    evening: datetime, length: timedelta
) -> None:
    """From 23:00 to 09:00 by the clock on the wall, in both nights; that clock jumped, but nobody set it."""
    before = Reading(HOUR, HOUR, evening)

    (slept,) = jumps(before, later(before, awake=NONE, slept=length))

    assert isinstance(slept, Slept)
    assert (slept.at.hour, slept.since.hour) == (9, 23)
    assert slept.at.astimezone(UTC) - slept.since.astimezone(UTC) == length


def test_a_flight_is_not_a_step() -> None:
    """The zone changes, the instant does not; the times told are in the zone of arrival."""
    new_york = ZoneInfo("America/New_York")
    landed = later(START, awake=MINUTE, slept=9 * HOUR)
    landed = Reading(landed.awake, landed.elapsed, landed.wall.astimezone(new_york))

    (slept,) = jumps(START, landed)

    assert isinstance(slept, Slept)
    assert slept.at.tzinfo is new_york
    assert slept.at - slept.since == 9 * HOUR


def test_what_is_told_adds_up_to_the_new_clock() -> None:
    """Whoever shifts all that is kept by `by` then agrees with the events to come."""
    after = later(START, awake=MINUTE, slept=HOUR, stepped=-3 * HOUR)

    _slept, stepped = jumps(START, after)

    assert isinstance(stepped, ClockStepped)
    assert stepped.at + stepped.by == after.wall


class Clocks:
    """Three clocks that a test moves."""

    def __init__(self) -> None:
        self.reading = START

    def __call__(self) -> Reading:
        return self.reading

    def move(self, *, awake: timedelta = NONE, slept: timedelta = NONE, stepped: timedelta = NONE) -> None:
        self.reading = later(self.reading, awake=awake, slept=slept, stepped=stepped)


def test_a_look_tells_each_jump_once() -> None:
    """It is taken at every event."""
    clocks, told = Clocks(), list[Jump]()
    watch = ClockWatch(told.append, read=clocks)

    watch.look()
    clocks.move(awake=MINUTE, slept=HOUR)
    watch.look()
    watch.look()

    assert told == [Slept(NOON + 61 * MINUTE, since=NOON + MINUTE)]


def test_who_looks_again_while_being_told_is_told_nothing_twice() -> None:
    """The service looks at every event, and a jump is one."""
    clocks, told = Clocks(), list[Jump]()

    def take(jump: Jump) -> None:
        watch.look()
        told.append(jump)

    watch = ClockWatch(take, read=clocks)
    clocks.move(slept=HOUR, stepped=MINUTE)
    watch.look()

    assert [type(jump) for jump in told] == [Slept, ClockStepped]


@pytest.mark.skipif(sys.platform != "linux", reason="eventfd")
def test_the_alarm_of_the_system_is_a_look_and_stands_again_afterwards() -> None:
    """The machine resumes, and resumes again."""
    clocks, told, alarms = Clocks(), list[Jump](), list[int]()

    def alarm() -> int:
        alarms.append(os.eventfd(0, os.EFD_NONBLOCK))
        return alarms[-1]

    async def story() -> None:
        watch = ClockWatch(told.append, read=clocks, open_alarm=alarm)
        watch.start()
        for n in (1, 2):
            clocks.move(awake=MINUTE, slept=HOUR)
            os.eventfd_write(alarms[-1], 1)
            await until(lambda n=n: len(told) == n)  # type: ignore[misc]
        watch.close()
        watch.close()

    asyncio.run(story())

    assert [type(jump) for jump in told] == [Slept, Slept]
    assert len(alarms) == 3  # a new one for each that went off: one left readable would keep the loop busy


def test_without_an_alarm_looking_is_all_there_is() -> None:
    """Windows and macOS, and sandboxes without timers."""
    clocks, told = Clocks(), list[Jump]()

    async def story() -> None:
        watch = ClockWatch(told.append, read=clocks, open_alarm=lambda: None)
        watch.start()
        clocks.move(stepped=MINUTE)
        watch.look()
        watch.close()

    asyncio.run(story())

    assert [type(jump) for jump in told] == [ClockStepped]


@pytest.mark.skipif(sys.platform != "linux", reason="timerfd is Linux'")
def test_the_kernels_alarm_is_armed_to_be_cancelled_when_the_clock_is_set() -> None:
    """The clock of the machine that tests cannot be set; what the kernel says of the timer can be read."""
    fd = clock.open_clock_alarm()
    assert fd is not None
    try:
        told = dict(line.split(":", 1) for line in Path(f"/proc/self/fdinfo/{fd}").read_text().splitlines())
        flags = int(told["flags"], 8)
    finally:
        os.close(fd)

    absolute_and_cancelled_on_set = 0o3
    assert int(told["clockid"]) == time.CLOCK_REALTIME
    assert int(told["settime flags"], 8) == absolute_and_cancelled_on_set
    assert told["it_value"].strip() != "(0, 0)"
    assert flags & os.O_NONBLOCK
    assert flags & os.O_CLOEXEC


@pytest.mark.skipif(sys.platform != "linux", reason="timerfd is Linux'")
def test_a_system_without_timers_still_has_a_clock(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It says so once, and the service looks at each event."""

    def refuse() -> int:
        raise PermissionError("seccomp")

    monkeypatch.setattr(clock, "_timerfd", refuse)

    assert clock.open_clock_alarm() is None
    assert "seccomp" in caplog.text


def test_the_systems_clocks_agree_that_nothing_happened() -> None:
    """Read for real, one after another: microseconds apart are no jump."""
    first, second = read_clocks(), read_clocks()

    assert jumps(first, second) == ()
    assert second.awake >= first.awake
    assert second.elapsed >= first.elapsed


def test_readings_that_a_suspend_came_between_are_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mixed readings would be a step of the clock that nobody made."""
    elapsed = iter([NONE, HOUR, HOUR, HOUR, HOUR, HOUR])
    monkeypatch.setattr(clock, "_elapsed", lambda: next(elapsed))
    walls = iter([NOON, NOON + HOUR])

    reading = read_clocks(lambda: next(walls))

    assert (reading.elapsed, reading.wall) == (HOUR, NOON + HOUR)


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets TZ for the test, and has the C library forget it afterwards."""
    if sys.platform == "win32":
        pytest.skip("the zone is in the registry there")
    monkeypatch.setenv("TZ", "UTC")
    yield lambda name: monkeypatch.setenv("TZ", name)
    monkeypatch.undo()
    time.tzset()


def test_local_time_carries_the_zone_by_name(set_zone: Callable[[str], None]) -> None:
    """A fixed offset would be an hour off after the next change of DST."""
    set_zone("Europe/Berlin")

    assert SystemClock().now().tzinfo == BERLIN
    assert clock.now().tzinfo == BERLIN


def test_a_zone_changed_while_running_is_followed(set_zone: Callable[[str], None]) -> None:
    """The traveller's laptop changes its zone by itself; Python alone would stay at home."""
    system = SystemClock()
    for name in ("Europe/Berlin", "America/New_York", "Asia/Kolkata"):
        set_zone(name)
        assert system.now().tzinfo == ZoneInfo(name)


def test_a_zone_without_a_name_is_its_offset_and_said(
    set_zone: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    """Better the right time now than none; what will be wrong is told."""
    set_zone("XYZ-5:30")

    assert SystemClock().now().utcoffset() == timedelta(hours=5, minutes=30)
    assert "DST" in caplog.text


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the loop itself is under test
            await asyncio.sleep(0)
