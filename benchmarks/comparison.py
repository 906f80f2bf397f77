"""What has been measured of us and of rivals, read from its lines and put side by side, with ratios."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

from benchmarks.peers import NOTHING, OURS, OURS_HERE, RIVALS, TITLES

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results" / "rivals.jsonl"
README = ROOT / "README.md"
PLACE = re.compile(r"(<!-- rivals:.*?-->\n).*?(<!-- /rivals -->)", re.DOTALL)

MOST_SECONDS_WITHOUT_A_KEY = 1.5
"""While somebody types: else the keys do not arrive."""

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """The lines of one program, of the newest run that has it, and those of the desk alone."""

    lines: tuple[Line, ...]
    desk: tuple[Line, ...] = ()

    def of(self, window: str, name: str) -> list[float]:
        """This figure in each round."""
        return [line[name] for line in self.lines if line["line"] == "window" and line["window"] == window]

    def least(self, window: str, name: str) -> float:
        """The least of the rounds: what else runs on the machine only adds."""
        return min(self.of(window, name))

    def mean(self, window: str, name: str) -> float:
        """The mean of the rounds: of what happens now and then, and that nothing else on the machine adds to."""
        return fmean(self.of(window, name))

    def middle(self, name: str) -> float:
        """The median over both windows and all rounds."""
        return median([*self.of("idle", name), *self.of("typing", name)])

    def start(self, name: str) -> float:
        """The least of all starts."""
        return float(min(line[name] for line in self.lines if line["line"] == "start"))

    def caused(self, window: str, name: str) -> float | None:
        """What its desk (X server, panel, bus and so on) used more than one alone; None: none alone was measured."""
        alone = Figures(self.desk).of(window, f"rig_{name}")
        return self.least(window, f"rig_{name}") - min(alone) if alone else None


@dataclass(frozen=True)
class Column:
    """A figure: how it is headed, how it is come by, its digits, and whether the README has it."""

    head: str
    figure: Callable[[Figures], float | None]
    digits: int = 0
    compact: bool = False


COLUMNS = (
    Column("PSS, MiB", lambda of: of.middle("pss_mib"), 1, compact=True),
    Column("USS, MiB", lambda of: of.middle("uss_mib"), 1),
    Column("RSS, MiB", lambda of: of.middle("rss_mib"), 1),
    Column("wake-ups a minute, idle", lambda of: of.mean("idle", "wake_ups_a_minute"), 1, compact=True),
    Column("typing", lambda of: of.mean("typing", "wake_ups_a_minute"), 1, compact=True),
    Column("CPU s an hour, idle", lambda of: of.least("idle", "cpu_seconds_an_hour"), 2, compact=True),
    Column("typing", lambda of: of.least("typing", "cpu_seconds_an_hour"), 2, compact=True),
    Column("exec to icon, ms", lambda of: of.start("wall_ms"), compact=True),
    Column("on a CPU", lambda of: of.start("cpu_ms"), compact=True),
    Column("KiB written an hour, idle", lambda of: of.mean("idle", "written_an_hour") / 1024, compact=True),
    Column("typing", lambda of: of.mean("typing", "written_an_hour") / 1024, compact=True),
    Column("wake-ups a minute it causes at the desk, idle", lambda of: of.caused("idle", "wake_ups_a_minute")),
    Column("typing", lambda of: of.caused("typing", "wake_ups_a_minute")),
    Column("CPU s an hour it causes at the desk, idle", lambda of: of.caused("idle", "cpu_seconds_an_hour"), 1),
    Column("typing", lambda of: of.caused("typing", "cpu_seconds_an_hour"), 1),
    Column("threads", lambda of: of.middle("threads")),
    Column("open files", lambda of: of.middle("files")),
)


def read(text: str) -> dict[str, Figures]:
    """The figures of each program that has been measured, by its name."""
    lines = [json.loads(line) for line in text.splitlines()]
    newest = {line["program"]: line["run"] for line in lines if "program" in line}
    of = {name: tuple(each for each in lines if each.get("program") == name and each["run"] == run)
          for name, run in newest.items()}  # fmt: skip
    return {name: Figures(of[name], of.get(NOTHING, ())) for name in TITLES if name in of and name != NOTHING}


def table(text: str, *, compact: bool = False) -> str:
    """The programs, and how ours compares with each rival. Compact: on Debian's Python, with the best of them alone."""
    columns = [column for column in COLUMNS if column.compact or not compact]
    shown = {name: of for name, of in read(text).items() if not (compact and name == OURS_HERE)}
    found = {name: [column.figure(of) for column in columns] for name, of in shown.items()}
    rivals = {rival.name: found[rival.name] for rival in RIVALS if rival.name in found}
    rows = [[TITLES[name], *map(_number, figures, columns)] for name, figures in found.items()]
    if OURS in found and rivals:
        best = [min(figures) if None not in figures else None for figures in zip(*rivals.values(), strict=True)]
        against = {} if compact else {f"reminder / {TITLES[name]}": figures for name, figures in rivals.items()}
        for name, figures in (against | {"reminder / the best of these": best}).items():
            rows.append([f"*{name}*", *map(_ratio, found[OURS], figures)])
    return _markdown(["", *(column.head for column in columns)], rows)


