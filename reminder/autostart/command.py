"""What is to be started at login: the program that is running now, by a name that works from anywhere."""

import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from reminder.autostart import Start
from reminder.backends import Unavailable
from reminder.own_command import own_commands
from reminder.programs import run_program

PATIENCE = timedelta(seconds=20)
"""A cold disk may take some of it."""
HOME = "REMINDER_HOME"
UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of what ends a line, and of bytes that are no UTF-8."""


def likely_start(environ: Mapping[str, str], started_as: str, python: str) -> Start:
    """What would be started, untried."""
    return Start(next(own_commands(started_as, python)), _home(environ))


async def find_start(version: str, environ: Mapping[str, str], started_as: str, python: str) -> Start:
    """The first command that says it is this version of ours, started in another folder and without PYTHONPATH.

    Raises:
        Unavailable: none does, or its path cannot be written down.
    """
    tried: list[str] = []
    for words in own_commands(started_as, python):
        trouble = await _why_not(words, version, environ)
        if not trouble:
            return _writable(Start(words, _home(environ)))
        tried.append(f"{' '.join(words)}: {trouble}")
    raise Unavailable(
        f"reminder is not installed in a way that starts from every folder ({'; '.join(tried)})",
        "install it ('pip install .', in a virtual environment) and run this again from there",
    )


async def _why_not(words: tuple[str, ...], version: str, environ: Mapping[str, str]) -> str:
    """Try whether the command is this version of reminder; "" if it is, else what it says instead."""
    clean = {name: value for name, value in environ.items() if not name.startswith("PYTHON")}
    program = Path(words[0])
    heard = program.with_name("python.exe") if program.name == "pythonw.exe" else program  # it has nowhere to say it
    command = (str(heard), *words[1:], "--version")
    try:
        ended = await run_program(*command, limit=PATIENCE, environ=clean, folder=Path(program.anchor))
    except TimeoutError:
        return f"it said nothing for {PATIENCE.total_seconds():g} s"
    except (OSError, ValueError) as problem:
        return getattr(problem, "strerror", None) or str(problem)
    if ended.code == 0 and ended.printed.strip() == f"reminder {version}":
        return ""
    said = (ended.printed or ended.complained).strip().splitlines()
    return said[-1] if said else f"it returned {ended.code}"


def _home(environ: Mapping[str, str]) -> str | None:
    home = environ.get(HOME)
    return str(Path(home).expanduser().absolute()) if home else None


def _writable(start: Start) -> Start:
    """Those who read it back know lines of UTF-8 and nothing else."""
    for text in (*start.words, start.home or ""):
        if any(unicodedata.category(letter) in UNWRITABLE for letter in text):
            raise Unavailable(f"{text!r} holds what cannot be written in a line of text", "move it to a plainer path")
    if "=" in start.words[0]:  # env, which brings REMINDER_HOME to it, would take it for a variable
        raise Unavailable(f"the path {start.words[0]} holds a '='", "move it to a plainer path")
    return start
