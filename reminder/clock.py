"""The only reading of time; tells a suspend of the machine from a step of the wall clock.

Three clocks are compared. *awake* stops in a suspend, *elapsed* runs on, *wall* can be set:

    ========  =========================  ====================  ===============
    system    awake                      elapsed               wall
    ========  =========================  ====================  ===============
    Linux     CLOCK_MONOTONIC            CLOCK_BOOTTIME        CLOCK_REALTIME
    macOS     CLOCK_UPTIME_RAW           CLOCK_MONOTONIC_RAW   CLOCK_REALTIME
    Windows   QueryUnbiasedInterruptTime GetTickCount64        system time
    ========  =========================  ====================  ===============

(clock_gettime(2), clock_gettime(3) of macOS, and learn.microsoft.com on the two calls; only Linux has been run.)
"""

import ctypes
import logging
import os
import sys
import time
from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

import tzlocal

from reminder.core.events import ClockStepped, Slept
from reminder.core.records import dataclass

_log = logging.getLogger(__name__)

LEAST = timedelta(seconds=1)
"""A suspend or step below this is none: a lid that bounced, an NTP correction, the rounding of the hardware clock."""

_AT_ONCE = timedelta(milliseconds=100)
_FAR_FUTURE_SECONDS = min(2**33, sys.maxsize)  # the year 2242, or what a 32-bit time holds

Jump = Slept | ClockStepped


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The wall clock, aware, in the user's local zone at this moment."""


class SystemClock:
    """The system's wall clock, in the system's zone by name, so that local times to come are right across DST.

    The zone is read again whenever the system's setting has changed: Python itself keeps the zone it started with.
    """

    def __init__(self) -> None:
        self._zone: tzinfo | None = None
        self._setting: object = None

    def now(self) -> datetime:
        setting = _zone_setting()
        if self._zone is None or setting != self._setting:
            self._zone, self._setting = _local_zone(), setting
        return datetime.now(self._zone)


_system = SystemClock()


def now() -> datetime:
    """The system clock's `now`, for wiring and tools; whoever can be given a `Clock` takes one."""
    return _system.now()


@dataclass(frozen=True, slots=True)
class Reading:
    """The three clocks, read at one moment. `awake` and `elapsed` count from an arbitrary start."""

    awake: timedelta
    elapsed: timedelta
    wall: datetime


def jumps(before: Reading, after: Reading) -> tuple[Jump, ...]:
    """What happened to time between two readings, oldest first; usually nothing.

    A suspend is taken to end at the second reading, since resuming is what wakes us. Where both happened the suspend
    is told first, with both its times on the old clock, as is the step's `at`: added to `by` it gives the wall clock
    of the second reading.
    """
    elapsed = after.elapsed - before.elapsed
    slept = elapsed - (after.awake - before.awake)
    # In UTC: between two times of one zone Python subtracts what the clock on the wall shows, DST and all.
    wall, old_wall = after.wall.astimezone(UTC), before.wall.astimezone(UTC) + elapsed
    stepped = abs(wall - old_wall) >= LEAST
    at, zone = old_wall if stepped else wall, after.wall.tzinfo

    found: list[Jump] = []
    if slept >= LEAST:
        found.append(Slept(at.astimezone(zone), since=(at - slept).astimezone(zone)))
    if stepped:
        found.append(ClockStepped(at.astimezone(zone), by=wall - old_wall))
    return tuple(found)


def read_clocks(now: Callable[[], datetime] = now) -> Reading:
    """The three clocks, as close together as it gets.

    Read again when something came between (a suspend, a stopped process): the readings would not be of one moment.
    """
    while True:
        start = _elapsed()
        reading = Reading(awake=_awake(), elapsed=_elapsed(), wall=now())
        if _elapsed() - start < _AT_ONCE:
            return reading


class ClockWatch:
    """Posts `Slept` and `ClockStepped`.

    On Linux by itself, with no wake-up in between; elsewhere when asked to `look`: with every event, and by whoever the
    system tells of a resume or a new time. All on the loop's thread.
    `read` and `open_alarm` are there for tests: an alarm is a file that becomes readable when the clock may have
    jumped, None where the system has no such thing.
    """

    def __init__(
        self,
        post: Callable[[Jump], None],
        *,
        read: Callable[[], Reading] = read_clocks,
        open_alarm: Callable[[], int | None] | None = None,
    ) -> None:
        self._post = post
        self._read = read
        self._open_alarm = open_alarm or open_clock_alarm
        self._last = read()
        self._loop: AbstractEventLoop | None = None
        self._fd: int | None = None

    def start(self) -> None:
        """Watch from now on; needs the running loop."""
        self._loop = get_running_loop()
        self._fd = self._open_alarm()
        if self._fd is not None:
            self._loop.add_reader(self._fd, self._alarmed)

    @property
    def alarmed(self) -> bool:
        """Whether a jump of the clock is told by itself."""
        return self._fd is not None

    def look(self) -> None:
        """Post what has happened to time since the last look; cheap enough for every event.

        To be called before an event is acted upon, whose time is that after the jump.
        """
        before, self._last = self._last, self._read()
        for jump in jumps(before, self._last):
            self._post(jump)

    def close(self) -> None:
        """Stop watching; `look` goes on to work."""
        if self._fd is not None and self._loop is not None:
            self._loop.remove_reader(self._fd)
            os.close(self._fd)
            self._fd = None

    def _alarmed(self) -> None:
        """A new alarm for the one gone off, and only then a look, which so misses nothing in between."""
        self.close()
        self.start()
        self.look()


