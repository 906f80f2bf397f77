"""Presence and lock on the real thing: mutter, and GNOME Shell, each with real input."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from dbus_fast import Variant

if sys.platform in ("win32", "darwin"):
    pytest.skip("no GNOME here", allow_module_level=True)

from reminder.clock import now
from reminder.core.events import Left, Locked, PresenceLost, Returned, Unlocked
from reminder.presence import PresenceEvent
from reminder.presence.locks import LockEvent, LockWatch
from reminder.presence.mutter import KEEPS_FROM_IDLE, SESSION_MANAGER, SESSION_MANAGER_PATH, MutterPresence, open_mutter
from tests.conftest import need
from tests.desktop.gnome_rig import ANSWER, SHIELD, Gnome, Program, gnome
from tests.presence.contract import Desk, PresenceContract, settle
from tests.presence.fake_shell import FakeSessionManager
from tests.presence.peer import until

pytestmark = pytest.mark.heavy

SHORT = timedelta(seconds=1)
LONG = timedelta(minutes=10)
PROGRAMS: tuple[Program, ...] = ("mutter", "gnome-shell")


@dataclass
class GnomeDesk:
    desktop: Gnome
    presence: MutterPresence

    def now(self) -> datetime:
        return now()

    async def touch(self) -> None:
        await self.desktop.touch()

    async def rest(self, span: timedelta) -> None:
        await self.desktop.rest(span)

    async def unplug(self) -> None:
        self.desktop.session_bus.end()

    async def at_rest(self) -> None:
        await until(lambda: self.presence._errand.at_rest)
        await settle()


@asynccontextmanager
async def sit_down(root: Path, program: Program, *, patience: timedelta = 60 * SHORT) -> AsyncIterator[GnomeDesk]:
    """At a desktop that is just up, with a presence on it."""
    need("dbus-daemon", program)
    async with gnome(root, program) as desktop:
        presence = await open_mutter(now, desktop.environ, ANSWER, input_pause=SHORT, patience=patience)
        try:
            yield GnomeDesk(desktop, presence)
        finally:
            await presence.close()


class GnomeContract(PresenceContract):
    short = SHORT
    slack = SHORT / 2
    program: ClassVar[Program]

    @pytest.fixture(autouse=True)
    def _root(self, tmp_path: Path) -> None:
        self.roots = (tmp_path / str(number) for number in count())

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        root = next(self.roots)
        root.mkdir(mode=0o700)
        async with sit_down(root, self.program) as desk:
            yield desk

    async def at_once(self, desk: Desk, span: timedelta, condition: Callable[[], bool]) -> None:
        assert isinstance(desk, GnomeDesk)
        await desk.at_rest()


class TestMutter(GnomeContract):
    program = "mutter"


class TestGnomeShell(GnomeContract):
    program = "gnome-shell"


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 120))


def kinds(told: list[PresenceEvent]) -> list[type[PresenceEvent]]:
    return [type(event) for event in told]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_restart_of_the_shell_is_bridged(tmp_path: Path, program: Program) -> None:
    """Alt+F2, r on Xorg; a crash. Its watches are gone, and the next absence is told all the same."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with sit_down(tmp_path, program) as desk:
            desk.presence.watch(told.append, away_after=2 * SHORT)
            await desk.at_rest()

            await desk.desktop.kill()
            await desk.desktop.start()
            await desk.touch()
            await desk.rest(2 * SHORT)
            await until(lambda: told)
            await desk.at_rest()
            await desk.touch()
            await until(lambda: len(told) > 1)

            assert kinds(told) == [Left, Returned]
            assert desk.presence.known

    run(story())


def test_a_restart_of_the_shell_during_an_absence_is_no_return(tmp_path: Path) -> None:
    """The new one counts from zero."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with sit_down(tmp_path, "mutter") as desk:
            desk.presence.watch(told.append, away_after=SHORT)
            await until(lambda: told)

            await desk.desktop.kill()
            await desk.desktop.start()
            await desk.rest(2 * SHORT)
            await desk.at_rest()
            assert kinds(told) == [Left]
            await desk.touch()
            await until(lambda: len(told) > 1)

            assert kinds(told) == [Left, Returned]

    run(story())


def test_a_shell_that_is_gone_for_good_makes_presence_unknown(tmp_path: Path) -> None:
    """After the time a restart takes there is nobody left who could tell."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with sit_down(tmp_path, "mutter", patience=SHORT) as desk:
            desk.presence.watch(told.append, away_after=LONG)
            await desk.at_rest()
            await desk.desktop.kill()
            await until(lambda: told)

            assert kinds(told) == [PresenceLost]
            assert not desk.presence.known

    run(story())


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_film_hides_an_absence_from_the_watch_but_not_from_us(tmp_path: Path, program: Program) -> None:
    """And its end, from where the shell counts anew, is nobody's return."""

    async def story() -> None:
        told: list[PresenceEvent] = []
        async with sit_down(tmp_path, program) as desk:
            manager = FakeSessionManager(desk.desktop.session_bus.address)
            await manager.open()

            async def keep_from_idle(actions: int) -> None:
                manager.actions = actions
                changed = {"InhibitedActions": Variant("u", actions)}
                await manager.tell_changes(SESSION_MANAGER_PATH, SESSION_MANAGER, changed)

            desk.presence.watch(told.append, away_after=2 * SHORT)
            await desk.touch()
            await keep_from_idle(KEEPS_FROM_IDLE)
            await until(lambda: told)
            await desk.at_rest()
            before = await desk.desktop.idle()
            await keep_from_idle(0)
            await until(lambda: desk.presence._kept_from_idle is False)
            await desk.at_rest()
            desk.presence.watch(told.append, away_after=3 * SHORT)
            await desk.at_rest()
            assert await desk.desktop.idle() < before
            assert kinds(told) == [Left]
            await desk.touch()
            await until(lambda: len(told) > 1)
            await manager.close()

            assert kinds(told) == [Left, Returned]

    run(story())


@pytest.mark.parametrize("told_by", ["both", "logind", "the shell"])
def test_the_lock_of_gnome_shell_is_told_by_either_bus(tmp_path: Path, told_by: str) -> None:
    """It tells logind and the session bus; each is enough, and both together say it once."""
    need("dbus-daemon", "gnome-shell")
    if not Path("/run/systemd/seats").is_dir():
        pytest.skip("GNOME Shell looks for logind only where /run/systemd/seats is")

    async def story() -> None:
        told: list[LockEvent] = []
        async with gnome(tmp_path, "gnome-shell") as desktop:
            nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "XDG_RUNTIME_DIR": "/nowhere"}
            cut = {"logind": nowhere, "the shell": {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}}.get(told_by, {})
            watch = LockWatch(told.append, lambda: None, now, desktop.environ | cut, ANSWER)
            await watch.open()
            lock, _ = watch.parts
            used = {"both": ("logind (session 2)", SHIELD), "logind": ("logind (session 2)",), "the shell": (SHIELD,)}
            assert lock.used == used[told_by]

            for number in range(1, 5):
                await desktop.lock(on=number % 2 == 1)
                await until(lambda n=number: len(told) == n)  # type: ignore[misc]
                await until(lambda: len(set(watch._claims.said.values())) == 1)
            await watch.close()

            assert [type(event) for event in told] == [Locked, Unlocked] * 2
            assert "org.gnome.ScreenSaver" not in await names(desktop)

    run(story())


async def names(desktop: Gnome) -> list[Any]:
    """Who is on the session bus."""
    (listed,) = await desktop.ask("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.ListNames")
    assert isinstance(listed, list)
    return listed
