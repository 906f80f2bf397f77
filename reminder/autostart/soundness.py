"""Whether what is set up starts this very program, and what is wrong where it does not."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from reminder.autostart import Standing, Start
from reminder.autostart.bare_sessions import shell_command
from reminder.own_command import MODULE, is_program


def troubles(standing: Standing, now: Start) -> Iterator[str]:
    """Sentences on what is wrong with it, for a program that is started by `now`; none where all is well."""
    if not standing.ours:
        yield "reminder did not write it"
    if standing.obstacle:
        yield standing.obstacle
    start = standing.start
    if start is None:
        yield "what it starts cannot be read"
        return
    program = _program(start.words)
    if program.is_absolute() and not is_program(program):
        yield f"it starts {program}, which is not there"
    elif _installation(start.words) != _installation(now.words):
        yield f"it starts another installation: {shell_command(start)}; this one is {shell_command(now)}"
    if start.home != now.home:
        yield f"it keeps its settings and log in {_place(start.home)}, and this command in {_place(now.home)}"


def _installation(words: tuple[str, ...]) -> tuple[str, str]:
    """The folder of its programs; the same for a script, for links to it and for the Python beside it.

    A Python is a link itself, out of its virtual environment, and is not followed.
    """
    program = _program(words)
    folder = program.parent.resolve() if words[1:] == MODULE else program.resolve().parent
    return os.path.normcase(folder), "" if words[1:] == MODULE else " ".join(words[1:])


def _program(words: tuple[str, ...]) -> Path:
    """Where it is, also one that somebody has written without its folder."""
    return Path(words[0] if os.path.isabs(words[0]) else shutil.which(words[0]) or words[0])  # noqa: PTH117 - text


def _place(home: str | None) -> str:
    return home if home is not None else "the usual place"
