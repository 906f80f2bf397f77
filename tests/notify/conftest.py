"""A session bus of the test's own, as a fixture."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notify.session import PrivateBus


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[PrivateBus]:
    """Without dbus-daemon the test is skipped; it fails where REMINDER_REQUIRE_DESKTOP=1 says it must be there (CI)."""
    if shutil.which("dbus-daemon") is None:
        (pytest.fail if os.environ.get("REMINDER_REQUIRE_DESKTOP") == "1" else pytest.skip)(
            "not installed: dbus-daemon"
        )
    bus = PrivateBus(tmp_path)
    bus.start()
    yield bus
    bus.end()
