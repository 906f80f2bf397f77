"""The autostart entry as text: whoever reads it starts what was meant."""

import subprocess
from pathlib import Path

import pytest

from reminder.autostart import Start
from reminder.autostart.desktop_entry import read_start, render, switched_off
from reminder.autostart.entry_file import is_edited, is_ours
from tests.autostart.nasty import NASTY
from tests.autostart.user_systemd import UserSystemd, until
from tests.conftest import need

GENERATOR = "/usr/lib/systemd/user-generators/systemd-xdg-autostart-generator"
ECHO = """#!/bin/sh
printf '%s\\n' "$0" "$REMINDER_HOME" "$@" > "{told}.new"
mv "{told}.new" "{told}"
"""


def nasty_start(folder: Path, nasty: str) -> Start:
    """A program in a folder of that name, which tells how it was started; as an argument and as its home as well."""
    program = folder / nasty / "reminder"
    program.parent.mkdir()
    program.write_text(ECHO.format(told=folder / "told"))
    program.chmod(0o755)
    return Start((str(program), "-P", nasty), f"/h/{nasty}")


def told(folder: Path) -> list[str]:
    until((folder / "told").exists)
    return (folder / "told").read_text("utf-8").splitlines()


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("home", [None, "/h/%u"])
def test_what_is_written_is_read_back(nasty: str, home: str | None) -> None:
    """Status compares it with the program that runs."""
    start = Start((f"/opt/{nasty}/python", "-P", "-m", nasty), home)

    assert read_start(render(start)) == start


def test_it_is_sealed() -> None:
    """An edited one is known by that."""
    text = render(Start(("/bin/reminder",)))

    assert (is_ours(text), is_edited(text)) == (True, False)


@pytest.mark.parametrize("text", ["", "[Desktop Entry]\nExec=\n", "[Other]\nExec=/bin/true\n"])
def test_what_names_no_command_starts_nothing(text: str) -> None:
    """The keys of actions are not those of the entry."""
    assert read_start(text) is None


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ("Hidden=true", "Hidden=true"),
        ("X-GNOME-Autostart-enabled=false", "X-GNOME-Autostart-enabled=false"),
        ("Hidden=false", ""),
        ("# Hidden=true", ""),
    ],
)
def test_a_desktop_s_own_switch_is_seen(line: str, off: str) -> None:
    """Xfce, Plasma and MATE write the one into the file, GNOME's tools the other."""
    assert switched_off(render(Start(("/bin/reminder",))) + f"{line}\n") == off


@pytest.mark.desktop
@pytest.mark.parametrize("nasty", NASTY)
def test_it_is_valid(tmp_path: Path, nasty: str) -> None:
    """By freedesktop's own validator, warnings and hints included."""
    need("desktop-file-validate")
    file = tmp_path / "reminder.desktop"
    file.write_text(render(Start((f"/opt/{nasty}/reminder",), f"/h/{nasty}")), encoding="utf-8")

    checked = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.desktop
@pytest.mark.parametrize("nasty", NASTY)
def test_glib_starts_it_as_it_was_meant(tmp_path: Path, nasty: str) -> None:
    """GNOME, Xfce, MATE, Cinnamon and LXDE read it with GLib."""
    need("gio")
    start = nasty_start(tmp_path, nasty)
    file = tmp_path / "reminder.desktop"
    file.write_text(render(start), encoding="utf-8")

    subprocess.run(["gio", "launch", file], check=True, timeout=30)

    assert told(tmp_path) == [start.words[0], start.home, *start.words[1:]]


@pytest.mark.desktop
@pytest.mark.parametrize("nasty", [name for name in NASTY if not set(name) & set("\\$`")])
def test_systemd_starts_it_as_it_was_meant(systemd: UserSystemd, nasty: str) -> None:
    """Plasma and uwsm leave it to the generator, which makes a unit of it; its reading of the quotes is its own.

    What the specification has escaped twice (backslash, dollar, backtick) version 252 gets wrong. Where it reads
    entries, the unit is the way that is chosen.
    """
    need(GENERATOR)
    start = nasty_start(systemd.root, nasty)
    entry = systemd.config / "autostart" / "reminder.desktop"
    entry.parent.mkdir()
    entry.write_text(render(start), encoding="utf-8")

    made = systemd.root / "units"
    assert systemd.run(GENERATOR, str(made), str(made), str(made), XDG_CONFIG_DIRS="/nowhere").returncode == 0
    systemd.systemctl("daemon-reload")
    systemd.systemctl("start", "app-reminder@autostart.service")

    assert told(systemd.root) == [start.words[0], start.home, *start.words[1:]]
