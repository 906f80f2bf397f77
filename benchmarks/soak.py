"""A year of the running service, on virtual time: what it holds on to, and what the log grows by.

    python -m benchmarks.soak [DAYS] [--seed 1] [--folder FOLDER]

The real service with its real files, channel and wake-ups, used by a plausible person on a desktop in memory (see
tests/virtual): sits, leaves, answers, drinks, pauses, locks, suspends, changes the settings, looks at the week. Some
minutes for a year. The log is written with every fsync; `strace -f -c -e fsync,fdatasync` counts them.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from reminder.paths import HOME, places
from tests.virtual.soaking import Footprint, footprint, results, soak

START = datetime(2027, 1, 4, tzinfo=ZoneInfo("Europe/Berlin"))
MONTH = 21
"""Working days."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("days", type=int, nargs="?", default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep the log here")
    args = parser.parse_args()
    os.environ["TZ"] = str(START.tzinfo)
    with tempfile.TemporaryDirectory() as folder:
        run(args.folder or Path(folder), args.days, args.seed)


def run(home: Path, days: int, seed: int) -> None:
    """Live through the days and print what there is of each month, and of all."""
    os.environ[HOME] = str(home)
    where, begun = places(os.environ), time.perf_counter()

    def look(number: int) -> None:
        print_row(number, footprint(where))

    print("day  RSS MiB  PSS MiB  objects  fds  threads  tasks  timers  log KiB    rows")
    life = soak(where, START, days, look, every=MONTH, seed=seed)
    spent = time.perf_counter() - begun
    size = where.journal.stat().st_size / 1e6
    log_days = len(life.person.truth.sat)
    told = results(where)
    print(f"{days} days, {log_days} at the desk, in {spent:.0f} s; {sum(told.values())} outcomes")
    print(f"the log: {size:.2f} MB, {size / days * 365:.2f} MB a year, {size * 1e3 / log_days:.1f} kB a desk day")
    print(f"{life.machine.transactions / log_days:.0f} transactions a desk day")
    lies = Counter(life.person.truth.results)
    lies.subtract(told)
    print(f"differs from what really happened in: {[each for each in lies.items() if each[1]] or 'nothing'}")


def print_row(number: int, at: Footprint) -> None:
    """One line of the table."""
    print(
        f"{number:3}  {at.rss / 1024:7.1f}  {at.pss / 1024:7.1f}  {at.objects:7}  {at.descriptors:3}  {at.threads:7}"
        f"  {at.tasks:5}  {at.timers:6}  {at.journal / 1024:7.0f}  {at.rows:6}",
        flush=True,
    )


if __name__ == "__main__":
    main()