def full_table(text: str) -> str:
    """The table, what it was measured on, and what to know of it."""
    return "\n".join([table(text), "", *_measured_on(text), *doubts(text)])


def put_into_readme() -> None:
    """The compact table, in its place."""
    README.write_text(in_its_place(README.read_text("utf-8"), RESULTS.read_text("utf-8")), "utf-8")


def in_its_place(readme: str, results: str) -> str:
    """The README with the compact table of these results."""
    return PLACE.sub(lambda found: f"{found[1]}{table(results, compact=True)}\n{found[2]}", readme)


def doubts(text: str) -> list[str]:
    """What in the lines speaks against them: a window in which something happened that should not."""
    return [f"{TITLES[name]}: {doubt}" for name, of in read(text).items() for doubt in _doubts(of)]


def _doubts(of: Figures) -> Iterable[str]:
    if of.least("typing", "idle_seconds") > MOST_SECONDS_WITHOUT_A_KEY:
        yield "the keys did not arrive"
    if any(line["idle_seconds"] < line["seconds"] for line in of.lines if line.get("window") in {"leaving", "idle"}):
        yield "somebody typed while nobody was there"
    for window in ("leaving", "idle", "typing"):
        if any(of.of(window, "notifications")):
            yield f"notifications were shown ({window})"
        if any(of.of(window, "open_windows")):
            yield f"a window was open ({window})"
    if shared := {file for line in of.lines if line["line"] == "shared" for file in line["files"]}:
        yield f"{len(shared)} files that others may have mapped, too, {min(shared)} first"
    if None in (*of.of("idle", "short_lived_a_minute"), *of.of("typing", "short_lived_a_minute")):
        yield "without the programs that it runs for a moment"


def _measured_on(text: str) -> list[str]:
    """Where and when, a line for each program."""
    lines = [json.loads(line) for line in text.splitlines()]
    runs = {line["run"]: line for line in lines if line["line"] == "run"}
    told = []
    for name, of in read(text).items():
        run = runs[of.lines[0]["run"]]
        told.append(
            f"{TITLES[name]} {of.lines[0]['version']}: {run['run']}, {run['system']}, Linux {run['kernel']}, "
            f"{run['cores']} × {run['processor']}, {len(of.of('idle', 'pss_mib'))} rounds"
        )
    return told


def _number(value: float | None, column: Column) -> str:
    return "–" if value is None else f"{value:.{column.digits}f}"


def _ratio(ours: float | None, theirs: float | None) -> str:
    """–: there is nothing to compare with."""
    if ours is None or theirs is None or theirs <= 0:
        return "–"
    return "0" if ours <= 0 else f"{ours / theirs:.2g}"


def _markdown(heads: list[str], rows: list[list[str]]) -> str:
    rules = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, rules, *rows])
