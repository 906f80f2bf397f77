"""The service in a process of its own, as its user runs it, and what it leaves in its files."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reminder.core.effects import Result
from reminder.journal import Journal
from reminder.paths import Places

ALL_DAY = """
[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
from = 00:00:00
to = 23:59:59
"""
MOVEMENT_ALONE = """
[posture]
enabled = false
[stretch]
enabled = false
[strengthen]
enabled = false
[relax]
enabled = false
[hydration]
enabled = false
[caffeine]
enabled = false
[tip]
enabled = false
"""
ALWAYS = f"""
{ALL_DAY}{MOVEMENT_ALONE}
[interruptions]
min_gap = "0 s"
max_per_hour = 60
wait_for_pause = "0 s"
gather = "0 s"
expires = "1 h"
[movement]
break = "5 s"
"""
SOON = ALWAYS + 'every = "10 s"\n'
LATE = ALWAYS + 'every = "1 h"\n'
CAREFUL = ("-X", "dev", "-W", "error")
"""Python finds what is left open, and what takes long; it takes twice the time."""

DEADLINE_SECONDS = 30.0
EVER = (date.min, date.max)


class Running:
    """The service in a process, and everything it has said."""

    def __init__(
        self,
        home: Path,
        *words: str,
        under: Sequence[str] = (),
        python: Sequence[str] = CAREFUL,
        **options: Any,
    ) -> None:
        """`words` go to the command line; `under` are those before it: a program that becomes ours, strace say.

        `python` are options of the interpreter.
        """
        self.home = home
        command = [*under, sys.executable, *python, "-m", "reminder", *words]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, text=True, **(pipes | options))
        self.said = ""
        self._more = threading.Condition()
        self._all_heard = False
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._more:
                self.said += line
                self._more.notify_all()
        with self._more:
            self._all_heard = True
            self._more.notify_all()

    def says(self, pattern: str, *, times: int = 1, or_ends: bool = False) -> str:
        """Wait until it has said this so many times, or has ended, where that is as good."""

        def heard() -> bool:
            return (or_ends and self._all_heard) or len(re.findall(pattern, self.said)) >= times

        with self._more:
            found = self._more.wait_for(heard, DEADLINE_SECONDS)
            assert found, f"it never said {pattern!r}, but:\n{self.said}"
            return self.said

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; the exit code."""
        code = self.process.wait(DEADLINE_SECONDS)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


def tell(*words: str, inside: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    """Another command of the same user."""
    command = [*inside, sys.executable, "-m", "reminder", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=DEADLINE_SECONDS)


def status() -> dict[str, Any]:
    done = tell("status", "--json")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def due() -> datetime:
    """When movement is due next."""
    return datetime.fromisoformat(status()["next"]["due_at"])


Start = Callable[..., Running]


def records(where: Places) -> list[tuple[str, Result, str]]:
    """What a log at rest holds, and that it is whole."""
    connection = sqlite3.connect(where.journal)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    with Journal.open(where.journal) as journal:
        return [(record.kind, record.result, record.detail) for record in journal.records(*EVER)]
