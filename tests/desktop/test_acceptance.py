"""The whole thing, as a person meets it: a panel, a notification server, a keyboard, and short intervals."""

import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops

from reminder.clock import now
from reminder.tray.icon import ACCENTS
from tests.desktop.rig import Desktop, wait_for
from tests.desktop.user import CONFIG, OTHERS_OFF, PANEL_HEIGHT, User, keep

pytestmark = pytest.mark.desktop

TEAL, AMBER = zip(*ACCENTS.values(), strict=True)
"""On whatever panel: who draws files for a panel does not know its shade, who draws on it does."""


@pytest.fixture
def user(open_desktop: Callable[..., Desktop], tmp_path: Path) -> User:
    desktop = open_desktop(panel="xfce4-panel", server="xfce4-notifyd")
    home = tmp_path / "reminder"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG + OTHERS_OFF)
    return User(desktop, home)


def seconds(row: dict[str, Any], since: str, until: str) -> float:
    return (datetime.fromisoformat(row[until]) - datetime.fromisoformat(row[since])).total_seconds()


def test_a_working_morning(user: User) -> None:
    """What the README promises is what a person sees, and what they did is what the log says."""
    user.start()
    wait_for(lambda: user.icon_is(TEAL), "a working icon in the panel")
    keep(user, "working")

    with user.at_the_keyboard():
        before = user.asked()
        wait_for(lambda: user.icon_is(AMBER), "the icon of a prompt")
        keep(user, "prompt")
        user.press(before, 2)
        wait_for(lambda: user.results() == ["skipped"], "the skip in the log")

        before = user.asked()
        user.press(before, 1)
        wait_for(lambda: user.results() == ["skipped", "snoozed"], "the snooze in the log")

        before = user.asked()
        user.press(before, 0)
        wait_for(lambda: not user.status()["prompt"], "the answer")
    wait_for(lambda: user.results()[2:] == ["observed"], "the break, seen after Done")
    for row in user.log():
        if row["result"] == "skipped":
            assert seconds(row, "due", "shown") < 2


def test_a_break_of_ones_own_is_seen_and_nothing_is_asked_meanwhile(user: User) -> None:
    """Who gets up unasked is not asked, and gets the credit."""
    with user.at_the_keyboard():
        user.start()
        wait_for(lambda: user.status()["sat_s"] >= 3, "some sitting")
    wait_for(lambda: user.results() == ["natural"], "the natural break in the log", 30)

    assert user.status()["presence"] == "away"
    assert user.status()["prompt"] is None
    with user.at_the_keyboard():
        wait_for(lambda: user.status()["presence"] == "at_desk", "the return")
        assert user.status()["sat_s"] < 5


def test_a_killed_service_loses_nothing(user: User) -> None:
    """After kill -9 the desk clock goes on, the prompt that was open has ended once, and no dead one stays in sight."""
    with user.at_the_keyboard():
        user.start()
        before = user.asked()
        box = user.popup(before)
        assert user.service is not None

        user.desktop.end(user.service, signal.SIGKILL)
        sat = 10
        user.start()

        assert user.results()[:1] == ["withdrawn"]
        assert user.status()["sat_s"] >= sat
        user.asked()
        assert box is not None
        user.desktop.end(user.service)
    assert user.service.returncode == 0
    assert user.results()[:2] == ["withdrawn", "withdrawn"]
    again = user.desktop.pixels().crop((0, PANEL_HEIGHT, *user.desktop.size))
    assert ImageChops.difference(before.crop((0, PANEL_HEIGHT, *user.desktop.size)), again).getbbox() is None


def test_a_live_change_is_in_force_and_a_broken_one_is_told(user: User) -> None:
    """The file is the settings window: right changes count at once, wrong ones are named, and nothing stops."""
    user.start()
    config = user.home / "config.toml"
    before = user.desktop.pixels()

    config.write_text(config.read_text().replace('every = "10 s"', 'every = "20 min"'))
    wait_for(lambda: _next_in(user) > 1000, "the new interval")
    line = config.read_text().splitlines().index('every = "20 min"      # the user\'s own remark') + 1
    config.write_text(config.read_text().replace('every = "20 min"', 'evry = "20 min"'))
    wait_for(lambda: f"line {line}: 'evry'" in user.said(), "the mistake, with line and key")
    user.popup(before)
    keep(user, "broken")

    assert _next_in(user) > 1000
    assert "Did you mean 'every'?" in user.said()


def _next_in(user: User) -> float:
    """Seconds until the next prompt, on the service's own clock."""
    return (datetime.fromisoformat(user.status()["next"]["due_at"]) - now()).total_seconds()
