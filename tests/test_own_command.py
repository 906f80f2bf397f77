"""The commands that start this very program, whatever it was started as."""

import os
import sys
from pathlib import Path

import pytest

from reminder.own_command import own_commands, typed


def script(path: Path, mode: int = 0o755) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode)
    return str(path)


def test_the_script_that_was_called_comes_first(tmp_path: Path) -> None:
    """A link of pipx in ~/.local/bin, or what `pip install --user` puts there, with a Python of the system's."""
    beside = script(tmp_path / "bin" / "reminder")
    called = tmp_path / "reminder"
    called.symlink_to(beside)

    assert next(own_commands(str(called), str(tmp_path / "bin" / "python"))) == (str(called),)


def test_what_this_process_was_started_as_is_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to say it."""
    monkeypatch.setattr(sys, "argv", [script(tmp_path / "reminder"), "desktop", "on"])

    assert next(own_commands()) == (str(tmp_path / "reminder"),)


def test_started_as_a_module_it_is_the_script_beside_this_python(tmp_path: Path) -> None:
    """`python -m reminder` is started as .../__main__.py."""
    beside = script(tmp_path / "bin" / "reminder")

    assert list(own_commands("/x/reminder/__main__.py", str(tmp_path / "bin" / "python"))) == [
        (beside,),
        (str(tmp_path / "bin" / "python"), "-P", "-m", "reminder"),
    ]


def test_without_a_script_the_module_starts_it(tmp_path: Path) -> None:
    """A file that cannot be started is no script."""
    script(tmp_path / "bin" / "reminder", 0o644)
    python = str(tmp_path / "bin" / "python")

    assert list(own_commands("/x/__main__.py", python)) == [(python, "-P", "-m", "reminder")]


def test_windows_starts_it_without_a_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """reminder.exe would open a black window for the day."""
    monkeypatch.setattr(sys, "platform", "win32")
    (tmp_path / "pythonw.exe").write_text("")

    assert list(own_commands("reminder", str(tmp_path / "python.exe"))) == [
        (str(tmp_path / "pythonw.exe"), "-P", "-m", "reminder")
    ]


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a script there is an .exe")


@POSIX
def test_on_the_path_one_types_its_name(tmp_path: Path) -> None:
    """After pipx, or in an activated environment."""
    folder = Path(script(tmp_path / "bin" / "reminder")).parent

    assert typed({"PATH": f"{tmp_path}{os.pathsep}{folder}"}, "/x/reminder", "/x/python") == "reminder"


@POSIX
def test_off_the_path_one_types_where_it_is(tmp_path: Path) -> None:
    """`.venv/bin/reminder` was typed; 'reminder about' would not be found."""
    called = script(tmp_path / "my venv" / "reminder")

    assert typed({"PATH": str(tmp_path)}, called, "/x/python") == f"'{called}'"
    assert typed({}, called, "/x/python") == f"'{called}'"


def test_on_windows_it_is_the_program_beside_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a console, since it is typed in one."""
    monkeypatch.setattr(sys, "platform", "win32")
    python = tmp_path / "python.exe"

    assert typed({"PATH": ""}, "reminder", str(python)) == f'"{python}" -m reminder'
    script(tmp_path / "reminder.exe")
    assert typed({"PATH": ""}, "reminder", str(python)) == f'"{tmp_path / "reminder.exe"}"'
    assert typed({"PATH": str(tmp_path)}, "reminder", str(python)) == "reminder"
