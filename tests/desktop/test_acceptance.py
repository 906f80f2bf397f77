"""The whole thing, as a person meets it: a panel, a notification server, a keyboard, and short intervals."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from reminder.clock import now
from tests.desktop.rig import Desktop, wait_for
from tests.desktop.sight import Box, lowest_words

pytestmark = pytest.mark.desktop

PANEL_HEIGHT = 34
TEAL = (0x0B, 0x7A, 0x75)
AMBER = (0xB4, 0x53, 0x09)
CHECKOUT = Path(__file__).parents[2]
CONFIG = """
[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
from = 00:00:00
to = 23:59:59

[movement]
every = "10 s"      # the user's own remark
break = "5 s"

[interruptions]
max_per_hour = 60
max_per_day = 500
min_gap = "0 s"
wait_for_pause = "0 s"
gather = "0 s"
snooze = "10 s"
"""
OTHERS_OFF = "".join(f"[{kind}]\nenabled = false\n" for kind in ("posture", "stretch", "strengthen", "relax", "tip"))


@dataclass
class User:
    """Somebody at the desktop, with reminder installed and a config of their own."""

    desktop: Desktop
    home: Path
    typing: threading.Event = field(default_factory=threading.Event)
    service: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.service = self.desktop.spawn([sys.executable, "-m", "reminder", "-v"], self.environ)
        wait_for(self.status, "the service")

    @property
    def environ(self) -> dict[str, str]:
        return {"REMINDER_HOME": str(self.home), "PYTHONPATH": str(CHECKOUT)}

    def reminder(self, *words: str) -> "subprocess.CompletedProcess[str]":
        environ = {**self.desktop.environ, **self.environ}
        argv = [sys.executable, "-m", "reminder", *words]
        return subprocess.run(argv, env=environ, capture_output=True, text=True, timeout=20, check=False)

    def status(self) -> dict[str, Any]:
        answer = self.reminder("status", "--json")
        return json.loads(answer.stdout) if answer.returncode == 0 else {}

    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.reminder("log", "--json").stdout.splitlines()]

    def results(self) -> list[str]:
        return [row["result"] for row in self.log()]

    def said(self) -> str:
        return self.desktop.log(Path(sys.executable).name)

    def asked(self) -> "Image.Image":
        """Wait for the next prompt; returns the screen as it was before."""
        before = self.desktop.pixels()
        wait_for(lambda: self.status().get("prompt"), "a prompt", 30)
        return before

    def press(self, before: Image.Image, number: int) -> None:
        """Press a button of the notification, found by looking below the panel."""
        self.desktop.click(*lowest_words(self.desktop.pixels(), self.popup(before))[number])

    def popup(self, before: Image.Image) -> Box:
        seen: list[Box | None] = [None]

        def standing() -> Box | None:
            below = (0, PANEL_HEIGHT, *self.desktop.size)
            box = ImageChops.difference(before.crop(below), self.desktop.pixels().crop(below)).getbbox()
            seen.append(box and (box[0], box[1] + PANEL_HEIGHT, box[2], box[3] + PANEL_HEIGHT))
            return seen[-1] if seen[-1] == seen[-2] else None

        return wait_for(standing, "a notification") or (0, 0, 0, 0)

    def icon_is(self, colour: tuple[int, int, int]) -> bool:
        """Whether the panel shows enough of this colour."""
        panel = self.desktop.pixels().crop((0, 0, self.desktop.size[0], PANEL_HEIGHT)).convert("RGB")
        colours: list[tuple[int, Any]] = panel.getcolors(maxcolors=1 << 20) or []
        close = [n for n, seen in colours if max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 24]
        return sum(close) >= 12

    @contextmanager
    def at_the_keyboard(self) -> Iterator[None]:
        """Types a key every second."""
        over = threading.Event()

        def keys() -> None:
            while not over.wait(1):
                self.desktop.run("xdotool", "key", "shift")

        typist = threading.Thread(target=keys)
        typist.start()
        try:
            yield
        finally:
            over.set()
            typist.join()


@pytest.fixture
def user(open_desktop: Callable[..., Desktop], tmp_path: Path) -> User:
    desktop = open_desktop(panel="xfce4-panel", server="xfce4-notifyd")
    home = tmp_path / "reminder"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG + OTHERS_OFF)
    return User(desktop, home)


def seconds(row: dict[str, Any], since: str, until: str) -> float:
    return (datetime.fromisoformat(row[until]) - datetime.fromisoformat(row[since])).total_seconds()


def keep(user: User, name: str) -> None:
    """Screenshots for those who want to look: REMINDER_SHOTS names a folder."""
    folder = os.environ.get("REMINDER_SHOTS")
    if folder:
        user.desktop.screenshot(Path(folder) / f"{name}.png")


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
