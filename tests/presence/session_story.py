"""A story that a watch over the session lives through, on whichever system."""

from collections.abc import Awaitable, Callable

from reminder.presence.session import LockEvent, SessionWatch
from tests.presence.contract import settle


async def lived(watch: SessionWatch, told: list[LockEvent], story: Callable[[], Awaitable[None]]) -> None:
    """Open the watch, which tells nothing before that returns, and close it whatever happens in the story."""
    await watch.open()
    assert told == []
    await settle()
    try:
        await story()
    finally:
        await watch.close()
