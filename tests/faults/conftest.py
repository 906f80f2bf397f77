"""The service's buses, both of them a test's own."""

from pathlib import Path

import pytest

from tests.private_bus import PrivateBus


@pytest.fixture
def on_the_bus(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PrivateBus:
    """Both buses of the service are this one."""
    for name, value in bus.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return bus
