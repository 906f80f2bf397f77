"""How long a working year takes: the default plan, a plausible person, every wake-up the core asks for.

    python benchmarks/simulate_year.py [--days 364] [--seed 1] [--profile]

CPU seconds, not wall-clock ones: the machine may be doing something else.
"""

import argparse
import cProfile
import pstats
import time
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from reminder.core.effects import Record, Show
from reminder.core.hours import FRI, TUE
from reminder.core.plan import DailyKind, LimitKind, PaceKind, Plan, SittingKind
from reminder.plausible import live
from reminder.simulation import Moment

MINUTE = timedelta(minutes=1)
PLAN = Plan(
    (
        SittingKind("movement", 30 * MINUTE, 2 * MINUTE),
        SittingKind("posture", 60 * MINUTE, 2 * MINUTE, observable=False),
        DailyKind("stretch", 2, rest=MINUTE),
        DailyKind("strengthen", 1, frozenset({TUE, FRI}), 2 * MINUTE),
        DailyKind("relax", 2),
        PaceKind(),
        LimitKind(),
        DailyKind("tip", 1),
    )
)
START = datetime(2026, 1, 5, tzinfo=ZoneInfo("Europe/Berlin"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=364)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="tell where the time goes; slower")
    args = parser.parse_args()

    profile = cProfile.Profile() if args.profile else None
    begun = time.process_time()
    if profile is not None:
        profile.enable()
    moments = list(live(PLAN, START, args.days, args.seed))
    if profile is not None:
        profile.disable()
    report(moments, args.days, time.process_time() - begun)
    if profile is not None:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def report(moments: list[Moment], days: int, spent: float) -> None:
    results = Counter(
        str(effect.result) for moment in moments for effect in moment.effects if isinstance(effect, Record)
    )
    shows = sum(isinstance(effect, Show) for moment in moments for effect in moment.effects)
    print(f"{days} days, {len(moments)} steps, {shows} prompts")
    print(", ".join(f"{count} {result}" for result, count in results.most_common()))
    print(f"{spent:.2f} s of CPU, {spent / len(moments) * 1e6:.0f} µs a step")


if __name__ == "__main__":
    main()
