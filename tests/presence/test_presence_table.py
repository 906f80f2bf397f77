"""Which way to tell presence is taken where, and what the user reads where none is."""

import asyncio
import sys
from datetime import UTC, datetime
from types import ModuleType

import pytest

from reminder.backends import Choice, choose
from reminder.presence import Presence, macos_calls, windows_calls
from reminder.presence.session import Hearers
from reminder.presence.table import session_watch, table, wayland_refusal, x11_refusal
from tests.presence.fake_mac import FakeMac
from tests.presence.fake_windows import FakeWindows

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}
linux = pytest.mark.skipif(sys.platform != "linux", reason="the rows of Linux")


def nine() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=UTC)


def chosen() -> tuple[Choice[Presence], dict[str, str]]:
    """What is taken in this environment, and why each row before it was not."""
    choice = asyncio.run(choose(table(nine)))
    return choice, {refused.name: refused.reason for refused in choice.refused}


def test_an_x11_session_is_not_refused_beforehand() -> None:
    """Whether the server can tell idle time is for the server to say. startx from a console is such a session, too."""
    assert x11_refusal(X11) is None
    assert x11_refusal({"DISPLAY": ":0", "XDG_SESSION_TYPE": "tty"}) is None
    assert x11_refusal({"DISPLAY": ":0", "WAYLAND_DISPLAY": ""}) is None


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({}, "DISPLAY"),
        ({"DISPLAY": ""}, "DISPLAY"),
        ({**X11, "WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ({**X11, "WAYLAND_SOCKET": "7"}, "Wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "Wayland"),
    ],
)
def test_a_session_x11_cannot_speak_for_is_refused_with_its_reason(environ: dict[str, str], word: str) -> None:
    """Xwayland answers, but with the idle time of its own windows: away, while one types elsewhere."""
    reason = x11_refusal(environ)

    assert reason is not None
    assert word in reason


@linux
def test_outside_a_session_it_is_said_where_to_start_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By ssh the session bus may be reached, and then no other line has what would help."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)

    choice, _ = chosen()

    fixes = {refused.name: refused.fix for refused in choice.refused}
    assert fixes["x11"] == "start reminder inside your desktop session"


@pytest.mark.parametrize(
    "environ", [{"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_SOCKET": "7"}, {"XDG_SESSION_TYPE": "wayland"}]
)
def test_a_wayland_session_is_known_by_any_of_its_signs(environ: dict[str, str]) -> None:
    """Each of them may come alone: from a service manager, from the compositor itself, from the login screen."""
    assert wayland_refusal(environ) is None
    assert wayland_refusal(X11 | environ) is None


def test_in_an_x11_session_no_compositor_is_looked_for() -> None:
    """One of somebody else's could be there, under the usual name."""
    assert "WAYLAND_DISPLAY" in (wayland_refusal(X11) or "")


@linux
def test_outside_a_graphical_session_presence_is_unknown_and_says_why() -> None:
    """The service runs all the same, and `doctor` has a sentence for the user."""
    choice, reasons = chosen()

    assert (choice.name, choice.backend.known) == ("unknown", False)
    assert reasons
    assert all(reasons.values())


@linux
def test_the_ways_are_tried_in_one_order_everywhere() -> None:
    """X11 before GNOME's own way, which idle inhibitors hold back; the session manager, who is late, last."""
    assert [row.name for row in table(nine)] == ["wayland", "x11", "mutter", "logind", "unknown"]


@pytest.mark.parametrize(
    ("platform", "name", "calls"),
    [
        ("win32", "windows", (windows_calls, "WindowsCalls", FakeWindows)),
        ("darwin", "macos", (macos_calls, "MacCalls", FakeMac)),
    ],
)
def test_other_systems_have_a_way_of_their_own_and_no_x_server(
    monkeypatch: pytest.MonkeyPatch, platform: str, name: str, calls: tuple[ModuleType, str, type]
) -> None:
    """XQuartz on a Mac is no more to be asked than Xwayland is."""
    module, called, fake = calls
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(module, called, fake, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")

    async def story() -> None:
        rows = table(nine)
        choice = await choose(rows)
        assert [name, "unknown"] == [row.name for row in rows]
        assert (choice.name, choice.backend.known) == (name, True)
        await choice.backend.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    ("platform", "calls"),
    [("win32", (windows_calls, "WindowsCalls", FakeWindows)), ("darwin", (macos_calls, "MacCalls", FakeMac))],
)
def test_what_watches_the_lock_tells_of_sleep_and_clock_there(
    monkeypatch: pytest.MonkeyPatch, platform: str, calls: tuple[ModuleType, str, type]
) -> None:
    """There is no timerfd; a line of `doctor` each."""
    module, called, fake = calls
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(module, called, fake, raising=False)

    async def story() -> None:
        watch = session_watch(Hearers(lambda event: None), nine)
        await watch.open()
        try:
            assert {part.name: bool(part.used) for part in watch.parts} == {"lock": True, "sleep": True, "clock": True}
        finally:
            await watch.close()

    asyncio.run(story())


@linux
def test_on_linux_the_lock_is_watched_by_d_bus() -> None:
    """Whatever the desktop."""
    from reminder.presence.locks import LockWatch

    assert isinstance(session_watch(Hearers(lambda event: None), nine), LockWatch)


@linux
def test_a_server_that_is_not_there_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """DISPLAY outlives its server in a forgotten terminal or a tmux."""
    for display in ("unix/:4711", "nonsense"):
        monkeypatch.setenv("DISPLAY", display)

        choice, reasons = chosen()

        assert choice.name == "unknown"
        assert display in reasons["x11"]


@linux
def test_a_compositor_that_is_not_there_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with X11; and an X server beside it is not asked in its place."""
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "/nowhere/wayland-0")

    choice, reasons = chosen()

    assert choice.name == "unknown"
    assert "Wayland" in reasons["wayland"]
    assert "its own windows" in reasons["x11"]


LIBRARIES = {
    "x11": ("DISPLAY", "python-xlib", "Xlib.error", ("x11", "xsync")),
    "wayland": ("WAYLAND_DISPLAY", "pywayland", "pywayland.client.display", ("wayland", "wayland_idle")),
}


@linux
@pytest.mark.parametrize("row", LIBRARIES)
def test_without_its_library_the_refusal_names_the_package(monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    """A distribution may leave it out, or there is none for this machine; the fix is to install it."""
    variable, package, library, ours = LIBRARIES[row]
    monkeypatch.setenv(variable, "there")
    for module in ours:
        monkeypatch.delitem(sys.modules, f"reminder.presence.{module}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)

    _, reasons = chosen()

    assert f"the package {package} cannot be loaded" in reasons[row]
