"""The unit as text: what systemd reads is what was meant, and what it is kept from is not what it needs."""

from pathlib import Path

import pytest

from reminder.autostart import Start
from reminder.autostart.entry_file import is_edited, is_ours
from reminder.autostart.unit import read_start, render
from tests.autostart.nasty import NASTY
from tests.autostart.user_systemd import UserSystemd, until

ECHO = """#!/bin/sh
printf '%s\\n' "$0" "$REMINDER_HOME" "$REMINDER_AT_LOGIN" "$@" > "$HOME/told.new"
mv "$HOME/told.new" "$HOME/told"
"""


@pytest.mark.parametrize("nasty", NASTY)
def test_what_is_written_is_read_back(nasty: str) -> None:
    """Status compares it with the program that runs."""
    start = Start((f"/opt/{nasty}/python", "-P", "-m", nasty), f"/home/{nasty}")

    assert read_start(render(start, 252)) == start


def test_it_is_sealed() -> None:
    """An edited one is known by that."""
    text = render(Start(("/bin/reminder",)), 252)

    assert (is_ours(text), is_edited(text)) == (True, False)


def test_the_pauses_grow_where_systemd_knows_how() -> None:
    """An older one would complain of an unknown line at each login."""
    old, new = (render(Start(("/bin/reminder",)), version) for version in (253, 254))

    assert "RestartSec=30s\n" in old
    assert "RestartSteps" not in old
    assert "RestartSec=5s\nRestartSteps=5\nRestartMaxDelaySec=5min\n" in new


@pytest.mark.parametrize("text", ["", "[Service]\n", "ExecStart=\n", 'ExecStart="/a\n'])
def test_what_cannot_be_read_starts_nothing_that_is_known(text: str) -> None:
    """A hand-written one may be anything."""
    assert read_start(text) is None


@pytest.mark.desktop
@pytest.mark.parametrize("nasty", NASTY)
def test_systemd_reads_it_as_it_was_meant(systemd: UserSystemd, nasty: str) -> None:
    """Spaces, percent signs, quotes, dollars, backslashes: its quoting rules are its own, so it is asked itself."""
    program = systemd.root / nasty / "reminder"
    program.parent.mkdir()
    program.write_text(ECHO)
    program.chmod(0o755)
    systemd.units.joinpath("reminder.service").write_text(
        render(Start((str(program), "-P", nasty), f"/h/{nasty}"), 252), encoding="utf-8"
    )

    systemd.systemctl("daemon-reload")
    assert systemd.systemctl("start", "reminder.service").returncode == 0

    told = Path(systemd.environ["HOME"]) / "told"
    until(told.exists)
    assert told.read_text("utf-8").splitlines() == [str(program), f"/h/{nasty}", "1", "-P", nasty]


@pytest.mark.desktop
def test_systemd_finds_nothing_to_complain_of(systemd: UserSystemd) -> None:
    """A warning at each login, in a journal that somebody reads, is a fault."""
    unit = systemd.units / "reminder.service"
    unit.write_text(render(Start(("/bin/true",), "/h"), 252))

    verified = systemd.run("systemd-analyze", "verify", "--user", str(unit))

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


@pytest.mark.desktop
def test_it_is_exposed_as_little_as_told(systemd: UserSystemd) -> None:
    """By the figure of systemd's own, for a unit of root's, the worst case: 6.3, where one without filters has 9.8."""
    unit = systemd.units / "reminder.service"
    unit.write_text(render(Start(("/bin/true",)), 252))

    told = systemd.run("systemd-analyze", "security", "--user", "--offline=true", "--threshold=65", str(unit))

    assert told.returncode == 0, told.stdout
