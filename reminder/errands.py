"""What the service has done by a command of its own, in a process that ends: settings changed, pages opened, sums done.

What writes config.toml keeps its comments, and is larger than the service itself; so it does not stay in memory.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import reminder
from reminder.core.records import dataclass
from reminder.paths import Places, environment
from reminder.programs import run_program

PATIENCE = timedelta(seconds=20)
"""A slow disk may take some of it; a file on a server that is gone takes all of it."""

PACKAGE_FROM = Path(reminder.__file__).parents[1]
"""Where Python finds this very package, whatever lies in the folder the service was started from."""


async def change_setting(where: Places, change: str, *, patience: timedelta = PATIENCE) -> str:
    """Set what `change` says ("movement.every 45 min") in config.toml; the problem in words, "" if there is none.

    The file is checked and written by the command: comments and order stay, a change that would break it is refused,
    and `config undo` takes it back. The service reads it again by itself.
    """
    key, _, value = change.partition(" ")
    trouble = f"{key} could not be changed"
    return (await _run(("config", "set", key, value), trouble, environment(where, os.environ), patience)).problem


async def explain(where: Places, kind: str, *, patience: timedelta = PATIENCE) -> str:
    """Open the page that says what a kind is about, "" for all of it; the problem in words, "" if there is none."""
    words = ("why", kind, "--open") if kind else ("why", "--open")
    return (await _run(words, "The page could not be opened", environment(where, os.environ), patience)).problem


async def guide(where: Places, *, patience: timedelta = PATIENCE) -> str:
    """Open the guide at the exercises of the moment; the problem in words, "" if there is none."""
    trouble = "The guide could not be opened"
    return (await _run(("guide", "--open"), trouble, environment(where, os.environ), patience)).problem


async def prune(where: Places, *, patience: timedelta = PATIENCE) -> str:
    """Remove what is older than the settings keep from the log; the problem in words, "" if there is none."""
    words = ("log", "--prune", "--yes")
    return (await _run(words, "The log could not be made shorter", environment(where, os.environ), patience)).problem


@dataclass(frozen=True, slots=True)
class Done:
    """What the command printed, or the `problem` in words; "" if there is none."""

    printed: str
    problem: str = ""


async def summary(where: Places, *words: str, patience: timedelta = PATIENCE) -> Done:
    """Have `reminder summary` print, show or apply what these words say."""
    trouble = "The summary could not be made"
    return await _run(("summary", *words), trouble, environment(where, os.environ), patience)


async def undo_change(where: Places, *, patience: timedelta = PATIENCE) -> Done:
    """Take the last change of config.toml by a command back."""
    trouble = "The change could not be taken back"
    return await _run(("config", "undo"), trouble, environment(where, os.environ), patience)


async def _run(words: Sequence[str], trouble: str, environ: Mapping[str, str], patience: timedelta) -> Done:
    command = (sys.executable, "-m", "reminder", *words)
    environ = {**environ, "PYTHONIOENCODING": "utf-8"}
    try:
        ended = await run_program(*command, limit=patience, environ=environ, folder=PACKAGE_FROM)
    except TimeoutError:
        return Done("", f"{trouble}, or not yet: this took longer than {patience.total_seconds():g} s.")
    except OSError as problem:
        return Done("", f"{trouble}: {sys.executable} cannot be started ({problem.strerror or problem}).")
    if ended.code:
        return Done("", ended.complained.strip() or f"{trouble}, and nothing says why.")
    return Done(ended.printed)
