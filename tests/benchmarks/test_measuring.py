"""What processes use is read from /proc as Linux writes it, and added up without counting anything twice."""

import os
import subprocess
from pathlib import Path

import pytest

from benchmarks import measuring
from benchmarks.measuring import Counted, Sample, Spent, Thread, spent

STATUS = """\
Name:	python3 (a) b
State:	S (sleeping)
Threads:	3
voluntary_ctxt_switches:	1047
nonvoluntary_ctxt_switches:	12
"""
ROLLUP = """\
55d0c8e00000-7ffe3b5fe000 ---p 00000000 00:00 0                          [rollup]
Rss:               16384 kB
Pss:               10240 kB
Pss_Dirty:          6144 kB
Shared_Clean:       4096 kB
Shared_Dirty:          0 kB
Private_Clean:      2048 kB
Private_Dirty:      6656 kB
Swap:                  0 kB
"""
IO = """\
rchar: 901
wchar: 77
syscr: 12
syscw: 3
read_bytes: 4096
write_bytes: 12288
cancelled_write_bytes: 0
"""
MAPS = """\
55d0c8e00000-55d0c8e01000 r-xp 00000000 fe:00 1311   /usr/bin/python3.11
55d0c8e01000-55d0c8e02000 rw-p 00001000 fe:00 1311   /usr/bin/python3.11
7f0000000000-7f0000001000 rw-p 00000000 00:00 0
7f0000001000-7f0000002000 r--p 00000000 fe:00 1312   /usr/share/a font.ttf
7f0000002000-7f0000003000 rw-s 00000000 00:05 9      /memfd:gdk (deleted)
7ffe3b5dd000-7ffe3b5fe000 rw-p 00000000 00:00 0      [stack]
"""


def test_a_voluntary_switch_is_told_from_an_involuntary_one() -> None:
    """Only who slept was woken; the other had its CPU taken by what else runs on the machine."""
    assert measuring.switches_in(STATUS) == (1047, 12)


def test_memory_is_told_in_mib_with_what_nobody_shares() -> None:
    """USS is not in the file, but its two halves are."""
    sizes = measuring.sizes_in(ROLLUP)

    assert (sizes["Pss"], sizes["Rss"], sizes["Uss"]) == (10.0, 16.0, 8.5)


def test_cpu_time_is_read_behind_any_name() -> None:
    """A program's name stands in brackets and may hold spaces and brackets itself; children's time is in it."""
    ticks = measuring.TICKS_A_SECOND
    stat = f"42 (a ) 9 b) S 1 42 42 0 -1 4194304 900 0 0 0 {3 * ticks} {ticks} {2 * ticks} {ticks} 20 0 3 0 77 0 0"

    assert measuring.seconds_in(stat) == 7.0


def test_time_on_a_cpu_is_told_to_the_nanosecond() -> None:
    """What runs for a moment a minute disappears in ticks of 10 ms."""
    assert measuring.ran_in("1500000001 92588 1\n") == pytest.approx(1.500000001)


def test_what_is_meant_for_a_disk_is_told_from_what_is_written_into_pipes() -> None:
    """`wchar` counts every write, `write_bytes` those that make a page of a file dirty."""
    assert measuring.written_in(IO) == 12288


def test_mapped_files_have_names_and_are_still_there() -> None:
    """Memory of its own has no name, and what is deleted cannot be copied."""
    assert measuring.mapped_in(MAPS) == {Path("/usr/bin/python3.11"), Path("/usr/share/a font.ttf")}


def process(proc: Path, pid: int, *, children: str = "", switches: int = 0, ran: int = 0, wrote: int = 0) -> None:
    """Put a process of one thread into a folder that stands for /proc."""
    task = proc / str(pid) / "task" / str(pid)
    task.mkdir(parents=True)
    (task / "children").write_text(children)
    (task / "status").write_text(f"voluntary_ctxt_switches:\t{switches}\nnonvoluntary_ctxt_switches:\t1\n")
    (task / "schedstat").write_text(f"{ran} 0 0\n")
    (proc / str(pid) / "io").write_text(f"write_bytes: {wrote}\n")


def test_a_program_is_all_that_descends_from_it(tmp_path: Path) -> None:
    """Grandchildren, too; and one that ends while it is looked at is left out."""
    process(tmp_path, 1, children="2 3 ")
    process(tmp_path, 2, children="4")
    process(tmp_path, 4)

    assert measuring.family(1, tmp_path) == [1, 2, 3, 4]
    assert set(measuring.threads_of([1, 2, 3, 4], tmp_path)) == {1, 2, 4}
    assert measuring.written_by([1, 3], tmp_path) == 0


def test_threads_and_bytes_are_those_of_all_its_processes(tmp_path: Path) -> None:
    """Whoever forks costs as much as whoever does it all himself."""
    process(tmp_path, 1, switches=5, ran=2_000_000_000, wrote=4096)
    process(tmp_path, 2, switches=7, wrote=8192)

    assert measuring.threads_of([1, 2], tmp_path) == {1: Thread(5, 1, 2.0), 2: Thread(7, 1, 0.0)}
    assert measuring.written_by([1, 2], tmp_path) == 12288


def test_what_is_spent_is_the_difference_at_a_steady_rate() -> None:
    """Two windows of different lengths can be compared; what was used before is nobody's business."""
    before = Sample({1: Thread(100, 10, 5.0)}, 1000)
    after = Sample({1: Thread(103, 11, 5.5)}, 3000)

    assert spent(before, after, 30) == Spent(6.0, 2.0, None, 60.0, 240_000.0)


def test_a_thread_that_has_come_meanwhile_counts_from_its_start() -> None:
    """It did not exist before, so all that it has used was used since."""
    told = spent(Sample({}, 0), Sample({7: Thread(4, 0, 1.0)}, 0), 60)

    assert (told.voluntary_a_minute, told.cpu_seconds_an_hour) == (4.0, 60.0)


def test_what_started_and_ended_between_two_looks_is_in_the_counters() -> None:
    """/proc has forgotten it: the difference between the two is what it used."""
    before = Sample({1: Thread(100, 10, 5.0)}, 0, Counted(110, 5.0))
    after = Sample({1: Thread(103, 11, 5.5)}, 0, Counted(121, 7.0))

    told = spent(before, after, 60)

    assert (told.short_lived_a_minute, told.wake_ups_a_minute, told.cpu_seconds_an_hour) == (7.0, 10.0, 120.0)


def test_a_look_that_is_older_than_the_counters_makes_no_switches_below_nothing() -> None:
    """/proc and counters are read one after the other, and a thread may have run in between."""
    told = spent(Sample({}, 0, Counted(0, 0.0)), Sample({1: Thread(3, 0, 0.1)}, 0, Counted(2, 0.1)), 60)

    assert told.short_lived_a_minute == 0


def test_this_very_process_can_be_measured() -> None:
    """The texts above are what this kernel writes, too."""
    pid = os.getpid()

    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as child:
        assert child.pid in measuring.family(pid)
        child.communicate()

    assert pid in measuring.threads_of([pid])
    assert 0 < measuring.memory(pid)["Uss"] <= measuring.memory(pid)["Pss"] <= measuring.memory_of([pid])["Rss"]
    assert measuring.switches(pid)[0] > 0
    assert measuring.cpu_seconds(pid) > 0
    assert measuring.open_files([pid]) >= 3
    assert measuring.sample([pid]).written >= 0
