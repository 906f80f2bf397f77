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

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dbus_fast import Message
from dbus_fast.aio import MessageBus

from tests.desktop.rig import Desktop, wait_for
from tests.desktop.test_microphone import PULSEAUDIO
from tests.presence.fake_logind import FakeLogind, FakeSession, beside

CHECKOUT = Path(__file__).parents[1]
SETTLE_SECONDS = 15
NOTICED_SECONDS = 150
STARTS = 7
TICKS_A_SECOND = 100
WATCHER = "org.kde.StatusNotifierWatcher"
WANTED = 2
"""Wake-ups a minute, at most, while nobody is there and while typing."""

ALWAYS_DUE = """
[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
from = 00:00:00
to = 23:59:59
[movement]
every = "10 s"
[interruptions]
wait_for_pause = "0 s"
"""


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
    """User and system time since the start, of the process and of those it has run."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / TICKS_A_SECOND


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


async def one_start(desk: Desktop, name: str) -> tuple[float, float]:
    """Wall and CPU seconds from exec until the panel's watcher says that it has the icon."""
    bus = await MessageBus(bus_address=desk.environ["DBUS_SESSION_BUS_ADDRESS"]).connect()
    registered = asyncio.Event()
    bus.add_message_handler(lambda heard: registered.set() if heard.member == "StatusNotifierItemRegistered" else None)
    to = "org.freedesktop.DBus"
    rule = f"type='signal',interface='{WATCHER}'"
    await bus.call(Message(to, "/org/freedesktop/DBus", to, "AddMatch", signature="s", body=[rule]))
    home = desk.root / name
    home.mkdir(mode=0o700, exist_ok=True)
    environ = {"REMINDER_HOME": str(home), "PYTHONPATH": str(CHECKOUT), "XDG_SESSION_ID": "2"}
    began = time.monotonic()
    process = desk.spawn([sys.executable, "-m", "reminder"], environ)
    await registered.wait()
    took = time.monotonic() - began, cpu_seconds(process.pid)
    bus.disconnect()
    desk.end(process)
    return took


def starts(desk: Desktop) -> None:
    """Print the least of several starts; what others do on the machine only adds."""
    took = [asyncio.run(one_start(desk, "starts")) for _ in range(STARTS)]
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
def service(desk: Desktop, name: str, config: str) -> Iterator[int]:
    """The service with this config, once it has settled; its process id."""
    home = desk.root / name
    home.mkdir(mode=0o700)
    (home / "config.toml").write_text(config)
    desk.environ |= {"REMINDER_HOME": str(home), "PYTHONPATH": str(CHECKOUT), "XDG_SESSION_ID": "2"}
    log = Path(sys.executable).name
    greeted = desk.log(log).count("is running") if (desk.root / "logs" / f"{log}.log").exists() else 0
    process = desk.spawn([sys.executable, "-m", "reminder"])
    wait_for(lambda: desk.log(log).count("is running") > greeted, "the service")
    threading.Event().wait(SETTLE_SECONDS)
    try:
        yield process.pid
    finally:
        desk.end(process)


@contextmanager
def typing(desk: Desktop) -> Iterator[None]:
    """Two keys a second."""
    over = threading.Event()

    def keys() -> None:
        while not over.wait(0.5):
            desk.run("xdotool", "key", "shift")

    typist = threading.Thread(target=keys)
    typist.start()
    threading.Event().wait(3)
    try:
        yield
    finally:
        over.set()
        typist.join()


def main(length: float) -> None:
    """Print the windows, and say whether the first two are as cheap as they should be."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Desktop(Path(folder) / "desk", panel="xfce4-panel", server="dunst") as desk,
        beside(FakeLogind(desk.environ["DBUS_SESSION_BUS_ADDRESS"], FakeSession(type="x11"))),
    ):
        desk.environ["DBUS_SYSTEM_BUS_ADDRESS"] = desk.environ["DBUS_SESSION_BUS_ADDRESS"]
        desk.spawn(PULSEAUDIO)
        wait_for(lambda: desk.run("pactl", "info"), "the sound server")
        starts(desk)
        with service(desk, "default", "") as pid:
            print(desk.run(sys.executable, "-m", "reminder", "doctor"))
            one_look(pid)
            idle = window(pid, "nobody", length)
            with typing(desk):
                busy = window(pid, "typing", length)
        desk.spawn(["parec", "--device=microphone", "--client-name=Meeting"])
        with service(desk, "held", ALWAYS_DUE) as pid, typing(desk):
            wait_for(lambda: '"call"' in desk.run(sys.executable, "-m", "reminder", "status", "--json"), "the call", 60)
            window(pid, "held", length)
    print(f"at most {WANTED} wake-ups a minute: {'yes' if max(idle, busy) <= WANTED else 'NO'}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 120)
