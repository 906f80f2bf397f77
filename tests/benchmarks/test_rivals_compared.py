"""Figures of several rounds become one table that flatters nobody, and the README's is the one that was measured."""

import json
import re
from pathlib import Path
from typing import Any

from benchmarks.comparison import PLACE, README, RESULTS, doubts, in_its_place, read, table

NEWER, OLDER = "2026-11-02T10:00:00+00:00", "2026-11-01T10:00:00+00:00"
RATES = {"wake_ups_a_minute": 0, "short_lived_a_minute": 0}
QUIET = {
    "seconds": 120.0,
    "notifications": 0,
    "open_windows": [],
    "rig_cpu_seconds_an_hour": 1.0,
    "rig_wake_ups_a_minute": 0,
}
SIZE = {"pss_mib": 10, "uss_mib": 9, "rss_mib": 12, "threads": 2, "files": 8}


def window(program: str, name: str, run: str = NEWER, number: int = 1, **figures: Any) -> dict[str, Any]:
    spent = {"cpu_seconds_an_hour": 0.1, "written_an_hour": 0}
    head = {"run": run, "program": program, "version": "1", "round": number, "line": "window", "window": name}
    return head | SIZE | RATES | spent | QUIET | {"idle_seconds": 0.4 if name == "typing" else 300.0} | figures


def round_of(program: str, run: str = NEWER, number: int = 1, **figures: Any) -> list[dict[str, Any]]:
    """A start and both windows, with these figures in both."""
    start = {"run": run, "program": program, "version": "1", "round": number, "line": "start", "by": "SNI"}
    windows = [window(program, name, run, number, **figures) for name in ("leaving", "idle", "typing")]
    return [start | {"wall_ms": 100 * number, "cpu_ms": 90}, *windows]


def text(*rounds: list[dict[str, Any]]) -> str:
    about = [{"line": "run", "run": run, "system": "Debian", "kernel": "6", "cores": 2, "processor": "a CPU"}
             for run in (OLDER, NEWER)]  # fmt: skip
    return "".join(f"{json.dumps(line)}\n" for line in [*about, *(line for each in rounds for line in each)])


def row(shown: str, name: str) -> list[str]:
    """The cells of the row of this name."""
    [found] = [line for line in shown.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in found.strip("|").split("|")][1:]


def test_time_is_the_least_memory_the_median_and_wake_ups_the_mean() -> None:
    """What else runs on the machine only adds time, moves memory both ways, and wakes nobody."""
    rounds = [
        round_of("workrave", number=number, pss_mib=pss, wake_ups_a_minute=wakes, cpu_seconds_an_hour=cpu)
        for number, (pss, wakes, cpu) in enumerate([(20, 30, 1.5), (21, 10, 1.25), (29, 26, 9)], start=1)
    ]

    shown = table(text(round_of("nothing"), *rounds), compact=True)

    assert row(shown, "Workrave") == ["21.0", "22.0", "22.0", "1.25", "1.25", "100", "90", "0", "0"]


def test_the_newest_run_of_each_program_counts() -> None:
    """Whoever has made one lighter measures that one again, and not the rest."""
    found = read(text(round_of("reminder", OLDER, pss_mib=30), round_of("workrave", OLDER), round_of("reminder")))

    assert found["reminder"].middle("pss_mib") == 10
    assert "workrave" in found


def test_what_the_desk_does_by_itself_is_nobody_s_fault() -> None:
    """A key that is pressed costs the X server something, whoever is there."""
    lines = text(round_of("nothing", rig_cpu_seconds_an_hour=4.5), round_of("workrave", rig_cpu_seconds_an_hour=5.5))

    found = read(lines)

    assert found["workrave"].caused("typing", "cpu_seconds_an_hour") == 1.0
    assert "nothing" not in found


def test_without_a_desk_alone_there_is_a_table_all_the_same() -> None:
    """A quick look at ours alone measures nothing else."""
    shown = table(text(round_of("reminder"), round_of("workrave")))

    assert row(shown, "reminder")[heads(shown).index("CPU s an hour it causes at the desk, idle")] == "–"


