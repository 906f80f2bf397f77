"""What the running service costs on a real desktop: memory, wake-ups and CPU time, with nobody there and while typing.

    python -m benchmarks.cost [SECONDS]      (60 by default; needs the programs of tests/desktop)

Starts a throw-away X11 desktop with a panel and a notification server, the service with its default settings, and
prints one line for each window: PSS and RSS in MiB, context switches a minute (all threads; voluntary ones are
wake-ups), CPU seconds an hour, threads. Memory counts what other Python programs share as shared: run it alone.
"""

import sys
import tempfile
import threading
from pathlib import Path

from tests.desktop.rig import Desktop, wait_for

CHECKOUT = Path(__file__).parents[1]
SETTLE_SECONDS = 10


def switches(pid: int) -> tuple[int, int]:
    """Voluntary and involuntary context switches of all threads since their start."""
    counts = {"voluntary_ctxt_switches": 0, "nonvoluntary_ctxt_switches": 0}
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        for line in status.read_text().splitlines():
            name, _, value = line.partition(":")
            if name in counts:
                counts[name] += int(value)
    return counts["voluntary_ctxt_switches"], counts["nonvoluntary_ctxt_switches"]


def memory(pid: int) -> dict[str, float]:
    """PSS and RSS in MiB."""
    rows = (line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return {row[0].rstrip(":"): int(row[1]) / 1024 for row in rows}


def cpu_seconds(pid: int) -> float:
    """User and system time since the start."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def window(pid: int, what: str, length: float) -> None:
    """Measure for `length` seconds and print the line."""
    before, cpu = switches(pid), cpu_seconds(pid)
    threading.Event().wait(length)
    after, used = switches(pid), memory(pid)
    voluntary, involuntary = ((late - early) * 60 / length for early, late in zip(before, after, strict=True))
    an_hour = (cpu_seconds(pid) - cpu) * 3600 / length
    threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
    print(
        f"{what:<8} PSS {used['Pss']:5.1f}  RSS {used['Rss']:5.1f}  voluntary/min {voluntary:6.1f}  "
        f"involuntary/min {involuntary:6.1f}  CPU s/h {an_hour:6.2f}  threads {threads}",
    )


def main(length: float) -> None:
    """Print both windows."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Desktop(Path(folder) / "desk", panel="xfce4-panel", server="dunst") as desk,
    ):
        environ = {"REMINDER_HOME": str(desk.root / "reminder"), "PYTHONPATH": str(CHECKOUT)}
        service = desk.spawn([sys.executable, "-m", "reminder"], environ)
        wait_for(lambda: "is running" in desk.log(Path(sys.executable).name), "the service")
        threading.Event().wait(SETTLE_SECONDS)
        window(service.pid, "nobody", length)
        over = threading.Event()

        def keys() -> None:
            while not over.wait(0.5):
                desk.run("xdotool", "key", "shift")

        typist = threading.Thread(target=keys)
        typist.start()
        threading.Event().wait(3)
        window(service.pid, "typing", length)
        over.set()
        typist.join()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
