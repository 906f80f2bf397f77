"""What every way to tell presence does the same."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reminder.core.events import Returned
from reminder.presence import PresenceEvent
from reminder.presence.telling import Telling, absence

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_an_event_is_posted_in_a_turn_of_its_own_and_to_nobody_who_has_gone() -> None:
    """Never from within a call of ours, and never after the end."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        telling = Telling()
        telling._post = told.append

        telling._tell(Returned(NOON))
        assert told == []
        await asyncio.sleep(0)
        assert told == [Returned(NOON)]

        telling._tell(Returned(NOON))
        telling._post = None
        await asyncio.sleep(0)
        assert told == [Returned(NOON)]

    asyncio.run(story())


def test_an_absence_over_the_change_of_dst_has_its_true_length() -> None:
    """Nine hours before nine in the morning was eleven in the evening, by the clock on the wall."""
    left = absence(datetime(2026, 3, 29, 9, tzinfo=ZoneInfo("Europe/Berlin")), timedelta(hours=9))

    assert f"{left.since:%d %H:%M}" == "28 23:00"
