"""How it stands, told to people, to programs and in `doctor`, from one account."""

import json
import sys

import pytest

from reminder import __version__
from reminder.autostart.telling import as_json, in_words, part
from reminder.autostart.turning import Autostart
from reminder.backends import Refusal
from tests.autostart.running import awaited
from tests.autostart.scripted_systemd import ScriptedSystemd

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the two ways of Linux")


@pytest.fixture
def ours(scripted: ScriptedSystemd, monkeypatch: pytest.MonkeyPatch) -> Autostart:
    """In Xfce, as the environment of this process."""
    program = scripted.install("reminder", f"#!/bin/sh\necho reminder {__version__}\n")
    for name, value in {**scripted.environ, "DISPLAY": ":9", "XDG_CURRENT_DESKTOP": "XFCE"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", [str(program)])
    return Autostart()


def words(ours: Autostart) -> list[str]:
    return list(in_words(awaited(ours.account())))


def test_before_it_is_turned_on(ours: Autostart, scripted: ScriptedSystemd) -> None:
    """What would be taken, and how to have it."""
    folder = scripted.config / "autostart"

    assert words(ours) == [
        "reminder does not start by itself.",
        "Not by systemd: this session does not reach graphical-session.target.",
        f"Right for this session is xdg: XFCE starts what lies in {folder}.",
        "To have it start at your next login, run 'reminder autostart on'.",
    ]
    assert as_json(awaited(ours.account())) == {
        "on": False,
        "ways": [],
        "here": "xdg",
        "because": f"XFCE starts what lies in {folder}",
        "refused": [
            {"way": "systemd", "reason": "this session does not reach graphical-session.target", "fix": ""},
        ],
    }
    told = awaited(part())
    assert (told.name, told.used) == ("autostart", ())
    assert told.refused == (Refusal("xdg", "it is not turned on", "run 'reminder autostart on'"),)


def test_when_it_is_on(ours: Autostart, scripted: ScriptedSystemd) -> None:
    """The command and the file first."""
    awaited(ours.turn_on(__version__))
    file, program = scripted.config / "autostart" / "reminder.desktop", scripted.root / "bin" / "reminder"

    assert words(ours)[0] == f"xdg starts {program} at each login: {file}"
    told = as_json(awaited(ours.account()))
    assert told["on"] is True
    assert told["ways"] == [
        {
            "way": "xdg",
            "file": str(file),
            "command": [str(program)],
            "reminder_home": None,
            "edited": False,
            "troubles": [],
        }
    ]
    assert (awaited(part()).used, awaited(part()).refused) == (("xdg",), ())


def test_what_is_wrong_stands_below(ours: Autostart, scripted: ScriptedSystemd) -> None:
    """In doctor with the command that mends it; an edit alone is nobody's trouble."""
    awaited(ours.turn_on(__version__))
    file = scripted.config / "autostart" / "reminder.desktop"
    file.write_text(file.read_text().replace("/bin/reminder", "/gone/reminder"))
    gone = f"it starts {scripted.root}/gone/reminder, which is not there"

    assert words(ours)[1:3] == [
        "  It has been edited since: 'on' would write it anew, and keep a copy.",
        f"  But {gone}.",
    ]
    assert "To have it start at your next login, run 'reminder autostart on'." in words(ours)
    told = awaited(part())
    assert (told.used, told.refused) == ((), (Refusal("xdg", gone, "run 'reminder autostart on'"),))


def test_what_lies_in_its_place_is_told(ours: Autostart, scripted: ScriptedSystemd) -> None:
    """Nothing of it can be read, and every key is there all the same."""
    folder = scripted.config / "autostart" / "reminder.desktop"
    folder.mkdir(parents=True)

    assert words(ours)[:2] == [
        "xdg cannot start it.",
        f"  But {folder} is a folder, where a file should be (move {folder} away).",
    ]
    told = json.loads(json.dumps(as_json(awaited(ours.account()))))
    assert {name for name, value in told["ways"][0].items() if value is None} == {
        "file",
        "command",
        "reminder_home",
        "edited",
    }


def test_where_nothing_starts_anything_doctor_has_the_line(ours: Autostart, monkeypatch: pytest.MonkeyPatch) -> None:
    """And status as well."""
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    monkeypatch.setenv("SWAYSOCK", "/s")

    told = awaited(part())

    assert [each.name for each in told.refused] == ["systemd", "xdg"]
    assert "~/.config/sway/config" in told.refused[1].fix
    assert f"→ {told.refused[1].fix}" in words(ours)[-1]
