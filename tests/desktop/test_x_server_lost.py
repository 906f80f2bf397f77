"""An X server that stops, dies and is started anew, and panels that are killed, under a service in its own process."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.rig import Desktop, wait_for
from tests.desktop.user import CONFIG, OTHERS_OFF, User

pytestmark = pytest.mark.desktop

LATE = CONFIG.replace('"10 s"      #', '"1 h"      #').replace('break = "5 s"', 'break = "2 min"') + OTHERS_OFF


@pytest.fixture
def user(open_desktop: Callable[..., Desktop], tmp_path: Path) -> User:
    home = tmp_path / "reminder"
    home.mkdir()
    (home / "config.toml").write_text(LATE)
    return User(open_desktop(panel="tint2", server="dunst"), home)


def backends(user: User) -> dict[str, str]:
    told: dict[str, str] = user.status().get("backends", {})
    return told


def unharmed(user: User) -> None:
    assert user.service is not None
    assert user.service.poll() is None
    assert "Traceback" not in user.said()
    assert not list(user.home.rglob("crash.txt"))


def test_a_killed_panel_is_told_and_has_the_icon_again(user: User) -> None:
    """Once it is gone, and once it is back."""
    user.start()
    wait_for(lambda: backends(user)["tray"] == "X11 tray", "the icon")

    user.desktop.restart_panel()

    wait_for(lambda: "The icon is in a panel again: X11 tray" in user.said(), "word of the icon")
    assert user.said().count("The icon is in no panel any more") == 1
    unharmed(user)


def test_what_dies_with_the_x_server_comes_back_with_the_next(user: User) -> None:
    """While it is stopped the service prompts as ever; killed, it takes presence and icon along, and brings them."""
    desktop = user.desktop
    user.start()
    wait_for(lambda: backends(user) == {"presence": "x11", "notify": "freedesktop", "tray": "X11 tray"}, "everything")
    server, display = desktop._running[0], desktop.environ["DISPLAY"]

    server.send_signal(signal.SIGSTOP)
    assert user.reminder("break").returncode == 0
    wait_for(lambda: user.status()["prompt"], "the prompt")
    assert user.reminder("skip").returncode == 0
    server.send_signal(signal.SIGCONT)
    assert user.status()["presence"] == "at_desk"

    desktop.end(server, signal.SIGKILL)
    wait_for(lambda: "The X server is lost" in user.said(), "word of the loss")
    assert backends(user)["tray"] == "none"
    desktop.spawn(["Xvfb", display, "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"])
    wait_for(lambda: "Presence is told by x11 from now on" in user.said(), "presence")
    assert user.status()["presence"] == "at_desk"
    desktop.spawn(["openbox"])
    desktop._start_panel("tint2")
    wait_for(lambda: "The icon is in a panel again: X11 tray" in user.said(), "the icon", 60)
    assert backends(user)["tray"] == "X11 tray"
    unharmed(user)
