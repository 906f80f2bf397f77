"""Where presence cannot be told, that is all that is told."""

import asyncio
from datetime import UTC, datetime, timedelta

from reminder.core.events import PresenceLost
from reminder.presence import PresenceEvent
from reminder.presence.unknown import UnknownPresence
from tests.presence.contract import settle

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_unknown_presence_is_said_once_and_nothing_else_ever() -> None:
    """An invented return or pause would be logged as the truth."""

    async def story() -> list[PresenceEvent]:
        told: list[PresenceEvent] = []
        presence = UnknownPresence(lambda: NINE)
        for minutes in (5, 2):
            presence.watch(told.append, away_after=timedelta(minutes=minutes))
            presence.watch_pause(wanted=True)
            await settle()
        await presence.close()
        assert not presence.known
        return told

    assert [PresenceLost(NINE)] == asyncio.run(story())
