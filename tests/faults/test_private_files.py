"""What the program leaves behind is its user's alone: the service, and every verb that writes, under any umask."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import DEADLINE_SECONDS, Running

if sys.platform == "win32":
    pytest.skip("modes are POSIX", allow_module_level=True)

ROOT = Path(__file__).parents[2]
FOR_THE_DESKTOP = ("config/autostart", "data/applications", "data/bash-completion", "data/fish", "data/icons")
FOR_THE_DESKTOP += ("data/man", "data/metainfo", "data/zsh")
"""Folders in which menus, shells and man look; nothing in their files is private."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new user's, with the folders of the XDG base directory specification in it, none of which is there yet."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    return home


def write_all(exports: Path, umask: int) -> str:
    """What every verb that writes ends with."""
    words = [sys.executable, "-m", "tests.faults.every_verb", str(exports)]
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.run(words, cwd=ROOT, umask=umask, text=True, check=True, timeout=DEADLINE_SECONDS, **pipes).stderr


def too_open(home: Path) -> dict[str, str]:
    """What others could read, or change, and should not; links are as open as what they lead to."""
    found = {}
    for path in sorted(path for path in home.rglob("*") if not path.is_symlink()):
        name = path.relative_to(home).as_posix()
        shown = path.is_file() and name.startswith(FOR_THE_DESKTOP)
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & (0o033 if shown else 0o077):
            found[name] = oct(mode)
    return found


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_whatever_the_umask_nobody_else_can_read_or_change_what_is_ours(home: Path, tmp_path: Path, umask: int) -> None:
    """Under a careless one a log of somebody's health must not lie open, nor what starts a program at login.

    What users have written where they say has the mode that all their files have, and nothing is left in /tmp.
    """
    exports, shared = tmp_path / "exports", tmp_path / "shared"
    exports.mkdir()
    shared.mkdir()
    service = Running(home, umask=umask, env={**os.environ, "TMPDIR": str(shared)})

    try:
        service.says("reminder is running")
        endings = write_all(exports, umask)
        while_it_runs = too_open(home)
    finally:
        service.end()

    assert re.findall(r"^3 .*", endings, re.MULTILINE) == []
    written = {path.name for path in home.rglob("*")}
    assert {"config.toml", "config_before.json", "journal.sqlite", "guide.html", "reminder.desktop"} <= written
    assert (while_it_runs, too_open(home)) == ({}, {})
    assert {stat.S_IMODE(path.stat().st_mode) for path in exports.iterdir()} == {0o666 & ~umask}
    assert list(shared.iterdir()) == []
