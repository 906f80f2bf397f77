"""A short-lived program: what it printed and how it ended, within a time limit."""

import asyncio
import errno
import os
import re
import subprocess
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from reminder.core.records import dataclass

MOST_BYTES = 16 * 1024 * 1024
"""Whoever prints more has gone mad: pw-dump has some 100 kB to say. In a second a program fills gigabytes."""

FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows no black window flashes up."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that has ended: with 0 if all went well, and what it printed, whatever its bytes were."""

    code: int
    printed: str
    complained: str


ELSEWHERE = {
    "DBUS_SESSION_BUS_ADDRESS": (";", re.compile(r"(nonce-)?tcp:")),  # the D-Bus specification, "Transports"
    "DBUS_SYSTEM_BUS_ADDRESS": (";", re.compile(r"(nonce-)?tcp:")),
    "PULSE_SERVER": (" ", re.compile(r"(\{[^}]*\})?+(?!unix:|/)")),  # PulseAudio, "Server Strings"
    "DISPLAY": ("\0", re.compile(r"tcp/|(?!unix[:/]|[:/])")),  # X(7), "Display names"
}
"""Variables with addresses: what parts one from the next, and how one begins that is reached over a network."""


def at_home(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without addresses on a network: what a program is asked for us, it asks on this machine."""
    found = dict(environ)
    for name in ELSEWHERE.keys() & found.keys():
        between, elsewhere = ELSEWHERE[name]
        here = between.join(each for each in found.pop(name).split(between) if not elsewhere.match(each))
        if here:
            found[name] = here
    return found


async def run_program(
    *command: str, limit: timedelta, environ: Mapping[str, str] | None = None, folder: Path | None = None
) -> Ended:
    """Run it to its end, with nothing to read; none outlives the wait for it.

    `environ` and `folder` are ours where they are None. What lies elsewhere is left out of the first: see `at_home`.

    Raises:
        OSError: it cannot be started, or prints without end. ValueError: a word of its command holds NUL.
        TimeoutError: it has not ended in time.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        cwd=folder,
        env=at_home(os.environ if environ is None else environ),
        creationflags=FLAGS,
    )
    try:
        async with asyncio.timeout(limit.total_seconds()):
            printed, complained = await asyncio.gather(_all_of(process.stdout), _all_of(process.stderr))
            await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):  # it has ended, and nobody has noticed yet
                process.kill()
            await process.wait()
    return Ended(process.returncode or 0, printed.decode("utf-8", "replace"), complained.decode("utf-8", "replace"))


async def _all_of(stream: asyncio.StreamReader | None) -> bytes:
    """What comes of it until its end."""
    found = bytearray()
    while stream is not None and (more := await stream.read(64 * 1024)):
        found += more
        if len(found) > MOST_BYTES:
            raise OSError(errno.EFBIG, f"it prints without end, more than {MOST_BYTES // 1024 // 1024} MiB")
    return bytes(found)
