"""What a summary costs out of ten years of log (150,000 rows), beside the same one without any log.

    python -m benchmarks.summary [--years 10] [--rows 150000] [--runs 9]

CPU seconds of whole processes, the median of several in turn, since the machine may be doing something else: of the
week, a month and a year in the terminal, for programs, as a page and as a picture. The aim is 0.1 s above the empty
one for a week.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reminder.config import parse
from reminder.core.aims import aims_of
from reminder.core.effects import Effect, Record, RecordHold, RecordIntake, RecordSpan, Result, Stretch
from reminder.core.events import Drank, TookCaffeine
from reminder.core.step import first_state
from reminder.core.turn import Turn
from reminder.journal import Journal
from reminder.paths import HOME, places

CHECKOUT = Path(__file__).parents[1]
LAST = date(2026, 3, 8)
"""The Sunday with which the log ends."""

WEEK, MONTH, YEAR = "2026-W10", "2026-02", "2025"
ANSWERS = (Result.OBSERVED, Result.CLAIMED, Result.SKIPPED, Result.OBSERVED, Result.IGNORED)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument("--runs", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder, "empty"), Path(folder, "full")
        empty.mkdir()
        rows = write_log(full, args.years, args.rows)
        size = places({HOME: str(full)}).journal.stat().st_size / 2**20
        print(f"{rows} rows in {args.years} years, {size:.1f} MiB")
        for form in ([WEEK], [WEEK, "--json"], [WEEK, "--html"], [WEEK, "--png"], [MONTH, "--html"], [YEAR, "--html"]):
            words = [*form, str(Path(folder, "written"))] if form[-1] in {"--html", "--png"} else form
            without, with_log = spent(words, (empty, full), args.runs)
            print(f"{' '.join(form):<18} {without:6.3f} s, {with_log:6.3f} s with the log: {with_log - without:+.3f} s")


def write_log(home: Path, years: int, rows: int) -> int:
    """Fill the log evenly with days like each other; how many rows that were."""
    days = [LAST - timedelta(days=n) for n in range(365 * years)][::-1]
    plan, a_day, written = parse("", Path("config.toml")).plan, rows / len(days), 0
    with Journal.open(places({HOME: str(home)}).journal) as journal:
        for number, day in enumerate(days):
            wanted = round(a_day * (number + 1)) - written
            effects = [*rows_of(day, wanted - 1), aims_of(Turn(plan, at(day, 9 * HOUR), UTC))]
            journal.commit(effects, first_state(at(day, 20 * HOUR)))
            written += len(effects)
    return written


def at(day: date, later: timedelta) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + later


def rows_of(day: date, count: int) -> Iterator[Effect]:
    """So many rows of a day: stretches of sitting and away, with an outcome after each, drinks, and a call."""
    step, moment = 10 * HOUR / max(1, count), at(day, 8 * HOUR)
    for number in range(count):
        begun, moment = moment, moment + step
        match number % 5:
            case 0 | 2:
                yield RecordSpan(Stretch.SITTING if number % 2 else Stretch.AWAY, begun, moment, day, timedelta(0))
            case 1:
                yield RecordSpan(Stretch.SITTING, begun, moment, day, timedelta(0))
            case 3:
                kind = ("movement", "posture", "hydration")[number // 5 % 3]
                result = ANSWERS[number // 5 % len(ANSWERS)]
                yield Record(moment, kind, result, begun, begun, 2 * MINUTE, day, (kind,), answered=moment)
            case _ if number % 20 == 4:
                yield RecordHold("call", begun, moment, day, "microphone: a browser")
            case _ if number % 20 == 9:
                yield RecordIntake(TookCaffeine(moment, 90.0, 200, "coffee"), day)
            case _:
                yield RecordIntake(Drank(moment, 200), day)


def spent(words: list[str], homes: tuple[Path, Path], runs: int) -> tuple[float, float]:
    """The median CPU seconds of the command, in each of these homes by turns; the first run of each warms up."""
    times = [[cpu_of(words, home) for home in homes] for _ in range(runs + 1)][1:]
    first, second = (statistics.median(each) for each in zip(*times, strict=True))
    return first, second


def cpu_of(words: list[str], home: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "reminder", "summary", *words]
    subprocess.run(command, check=True, capture_output=True, cwd=CHECKOUT, env={**os.environ, HOME: str(home)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
