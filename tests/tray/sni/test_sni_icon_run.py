"""The icon by itself, as any program has it with pystray: run(), run_detached() and stop(), with a bus and without."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reminder.backends import Unavailable
from reminder.tray.pystray_base import pystray_base
from reminder.tray.sni.icon import Icon, Place
from tests.private_bus import PrivateBus, until
from tests.tray.sni_panel import DOT, ITEM, ITEM_PATH, Panel, Watcher, run

pytestmark = pytest.mark.desktop

base = pystray_base()
Item, Menu = base.MenuItem, base.Menu
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 20
"""Seconds for a program that should end at once."""

PROGRAM = """
import signal, sys
from reminder.tray.sni.icon import Drawing, Icon

icon = Icon("reminder", Drawing("calm"), "Sitting")
signal.signal(signal.SIGTERM, lambda *_: icon.stop())
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it

def ready(icon):
    icon.visible = True
    print("ready", flush=True)

icon.run{detached}(ready)
print("end", flush=True)
"""


@pytest.fixture
def session(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> PrivateBus:
    """A bus that is everybody's session bus."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    return bus


def looking(bus: PrivateBus, story: Callable[[Icon, Panel], Any]) -> Callable[[Icon], None]:
    """A setup that looks at the icon with a panel, and stops it whatever it sees."""

    async def look(icon: Icon) -> None:
        assert icon._bus
        async with Panel(bus.address, icon._bus.unique_name) as panel:
            await story(icon, panel)

    def setup(icon: Icon) -> None:
        try:
            run(look(icon))
        finally:
            icon.stop()

    return setup


async def is_active(icon: Icon, panel: Panel) -> None:
    """Make it visible, and see it."""
    icon.visible = True
    assert await panel.get("Status") == "Active"


def test_run_serves_the_icon_until_it_is_stopped_and_can_be_called_again(session: PrivateBus) -> None:
    """The setup comes when the icon can be seen, in a thread of its own; each time."""
    icon = Icon("reminder", DOT, "Sitting", Menu(Item("Quit", print)))
    seen: list[list[str]] = []

    async def look(icon: Icon, panel: Panel) -> None:
        await is_active(icon, panel)
        seen.append((await panel.gtk_menu()).labels())

    for _ in range(2):
        icon.run(looking(session, look))
        icon._setup_thread.join(PATIENCE)  # pystray knows but one

    assert seen == [["Quit"]] * 2
    assert icon._bus is None
    icon.stop()
    icon._stop()  # as from another thread in the moment in which the loop ends


def test_without_a_setup_the_icon_becomes_visible_by_itself(session: PrivateBus) -> None:
    """As with all of pystray's back ends. A click may stop it."""
    stopped: list[str] = []

    def leave(icon: Icon) -> None:
        stopped.append(threading.current_thread().name)
        icon.stop()

    icon = Icon("reminder", DOT, "Sitting", Menu(Item("Quit", leave, default=True)))

    async def story() -> None:
        async with Watcher(session.address) as watcher:
            icon.run_detached()
            await until(lambda: watcher.taken and icon.visible)
            assert icon.place is Place.SHOWN
            async with Panel(session.address, watcher.taken[0]) as panel:
                assert await panel.get("Status") == "Active"
                (tray,) = (thread for thread in threading.enumerate() if thread.name == "tray")
                await panel.call(ITEM_PATH, f"{ITEM}.Activate", "ii", 0, 0)
                await until(lambda: not tray.is_alive())

    run(story())
    assert stopped == ["tray"]


def test_stop_without_run_does_nothing(session: PrivateBus) -> None:
    """Who cleans up need not know how far it came."""
    icon = Icon("reminder", DOT)

    icon.stop()

    assert icon.place is Place.NO_WATCHER


def test_run_returns_when_the_session_bus_ends(session: PrivateBus) -> None:
    """With it ends the session; a program that stayed would be in the way of the next."""
    icon = Icon("reminder", DOT)

    icon.run(lambda icon: session.end())

    icon._setup_thread.join(PATIENCE)
    assert icon.problem == "the session bus is gone"


def test_run_without_a_bus_is_an_error_and_leaves_no_thread_behind() -> None:
    """The thread that waits to set the icon up would keep the process for ever."""
    icon = Icon("reminder", DOT)
    setups: list[Icon] = []

    with pytest.raises(Unavailable, match="no session bus"):
        icon.run(setups.append)

    icon._setup_thread.join(PATIENCE)
    assert not icon._setup_thread.is_alive()
    icon.title = "still harmless"
    icon.stop()


def test_run_where_another_loop_runs_is_an_error_and_leaves_no_thread_behind(session: PrivateBus) -> None:
    """Inside asyncio one attaches the icon."""
    icon = Icon("reminder", DOT)

    async def story() -> None:
        with pytest.raises(RuntimeError, match="running event loop"):
            icon.run()

    asyncio.run(story())
    icon._setup_thread.join(PATIENCE)
    assert not icon._setup_thread.is_alive()


@contextmanager
def program(detached: str = "") -> Iterator["subprocess.Popen[str]"]:
    """A program with an icon, which does not outlive the story."""
    code = [sys.executable, "-X", "dev", "-W", "error", "-c", PROGRAM.format(detached=detached)]
    with subprocess.Popen(code, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize("detached", ["", "_detached"])
def test_a_program_without_a_bus_ends(detached: str) -> None:
    """By itself, whatever its icon's thread still has to say."""
    with program(detached) as running:
        _, errors = running.communicate(timeout=PATIENCE)

        assert running.returncode == (0 if detached else 1)
        assert detached or "Unavailable: there is no session bus" in errors
        assert "ResourceWarning" not in errors


def test_a_program_may_stop_in_a_signal_handler(session: PrivateBus) -> None:
    """That runs inside the loop's own sleep, which must be woken."""
    with program() as running:
        assert running.stdout
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGTERM)

        assert running.communicate(timeout=PATIENCE) == ("end\n", "")
        assert running.returncode == 0


def test_a_program_that_is_interrupted_leaves_the_bus_in_order(session: PrivateBus) -> None:
    """Ctrl+C is no reason for warnings about sockets."""
    with program() as running:
        assert running.stdout
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGINT)

        _, errors = running.communicate(timeout=PATIENCE)
        assert errors.rstrip().endswith("KeyboardInterrupt")
        assert "Warning" not in errors


def test_importing_it_loads_no_pictures_and_looks_for_no_desktop() -> None:
    """It costs what D-Bus costs; importing pystray itself would start GTK or talk to the X server."""
    code = (
        "import sys; sys.addaudithook(lambda event, _: event == 'socket.connect' and print('socket'))\n"
        "import reminder.tray.sni.icon\n"
        "print(*sys.modules)"
    )
    environ = {**os.environ, "DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}

    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, text=True, capture_output=True, check=True
    )

    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert {"PIL", "Xlib", "gi", "dbus_fast"} & loaded == set()
    assert {"pystray", "jeepney"} <= loaded
    assert not told.stdout.startswith("socket\n")
