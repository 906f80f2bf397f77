"""What is started at login is the program that runs now, by a name that works from anywhere."""

import sys
from pathlib import Path

import pytest

from reminder import __version__, paths
from reminder.autostart import Start, command
from reminder.autostart.command import find_start, likely_start
from reminder.backends import Unavailable
from tests.autostart.running import awaited

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts of Linux and macOS")

OURS = f"#!/bin/sh\necho reminder {__version__}\n"


def script(path: Path, text: str = OURS) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


def test_the_script_that_was_called_by_its_own_path(tmp_path: Path) -> None:
    """The link in ~/.local/bin (pipx) outlives the environment that it leads to, so it is not followed."""
    real = script(tmp_path / "venvs" / "reminder" / "bin" / "reminder")
    link = tmp_path / "local" / "reminder"
    link.parent.mkdir()
    link.symlink_to(real)

    found = awaited(find_start(__version__, {}, str(link), str(tmp_path / "venvs" / "reminder" / "bin" / "python")))

    assert found == Start((str(link),))


def test_a_relative_path_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At login the folder is another one."""
    called = script(tmp_path / "bin" / "reminder")
    monkeypatch.chdir(tmp_path)

    assert likely_start({}, "./bin/../bin/reminder", "/usr/bin/python3") == Start((called,))


@pytest.mark.parametrize("broken", ["#!/gone/python\n", "#!/bin/sh\necho reminder 0.0.0\n", "#!/bin/sh\nexit 3\n"])
def test_a_script_that_is_not_this_program_is_passed_over(tmp_path: Path, broken: str) -> None:
    """One of an environment that was moved, or of another version."""
    beside = script(tmp_path / "bin" / "reminder")
    called = script(tmp_path / "old" / "reminder", broken)

    assert awaited(find_start(__version__, {}, called, str(tmp_path / "bin" / "python"))) == Start((beside,))


def test_the_module_where_there_is_no_script(tmp_path: Path) -> None:
    """It must be found without the folder it is started in and without PYTHONPATH, which no login has."""
    python = script(
        tmp_path / "python", f'#!/bin/sh\n[ -z "$PYTHONPATH" ] && [ "$PWD" = / ] && echo reminder {__version__}\n'
    )

    found = awaited(find_start(__version__, {"PYTHONPATH": "/checkout", "PATH": "/bin"}, "/x/__main__.py", python))

    assert found.words == (python, "-P", "-m", "reminder")


def test_a_checkout_that_is_not_installed_is_refused(tmp_path: Path) -> None:
    """It would start in this folder and in no other; each that was tried is named with what it said."""
    python = script(tmp_path / "python", "#!/bin/sh\necho No module named reminder >&2; exit 1\n")

    with pytest.raises(Unavailable, match=r"python -P -m reminder: No module named reminder") as refusal:
        awaited(find_start(__version__, {}, "/x/__main__.py", python))

    assert "pip install" in refusal.value.fix


def test_it_goes_by_the_name_that_the_program_reads() -> None:
    """The room does not know where the program's places are chosen, only what the variable is called."""
    assert command.HOME == paths.HOME


def test_the_folder_of_its_data_is_carried_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the service at login would have another log than the commands of this shell."""
    monkeypatch.chdir(tmp_path)
    called = script(tmp_path / "reminder")

    assert awaited(find_start(__version__, {"REMINDER_HOME": "mine"}, called, "/p")).home == str(tmp_path / "mine")
    assert awaited(find_start(__version__, {"REMINDER_HOME": ""}, called, "/p")).home is None


@pytest.mark.parametrize(("folder", "reason"), [("two\nlines", "cannot be written"), ("a=b", "holds a '='")])
def test_a_path_that_no_entry_can_hold_is_refused(tmp_path: Path, folder: str, reason: str) -> None:
    """Cut at its line's end, it would start something else."""
    called = script(tmp_path / folder / "reminder")

    with pytest.raises(Unavailable, match=reason):
        awaited(find_start(__version__, {}, called, "/p"))
