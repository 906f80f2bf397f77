"""The LaunchAgent of macOS, tried up to launchctl, for which a script stands in."""

import plistlib
import sys
from pathlib import Path

import pytest

from reminder.autostart import Start
from reminder.autostart.entry_file import is_edited, is_ours
from reminder.autostart.launch_agent import LaunchAgent, read_start, render
from reminder.backends import Unavailable
from tests.autostart.nasty import NASTY
from tests.autostart.running import awaited

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for launchctl")

START = Start(("/opt/reminder/bin/reminder",), "/h")
LAUNCHCTL = """#!/bin/sh
cd "{root}" || exit
echo "$*" >> told
case "$1" in
    print-disabled)
        echo 'disabled services = {{'
        printf '\\t"other" => disabled\\n\\t"reminder.at-login" => %s\\n' "$(cat state)"
        echo '}}';;
    enable)
        [ -e refuses ] && {{ echo "Operation not permitted" >&2; exit 1; }}
        echo enabled > state;;
esac
"""


class Mac:
    """A home with a launchctl; `state` is what it says of us."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "bin").mkdir()
        program = root / "bin" / "launchctl"
        program.write_text(LAUNCHCTL.format(root=root))
        program.chmod(0o755)
        self.state = root / "state"
        self.state.write_text("enabled\n")
        self.way = LaunchAgent(root, {"PATH": f"{root / 'bin'}:/usr/bin:/bin"})
        self.file = root / "Library" / "LaunchAgents" / "reminder.at-login.plist"

    @property
    def told(self) -> str:
        return (self.root / "told").read_text()


@pytest.fixture
def mac(tmp_path: Path) -> Mac:
    return Mac(tmp_path)


@pytest.mark.parametrize("nasty", NASTY)
def test_what_is_written_is_read_back(nasty: str) -> None:
    """Status compares it with the program that runs."""
    start = Start((f"/opt/{nasty}/python", "-P", "-m", nasty), f"/h/{nasty}")

    assert read_start(render(start)) == start


def test_it_is_a_property_list_that_launchd_restarts_after_a_failure_alone() -> None:
    """Quit in the menu means it; a crash comes back after a minute; only where there is a screen."""
    text = render(START)

    content = plistlib.loads(text.encode())

    assert (is_ours(text), is_edited(text)) == (True, False)
    assert text.startswith("<?xml")
    assert content == {
        "Label": "reminder.at-login",
        "ProgramArguments": ["/opt/reminder/bin/reminder"],
        "EnvironmentVariables": {"REMINDER_AT_LOGIN": "1", "REMINDER_HOME": "/h"},
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 60,
        "LimitLoadToSessionType": "Aqua",
        "ProcessType": "Interactive",
    }


@pytest.mark.parametrize("text", ["", "no xml", "<plist><dict/></plist>", "<plist><array/></plist>"])
def test_what_cannot_be_read_starts_nothing_that_is_known(text: str) -> None:
    """A hand-written one may be anything."""
    assert read_start(text) is None


def test_on_and_off_leave_what_was_there_and_start_and_end_nothing(mac: Mac) -> None:
    """Neither a second service nor the end of the one that runs: launchd reads the folder at the next login."""
    for _ in range(2):
        assert awaited(mac.way.turn_on(START)) == []
        standing = awaited(mac.way.standing())
        assert standing is not None
        assert (standing.start, standing.edited, standing.obstacle) == (START, False, "")

    assert awaited(mac.way.turn_off()) == [f"Removed {mac.file}."]
    assert awaited(mac.way.turn_off()) == []
    assert awaited(mac.way.standing()) is None
    assert not {"bootstrap", "bootout", "kickstart", "load", "unload"} & set(mac.told.split())


@pytest.mark.parametrize("word", ["disabled", "true"])
def test_switched_off_in_the_system_settings_it_says_so_and_on_switches_it_on(mac: Mac, word: str) -> None:
    """Older systems print the one, newer the other."""
    awaited(mac.way.turn_on(START))
    mac.state.write_text(f"{word}\n")

    standing = awaited(mac.way.standing())
    assert standing is not None
    assert "Login Items" in standing.obstacle

    assert awaited(mac.way.turn_on(START)) == ["It was switched off in macOS, and is on again."]
    standing = awaited(mac.way.standing())
    assert standing is not None
    assert standing.obstacle == ""


def test_where_macos_keeps_it_off_it_is_said(mac: Mac) -> None:
    """As under a device manager."""
    mac.state.write_text("disabled\n")
    (mac.root / "refuses").write_text("")

    with pytest.raises(Unavailable, match="Operation not permitted"):
        awaited(mac.way.turn_on(START))


def test_without_launchctl_the_file_alone_counts(mac: Mac) -> None:
    """It is launchd that reads it, and only the list of what is switched off is not known then."""
    mac.way = LaunchAgent(mac.root, {"PATH": "/nowhere"})

    awaited(mac.way.turn_on(START))

    standing = awaited(mac.way.standing())
    assert standing is not None
    assert standing.obstacle == ""
