"""The kernel's counters of CPU time and context switches, which also count what starts and ends between two looks.

perf_event_open(2): a counter on a process is inherited by all that it starts from then on, and reading it adds them up.
The numbers are those of <linux/perf_event.h>.
"""

import ctypes
import os
import platform
import struct
from contextlib import suppress
from typing import Self

from benchmarks.measuring import NANOSECONDS, Counted

SYSTEM_CALL = {"x86_64": 298, "aarch64": 241}
SOFTWARE = 1
TASK_CLOCK, CONTEXT_SWITCHES = 1, 3
INHERIT = 2
ATTRIBUTES = struct.Struct("IIQQQQQIIQ")
"""perf_event_attr in its first version: type, size, config, period, sample type, read format, flags, and three more."""

ANY_CPU, NO_GROUP, CLOSE_ON_EXEC = -1, -1, 8


class Counters:
    """Counts for a process of one thread and for all that it starts from now on.

    OSError where the system does not count for us (perf_event_paranoid, no such call).
    """

    def __init__(self, pid: int) -> None:
        self._open: list[int] = []
        for what in (TASK_CLOCK, CONTEXT_SWITCHES):
            try:
                self._open.append(_counter(pid, what))
            except OSError:
                self.close()
                raise

    def read(self) -> Counted:
        """What has been used since they were opened."""
        nanoseconds, switches = (struct.unpack("Q", os.read(each, 8))[0] for each in self._open)
        return Counted(switches, nanoseconds / NANOSECONDS)

    def close(self) -> None:
        while self._open:
            os.close(self._open.pop())

    @classmethod
    def on(cls, pid: int) -> Self | None:
        """Counters for this process; None where the system has none for us."""
        with suppress(OSError):
            return cls(pid)
        return None


def _counter(pid: int, what: int) -> int:
    number = SYSTEM_CALL.get(platform.machine())
    if number is None:
        raise OSError(f"perf_event_open has no known number on {platform.machine()}")
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = ATTRIBUTES.pack(SOFTWARE, ATTRIBUTES.size, what, 0, 0, 0, INHERIT, 0, 0, 0)
    found = libc.syscall(number, attributes, pid, ANY_CPU, NO_GROUP, CLOSE_ON_EXEC)
    if found < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(found)
