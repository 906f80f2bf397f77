"""Where nothing can be read nothing is made up, and `doctor` says why."""

import asyncio

from reminder.attention import LABELS
from reminder.attention.unread import UnreadAttention


def test_it_holds_nothing_and_says_so() -> None:
    """A reminder that comes in a call is a nuisance; one that never comes is no reminder."""

    async def story() -> None:
        unread = UnreadAttention("linux", "jeepney cannot be loaded", "pip install jeepney")
        unread.follow(lambda: None, beginnings=True)
        assert await unread.read() == {}
        parts = await unread.parts()
        assert {(part.used, part.refused[0].reason) for part in parts} == {((), "jeepney cannot be loaded")}
        await unread.close()

    asyncio.run(story())


def test_doctor_has_the_same_rows_on_every_system() -> None:
    """Whoever helps somebody else by what is written there looks for the same words."""
    rows = [part.name for part in asyncio.run(UnreadAttention("linux", "", "").parts())]

    assert rows == list(LABELS.values())
    assert rows == ["do-not-disturb", "full screen", "kept awake", "sound", "call (microphone)", "call (camera)"]
