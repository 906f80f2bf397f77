"""The throw-away desktop as a fixture."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.rig import BASE, PACKAGES, Desktop, Panel, Server, program

OpenDesktop = Callable[..., Desktop]


@pytest.fixture
def open_desktop(tmp_path: Path) -> Iterator[OpenDesktop]:
    """Opens desktops, and ends them with the test. `open_desktop(panel="xfce4-panel", server="dunst")`.

    Without the programs for it the test is skipped; where REMINDER_REQUIRE_DESKTOP=1 says that they must be there
    (CI), it fails.
    """
    with ExitStack() as opened:

        def open_one(*, panel: Panel | None = None, server: Server | None = None) -> Desktop:
            _need(*BASE, *filter(None, (panel, server)))
            root = tmp_path / f"desktop-{len(list(tmp_path.iterdir()))}"
            return opened.enter_context(Desktop(root, panel=panel, server=server))

        yield open_one


def _need(*programs: str) -> None:
    missing = sorted({PACKAGES[name] for name in programs if program(name) is None})
    if not missing:
        return
    sentence = f"not installed: {' '.join(missing)}"
    if os.environ.get("REMINDER_REQUIRE_DESKTOP") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)
