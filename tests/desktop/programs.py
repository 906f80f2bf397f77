"""Real programs that a test starts for itself, and ends with itself."""

import asyncio
import signal
import subprocess
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reminder.backends import Unavailable

DEADLINE_SECONDS = 30
"""These machines are busy with other tests."""


@contextmanager
def program(
    *command: str, environ: Mapping[str, str], log: Path, pass_fds: tuple[int, ...] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program for as long as the context lasts, with its output in `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env=dict(environ),
            pass_fds=pass_fds,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End it, also where it has been stopped or is gone already."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def until(condition: Callable[[], Awaitable[bool]], what: str) -> None:
    """Ask until it is so; whoever cannot tell yet (`Unavailable`) will be asked again."""
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while True:
                with suppress(Unavailable):
                    if await condition():
                        return
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"{what}: not within {DEADLINE_SECONDS} s") from None


async def printed(environ: Mapping[str, str], *command: str) -> str:
    """What a short program prints, also where it fails."""
    child = await asyncio.create_subprocess_exec(
        *command, env=dict(environ), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    told, _ = await child.communicate()
    return told.decode(errors="replace")