def test_ratios_say_how_many_times_as_much_we_cost() -> None:
    """Also where it is more: 1.2 stands there as plainly as 0.5."""
    shown = table(text(
        round_of("nothing"), round_of("reminder", pss_mib=24), round_of("workrave", pss_mib=20),
        round_of("rsibreak", pss_mib=48),
    ))  # fmt: skip

    assert row(shown, "*reminder / Workrave*")[0] == "1.2"
    assert row(shown, "*reminder / RSIBreak*")[0] == "0.5"
    assert row(shown, "*reminder / the best of these*")[0] == "1.2"


def test_nothing_is_divided_by_nothing() -> None:
    """A rival that writes nothing leaves no ratio; we who write nothing are at none of another's."""
    shown = table(text(
        round_of("nothing"), round_of("reminder", wake_ups_a_minute=0), round_of("workrave", wake_ups_a_minute=50)
    ), compact=True)  # fmt: skip

    ratios = dict(zip(heads(shown), row(shown, "*reminder / the best of these*"), strict=True))
    assert ratios["wake-ups a minute, idle"] == "0"
    assert ratios["KiB written an hour, idle"] == "–"


def heads(shown: str) -> list[str]:
    return [cell.strip() for cell in shown.splitlines()[0].strip("|").split("|")][1:]


def test_the_lean_table_has_one_ratio_and_the_full_one_each() -> None:
    """The README is no place for fifteen columns, nor for what only developers have."""
    lines = text(round_of("nothing"), round_of("reminder"), round_of("reminder-here"), round_of("workrave"))

    assert "other Python" in table(lines)
    assert "other Python" not in table(lines, compact=True)
    assert "reminder / Workrave" not in table(lines, compact=True)
    assert set(heads(table(lines, compact=True))) < set(heads(table(lines)))


def test_doubtful_windows_are_told() -> None:
    """A break on the screen, keys that went nowhere: figures that mean something else than they say."""
    lines = text(
        round_of("workrave", notifications=1),
        round_of("rsibreak", open_windows=["RSIBreak"]),
        round_of("safeeyes", idle_seconds=119.0, short_lived_a_minute=None),
        [*round_of("reminder"),
         {"run": NEWER, "program": "reminder", "line": "shared", "version": "1", "files": ["/lib/libc.so"]}],
    )  # fmt: skip

    told = "\n".join(doubts(lines))

    assert "Workrave: notifications were shown (idle)" in told
    assert "RSIBreak: a window was open (typing)" in told
    assert "Safe Eyes: the keys did not arrive" in told
    assert "Safe Eyes: somebody typed while nobody was there" in told
    assert "Safe Eyes: without the programs that it runs for a moment" in told
    assert "reminder: 1 files that others may have mapped, too, /lib/libc.so first" in told


def test_clean_windows_leave_no_doubts() -> None:
    """Else nobody would read them."""
    assert doubts(text(round_of("nothing"), round_of("workrave"), round_of("reminder"))) == []


def test_the_table_takes_its_place_and_nothing_else() -> None:
    """Whatever stands around it is somebody's words."""
    lines = text(round_of("nothing"), round_of("reminder"), round_of("workrave"))

    written = in_its_place("before\n<!-- rivals: made -->\nold\n<!-- /rivals -->\nafter\n", lines)

    assert written == f"before\n<!-- rivals: made -->\n{table(lines, compact=True)}\n<!-- /rivals -->\nafter\n"


def test_the_readme_s_table_is_what_was_measured() -> None:
    """Nobody copies figures by hand: `python -m benchmarks.rivals --readme` puts them there."""
    readme = README.read_text("utf-8")

    assert PLACE.search(readme)
    assert in_its_place(readme, RESULTS.read_text("utf-8")) == readme


def test_the_method_names_every_file_that_measures() -> None:
    """Whoever doubts a figure finds where it is made."""
    told = Path(RESULTS.parents[1], "README.md").read_text("utf-8")

    named = {name for names in re.findall(r"benchmarks\.(\w+)|`(\w+)\.py`", told) for name in names}
    assert {path.stem for path in RESULTS.parents[1].glob("*.py")} <= named
