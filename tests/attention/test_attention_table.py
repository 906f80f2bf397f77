"""Every system has its sources, and none needs another's libraries."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from reminder.attention import LABELS, Level, mac
from reminder.attention import table as table_module
from reminder.attention.desktop import DesktopAttention
from reminder.attention.heed import Heed
from reminder.attention.table import attention
from reminder.attention.unread import UnreadAttention
from tests.attention.systems import FakeObjects, FakeScreen

ROOT = Path(__file__).parents[2]
ON_MAC = mac.sources(FakeObjects, FakeObjects, FakeScreen)


def test_every_level_is_read_in_the_order_of_its_row() -> None:
    """So that the rows stand as they do elsewhere. Windows' are tried with what they ask."""
    assert list(table_module.sources()) == list(LABELS)
    assert list(ON_MAC) == list(LABELS)


def test_a_focus_is_nowhere_to_be_read_on_a_mac() -> None:
    """And that is not the same as off; whoever waits for it hears why."""
    chosen = DesktopAttention(ON_MAC, {}, heed=Heed, kept_awake=lambda: None)
    part = asyncio.run(chosen.parts())[0]

    assert part.name == LABELS[Level.DO_NOT_DISTURB]
    assert "macOS tells no program whether a Focus is on" in part.refused[0].reason


ELSEWHERE = """
import asyncio, sys
sys.modules["jeepney"] = sys.modules["Xlib"] = sys.modules["pywayland"] = None
from reminder.attention import table
from reminder.attention.desktop import DesktopAttention
from reminder.attention.heed import Heed
from reminder.attention.windows import RECORDS, sources
from tests.attention.systems import FakeWindows

async def call():
    windows, again, pauses = FakeWindows(), asyncio.Event(), []
    windows.sounds[RECORDS] = [7]

    async def pause(seconds):
        pauses.append(seconds)
        if len(pauses) > 1:
            await asyncio.Event().wait()

    found = DesktopAttention(sources(windows), {}, heed=Heed, kept_awake=lambda: None, pause=pause)
    print(*(await found.read()).values())
    found.follow(again.set)
    await asyncio.wait_for(again.wait(), 10)
    windows.sounds[RECORDS] = []
    print(pauses[0], await found.read())
    await found.close()

asyncio.run(call())
"""


def test_a_call_is_read_and_followed_without_any_library_of_linux() -> None:
    """On Windows and macOS they are not installed: what holds is read again, and its end is noticed."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, cwd=ROOT, check=False, timeout=30
    )

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "Cause(detail='microphone: a program without a name', watching=True)",
        "45.0 {}",
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Linux and its like need a library")
def test_without_the_library_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that lacks it still reminds."""
    monkeypatch.setitem(sys.modules, "reminder.attention.do_not_disturb", None)

    chosen = attention({}, heed=Heed, kept_awake=lambda: None)
    assert isinstance(chosen, UnreadAttention)
    refused = asyncio.run(chosen.parts())[0].refused[0]

    assert "jeepney" in refused.reason
    assert refused.fix == "pip install jeepney"
