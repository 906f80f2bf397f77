"""The commands that start this very program from anywhere: at login, from the applications menu."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

MODULE = ("-P", "-m", "reminder")
"""Not from the folder it is started in: at login that is the home folder, in which a clone of ours may lie."""


def own_commands(started_as: str = "", python: str = "") -> Iterator[tuple[str, ...]]:
    """Those that may be it, best first, each beginning with an absolute path.

    The script that was called, by the path it was called by: a link in ~/.local/bin outlives the environment it leads
    to. Then the script beside this Python, then the module. On Windows the module alone, without a console window.
    `started_as` and `python` are those of this process if not given.
    """
    started_as, python = started_as or sys.argv[0], python or sys.executable
    if sys.platform == "win32":
        windowless = Path(python).with_name("pythonw.exe")
        yield (str(windowless if windowless.is_file() else python), *MODULE)
        return
    called = Path(os.path.abspath(started_as))  # noqa: PTH100 - links stay, and ".." is taken out
    beside = Path(python).parent / "reminder"
    scripts = [called] if called.name == "reminder" else []
    yield from ((str(script),) for script in (*scripts, beside) if is_program(script))
    yield (python, *MODULE)


def typed(environ: Mapping[str, str], started_as: str = "", python: str = "") -> str:
    """What starts it in a terminal: "reminder" where PATH leads to one of that name, else the path of the script.

    A virtual environment is on no PATH until it is activated; on a new account, nor is the folder of pipx's links.
    """
    python = python or sys.executable
    script = "reminder.exe" if sys.platform == "win32" else "reminder"
    folders = (Path(folder) for folder in environ.get("PATH", "").split(os.pathsep) if folder)
    if any(is_program(folder / script) for folder in folders):
        return "reminder"
    if sys.platform != "win32":
        return shlex.join(next(own_commands(started_as, python)))
    beside = Path(python).with_name(script)
    return f'"{beside}"' if is_program(beside) else f'"{python}" -m reminder'


def is_program(path: Path) -> bool:
    """There is such a file, and it may be started."""
    try:
        return path.is_file() and os.access(path, os.X_OK)
    except OSError:
        return False
