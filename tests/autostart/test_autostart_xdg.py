"""The entry in the autostart folder: where somebody reads it, and what to do where nobody does."""

import pytest

from reminder.autostart import Start
from reminder.autostart.xdg import AutostartEntry
from reminder.backends import Unavailable
from tests.autostart.running import awaited
from tests.autostart.scripted_systemd import ScriptedSystemd

START = Start(("/opt/my reminder/bin/reminder",), "/h")


def way(scripted: ScriptedSystemd, **variables: str) -> AutostartEntry:
    return AutostartEntry(scripted.config, scripted.environ | variables, START)


@pytest.mark.parametrize("desktop", ["XFCE", "LXQt", "ubuntu:GNOME", "MATE", "X-Cinnamon", "KDE"])
def test_it_fits_where_a_session_manager_reads_the_folder(scripted: ScriptedSystemd, desktop: str) -> None:
    """XDG_CURRENT_DESKTOP has names from the special to the general."""
    told = awaited(way(scripted, XDG_CURRENT_DESKTOP=desktop).fits())

    assert told == f"{desktop.rpartition(':')[2]} starts what lies in {scripted.config / 'autostart'}"


def test_it_fits_where_systemd_reads_it(scripted: ScriptedSystemd) -> None:
    """As under uwsm, whatever the compositor."""
    script = (scripted.root / "bin" / "systemctl").read_text().replace("inactive;;", "active;;")
    scripted.install("systemctl", script)

    assert "your systemd starts" in awaited(way(scripted, XDG_CURRENT_DESKTOP="sway", DISPLAY=":1").fits())


@pytest.mark.parametrize(
    ("variables", "fix"),
    [
        (
            {"SWAYSOCK": "/run/s", "XDG_CURRENT_DESKTOP": "sway"},
            "add the line 'exec REMINDER_HOME=/h '/opt/my reminder/bin/reminder'' to ~/.config/sway/config",
        ),
        ({"I3SOCK": "/run/i"}, "add the line 'exec --no-startup-id REMINDER_HOME=/h "),
        ({"HYPRLAND_INSTANCE_SIGNATURE": "x"}, "to ~/.config/hypr/hyprland.conf"),
        ({}, "to what it runs at its start (~/.xprofile or ~/.xinitrc, say)"),
    ],
)
def test_where_nobody_reads_it_the_line_and_its_file_are_told(
    scripted: ScriptedSystemd, variables: dict[str, str], fix: str
) -> None:
    """A file that nobody reads would look like success."""
    with pytest.raises(Unavailable, match="starts nothing from") as refusal:
        awaited(way(scripted, DISPLAY=":1", **variables).fits())

    assert fix in refusal.value.fix
    assert "reminder autostart on --way xdg" in refusal.value.fix


def test_over_ssh_nothing_is_guessed(scripted: ScriptedSystemd) -> None:
    """What starts the desktop cannot be seen from there."""
    with pytest.raises(Unavailable, match="no terminal of a graphical session") as refusal:
        awaited(way(scripted).fits())

    assert "--way xdg" in refusal.value.fix


def test_on_and_off_leave_what_was_there(scripted: ScriptedSystemd) -> None:
    """Twice on is once on; off leaves no folder behind."""
    entry = way(scripted)
    for _ in range(2):
        assert awaited(entry.turn_on(START)) == []
        standing = awaited(entry.standing())
        assert standing is not None
        assert (standing.start, standing.ours, standing.edited, standing.obstacle) == (START, True, False, "")

    assert awaited(entry.turn_off()) == [f"Removed {scripted.config / 'autostart' / 'reminder.desktop'}."]
    assert awaited(entry.turn_off()) == []
    assert awaited(entry.standing()) is None
    assert list(scripted.config.iterdir()) == []


def test_the_folder_of_others_stays(scripted: ScriptedSystemd) -> None:
    """With all that is in it."""
    (scripted.config / "autostart").mkdir()
    (scripted.config / "autostart" / "other.desktop").write_text("")
    awaited(way(scripted).turn_on(START))

    awaited(way(scripted).turn_off())

    assert [path.name for path in (scripted.config / "autostart").iterdir()] == ["other.desktop"]


def test_switched_off_in_the_settings_it_says_so_and_on_switches_it_on(scripted: ScriptedSystemd) -> None:
    """Xfce's "Session and Startup" writes Hidden into our file; that is a user's edit, and kept."""
    entry = way(scripted)
    awaited(entry.turn_on(START))
    file = scripted.config / "autostart" / "reminder.desktop"
    file.write_text(file.read_text() + "Hidden=true\n")

    standing = awaited(entry.standing())
    assert standing is not None
    assert (standing.edited, standing.obstacle) == (
        True,
        "your desktop's settings have switched it off (Hidden=true)",
    )

    kept = awaited(entry.turn_on(START))
    standing = awaited(entry.standing())
    assert "reminder.desktop.before" in kept[0]
    assert standing is not None
    assert standing.obstacle == ""
