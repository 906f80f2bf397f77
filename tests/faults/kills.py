"""`python -m tests.faults.kills 5000 --seed 1`: the service killed so many times, and its log looked at after each."""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.life import CONFIGS, Life, Violation

A_LIFE = 100
"""Kills that one log goes through, before another begins with its first start."""


def kills(many: int, seed: int, folder: Path) -> Counter[str]:
    """How many times it was killed at which moment, and how much was told; each life begins with the seed of its own.

    Raises:
        Violation: something was lost, doubled or torn. The files are left as they are.
    """
    counts = Counter[str]()
    for number, begun in enumerate(range(0, many, A_LIFE)):
        home = folder / str(number)
        home.mkdir(mode=0o700)
        random = Random(f"{seed} {number}")  # noqa: S311 - no secret
        life = Life(home, random, list(CONFIGS)[number % len(CONFIGS)])
        try:
            for kill in range(begun, min(begun + A_LIFE, many)):
                counts[life.kill()] += 1
                if kill % 20 == 19:
                    sys.stderr.write(f"{kill + 1} of {many}: {dict(counts)}\n")
            life.end()
        except Violation as violation:
            violation.add_note(
                f"seed {seed}, life {number}, after {dict(counts)}; its files: {home}; it said:\n{life.said}"
            )
            raise
        counts += life.counts
        shutil.rmtree(home)
    return counts


def main() -> int:
    """Kill it as often as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("many", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kills"))
    try:
        counts = kills(args.many, args.seed, folder)
    except Violation as violation:
        print(f"VIOLATED: {violation}", *violation.__notes__, sep="\n")
        return 1
    print(f"{args.many} kills, seed {args.seed}: {dict(counts)}; nothing was lost, doubled or torn")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
