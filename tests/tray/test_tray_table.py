"""Which tray is tried on which system, and what the user is told where there is none."""

import asyncio
import os
import sys

import pytest

from reminder.backends import Unavailable, choose
from reminder.tray.table import table
from tests.tray.contract import Service


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A session in which the environment tells of no display at all."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def refusal() -> str:
    service = Service()
    with pytest.raises(Unavailable) as refused:
        asyncio.run(choose(table(service.act, service.refresh)))
    return str(refused.value)


@pytest.mark.parametrize(
    ("platform", "names"), [("linux", ["X11 tray"]), ("win32", ["system tray"]), ("darwin", ["system tray"])]
)
def test_each_system_has_its_own_ways(platform: str, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the table imports nothing of any platform."""
    monkeypatch.setattr(sys, "platform", platform)
    service = Service()

    assert names == [candidate.name for candidate in table(service.act, service.refresh)]


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is for Linux here")
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)  # python-xlib's
class TestWithoutX:
    def test_no_display_is_told_by_its_name(self, desktop: pytest.MonkeyPatch) -> None:
        """Who starts the service over ssh or from a unit must see what is missing."""
        assert refusal() == "X11 tray: there is no X display here (DISPLAY is not set)"

    def test_a_display_nobody_serves_is_told(self, desktop: pytest.MonkeyPatch) -> None:
        """A stale DISPLAY is the commonest mistake in a unit file."""
        desktop.setenv("DISPLAY", ":4711")

        assert refusal().startswith("X11 tray: cannot connect to the X display :4711: ")

    @pytest.mark.parametrize(("name", "value"), [("WAYLAND_DISPLAY", "wayland-0"), ("XDG_SESSION_TYPE", "wayland")])
    def test_a_wayland_session_is_told_to_wait(self, desktop: pytest.MonkeyPatch, name: str, value: str) -> None:
        """Xwayland would take the icon and show it nowhere."""
        desktop.setenv("DISPLAY", ":0")
        desktop.setenv(name, value)

        assert "Wayland" in refusal()

    @pytest.mark.parametrize("before", [None, "gtk"])
    def test_looking_for_a_tray_leaves_the_environment_alone(
        self, desktop: pytest.MonkeyPatch, before: str | None
    ) -> None:
        """Pystray is told by a variable not to probe; programs started later must not inherit it."""
        desktop.delenv("PYSTRAY_BACKEND", raising=False)
        if before:
            desktop.setenv("PYSTRAY_BACKEND", before)
        desktop.setenv("DISPLAY", ":4711")

        refusal()

        assert before == os.environ.get("PYSTRAY_BACKEND")
