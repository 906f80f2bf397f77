"""One way is on at a time, chosen with a reason; what is told of it is what is there."""

import sys
from pathlib import Path

import pytest

from reminder import __version__
from reminder.autostart.turning import Autostart, take_out
from reminder.backends import Unavailable
from tests.autostart.running import awaited
from tests.autostart.scripted_systemd import ScriptedSystemd

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the two ways of Linux")


@pytest.fixture
def program(scripted: ScriptedSystemd) -> Path:
    return scripted.install("reminder", f"#!/bin/sh\necho reminder {__version__}\n")


def autostart(scripted: ScriptedSystemd, program: Path, **variables: str) -> Autostart:
    return Autostart({**scripted.environ, "DISPLAY": ":9", **variables}, str(program), "/usr/bin/python3")


def entry(scripted: ScriptedSystemd) -> Path:
    return scripted.config / "autostart" / "reminder.desktop"


def unit(scripted: ScriptedSystemd) -> Path:
    return scripted.units / "reminder.service"


def test_on_an_old_xfce_it_is_the_entry_and_the_reasons_are_told(scripted: ScriptedSystemd, program: Path) -> None:
    """Both: why this way, and why not the better one."""
    done = awaited(autostart(scripted, program, XDG_CURRENT_DESKTOP="XFCE").turn_on(__version__))

    assert done.done == (
        f"From your next login on reminder starts by itself: {entry(scripted)}",
        f"It starts {program}",
        f"By xdg: XFCE starts what lies in {entry(scripted).parent}.",
        "Not by systemd: this session does not reach graphical-session.target.",
        "One that runs now goes on as it is.",
    )
    assert entry(scripted).exists()
    assert not unit(scripted).exists()


def test_the_other_way_is_taken_out(scripted: ScriptedSystemd, program: Path) -> None:
    """After a change of the desktop: two starts do no harm, but one is enough, and off must be off."""
    ours = autostart(scripted, program, XDG_CURRENT_DESKTOP="GNOME")
    awaited(ours.turn_on(__version__))
    assert entry(scripted).exists()

    scripted.log_in()
    done = awaited(ours.turn_on(__version__))

    assert f"Removed {entry(scripted)}." in done.done
    assert unit(scripted).exists()
    wanted = unit(scripted).parent / "graphical-session.target.wants" / unit(scripted).name
    assert awaited(ours.present()) == (str(unit(scripted)), str(wanted))
    account = awaited(ours.account())
    assert account.sound
    assert [setup.way for setup in account.setups] == ["systemd"]


def test_what_cannot_be_taken_out_is_told_and_the_rest_is_done(scripted: ScriptedSystemd, program: Path) -> None:
    """Somebody's own entry of that name is not ours to remove."""
    entry(scripted).parent.mkdir()
    entry(scripted).write_text("[Desktop Entry]\nExec=/their/reminder\n")
    scripted.log_in()
    ours = autostart(scripted, program, XDG_CURRENT_DESKTOP="GNOME")

    done = awaited(ours.turn_on(__version__))
    off = awaited(ours.turn_off())

    assert len(done.failed) == len(off.failed) == 1
    assert "did not write" in off.failed[0]
    assert not unit(scripted).exists()
    assert entry(scripted).exists()


def test_where_nothing_would_start_it_nothing_is_written(scripted: ScriptedSystemd, program: Path) -> None:
    """A bare sway: the refusals have the line that would."""
    ours = autostart(scripted, program, SWAYSOCK="/s")

    with pytest.raises(Unavailable) as refusal:
        awaited(ours.turn_on(__version__))

    assert [each.name for each in refusal.value.refused] == ["systemd", "xdg"]
    assert f"'exec {program}'" in refusal.value.refused[1].fix
    assert list(scripted.config.iterdir()) == []


def test_a_way_that_is_asked_for_is_taken_with_what_speaks_against_it(scripted: ScriptedSystemd, program: Path) -> None:
    """Whoever has dex in their i3 knows better."""
    ours = autostart(scripted, program, I3SOCK="/s")

    done = awaited(ours.turn_on(__version__, "xdg"))

    assert entry(scripted).exists()
    assert any(line.startswith("By xdg: you asked for it; but i3 starts nothing from") for line in done.done)
    assert not any(line.startswith("Not by") for line in done.done)


def test_a_program_that_moved_is_seen_and_mended(scripted: ScriptedSystemd, program: Path) -> None:
    """The old environment was deleted; `on` from the new one puts it right."""
    awaited(autostart(scripted, program, XDG_CURRENT_DESKTOP="XFCE").turn_on(__version__))
    moved = program.with_name("moved") / "reminder"
    moved.parent.mkdir()
    program.rename(moved)
    ours = autostart(scripted, moved, XDG_CURRENT_DESKTOP="XFCE")

    account = awaited(ours.account())
    assert account.setups[0].troubles == (f"it starts {program}, which is not there",)
    assert not account.sound

    awaited(ours.turn_on(__version__))
    assert awaited(ours.account()).sound


def test_a_unit_that_this_session_would_not_start_is_no_sound_one(scripted: ScriptedSystemd, program: Path) -> None:
    """Turned on in GNOME, asked in Xfce; over ssh nothing is said of that, since one cannot see it from there."""
    scripted.log_in()
    awaited(autostart(scripted, program).turn_on(__version__))
    scripted.log_out()

    there = awaited(autostart(scripted, program, XDG_CURRENT_DESKTOP="XFCE").account())
    over_ssh = awaited(autostart(scripted, program, DISPLAY="").account())

    assert there.setups[0].troubles == (
        "it would not be started in this session: this session does not reach graphical-session.target",
    )
    assert over_ssh.sound


def test_what_lies_in_its_place_is_a_trouble_and_no_end(scripted: ScriptedSystemd, program: Path) -> None:
    """Status and doctor go on with the other way."""
    entry(scripted).mkdir(parents=True)
    scripted.log_in()

    account = awaited(autostart(scripted, program).account())

    assert [(setup.way, setup.standing) for setup in account.setups] == [("xdg", None)]
    assert "is a folder" in account.setups[0].troubles[0]
    assert not account.sound


def test_all_is_taken_out_by_one_call(
    scripted: ScriptedSystemd, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever takes out the program itself."""
    awaited(autostart(scripted, program).turn_on(__version__, "xdg"))
    for name, value in scripted.environ.items():
        monkeypatch.setenv(name, value)

    assert take_out().done == (f"Removed {entry(scripted)}.",)
    assert take_out().done == ()
