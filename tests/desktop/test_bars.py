"""The snippets of docs/bars.md in real bars: what they show of each state, and what a click on them does."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.packages import need
from tests.desktop.rig import BASE, Desktop
from tests.desktop.screen import Throwaway
from tests.desktop.session import wait_for
from tests.desktop.sight import Box, Rgb, middle_of
from tests.desktop.sway_desktop import SWAY, SwayDesktop
from tests.desktop.user import CHECKOUT, CONFIG, OTHERS_OFF, User, keep

pytestmark = pytest.mark.desktop

BARS = (CHECKOUT / "docs" / "bars.md").read_text("utf-8")
TEAL, AMBER, INK = (0x4F, 0xD1, 0xC5), (0xFB, 0xBF, 0x24), (0xEE, 0xEE, 0xEE)
LEFT: Box = (0, 0, 300, 30)
"""Where the bar shows it; the tray is at the other end."""

BELOW: Box = (0, 30, 300, 120)

SLOW = CONFIG.replace('every = "10 s"', 'every = "30 min"') + OTHERS_OFF
TEA = '[own.tea]\nevery = "3 h"\ntitle = "Tea & <cake>"\n'
"""A kind of one's own whose title is no markup."""

SEEN = 20.0
"""Seconds in which a busy machine has shown a change."""


def snippet(language: str) -> str:
    """The first piece of this language in the docs."""
    found = re.search(rf"```{language}\n(.*?)```", BARS, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder, and `reminder` on the path of everything that the desktop starts."""
    home, programs = tmp_path / "reminder", tmp_path / "programs"
    for folder in (home, programs):
        folder.mkdir(mode=0o700)
    command = programs / "reminder"
    command.write_text(
        f'#!/bin/sh\nREMINDER_HOME="{home}" PYTHONPATH="{CHECKOUT}" exec "{sys.executable}" -m reminder "$@"\n'
    )
    command.chmod(0o700)
    monkeypatch.setenv("PATH", f"{programs}:/usr/local/bin:/usr/bin:/bin")
    return home


@pytest.fixture
def sway(home: Path, tmp_path: Path) -> Iterator[SwayDesktop]:
    """Sway with the documented module and style in its bar."""
    need(*SWAY)
    with SwayDesktop(tmp_path / "desktop", module=snippet("json"), style=snippet("css")) as desktop:
        yield desktop


def shows(desktop: Throwaway, colour: Rgb) -> bool:
    return middle_of(desktop.pixels(), [colour], LEFT) is not None


def test_waybar_shows_each_state_and_a_click_answers(sway: SwayDesktop, home: Path) -> None:
    """What the docs tell people to write into their files must work as it stands there, in the bar itself."""
    (home / "config.toml").write_text(SLOW + TEA)
    bare = sway.pixels().crop(LEFT)
    user = User(sway, home)
    keep(user, "waybar-off")
    assert not any(shows(sway, colour) for colour in (TEAL, AMBER, INK))

    user.start()
    sway.restart_panel()
    wait_for(lambda: shows(sway, TEAL), "the ring while one works", SEEN)
    keep(user, "waybar-working")
    assert sway.pixels().crop(LEFT).tobytes() != bare.tobytes()

    assert user.reminder("break", "tea").returncode == 0
    assert "Tea &amp; &lt;cake&gt;" in user.status()["tooltip"]
    sway.restart_panel()
    wait_for(lambda: shows(sway, AMBER), "that something is asked for", SEEN)
    below = sway.pixels().crop(BELOW)
    sway.move(24, 15)
    wait_for(lambda: sway.pixels().crop(BELOW).tobytes() != below.tobytes(), "the tooltip", SEEN)
    keep(user, "waybar-due")
    assert "markup" not in sway.log("waybar")
    sway.click(20, 15)
    wait_for(lambda: user.status()["prompt"] is None, "that a click says Done")
    wait_for(lambda: shows(sway, TEAL), "that the click is seen at once", SEEN)

    sway.click(20, 15)
    wait_for(lambda: shows(sway, AMBER), "a break, after a click for one", SEEN)
    assert user.reminder("done").returncode == 0

    sway.click(20, 15, 2)
    wait_for(lambda: user.status()["alt"] == "held", "that the middle button pauses")
    wait_for(lambda: not shows(sway, TEAL) and not shows(sway, AMBER), "the pause", SEEN)
    keep(user, "waybar-paused")
    sway.click(20, 15, 3)
    wait_for(lambda: user.status()["water_ml"], "that the right button logs a glass")

    assert user.reminder("quit").returncode == 0
    sway.restart_panel()
    wait_for(lambda: sway.pixels().crop(LEFT).tobytes() == bare.tobytes(), "a bar without it, since none runs", SEEN)


POLYBAR = """
[bar/top]
height = 30
background = #222222
foreground = #eeeeee
font-0 = DejaVu Sans:size=10;2
modules-left = reminder

"""


def test_polybar_shows_the_line_and_a_click_pauses(home: Path, tmp_path: Path) -> None:
    """For bars that take plain text: the same words, and clicks that the docs promise."""
    need(*BASE, "polybar")
    (home / "config.toml").write_text(SLOW)
    with Desktop(tmp_path / "desktop") as desktop:
        user = User(desktop, home)
        user.start()
        config = tmp_path / "polybar.ini"
        config.write_text(POLYBAR + snippet("ini").replace("interval = 30", "interval = 1"))
        bare = desktop.pixels().crop(LEFT)
        desktop.spawn(["polybar", "-c", str(config), "top"])

        wait_for(lambda: shows(desktop, INK) or None, "the line", SEEN)
        keep(user, "polybar-working")
        assert desktop.pixels().crop(LEFT).tobytes() != bare.tobytes()
        desktop.click(20, 15, 2)
        wait_for(lambda: user.status()["alt"] == "held", "that the middle button pauses", SEEN)
        keep(user, "polybar-paused")
