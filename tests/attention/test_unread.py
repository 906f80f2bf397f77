"""Where nothing can be read nothing is made up, and `doctor` says why."""

import asyncio

import pytest

from reminder.attention import table as table_module
from reminder.attention.heed import Heed
from reminder.attention.table import attention
from reminder.attention.unread import UnreadAttention


def test_it_holds_nothing_and_says_so() -> None:
    """A reminder that comes in a call is a nuisance; one that never comes is no reminder."""

    async def story() -> None:
        unread = UnreadAttention("Windows")
        unread.follow(lambda: None, beginnings=True)
        assert await unread.read() == {}
        parts = await unread.parts()
        assert [(part.name, part.used, part.refused[0].reason) for part in parts] == [
            (name, (), "not read yet on Windows") for name in ("do-not-disturb", "full screen", "call")
        ]
        await unread.close()

    asyncio.run(story())


@pytest.mark.parametrize(("platform", "name"), [("win32", "Windows"), ("darwin", "macOS")])
def test_windows_and_macos_are_not_read_yet(monkeypatch: pytest.MonkeyPatch, platform: str, name: str) -> None:
    """Their own do-not-disturb silences notifications all the same."""
    monkeypatch.setattr(table_module.sys, "platform", platform)

    chosen = attention({}, heed=Heed, kept_awake=lambda: None)

    assert isinstance(chosen, UnreadAttention)
    assert asyncio.run(chosen.parts())[0].refused[0].name == name


def test_without_the_library_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that lacks it still reminds."""
    monkeypatch.setattr(table_module.sys, "platform", "linux")
    monkeypatch.setitem(table_module.sys.modules, "reminder.attention.desktop", None)

    chosen = attention({}, heed=Heed, kept_awake=lambda: None)
    refused = asyncio.run(chosen.parts())[0].refused[0]

    assert "dbus-fast" in refused.reason
    assert refused.fix == "pip install dbus-fast"
