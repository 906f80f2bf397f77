"""The large numbers: `python -m tests.faults.commands calls 1000`, `python -m tests.faults.commands starts 20`."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from reminder.cli_asking import PERHAPS
from reminder.paths import Places, places
from tests.faults.crowd import memory_kib, open_files
from tests.faults.logged import drunk
from tests.running import LATE, Running, tell

ONE_RUNS = r"(?m)^reminder is running( ·| already)"


def one_of(services: Sequence[Running]) -> list[int]:
    """Of these, which start at once, one runs; it is ended in good order. How the others ended."""
    with ThreadPoolExecutor(len(services)) as pool:
        codes = list(pool.map(_ended_or_runs, services))
    running = [service for service, code in zip(services, codes, strict=True) if code is None]
    assert len(running) == 1, [service.said for service in services]
    others = [service for service in services if service is not running[0]]
    assert running[0].end() == 0
    assert all("running already" in each.said or each.process.returncode == 0 for each in others)
    assert not any("Traceback" in each.said for each in services)
    return [code for code in codes if code is not None]


def _ended_or_runs(service: Running) -> int | None:
    """How it ended; None: it runs."""
    said = service.says(ONE_RUNS, or_ends=True)
    return None if "is running ·" in said else service.ended()


def starts(moments: int, where: Places) -> str:
    """Twos and threes in turn, each in the same moment."""
    tell("drink", "20 ml")
    ended = Counter(code for moment in range(moments) for code in one_of(_started(where, 2 + moment % 2)))
    assert drunk(where) == [20]
    return f"{moments} moments with two or three starts: one ran in each; the others ended with {dict(ended)}"


def calls(many: int, where: Places, at_once: int) -> str:
    """Commands, each in a process of its own, as many at once as the machine is said to bear."""
    [service] = _started(where, 1)
    service.says("reminder is running")
    tell("status")
    files, memory = open_files(service), memory_kib(service)
    with ThreadPoolExecutor(at_once) as pool:
        ended = list(pool.map(_drinks, range(many)))
    after = open_files(service), memory_kib(service)
    assert service.end() == 0
    noted, refused = len(drunk(where)), Counter(said for code, said in ended if code)
    perhaps = sum(times for said, times in refused.items() if PERHAPS in said)
    certain = many - refused.total()
    assert certain <= noted <= certain + perhaps, f"{noted} in the log, {certain} told that it is noted, {refused}"
    return (
        f"{many} commands, {at_once} at once: {certain} told that it is noted, {noted} in the log; {dict(refused)}; "
        f"files {files} and {after[0]}, memory {memory} and {after[1]} KiB"
    )


def _drinks(_: int) -> tuple[int, str]:
    command = [sys.executable, "-m", "reminder", "drink", "10 ml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def _started(where: Places, many: int) -> list[Running]:
    return [Running(where.config.parent, python=()) for _ in range(many)]


def main() -> int:
    """Do what the command line says, in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["calls", "starts"])
    parser.add_argument("many", type=int)
    parser.add_argument("--at-once", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commands") as home:
        os.environ["REMINDER_HOME"] = home
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            os.environ.pop(name, None)
        where = places(os.environ)
        Path(where.config).write_text(LATE)
        print(starts(args.many, where) if args.what == "starts" else calls(args.many, where, args.at_once))
    return 0


if __name__ == "__main__":
    sys.exit(main())
