"""One round of one program at a fresh desk, as lines of figures: its starts, then nobody there, then typing."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from benchmarks.copies import Copies, mapped_by, may_mount
from benchmarks.desk import desk, idle_seconds, open_windows, typing
from benchmarks.guest import Guest
from benchmarks.icons import IconWatch
from benchmarks.measuring import Sample, family, memory_of, open_files, sample, spent, threads_of
from benchmarks.peers import Program
from tests.desktop.rig import DeadlineError, Desktop, wait_for

UNCOUNTED_STARTS, STARTS = 1, 6
SETTLE_SECONDS = 10
PAUSE_SECONDS = 2
DIALOG_SECONDS = 8
ABSENT_SECONDS = 150
"""By then whoever looks after two minutes whether anybody is there has found that nobody is."""

IDLING = ("sleep", "infinity")
"""What stands at the desk when it is measured by itself."""

Line = dict[str, Any]


class EndedError(AssertionError):
    """The program has ended while it was measured."""


@dataclass(frozen=True)
class Windows:
    """How long is measured, in seconds."""

    idle: float
    typing: float


def measured(program: Program, windows: Windows, folder: Path, quiet: Lock) -> Iterator[Line]:
    """The lines of one round. While it starts programs it holds `quiet`, so that no other round slows them down."""
    copies = Copies(folder / "copies")
    with ExitStack() as stack:
        if may_mount():
            copies.add(_mapped_at_a_desk(program, folder / "scouting"))
        inside = stack.enter_context(copies.mounted()) if copies.of else None
        at = stack.enter_context(desk(folder / "desk", inside))
        yield from _at_a_desk(program, windows, at, quiet)
        others = mapped_by(_families(at.pids), at.root) - set(copies.of)
        yield {"line": "shared", "files": sorted(map(str, others))}


def _mapped_at_a_desk(program: Program, root: Path) -> set[Path]:
    """What the desk and the program map, seen at a desk of its own before."""
    with desk(root) as at, _waiting(at, program) as guest:
        guest.go()
        close_dialog(at, program)
        threading.Event().wait(SETTLE_SECONDS)
        return mapped_by(_families(at.pids), at.root)


def _at_a_desk(program: Program, windows: Windows, at: Desktop, quiet: Lock) -> Iterator[Line]:
    rig = at.pids
    with quiet:
        yield from _starts(at, program)
    with _waiting(at, program) as guest:
        guest.go()
        close_dialog(at, program)
        yield from _windows(at, guest, rig, windows)


def _furnish(at: Desktop, program: Program) -> None:
    for where, text in program.files.items():
        path = at.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _starts(at: Desktop, program: Program) -> Iterator[Line]:
    """The first makes its settings and finds its files cold; it is left out."""
    for number in range(UNCOUNTED_STARTS + STARTS if program.argv else 0):
        with IconWatch(at) as icons, _waiting(at, program) as guest:
            began = time.monotonic()
            guest.go()
            by = icons.wait()
            wall, cpu = time.monotonic() - began, guest.cpu_seconds()
            close_dialog(at, program)
            threading.Event().wait(PAUSE_SECONDS)
        if number >= UNCOUNTED_STARTS:
            yield {"line": "start", "wall_ms": round(wall * 1000, 1), "cpu_ms": round(cpu * 1000, 1), "by": by}


@contextmanager
def _waiting(at: Desktop, program: Program) -> Iterator[Guest]:
    """The program, ready to go; it is ended afterwards. Nothing: a shell that waits, and is not counted."""
    _furnish(at, program)
    guest = Guest(at, program.argv or IDLING, program.environ)
    try:
        yield guest
    finally:
        guest.end()


def close_dialog(at: Desktop, program: Program) -> None:
    """Close the window that greets its user, if it comes: some seconds after the icon, and not at each start."""
    if program.dialog:
        with suppress(DeadlineError):
            wait_for(lambda: any(program.dialog in window for window in open_windows(at)), "it", DIALOG_SECONDS)
            wait_for(lambda: _closed(at, program.dialog), "the dialog to go")


def _closed(at: Desktop, dialog: str) -> bool:
    """Press its key, which goes nowhere while it has no focus yet."""
    at.run("xdotool", "search", "--onlyvisible", "--class", dialog, "windowactivate", "--sync")
    at.run("xdotool", "key", "Return")
    at.run("xdotool", "keyup", "Return")  # a key that stays down repeats, and somebody seems to type all day
    return not open_windows(at)


def _windows(at: Desktop, guest: Guest, rig: list[int], windows: Windows) -> Iterator[Line]:
    threading.Event().wait(SETTLE_SECONDS)
    yield _window(at, guest, rig, "leaving", ABSENT_SECONDS - SETTLE_SECONDS)
    yield _window(at, guest, rig, "idle", windows.idle)
    with typing(at):
        yield _window(at, guest, rig, "typing", windows.typing)
    if not guest.pids:
        raise EndedError


def _window(at: Desktop, guest: Guest, rig: list[int], name: str, seconds: float) -> Line:
    """What is used in so many seconds, by the program and by the desk for it."""
    said = _notifications(at)
    before, beside, began = _used(guest), sample(_families(rig)), time.monotonic()
    threading.Event().wait(seconds)
    took = time.monotonic() - began
    after, besides = _used(guest), sample(_families(rig))
    return {
        "line": "window",
        "window": name,
        "seconds": round(took, 2),
        **_size(guest.pids),
        **_rates(before, after, took),
        **{f"rig_{what}": value for what, value in _rates(beside, besides, took).items()},
        "idle_seconds": round(idle_seconds(at), 1),
        "notifications": _notifications(at) - said,
        "open_windows": open_windows(at),
    }


def _used(guest: Guest) -> Sample:
    return sample(guest.pids, guest.counters.read() if guest.counters else None)


def _families(pids: Iterable[int]) -> list[int]:
    return [each for pid in pids for each in family(pid)]


def _size(pids: list[int]) -> Line:
    """The memory and so on of these, in MiB."""
    used = memory_of(pids)
    sizes = {f"{name.lower()}_mib": round(used[name], 2) for name in ("Pss", "Uss", "Rss")}
    return sizes | {"processes": len(pids), "threads": len(threads_of(pids)), "files": open_files(pids)}


def _rates(before: Sample, after: Sample, seconds: float) -> Line:
    used = spent(before, after, seconds)
    rates = asdict(used) | {"wake_ups_a_minute": used.wake_ups_a_minute}
    return {name: value if value is None else round(value, 3) for name, value in rates.items()}


def _notifications(at: Desktop) -> int:
    """How many notifications the server has been given so far."""
    return sum(int(line.rpartition(":")[2]) for line in at.run("dunstctl", "count").splitlines())
