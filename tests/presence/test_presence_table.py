"""Which way to tell presence is taken where, and what the user reads where none is."""

import asyncio
import sys
from datetime import UTC, datetime

import pytest

from reminder.backends import choose
from reminder.presence.table import table, x11_refusal

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}


def nine() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_an_x11_session_is_not_refused_beforehand() -> None:
    """Whether the server can tell idle time is for the server to say. startx from a console is such a session, too."""
    assert x11_refusal("linux", X11) is None
    assert x11_refusal("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "tty"}) is None
    assert x11_refusal("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": ""}) is None


@pytest.mark.parametrize(
    ("platform", "environ", "word"),
    [
        ("linux", {}, "DISPLAY"),
        ("linux", {"DISPLAY": ""}, "DISPLAY"),
        ("linux", {**X11, "WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "Wayland"),
        ("win32", {}, "Windows"),
        ("darwin", X11, "macOS"),
    ],
)
def test_a_session_x11_cannot_speak_for_is_refused_with_its_reason(
    platform: str, environ: dict[str, str], word: str
) -> None:
    """Xwayland and XQuartz answer, but with the idle time of their own windows: away, while one types elsewhere."""
    reason = x11_refusal(platform, environ)

    assert reason is not None
    assert word in reason


def test_outside_a_graphical_session_presence_is_unknown_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service runs all the same, and `doctor` has a sentence for the user."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)

    choice = asyncio.run(choose(table(nine)))

    assert (choice.name, choice.backend.known) == ("unknown", False)
    assert [("x11", x11_refusal(sys.platform, {}))] == [(refused.name, refused.reason) for refused in choice.refused]


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is refused beforehand")
def test_a_server_that_is_not_there_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """DISPLAY outlives its server in a forgotten terminal or a tmux."""
    for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    for display in ("unix/:4711", "nonsense"):
        monkeypatch.setenv("DISPLAY", display)

        choice = asyncio.run(choose(table(nine)))

        assert choice.name == "unknown"
        assert display in choice.refused[0].reason


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is refused beforehand")
def test_without_python_xlib_the_refusal_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution may leave it out; the fix is to install it."""
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delitem(sys.modules, "reminder.presence.x11", raising=False)
    monkeypatch.delitem(sys.modules, "reminder.presence.xsync", raising=False)
    monkeypatch.setitem(sys.modules, "Xlib", None)
    monkeypatch.setitem(sys.modules, "Xlib.error", None)

    choice = asyncio.run(choose(table(nine)))

    assert "python-xlib" in choice.refused[0].reason
