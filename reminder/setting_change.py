"""Changing one setting from the menu: `reminder config set` in a process of its own.

What writes the file keeps its comments, and is larger than the service itself; so it does not stay in memory.
"""

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import reminder
from reminder.paths import HOME

PATIENCE = timedelta(seconds=20)
"""A slow disk may take some of it; a file on a server that is gone takes all of it."""

PACKAGE_FROM = Path(reminder.__file__).parents[1]
"""Where Python finds this very package, whatever lies in the folder the service was started from."""

FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows no black window flashes up."""


async def change_setting(config: Path, change: str, *, patience: timedelta = PATIENCE) -> str:
    """Set what `change` says ("movement.every 45 min") in this config.toml; the problem in words, "" if there is none.

    The file is checked and written by the command: comments and order stay, and a change that would break it is
    refused. The service reads it again by itself.
    """
    key, _, value = change.partition(" ")
    environ = {**os.environ, HOME: str(config.parent), "PYTHONIOENCODING": "utf-8"}
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "reminder", "config", "set", key, value),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
            cwd=PACKAGE_FROM,
            env=environ,
            creationflags=FLAGS,
        )
    except OSError as problem:
        return f"{key} could not be changed: {sys.executable} cannot be started ({problem.strerror or problem})."
    try:
        async with asyncio.timeout(patience.total_seconds()):
            _, said = await process.communicate()
    except TimeoutError:
        return f"{key} may not be changed: this took longer than {patience.total_seconds():g} s."
    finally:
        await _end(process)
    if not process.returncode:
        return ""
    return said.decode("utf-8", "replace").strip() or f"{key} could not be changed, and nothing says why."


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let none outlive the wait for it."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
