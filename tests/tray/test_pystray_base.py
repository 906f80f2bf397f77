"""Pystray's base classes, had without its look for a desktop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CODE = """
import os, sys
from reminder.tray.pystray_base import pystray_base
{first}
base = pystray_base()
import pystray
assert pystray.Icon is base.Icon and pystray_base() is base
base.Icon("a", menu=base.Menu(base.MenuItem("Quit", print)))
print(os.environ.get("PYSTRAY_BACKEND"), *sys.modules)
"""


@pytest.mark.parametrize("first", ["", "os.environ['PYSTRAY_BACKEND'] = 'dummy'; import pystray"])
@pytest.mark.parametrize("backend", [None, "gtk"])
def test_the_base_is_had_without_a_desktop_and_the_environment_is_as_before(backend: str | None, first: str) -> None:
    """What the user chose for pystray stays chosen, for programs started from here; pictures are not loaded either."""
    environ = {name: value for name, value in os.environ.items() if name != "PYSTRAY_BACKEND"}
    environ |= {"DISPLAY": ":0"} | ({} if backend is None else {"PYSTRAY_BACKEND": backend})
    code = [sys.executable, "-c", CODE.format(first=first)]

    told = subprocess.run(code, cwd=ROOT, env=environ, text=True, capture_output=True, check=True)

    kept, *modules = told.stdout.split()
    assert kept == ("dummy" if first else str(backend))
    assert {"PIL", "Xlib", "gi"} & {name.partition(".")[0] for name in modules} == set()


def test_where_pystray_cannot_be_imported_the_environment_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may not be installed: that is the caller's affair, and nobody else's."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "pystray"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delenv("PYSTRAY_BACKEND", raising=False)
    from reminder.tray.pystray_base import pystray_base

    with pytest.raises(ImportError):
        pystray_base()

    assert "PYSTRAY_BACKEND" not in os.environ
