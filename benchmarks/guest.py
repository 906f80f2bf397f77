"""A program at a desk, ready to start at a word, with counters on it and process numbers of its own.

Safe Eyes ends where it finds another Python process that names it, anywhere on the machine: where it may (copies.py),
each program sees its own processes alone.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress

from benchmarks.copies import APART, may_mount
from benchmarks.counters import Counters
from benchmarks.measuring import cpu_seconds, family
from tests.desktop.session import Session, wait_for

ENDING_SECONDS = 4
WAITING = """
: > "$1"
shift
read -r go
"$@" < /dev/null
exit
"""
"""Makes the file, waits for a line, and then runs the program and outlives it."""


class Guest:
    """`pids` are it and all that it runs, without the shell that has started it; none: it has ended."""

    def __init__(self, at: Session, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        ready = at.root / "ready"
        ready.unlink(missing_ok=True)
        shell = ["sh", "-c", WAITING, "sh", str(ready), *argv]
        apart = APART if may_mount() else ()
        self._at, self._process = at, at.spawn([*apart, *shell], environ, stdin=subprocess.PIPE)
        wait_for(ready.exists, "a place for the program")
        self._shell = family(self._process.pid)[-1]
        self.counters = Counters.on(self._shell)

    def go(self) -> None:
        """Start it."""
        if self._process.stdin is not None:  # it is a pipe
            self._process.stdin.write(b"go\n")
            self._process.stdin.close()

    def cpu_seconds(self) -> float:
        """What it and all that it has run have used so far; without counters to a tick, and without what has ended."""
        return self.counters.read().seconds if self.counters else sum(map(cpu_seconds, self.pids))

    @property
    def pids(self) -> list[int]:
        return family(self._shell)[1:]

    def end(self) -> None:
        """End it as a logout does, and its place with it."""
        if self.counters:
            self.counters.close()
        with suppress(ProcessLookupError):
            for pid in self.pids[:1]:
                os.kill(pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING_SECONDS)
        self._at.end(self._process)  # and what it has left behind
