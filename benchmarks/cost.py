"""What the running service costs on a real desktop: memory, wake-ups and CPU time, with everything it senses attached.

    python -m benchmarks.cost [SECONDS]      (120 by default; needs the programs of tests/desktop and pulseaudio)

Starts a throw-away X11 desktop with a panel, a notification server, a sound server and a logind on a bus of its own,
and the service with its default settings. First how long a start takes until the icon is offered to the panel, the
least of several. Then one line each for: nobody there (once that is known), typing, and a prompt held back by a call,
the one time at which anything is read again and again; and what the look costs by which an absence is noticed. Each
tells PSS and RSS in MiB, context switches a minute (all threads; voluntary ones are wake-ups), CPU seconds an hour
(with the short-lived programs it runs), threads. Memory counts what other Python programs share as shared: run it
alone, and twice, since cold byte code adds some MiB.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.desk import desk, typing
from benchmarks.icons import IconWatch
from benchmarks.measuring import cpu_seconds, memory, switches
from tests.desktop.rig import Desktop, wait_for
from tests.running import ALL_DAY

CHECKOUT = Path(__file__).parents[1]
SETTLE_SECONDS = 15
NOTICED_SECONDS = 150
STARTS = 7
WANTED = 2
"""Wake-ups a minute, at most, while nobody is there and while typing."""

ALWAYS_DUE = f"""{ALL_DAY}[movement]
every = "10 s"
[interruptions]
wait_for_pause = "0 s"
"""


def window(pid: int, what: str, length: float) -> float:
    """Measure for `length` seconds and print the line; returns the wake-ups a minute."""
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
    return voluntary


def one_start(at: Desktop, name: str) -> tuple[float, float]:
    """Wall and CPU seconds from exec until the panel has the icon."""
    home = at.root / name
    home.mkdir(mode=0o700, exist_ok=True)
    with IconWatch(at) as icons:
        began = time.monotonic()
        process = at.spawn(
            [sys.executable, "-m", "reminder"], {"REMINDER_HOME": str(home), "PYTHONPATH": str(CHECKOUT)}
        )
        icons.wait()
        took = time.monotonic() - began, cpu_seconds(process.pid)
    at.end(process)
    return took


def starts(at: Desktop) -> None:
    """Print the least of several starts; what others do on the machine only adds."""
    took = [one_start(at, "starts") for _ in range(STARTS)]
    wall, cpu = (min(each) for each in zip(*took, strict=True))
    print(f"exec to icon: {wall * 1000:.0f} ms, {cpu * 1000:.0f} ms of CPU (least of {STARTS})")


def one_look(pid: int) -> None:
    """Wait until nobody is there, which is noticed after two minutes, and print what noticing it has cost."""
    before, cpu = switches(pid), cpu_seconds(pid)
    threading.Event().wait(NOTICED_SECONDS)
    (voluntary, _), (was, _) = switches(pid), before
    print(
        f"one look at all that holds: {voluntary - was} voluntary context switches, {cpu_seconds(pid) - cpu:.2f} CPU s"
    )


@contextmanager
def service(at: Desktop, name: str, config: str) -> Iterator[int]:
    """The service with this config, once it has settled; its process id."""
    home = at.root / name
    home.mkdir(mode=0o700)
    (home / "config.toml").write_text(config)
    at.environ |= {"REMINDER_HOME": str(home), "PYTHONPATH": str(CHECKOUT)}
    log = Path(sys.executable).name
    greeted = at.log(log).count("is running") if (at.root / "logs" / f"{log}.log").exists() else 0
    process = at.spawn([sys.executable, "-m", "reminder"])
    wait_for(lambda: at.log(log).count("is running") > greeted, "the service")
    threading.Event().wait(SETTLE_SECONDS)
    try:
        yield process.pid
    finally:
        at.end(process)


def main(length: float) -> None:
    """Print the windows, and say whether the first two are as cheap as they should be."""
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder) / "desk") as at:
        starts(at)
        with service(at, "default", "") as pid:
            print(at.run(sys.executable, "-m", "reminder", "doctor"))
            one_look(pid)
            idle = window(pid, "nobody", length)
            with typing(at):
                busy = window(pid, "typing", length)
        at.spawn(["parec", "--device=microphone", "--client-name=Meeting"])
        with service(at, "held", ALWAYS_DUE) as pid, typing(at):
            wait_for(lambda: '"call"' in at.run(sys.executable, "-m", "reminder", "status", "--json"), "the call", 60)
            window(pid, "held", length)
    print(f"at most {WANTED} wake-ups a minute: {'yes' if max(idle, busy) <= WANTED else 'NO'}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 120)
