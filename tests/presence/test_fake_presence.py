"""The fake keeps the contract of the real backends, so that service tests may stand on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from tests.presence.contract import Desk, PresenceContract
from tests.presence.fake import FakePresence


class FakeDesk:
    """The fake on a clock that moves only when the story rests."""

    def __init__(self, input_pause: timedelta) -> None:
        self._now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.presence = FakePresence(self.now, input_pause=input_pause)

    def now(self) -> datetime:
        return self._now

    async def touch(self) -> None:
        self.presence.touch()

    async def rest(self, span: timedelta) -> None:
        self._now += span
        self.presence.time_passes()

    async def unplug(self) -> None:
        self.presence.lose()


class TestFakePresence(PresenceContract):
    short = timedelta(minutes=2)

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        yield FakeDesk(self.short)
