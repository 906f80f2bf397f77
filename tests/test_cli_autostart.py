"""`reminder autostart`: what is printed, and the exit codes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder import __version__, control
from reminder.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the ways of Linux")

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command in a session of Xfce without systemd; its exit code, output and errors."""
    program = tmp_path / "bin" / "reminder"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho reminder {__version__}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("PATH", "/nowhere:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    monkeypatch.setenv("DISPLAY", ":9")

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["autostart", *words])
        out, err = capsys.readouterr()
        return code, out, err

    return said


def test_off_on_on_off_off(say: Say, tmp_path: Path) -> None:
    """A life of it, in exit codes: status is 1 where it does not start by itself; saying it twice is fine."""
    file = tmp_path / "config" / "autostart" / "reminder.desktop"

    codes = [say(word)[0] for word in ("status", "on", "on", "status")]
    assert file.exists()
    codes += [say(word)[0] for word in ("off", "off", "status")]

    assert codes == [1, 0, 0, 0, 0, 0, 1]
    assert not file.parent.exists()


def test_on_says_what_will_happen_next_and_off_what_was_removed(say: Say, tmp_path: Path) -> None:
    """Nobody should have to log out to find out."""
    file = tmp_path / "config" / "autostart" / "reminder.desktop"

    _, on, _ = say("on")
    assert on.startswith(f"From your next login on reminder starts by itself: {file}\n")

    assert say("off") == (0, f"Removed {file}.\nreminder does not start by itself. One that runs now goes on.\n", "")


def test_programs_get_an_object(say: Say) -> None:
    """The same as people, exit code included."""
    code, out, _ = say("status", "--json")

    assert (code, json.loads(out)["on"]) == (1, False)


def test_where_nothing_would_start_it_every_reason_is_told(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line that would."""
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    monkeypatch.setenv("SWAYSOCK", "/s")

    code, out, err = say("on")

    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "It is not turned on: nothing here would start it."
    assert "~/.config/sway/config" in err


def test_without_a_word_it_says_how_it_stands(say: Say) -> None:
    """As `desktop` does: whoever asks gets an answer."""
    assert say() == say("status")
    assert say()[0] == 1


def test_a_way_of_another_system_is_no_way(say: Say) -> None:
    """A mistake in the words is exit 2, as ever."""
    assert say("on", "--way", "launchd") == (2, "", "There is no way 'launchd' on this system, only: systemd, xdg.\n")


def test_what_is_not_ours_makes_off_fail_and_stays(say: Say, tmp_path: Path) -> None:
    """Exit 1, and a sentence that says whose it is."""
    file = tmp_path / "config" / "autostart" / "reminder.desktop"
    file.parent.mkdir(parents=True)
    file.write_text("[Desktop Entry]\nExec=/their/reminder\n")

    code, out, err = say("off")

    assert (code, out) == (1, "")
    assert f"reminder did not write {file}" in err
    assert file.exists()


def test_a_file_in_the_place_of_the_folder_is_told(say: Say, tmp_path: Path) -> None:
    """What, where, and no traceback."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "autostart").write_text("")

    code, _, err = say("on")

    assert code == 1
    assert "reminder.desktop cannot be changed" in err
    assert (tmp_path / "config" / "autostart").read_text() == ""


def test_the_help_says_what_the_exit_code_means(capsys: pytest.CaptureFixture[str]) -> None:
    """A script asks for it."""
    with pytest.raises(SystemExit):
        main(["autostart", "status", "--help"])

    assert "1: it does not, or not as it should" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("at_login", "code"), [("1", 0), (None, 1)])
def test_a_second_service_fails_only_where_a_person_started_it(
    at_login: str | None,
    code: int,
    reminder_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Started again and again by launchd, or a failed unit of systemd's: neither is true of one that runs."""
    if at_login is not None:
        monkeypatch.setenv("REMINDER_AT_LOGIN", at_login)

    def taken(*_: object) -> None:
        raise control.AlreadyRunning

    monkeypatch.setattr(control, "lock_of_service", taken)

    assert main(["--verbose"]) == code
    assert ("running already" in capsys.readouterr().err) is (code == 1)
