"""Sessions to be started in: one of a script that answers as systemctl does, and one of a real user's systemd."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.autostart.scripted_systemd import ScriptedSystemd
from tests.autostart.user_systemd import MANAGER, CannotRun, UserSystemd
from tests.conftest import need


@pytest.fixture
def scripted(tmp_path: Path) -> ScriptedSystemd:
    """A session in which a script speaks for systemd."""
    return ScriptedSystemd(tmp_path)


@pytest.fixture
def systemd() -> Iterator[UserSystemd]:
    """A real user's systemd; the test is skipped where none can be had."""
    need("systemctl", MANAGER, "unshare")
    session = UserSystemd(os.environ)
    try:
        session.start()
    except CannotRun as reason:
        session.end()
        pytest.skip(str(reason))
    yield session
    session.end()
