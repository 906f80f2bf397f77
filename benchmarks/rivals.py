"""What reminder costs beside Workrave, Safe Eyes and RSIBreak, at the same throw-away desk, as one table with ratios.

    python -m benchmarks.rivals [--only NAME,NAME] [--rounds N] [--idle SECONDS] [--typing SECONDS] [--at-once N]
    python -m benchmarks.rivals --table      the table of what has been measured, alone
    python -m benchmarks.rivals --readme     put it into the README

benchmarks/README.md tells the method, and what distorts the figures. Nothing is installed on the system: what is
missing is named, with the line that installs it.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.comparison import RESULTS, full_table, put_into_readme
from benchmarks.copies import may_mount
from benchmarks.counters import Counters
from benchmarks.peers import NOTHING, OURS, OURS_HERE, RIVALS, Program, missing, ours, pythons, version
from benchmarks.rounds import Line, Windows, measured


def main() -> None:
    args = _arguments()
    if args.readme:
        put_into_readme()
    elif args.table:
        print(full_table(args.raw.read_text()))
    else:
        _measure(args)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [NOTHING, OURS, OURS_HERE, *(rival.name for rival in RIVALS)]
    parser.add_argument("--only", type=lambda text: text.split(","), default=names, help=", ".join(names))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--idle", type=float, default=120)
    parser.add_argument("--typing", type=float, default=120)
    parser.add_argument("--at-once", type=int, default=1, help="so many programs beside each other, each at its desk")
    parser.add_argument("--raw", type=Path, default=RESULTS, help="what is measured is added to this file")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--readme", action="store_true")
    args = parser.parse_args()
    if unknown := set(args.only) - set(names):
        parser.error(f"not one of {', '.join(names)}: {', '.join(unknown)}")
    return args


def _measure(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = _programs(args.only, folder)
        run, quiet = _about_this_run(args), threading.Lock()
        versions = {program.name: version(program) for program in programs}
        print(*run["cannot"], sep="\n", end="\n" * bool(run["cannot"]), file=sys.stderr)
        _keep(args.raw, [run])

        def rounds(program: Program) -> None:
            for number in range(args.rounds):
                lines: list[Line] = []
                head = {"run": run["run"], "program": program.name, "version": versions[program.name]}
                place = folder / f"{program.name}-{number + 1}"
                place.mkdir()
                try:
                    for line in measured(program, Windows(args.idle, args.typing), place, quiet):
                        print(program.title, json.dumps(line), file=sys.stderr)
                        lines.append(head | line)
                except Exception:
                    traceback.print_exc()  # the others go on for many minutes yet
                    raise
                _keep(args.raw, [{**line, "round": number + 1} for line in lines])

        with ThreadPoolExecutor(args.at_once) as pool:
            list(pool.map(rounds, programs))
        print(full_table(args.raw.read_text()))


def _programs(only: list[str], folder: Path) -> list[Program]:
    """Those that are asked for, in the order of the tables; ours is built and installed for it."""
    rivals = [rival for rival in RIVALS if rival.name in only]
    if packages := missing(rivals):
        sys.exit(f"Not installed: {', '.join(packages)}. apt install --no-install-recommends {' '.join(packages)}")
    wanted = {name: python for name, python in pythons().items() if name in only}
    alone = [Program(NOTHING)] if NOTHING in only else []
    return [*alone, *(ours(folder, wanted) if wanted else []), *rivals]


def _about_this_run(args: argparse.Namespace) -> Line:
    return {
        "line": "run",
        "run": datetime.now(UTC).isoformat(timespec="seconds"),
        "kernel": platform.release(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.freedesktop_os_release()["PRETTY_NAME"],
        "python": platform.python_version(),
        "idle_seconds": args.idle,
        "typing_seconds": args.typing,
        "at_once": args.at_once,
        "cannot": _cannot(),
    }


def _processor() -> str:
    named = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return next(named, "").partition(":")[2].strip() or platform.machine()


def _cannot() -> list[str]:
    """What this machine or this user cannot do for the figures, and what follows."""
    told = []
    if not may_mount():
        told += [
            "No mounts (not root?): libraries are shared with all that runs here, so PSS is too low.",
            "No mounts: no process numbers of its own, so Safe Eyes ends where another Python process names it.",
        ]
    counters = Counters.on(os.getpid())
    if counters is None:
        told += ["No counters (perf_event_paranoid): without what short-lived programs use, most of Safe Eyes' part."]
    else:
        counters.close()
    return told


def _keep(raw: Path, lines: list[Line]) -> None:
    raw.parent.mkdir(parents=True, exist_ok=True)
    with raw.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)


if __name__ == "__main__":
    main()
