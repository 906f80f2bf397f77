"""The contract of a registry, for the fake on every system and for the real one on Windows."""

import sys
from collections.abc import Iterator

import pytest

from reminder.autostart.registry import Registry
from tests.autostart.fake_registry import FakeRegistry

KEY = r"Software\reminder-test"


@pytest.fixture(params=["fake", "real"])
def registry(request: pytest.FixtureRequest) -> Iterator[Registry]:
    if request.param == "fake":
        yield FakeRegistry()
        return
    if sys.platform != "win32":
        pytest.skip("the registry of Windows")
    import winreg

    from reminder.autostart.registry import WindowsRegistry

    yield WindowsRegistry()
    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, KEY)


def test_what_is_written_is_read_until_it_is_deleted(registry: Registry) -> None:
    """In a key that was not there before, whatever the case of its letters; a second delete finds nothing."""
    assert registry.read(KEY, "reminder") is None
    assert registry.delete(KEY, "reminder") is False

    registry.write(KEY, "reminder", "one")
    registry.write(KEY, "reminder", 'C:\\ü "two"')

    assert registry.read(KEY.upper(), "Reminder") == 'C:\\ü "two"'
    assert registry.read(KEY, "other") is None
    assert registry.delete(KEY, "reminder") is True
    assert registry.read(KEY, "reminder") is None
    assert registry.delete(KEY, "reminder") is False
