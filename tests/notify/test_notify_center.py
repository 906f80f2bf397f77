"""The notification centre is used only where it shows buttons and lets us; else the reason helps."""

import asyncio
import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from desktop_notifier.backends.dummy import DummyNotificationCenter

from reminder.backends import Unavailable
from reminder.notify.center import within
from reminder.notify.toasts import open_toasts
from tests.notify.fake_center import Desk, center_of, system

NOW = timedelta(seconds=0.05)


def refusal(desk: Desk, platform: str = "darwin", limit: timedelta = timedelta(seconds=5)) -> Unavailable:
    with system(desk), pytest.raises(Unavailable) as refused:
        asyncio.run(open_toasts(snooze=timedelta(minutes=10), icon=None, platform=platform, limit=limit))
    return refused.value


@pytest.mark.parametrize(
    ("platform", "reason", "fix"),
    [("darwin", "framework", "python.org"), ("win32", "Windows 10", ""), ("freebsd14", "no notification centre", "")],
)
def test_a_dummy_is_refused(platform: str, reason: str, fix: str) -> None:
    """It takes every prompt and shows none, on a Mac whose Python is Homebrew's, say."""
    with (
        patch("desktop_notifier.main.get_backend_class", return_value=DummyNotificationCenter),
        pytest.raises(Unavailable) as refused,
    ):
        asyncio.run(open_toasts(snooze=timedelta(minutes=10), icon=None, platform=platform))

    assert reason in str(refused.value)
    assert fix in refused.value.fix


@pytest.mark.parametrize(("platform", "fix"), [("darwin", "System Settings"), ("win32", "Settings > System")])
def test_what_the_user_has_switched_off_is_refused(platform: str, fix: str) -> None:
    """Every prompt would be lost, and pass for ignored."""
    assert fix in refusal(Desk(allows=False), platform).fix


def test_a_question_of_macos_that_nobody_has_answered_is_not_waited_for() -> None:
    """At the first start it stands on the screen; the next way serves until it is answered."""
    refused = refusal(Desk(allows=None), limit=NOW)

    assert str(refused) == "macOS still asks whether Python may notify"
    assert refused.fix == "answer its question with Allow"
    assert "does not answer" in str(refusal(Desk(allows=None), "win32", NOW))


def test_whatever_the_library_raises_is_a_reason() -> None:
    """WinRT's class may not be registered, a compiled module may fail to load."""
    with (
        patch("desktop_notifier.main.get_backend_class", side_effect=OSError("class not registered")),
        pytest.raises(Unavailable, match="does not work here: class not registered"),
    ):
        asyncio.run(open_toasts(snooze=timedelta(minutes=10), icon=None))


def test_a_missing_library_is_a_reason_and_a_fix() -> None:
    """Not a crash: the next row of the table serves."""
    program = (
        "import asyncio, sys; from datetime import timedelta\n"
        "sys.modules['desktop_notifier'] = None\n"
        "from reminder.notify.toasts import open_toasts\n"
        "from reminder.backends import Unavailable\n"
        "try: asyncio.run(open_toasts(snooze=timedelta(minutes=10), icon=None))\n"
        "except Unavailable as reason: print(reason, '->', reason.fix)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout.startswith("desktop-notifier cannot be loaded")
    assert ran.stdout.endswith("-> pip install desktop-notifier\n")
    assert ran.stderr == ""


def test_nothing_is_left_listening_after_a_refusal_or_the_end() -> None:
    """The table is tried anew at every prompt where its first row refuses."""
    library = logging.getLogger("desktop_notifier")
    before = list(library.handlers)

    async def opened() -> None:
        with system(Desk()):
            notifier = await open_toasts(snooze=timedelta(minutes=10), icon=None)
        assert len(library.handlers) == len(before) + 1
        await notifier.close()

    async def called_off() -> None:
        with system(Desk(allows=None)), pytest.raises(TimeoutError):
            async with asyncio.timeout(NOW.total_seconds()):
                await open_toasts(snooze=timedelta(minutes=10), icon=None)

    asyncio.run(opened())
    asyncio.run(called_off())
    refusal(Desk(allows=False))

    assert library.handlers == before


def test_the_icon_is_ours_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one the library shows Python's; a path that leads nowhere fails on Windows."""
    monkeypatch.chdir(tmp_path)
    Path("reminder.png").touch()

    async def icon_for(path: Path | None) -> Path | None:
        desk = Desk()
        with system(desk):
            notifier = await open_toasts(snooze=timedelta(minutes=10), icon=path)
        await notifier.close()
        given = center_of(notifier).app_icon
        return given.path if given is not None else None

    assert asyncio.run(icon_for(None)) is None
    assert asyncio.run(icon_for(tmp_path / "gone.png")) is None
    assert asyncio.run(icon_for(Path("reminder.png"))) == tmp_path / "reminder.png"


def test_what_takes_too_long_is_not_cancelled() -> None:
    """Else macOS would give its answer to a future that takes none any more."""

    async def story() -> None:
        release, ended = asyncio.Event(), asyncio.Event()

        async def slow() -> str:
            await release.wait()
            return "done after all"

        with pytest.raises(TimeoutError):
            await within(NOW, slow(), too_late=ended.set)
        release.set()
        async with asyncio.timeout(5):
            await ended.wait()
        assert await within(NOW, slow()) == "done after all"

    asyncio.run(story())
