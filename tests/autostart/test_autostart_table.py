"""The ways of a system, and the folder in which those of Linux lie."""

import sys
from pathlib import Path

import pytest

from reminder.autostart import Start
from reminder.autostart.table import config_home_of, ways

START = Start(("/bin/reminder",))


@pytest.mark.skipif(sys.platform != "linux", reason="the ways of Linux")
def test_the_unit_comes_before_the_entry() -> None:
    """It waits for the screen, and starts again after a crash."""
    assert [way.name for way in ways({"HOME": "/h"}, START)] == ["systemd", "xdg"]


@pytest.mark.skipif(sys.platform == "win32", reason="its registry is not there elsewhere, nor launchd here")
def test_macos_has_launchd(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing else."""
    monkeypatch.setattr(sys, "platform", "darwin")

    assert [way.name for way in ways({"HOME": "/h"}, START)] == ["launchd"]


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({}, "/h/.config"),
        ({"XDG_CONFIG_HOME": "/c"}, "/c"),
        ({"XDG_CONFIG_HOME": "c"}, "/h/.config"),
        ({"XDG_CONFIG_HOME": ""}, "/h/.config"),
    ],
)
def test_the_config_folder_is_the_specified_one(environ: dict[str, str], folder: str) -> None:
    """A path that is not absolute is to be ignored, so everybody else does."""
    assert config_home_of(environ, Path("/h")) == Path(folder)
