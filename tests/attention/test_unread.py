"""Where nothing can be read nothing is made up, and `doctor` says why."""

import asyncio
import subprocess
import sys

import pytest

from reminder.attention import LABELS
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
        assert {(part.used, part.refused[0].reason) for part in parts} == {((), "not read yet on Windows")}
        await unread.close()

    asyncio.run(story())


def test_doctor_has_the_same_rows_on_every_system() -> None:
    """Whoever helps somebody else by what is written there looks for the same words."""
    rows = [part.name for part in asyncio.run(UnreadAttention("Windows").parts())]

    assert rows == ["do-not-disturb", "full screen", "kept awake", "sound", "call (microphone)", "call (camera)"]


def test_the_library_of_the_bus_is_not_needed_to_say_so() -> None:
    """On Windows it is not installed."""
    code = "import sys; sys.modules['dbus_fast'] = None; import reminder.attention.table, reminder.attention.unread"

    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the levels of Linux and its like")
def test_every_level_is_read_in_the_order_of_its_row() -> None:
    """So that the rows stand as they do elsewhere."""
    assert list(table_module.sources()) == list(LABELS)


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

    assert "jeepney" in refused.reason
    assert refused.fix == "pip install jeepney"