if sys.platform == "win32":
    import winreg

    def _awake() -> timedelta:
        ticks = ctypes.c_ulonglong()  # of 100 ns
        ctypes.WinDLL("kernel32").QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return timedelta(microseconds=ticks.value / 10)

    def _elapsed() -> timedelta:
        ticks = ctypes.WinDLL("kernel32").GetTickCount64
        ticks.restype = ctypes.c_ulonglong
        return timedelta(milliseconds=ticks())

    def _zone_setting() -> object:
        path = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return winreg.QueryValueEx(key, "TimeZoneKeyName")[0]

else:

    def _span(clock: int) -> timedelta:
        return timedelta(microseconds=time.clock_gettime_ns(clock) // 1000)

    def _zone_setting() -> object:
        """TZ, and which /etc/localtime it is: replaced as a whole when the zone is changed."""
        try:
            localtime = os.lstat("/etc/localtime")
        except OSError:
            return os.environ.get("TZ")
        return os.environ.get("TZ"), localtime.st_ino, localtime.st_mtime_ns

    if sys.platform == "darwin":

        def _awake() -> timedelta:
            return _span(time.CLOCK_UPTIME_RAW)

        def _elapsed() -> timedelta:
            return _span(time.CLOCK_MONOTONIC_RAW)

    elif sys.platform == "linux":

        def _awake() -> timedelta:
            return _span(time.CLOCK_MONOTONIC)

        def _elapsed() -> timedelta:
            return _span(time.CLOCK_BOOTTIME)

    else:  # elsewhere no pair of clocks tells a suspend: none is seen, and none invented

        def _awake() -> timedelta:
            return _span(time.CLOCK_MONOTONIC)

        def _elapsed() -> timedelta:
            return _span(time.CLOCK_MONOTONIC)


def _local_zone() -> tzinfo | None:
    """The system's zone by name; where it has none, the offset of the moment, which knows nothing of DST to come."""
    if sys.platform != "win32":
        time.tzset()
    try:
        return tzlocal.reload_localzone()
    except (LookupError, ValueError, OSError) as error:
        _log.warning("the time zone has no name here (%s): local times after the next DST change will be off", error)
        return datetime.now().astimezone().tzinfo


if sys.platform == "linux":

    class _Itimerspec(ctypes.Structure):
        _fields_ = (
            ("interval_seconds", ctypes.c_long),
            ("interval_nanoseconds", ctypes.c_long),
            ("seconds", ctypes.c_long),
            ("nanoseconds", ctypes.c_long),
        )

    def open_clock_alarm() -> int | None:
        """A timerfd that never runs out, but is cancelled when the wall clock is set and when the machine resumes.

        The kernel treats a resume as setting the clock (fs/timerfd.c, timerfd_resume). None where timers are not
        allowed (some sandboxes).
        """
        try:
            return _timerfd()
        except OSError as error:
            _log.warning("no timerfd (%s): suspends and clock steps are seen at the next event only", error)
            return None

    if sys.version_info >= (3, 13):

        def _timerfd() -> int:
            fd = os.timerfd_create(time.CLOCK_REALTIME, flags=os.TFD_NONBLOCK | os.TFD_CLOEXEC)
            os.timerfd_settime(
                fd, flags=os.TFD_TIMER_ABSTIME | os.TFD_TIMER_CANCEL_ON_SET, initial=float(_FAR_FUTURE_SECONDS)
            )
            return fd

    else:
        _TFD_TIMER_ABSTIME, _TFD_TIMER_CANCEL_ON_SET = 1, 2

        def _timerfd() -> int:
            libc = ctypes.CDLL(None, use_errno=True)
            fd: int = libc.timerfd_create(time.CLOCK_REALTIME, os.O_NONBLOCK | os.O_CLOEXEC)
            if fd < 0:
                raise OSError(ctypes.get_errno(), "timerfd_create")
            when = _Itimerspec(seconds=_FAR_FUTURE_SECONDS)
            if libc.timerfd_settime(fd, _TFD_TIMER_ABSTIME | _TFD_TIMER_CANCEL_ON_SET, ctypes.byref(when), None) < 0:
                raise OSError(ctypes.get_errno(), "timerfd_settime")
            return fd

else:

    def open_clock_alarm() -> int | None:
        """No such thing here: `look` is all there is."""
        return None
