"""What is to be measured is there, and what is not is named."""

import sys
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.peers import OURS, OURS_HERE, RIVALS, TITLES, Program


def test_a_package_that_is_known_but_not_installed_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian knows many that were removed, or only suggested."""
    told = {"there": "installed 1.2-3", "suggested": "not-installed ", "removed": "config-files 1.0"}
    monkeypatch.setattr(peers.shutil, "which", lambda _: "/usr/bin/dpkg-query")
    monkeypatch.setattr(peers, "_printed", lambda command: told.get(command[-1], ""))

    wanted = [Program("a", packages=("there", "suggested")), Program("b", packages=("removed", "unheard-of"))]

    assert peers.missing(wanted) == ["suggested", "removed", "unheard-of"]
    assert peers.version(wanted[0]) == "1.2-3"


def test_ours_is_measured_on_the_system_s_python_and_on_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rivals use the system's; who develops it uses another, and sees what that changes."""
    here = Path(sys.executable).resolve()

    monkeypatch.setattr(peers, "SYSTEM_PYTHON", Path("/"))
    assert peers.pythons() == {OURS: Path("/"), OURS_HERE: here}
    monkeypatch.setattr(peers, "SYSTEM_PYTHON", Path(sys.executable))
    assert peers.pythons() == {OURS: here}


def test_every_program_has_a_name_in_the_tables() -> None:
    """A rival without one would be measured and never shown."""
    assert {rival.name for rival in RIVALS} < set(TITLES)
