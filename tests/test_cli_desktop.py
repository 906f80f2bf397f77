"""`reminder desktop on|off|status`: what it says, and what it makes."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reminder import __version__, desktop_files, installation
from reminder.cli import main
from reminder.desktop_files import DesktopFiles
from reminder.own_command import own_commands
from reminder.share.entry import FILE as ENTRY

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """A command of a user whose share/ is the test's own."""
    ours = DesktopFiles(tmp_path / "share", tmp_path / "share/reminder/desktop.json")
    monkeypatch.setattr(desktop_files, "desktop_files", lambda: ours)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "system"))
    monkeypatch.setattr(sys, "platform", "linux")

    def said(*words: str) -> tuple[int, str, str]:
        code = main(["desktop", *words])
        return code, *capsys.readouterr()

    return said


def test_on_and_off_and_what_it_says_of_them(say: Say, tmp_path: Path) -> None:
    """One line each, that says what comes next."""
    assert say()[1] == "Reminder is not in your applications menu. 'reminder desktop on' puts it in.\n"
    assert say("off") == (0, "Reminder was not in your applications menu.\n", "")

    code, out, _ = say("on")
    assert code == 0
    assert out.startswith("Reminder is in your applications menu. 16 files are below")
    assert "zsh" not in out.splitlines()[-1]
    assert f"Exec={next(own_commands())[0]}" in (tmp_path / "share" / ENTRY).read_text()
    assert say("status")[1] == f"Reminder is in your applications menu. 16 files are below {tmp_path / 'share'}.\n"

    assert say("off") == (0, "Reminder is out of your applications menu: 16 files are gone.\n", "")
    assert not (tmp_path / "share" / ENTRY).exists()


def test_another_place_or_version_is_noticed(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment was made anew elsewhere: the menu would start nothing."""
    say("on")
    new = tmp_path / "new/bin/reminder"
    new.parent.mkdir(parents=True)
    new.write_text(f"#!/bin/sh\necho reminder {__version__}\n")
    new.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(new)])
    monkeypatch.setattr(sys, "executable", str(new.with_name("python")))

    assert "'reminder desktop on' renews it" in say("status")[1]
    say("on")
    assert f"TryExec={new}\n" in (tmp_path / "share" / ENTRY).read_text()
    assert "16 files are below" in say("status")[1]


def test_what_would_start_nothing_is_not_put_in(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A checkout that is not installed runs from its own folder alone, and a menu starts things from another."""
    python = tmp_path / "bin/python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho No module named reminder >&2\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "argv", ["/checkout/reminder/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(python))

    code, out, err = say("on")

    assert (code, out) == (1, "")
    assert err.startswith("It is not put in: reminder is not installed in a way that starts from every folder")
    assert "No module named reminder" in err
    assert "To mend it: install it" in err
    assert not (tmp_path / "share" / ENTRY).exists()


def test_who_has_heard_enough_is_told_of_no_file(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """`reminder desktop on | head -1`: a pipe that is closed is no file that cannot be changed."""
    monkeypatch.setattr("builtins.print", _closed)
    monkeypatch.setattr("reminder.cli_ending.discard_output", lambda: None)

    assert say("on") == (0, "", "")


def _closed(*words: object, **more: object) -> None:
    raise BrokenPipeError


def test_the_folder_of_one_s_own_is_handed_on(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is started from the menu has the same log."""
    monkeypatch.setenv("REMINDER_HOME", str(tmp_path / "mine"))

    say("on")

    assert f"Exec=env REMINDER_HOME={tmp_path}/mine " in (tmp_path / "share" / ENTRY).read_text()


def test_who_uses_zsh_is_told_what_it_needs(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It looks into no folder of the user's by itself."""
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")

    assert f"fpath=({tmp_path}/share/zsh/site-functions $fpath)" in say("on")[1]


def test_zsh_is_told_of_a_folder_with_a_space(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two words without the quotes."""
    spaced = DesktopFiles(tmp_path / "my share", tmp_path / "desktop.json")
    monkeypatch.setattr(desktop_files, "desktop_files", lambda: spaced)
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")

    assert f"fpath=('{tmp_path}/my share/zsh/site-functions' $fpath)" in say("on")[1]


def test_a_file_of_somebody_else_is_left_and_named(say: Say, tmp_path: Path) -> None:
    """Exit 1, and what to do."""
    other = tmp_path / "share" / ENTRY
    other.parent.mkdir(parents=True)
    other.write_text("another program")

    code, out, err = say("on")

    assert (code, out) == (1, "")
    assert err == f"{other} is there already, and is not from here. Move it away, or keep it.\n"


def test_a_changed_file_stays_and_is_told(say: Say, tmp_path: Path) -> None:
    """It is the user's own by now."""
    say("on")
    entry = tmp_path / "share" / ENTRY
    entry.write_text("with my own icon")

    assert say("off")[1].splitlines()[1] == f"{entry} was changed since, so it stays."


def test_a_disk_that_takes_nothing_is_told(say: Say, tmp_path: Path) -> None:
    """With the file it was about."""
    (tmp_path / "share").mkdir()
    (tmp_path / "share/applications").touch()

    code, _, err = say("on")

    assert code == 1
    assert err.startswith(f"{tmp_path}/share/applications")
    assert "cannot be" in err


def test_an_installation_that_the_desktop_sees_needs_nothing(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`pip install --user` and a distribution's package bring it all; it goes with them."""
    entry = tmp_path / "system" / ENTRY
    entry.parent.mkdir(parents=True)
    entry.touch()
    monkeypatch.setattr(installation, "shared", lambda: {ENTRY: entry})
    program = tmp_path / "bin/reminder"
    program.parent.mkdir()
    program.touch(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    brought = f"The installation itself has put them where your desktop looks: {tmp_path / 'system'}."

    assert say("on") == (0, f"{brought}\n", "")
    assert say("status") == (0, f"{brought}\n", "")
    assert say("off") == (1, "", f"{brought} They go when that is uninstalled.\n")

    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("PATH", "/nowhere")
    assert say("status")[1].startswith(f"{brought} But its menu shows it only once {program.parent} is in your PATH")


def test_an_installation_without_the_files_says_so(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever left them out did so on purpose."""
    monkeypatch.setattr(installation, "shared", dict)

    code, _, err = say("on")

    assert code == 1
    assert "came without" in err


@pytest.mark.parametrize(("platform", "word"), [("win32", "start menu"), ("darwin", "bundle")])
def test_other_systems_are_told_what_is_so_there(
    say: Say, monkeypatch: pytest.MonkeyPatch, platform: str, word: str
) -> None:
    """A sentence instead of half a thing."""
    monkeypatch.setattr(sys, "platform", platform)

    code, out, err = say("on")

    assert (code, out) == (1, "")
    assert word in err


def test_the_user_s_own_share_is_where_the_desktop_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The XDG base directory specification, and beside it our own list."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert os.environ["XDG_DATA_HOME"] == str(desktop_files.desktop_files().home)
    assert desktop_files.desktop_files().notes == tmp_path / "reminder/desktop.json"


def test_a_full_disk_is_told_with_the_folder(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Writing names no file then; "None cannot be changed" helps nobody."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(DesktopFiles, "put", full)

    assert say("on") == (1, "", f"{tmp_path / 'share'} cannot be changed: {os.strerror(errno.ENOSPC)}.\n")
