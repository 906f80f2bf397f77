"""Whether a watch at the desk is ever woken, counted by the kernel for a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

WATCH = """
import asyncio
from datetime import timedelta
from reminder.backends import choose
from reminder.clock import now
from reminder.presence.table import table

async def main():
    choice = await choose(table(now))
    choice.backend.watch(print, away_after=timedelta(minutes=2))
    asyncio.get_running_loop().call_soon(print, choice.name)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def work_wakes_nobody(name: str, touch: Callable[[], None], *, touches: int) -> None:
    """Have the way of this name watch while somebody works, and look whether it sleeps all the time."""
    touch()
    with subprocess.Popen([sys.executable, "-u", "-c", WATCH], stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == f"{name}\n"
            touch()  # by now the desktop has answered what it was asked at the start
            while not _asleep(child.pid):
                pass
            before = _sleeps(child.pid)
            for _ in range(touches):
                touch()
            assert _sleeps(child.pid) == before
        finally:
            child.kill()


def _asleep(pid: int) -> bool:
    return "State:\tS" in Path(f"/proc/{pid}/status").read_text()


def _sleeps(pid: int) -> int:
    """How often all threads of a process have gone to sleep, and so been woken."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    lines = [line for task in tasks for line in (task / "status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
