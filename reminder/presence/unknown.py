"""Presence where this desktop cannot tell it: said once, and nothing made up."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from reminder.core.events import PresenceLost
from reminder.presence import Post


class UnknownPresence:
    """The last row of the table. It says that presence is unknown, and then never posts again."""

    known: bool = False

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._said = False

    def watch(self, post: Post, *, away_after: timedelta) -> None:
        if not self._said:
            self._said = True
            asyncio.get_running_loop().call_soon(post, PresenceLost(self._now()))

    def watch_pause(self, *, wanted: bool) -> None:
        """No input is seen here, so no pause in it either: the prompt comes when its wait is over (P3)."""

    def kept_awake(self) -> None:
        """Nothing is seen here."""

    async def close(self) -> None:
        """Nothing is held."""
