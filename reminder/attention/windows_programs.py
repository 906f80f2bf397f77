"""The programs that run on Windows, by the names that its Task Manager shows."""

import os
from collections.abc import Iterable, Sequence
from pathlib import PureWindowsPath
from typing import NamedTuple, Protocol

from reminder.attention import Causes
from reminder.attention.app_names import causes_of


class Process(NamedTuple):
    """A process as far as it shows itself to us; "" and 0 stand for what it does not.

    `file` is what it was started from, the whole path or the name alone; `started` a time as Windows counts it (in
    100 ns); `package` the family name of what was installed as a package.
    """

    number: int
    file: str
    started: int = 0
    package: str = ""


class Programs(Protocol):
    """What is asked of Windows of its programs. Raises `OSError` where a call fails."""

    def processes(self) -> Sequence[Process]:
        """All that run, with those of other users."""

    def process(self, number: int) -> Process:
        """One of them; with nothing known of it where it is gone, or not ours to look at."""

    def description(self, file: str) -> str:
        """What a program's file says it is ("Google Chrome"); "": nothing."""


def names_of(programs: Programs, numbers: Iterable[int]) -> Causes:
    """Processes by the names of their programs, ourselves and the system (0) left out."""
    others = (programs.process(number) for number in numbers if number not in {0, os.getpid()})
    return causes_of(title_of(programs, process) for process in others)


def title_of(programs: Programs, process: Process) -> str:
    """What a process's program calls itself, or its file's name; "": neither is known."""
    described = programs.description(process.file) if process.file else ""
    return described.strip() or PureWindowsPath(process.file).stem
