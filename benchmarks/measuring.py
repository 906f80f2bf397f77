"""What processes use, as Linux tells it in /proc: memory, wake-ups, CPU time, bytes written.

What ends is missed by all of this but `cpu_seconds` and `written_in`, which count children that have been waited for;
counters.py counts everything.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
NANOSECONDS = 1e9
GONE = (FileNotFoundError, ProcessLookupError)
"""How /proc says that a process has ended meanwhile."""


# Its texts


def switches_in(status: str) -> tuple[int, int]:
    """Voluntary and involuntary context switches of one thread, from its `status`. A voluntary one is a wake-up."""
    counts = {name: value for name, _, value in (line.partition(":") for line in status.splitlines())}
    return int(counts["voluntary_ctxt_switches"]), int(counts["nonvoluntary_ctxt_switches"])


def sizes_in(rollup: str) -> dict[str, float]:
    """MiB by name, from `smaps_rollup`; "Uss", what nobody shares, with them."""
    rows = [line.split() for line in rollup.splitlines()[1:]]
    sizes = {row[0].rstrip(":"): int(row[1]) / 1024 for row in rows}
    return sizes | {"Uss": sizes["Private_Clean"] + sizes["Private_Dirty"]}


def seconds_in(stat: str) -> float:
    """User and system time of a process and of the children it has waited for, from `stat`, to a tick (10 ms)."""
    fields = stat.rpartition(")")[2].split()  # its name, which stands before, may hold anything
    return sum(int(field) for field in fields[11:15]) / TICKS_A_SECOND


def ran_in(schedstat: str) -> float:
    """Seconds on a CPU of one thread, from `schedstat`, to a nanosecond."""
    return int(schedstat.split(maxsplit=1)[0]) / NANOSECONDS


def written_in(io: str) -> int:
    """Bytes that were to reach a disk, from `io`, with those of children that have been waited for."""
    return int(dict(line.split(": ") for line in io.splitlines())["write_bytes"])


def mapped_in(maps: str) -> set[Path]:
    """The files that a process has mapped, from `maps`, but for those without a name any more."""
    named = (line.split(maxsplit=5)[5] for line in maps.splitlines() if len(line.split(maxsplit=5)) == 6)
    return {Path(name) for name in named if name.startswith("/") and not name.endswith(" (deleted)")}


# One process


def switches(pid: int) -> tuple[int, int]:
    """Voluntary and involuntary context switches of all threads since their start."""
    threads = threads_of([pid]).values()
    return sum(each.voluntary for each in threads), sum(each.involuntary for each in threads)


def memory(pid: int) -> dict[str, float]:
    """MiB: "Pss", "Uss", "Rss" and what else the system tells."""
    return sizes_in((PROC / str(pid) / "smaps_rollup").read_text())


def cpu_seconds(pid: int) -> float:
    """User and system time since the start, of the process and of those it has run."""
    return seconds_in((PROC / str(pid) / "stat").read_text())


# Several


@dataclass(frozen=True)
class Thread:
    """What a thread has used since it began."""

    voluntary: int
    involuntary: int
    ran: float


@dataclass(frozen=True)
class Counted:
    """What counters have seen of a process and of all that it has started, whether it has ended or not."""

    switches: int
    seconds: float


@dataclass(frozen=True)
class Sample:
    """What processes have used up to a moment. `counted` None: nothing counted what has ended."""

    threads: Mapping[int, Thread]
    written: int
    counted: Counted | None = None


@dataclass(frozen=True)
class Spent:
    """What was used between two moments, at a steady rate.

    `short_lived`: switches of what had ended by then, wanted or not; None: not known. Seconds likewise, in `cpu`, are
    without them then.
    """

    voluntary_a_minute: float
    involuntary_a_minute: float
    short_lived_a_minute: float | None
    cpu_seconds_an_hour: float
    written_an_hour: float

    @property
    def wake_ups_a_minute(self) -> float:
        """Each time that a thread slept and was woken; of what had ended each switch, as nothing tells them apart."""
        return self.voluntary_a_minute + (self.short_lived_a_minute or 0)


def family(pid: int, proc: Path = PROC) -> list[int]:
    """A process and all that descend from it and run."""
    found = [pid]
    for each in found:
        for children in (proc / str(each) / "task").glob("*/children"):
            with suppress(*GONE):
                found += [int(child) for child in children.read_text().split()]
    return found


def threads_of(pids: Iterable[int], proc: Path = PROC) -> dict[int, Thread]:
    """The threads of these processes by their number."""
    threads = {}
    for task in (task for pid in pids for task in (proc / str(pid) / "task").glob("*")):
        with suppress(*GONE):
            voluntary, involuntary = switches_in((task / "status").read_text())
            threads[int(task.name)] = Thread(voluntary, involuntary, ran_in((task / "schedstat").read_text()))
    return threads


def written_by(pids: Iterable[int], proc: Path = PROC) -> int:
    """Bytes that these processes meant for a disk."""
    total = 0
    for pid in pids:
        with suppress(*GONE):
            total += written_in((proc / str(pid) / "io").read_text())
    return total


def memory_of(pids: Iterable[int]) -> dict[str, float]:
    """MiB of all of these together."""
    total: dict[str, float] = {}
    for pid in pids:
        with suppress(*GONE):
            total = {name: total.get(name, 0) + size for name, size in memory(pid).items()}
    return total


def open_files(pids: Iterable[int]) -> int:
    """How many file descriptors these have open."""
    return sum(len(list((PROC / str(pid) / "fd").glob("*"))) for pid in pids)


def sample(pids: Iterable[int], counted: Counted | None = None) -> Sample:
    """What these have used by now."""
    pids = list(pids)
    return Sample(threads_of(pids), written_by(pids), counted)


def spent(before: Sample, after: Sample, seconds: float) -> Spent:
    """What was used from one moment to another, so many seconds later."""
    nothing = Thread(0, 0, 0.0)
    pairs = [(before.threads.get(number, nothing), thread) for number, thread in after.threads.items()]
    voluntary = sum(late.voluntary - early.voluntary for early, late in pairs)
    involuntary = sum(late.involuntary - early.involuntary for early, late in pairs)
    cpu, short_lived = sum(late.ran - early.ran for early, late in pairs), None
    if before.counted and after.counted:
        cpu = after.counted.seconds - before.counted.seconds
        counted = after.counted.switches - before.counted.switches
        short_lived = max(0, counted - voluntary - involuntary) * 60 / seconds
    return Spent(
        voluntary * 60 / seconds,
        involuntary * 60 / seconds,
        short_lived,
        cpu * 3600 / seconds,
        (after.written - before.written) * 3600 / seconds,
    )
