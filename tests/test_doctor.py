"""What `doctor` finds where no service runs: on no desktop at all, it has a reason for everything."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reminder import doctor
from reminder.backends import Choice, Refusal, Unavailable
from reminder.doctor import examine, greeting, log_part, notify_part
from reminder.paths import Places
from tests.notify.fake import FakeNotifier, FakeScreen
from tests.private_bus import PrivateBus


@pytest.fixture
def parts(reminder_home: Any) -> dict[str, dict[str, Any]]:
    """What is found in a session without display and bus."""
    where = Places(reminder_home / "config.toml", reminder_home / "data", reminder_home / "control.sock")
    return {part["name"]: part for part in asyncio.run(examine(where))}


@pytest.mark.skipif(sys.platform != "linux", reason="the parts of Linux")
def test_every_part_is_told_of(parts: dict[str, dict[str, Any]]) -> None:
    """Presence, lock, sleep, clock, do-not-disturb, full screen, call; and how reminder shows itself."""
    assert list(parts) == [
        "presence",
        "lock",
        "sleep",
        "clock",
        "do-not-disturb",
        "full screen",
        "kept awake",
        "sound",
        "call (microphone)",
        "call (camera)",
        "notifications",
        "tray",
        "autostart",
        "log",
    ]


def test_what_is_used_or_why_nothing_is(parts: dict[str, dict[str, Any]]) -> None:
    """An empty line helps nobody."""
    unexplained = [name for name, part in parts.items() if not part["used"] and not part["refused"]]

    assert unexplained == []
    assert all(refused["reason"] for part in parts.values() for refused in part["refused"])
    assert parts["presence"]["used"] == ()


def test_a_config_with_a_mistake_is_none_of_its_business(reminder_home: Any) -> None:
    """`config check` tells of that; what can be sensed here stays as it is."""
    (reminder_home / "config.toml").write_text("[quiet]\nignore = 5\n")
    where = Places(reminder_home / "config.toml", reminder_home / "data", reminder_home / "control.sock")

    assert asyncio.run(examine(where))


@pytest.mark.desktop
@pytest.mark.skipif(sys.platform != "linux", reason="the session bus of Linux")
def test_on_a_session_bus_everything_is_told_of(
    bus: PrivateBus, reminder_home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nearly everybody asks it; the icon is offered there, and has no menu."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    where = Places(reminder_home / "config.toml", reminder_home / "data", reminder_home / "control.sock")

    tray = asyncio.run(examine(where))[-3]

    assert (tray["name"], tray["used"]) == ("tray", ())
    assert "nobody on the session bus takes tray icons" in tray["refused"][0]["reason"]


def test_a_log_that_cannot_be_used_is_told_with_the_reason(tmp_path: Path) -> None:
    """By a service that runs, and where none does."""
    where = Places(tmp_path / "config.toml", tmp_path / "data", tmp_path / "control.sock")
    assert doctor._log(where).used == (str(where.journal),)
    where.data.mkdir()
    where.journal.write_text("no log")

    for part in (doctor._log(where), log_part(where, "it is damaged")):
        assert part.used == ()
        assert "damaged" in part.refused[0].reason


def test_a_way_to_notify_without_buttons_says_how_to_answer() -> None:
    """Else one would look for them."""
    notifier = FakeNotifier(FakeScreen())
    notifier.answers = False

    told = notify_part(Choice("plain", notifier, (Refusal("freedesktop", "no bus"),)))

    assert told.used == ("plain",)
    assert "reminder done" in told.says
    assert [refused.name for refused in told.refused] == ["freedesktop"]


def test_a_way_that_confirms_nothing_says_so() -> None:
    """Who misses reminders must not look for the reason elsewhere."""
    balloon = FakeNotifier(FakeScreen(), answers=False, confirms=False)

    assert "; shown, unconfirmed" in notify_part(Choice("plyer", balloon, ())).says
    assert notify_part(Choice("freedesktop", FakeNotifier(FakeScreen()), ())).says == ""


def test_a_way_in_trouble_is_not_told_as_one_that_serves() -> None:
    """The session bus died after lunch; who asks why no notification comes must be told that."""
    part = notify_part(Choice("freedesktop", FakeNotifier(), ()), "the session bus is gone")

    assert part.used == ()
    assert part.refused == (Refusal("freedesktop", "the session bus is gone"),)
    assert "next prompt" in part.says


def test_no_way_at_all_keeps_every_reason() -> None:
    """Each of them may be the one that can be mended."""
    nowhere = Unavailable("a; b", refused=(Refusal("freedesktop", "no bus"), Refusal("other", "no")))

    assert [refused.name for refused in notify_part(nowhere).refused] == ["freedesktop", "other"]
    assert notify_part(None).used == ()


def test_the_greeting_names_what_is_used_and_what_is_missing() -> None:
    """Said at once, before the first reminder fails to come."""
    refused = [Refusal("x11", "DISPLAY is not set"), Refusal("freedesktop", "no bus", "start one")]
    told = greeting({"presence": "unknown", "tray": "none"}, refused)

    assert told.splitlines() == [
        "reminder is running · presence: unknown · tray: none",
        "  no x11: DISPLAY is not set",
        "  no freedesktop: no bus → start one",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries of Linux")
@pytest.mark.parametrize("module", ["jeepney", "Xlib", "pywayland", "pystray", "PIL", "plyer", "watchdog"])
def test_a_library_that_is_missing_is_a_reason(module: str, reminder_home: Any) -> None:
    """A broken or half removed package must not cost more than what it is for."""
    code = f"import sys; sys.modules[{module!r}] = None; from reminder.cli import main; sys.exit(main(['doctor']))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    assert "notifications" in done.stdout
