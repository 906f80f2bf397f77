"""The throw-away desktop as a fixture."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.packages import need
from tests.desktop.rig import BASE, Desktop, Panel, Server

OpenDesktop = Callable[..., Desktop]


@pytest.fixture
def open_desktop(tmp_path: Path) -> Iterator[OpenDesktop]:
    """Opens desktops, and ends them with the test. `open_desktop(panel="xfce4-panel", server="dunst")`.

    Without the programs for it the test is skipped; where REMINDER_REQUIRE_DESKTOP=1 says that they must be there
    (CI), it fails.
    """
    with ExitStack() as opened:

        def open_one(*, panel: Panel | None = None, server: Server | None = None) -> Desktop:
            need(*BASE, *filter(None, (panel, server)))
            root = tmp_path / f"desktop-{len(list(tmp_path.iterdir()))}"
            return opened.enter_context(Desktop(root, panel=panel, server=server))

        yield open_one
