"""The calls of macOS: nowhere else do they exist; there, each is made as it is declared."""

import runpy
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from reminder.presence import macos_calls
from reminder.presence.macos_locks import CLOCK_CHANGED, SCREEN_LOCKED, ZONE_CHANGED


def test_elsewhere_there_are_none() -> None:
    """The module is imported on every system: its frameworks are on a Mac alone."""
    assert hasattr(macos_calls, "MacCalls") is (sys.platform == "darwin")


def test_a_notification_is_asked_for_by_what_its_constant_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one of the time zone holds something else than its name, by which nothing would ever be heard."""
    asked: list[str] = []

    def take(name: str, *_: object) -> None:
        asked.append(name)

    center = SimpleNamespace(defaultCenter=lambda: SimpleNamespace(addObserverForName_object_queue_usingBlock_=take))
    centers = {"NSDistributedNotificationCenter": center, "NSNotificationCenter": center, "NSWorkspace": None}
    monkeypatch.setitem(sys.modules, "Foundation", SimpleNamespace(**centers))
    monkeypatch.setitem(sys.modules, "AppKit", SimpleNamespace(**{**centers, ZONE_CHANGED: "the zone's"}))
    monkeypatch.setattr(sys, "platform", "darwin")
    calls: Any = runpy.run_path(macos_calls.__file__)["MacCalls"]

    calls.observe(object.__new__(calls), [ZONE_CHANGED, SCREEN_LOCKED], asked.append)

    assert asked == ["the zone's", SCREEN_LOCKED]


if sys.platform == "darwin":
    from reminder.presence.macos_calls import MacCalls

    def test_idle_time_is_a_time() -> None:
        """Declared wrongly, it would be a random number."""
        assert 0 <= MacCalls().idle_seconds() < 366 * 24 * 3600

    def test_the_session_is_read_by_its_entries() -> None:
        """Declared wrongly, this would end the process. Over ssh there is none."""
        session = MacCalls().session()

        assert session is None or {type(entry) for entry in session} == {bool}

    @pytest.mark.parametrize("name", [CLOCK_CHANGED, ZONE_CHANGED])
    def test_notifications_are_heard_on_the_main_thread(name: str) -> None:
        """Posted by ourselves, to the office that they come from."""
        import Foundation

        heard: list[str] = []
        calls = MacCalls()
        center, posted = Foundation.NSNotificationCenter.defaultCenter(), getattr(Foundation, name)

        observation = calls.observe([name], heard.append)
        center.postNotificationName_object_(posted, None)
        calls.forget(observation)
        center.postNotificationName_object_(posted, None)

        assert heard == [name]
