"""A settings file of somebody, and the place where it is kept what it was before a change."""

from pathlib import Path

import pytest

MINE = '# mine\n[movement]\nevery = "40 min"  # not 30\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A settings file."""
    file = tmp_path / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text(MINE)
    return file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where it is kept what the file was."""
    return tmp_path / "data" / "config_before.json"
