"""Which tray is tried on which system."""

import sys

import pytest

from reminder.tray.table import table
from tests.tray.contract import Service


@pytest.mark.parametrize(
    ("platform", "names"), [("linux", ["desktop tray"]), ("win32", ["system tray"]), ("darwin", ["system tray"])]
)
def test_each_system_has_its_own_ways(platform: str, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the table imports nothing of any platform."""
    monkeypatch.setattr(sys, "platform", platform)
    service = Service()

    assert names == [candidate.name for candidate in table(service.act, service.refresh, service.moved)]
