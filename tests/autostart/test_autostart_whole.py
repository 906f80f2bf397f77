"""The service as systemd starts it, on a desktop: kept from the network, and from nothing that it needs."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from reminder.autostart import Start
from reminder.autostart.systemd import SystemdUnit
from tests.autostart.running import awaited
from tests.autostart.user_systemd import UserSystemd, until
from tests.desktop.packages import need
from tests.desktop.rig import BASE, Desktop

pytestmark = pytest.mark.desktop

TALKS = """
import pathlib, socket
told = []
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_UNIX):
    try:
        socket.socket(family, socket.SOCK_DGRAM if family != socket.AF_NETLINK else socket.SOCK_RAW).close()
    except OSError as refusal:
        told.append(refusal.strerror)
    else:
        told.append(family.name)
pathlib.Path.home().joinpath("told.new").write_text(chr(10).join(told))
pathlib.Path.home().joinpath("told.new").rename(pathlib.Path.home() / "told")
"""


def turned_on(systemd: UserSystemd, *words: str) -> None:
    awaited(SystemdUnit(systemd.config, systemd.environ).turn_on(Start(words, str(systemd.root / "home"))))


def test_the_kernel_keeps_it_from_the_network(systemd: UserSystemd) -> None:
    """That nothing leaves this machine is a promise, and here it is held by somebody else than us."""
    script = systemd.root / "bin" / "talks.py"
    script.write_text(TALKS)
    turned_on(systemd, sys.executable, str(script))

    systemd.log_in()

    told = systemd.root / "home" / "told"
    until(told.exists)
    no = "Address family not supported by protocol"
    assert told.read_text().splitlines() == [no, no, no, "AF_UNIX"]


def test_it_senses_under_systemd_what_it_senses_in_a_terminal(systemd: UserSystemd, tmp_path: Path) -> None:
    """X11, D-Bus, the sound server's and the camera's programs: a filter too many would be told as a refusal."""
    need(*BASE, "xfce4-panel", "dunst", "pulseaudio", "pactl")
    with Desktop(tmp_path / "desktop", panel="xfce4-panel", server="dunst") as desktop:
        # the sound server is found by its socket in the folder of this session
        desktop.spawn(
            ["pulseaudio", "-n", "--exit-idle-time=-1", "-L", "module-null-sink", "-L", "module-native-protocol-unix"],
            systemd.environ,
        )
        until((Path(systemd.environ["XDG_RUNTIME_DIR"]) / "pulse" / "native").is_socket)
        session = {
            name: desktop.environ[name]
            for name in ("DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP")
            if name in desktop.environ
        }
        script = systemd.root / "bin" / "reminder"
        script.write_text(f'#!/bin/sh\nPYTHONPATH="{Path.cwd()}" exec "{sys.executable}" -P -m reminder "$@"\n')
        script.chmod(0o755)
        turned_on(systemd, str(script))

        def doctor() -> dict[str, Any]:
            asked = systemd.run(str(script), "doctor", "--json", **session, REMINDER_HOME=str(systemd.root / "home"))
            told: dict[str, Any] = json.loads(asked.stdout)
            return told

        in_a_terminal = doctor()
        for name, value in session.items():
            systemd.systemctl("set-environment", f"{name}={value}")
        assert systemd.systemctl("start", "session.target").returncode == 0
        until(lambda: doctor()["running"])
        under_systemd = doctor()

        assert (in_a_terminal["running"], under_systemd["running"]) == (False, True)
        assert ways(under_systemd) == ways(in_a_terminal)
        assert {"pactl", "x11", "freedesktop", "dunst"} <= {
            name for used in ways(under_systemd).values() for name in used
        }
        systemd.log_out()


def ways(told: dict[str, Any]) -> dict[str, list[str]]:
    """What each part is done with."""
    return {part["name"]: part["used"] for part in told["parts"] if part["name"] != "autostart"}
