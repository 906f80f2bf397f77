"""Leaving a notification server that hangs: it may put up what was asked for when it wakes, and that must come down."""

import asyncio
from datetime import timedelta

from reminder.bus import Connection

LIMIT = timedelta(minutes=1)
"""How long it is waited for."""

_leaving: set[asyncio.Task[None]] = set()
"""A task that nobody holds may be collected before it is done."""


async def leave_late(bus: Connection) -> None:
    """Close the connection once everything asked on it is answered, or after a while; with the loop at the latest."""
    task = asyncio.get_running_loop().create_task(_leave(bus))
    _leaving.add(task)
    task.add_done_callback(_leaving.discard)
    await asyncio.sleep(0)  # a task that ends before it has begun would close nothing


async def _leave(bus: Connection) -> None:
    try:
        async with asyncio.timeout(LIMIT.total_seconds()):
            await bus.answered()
    except TimeoutError:
        pass  # it hangs for good
    finally:
        await bus.close()
