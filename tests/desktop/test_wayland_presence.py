"""Presence on real compositors: KWin, which has ext-idle-notify, and sway 1.7, which has only KDE's own protocol."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reminder.backends import choose
from reminder.clock import now
from reminder.core.events import Left, Returned
from reminder.presence import PresenceEvent
from reminder.presence.table import table
from tests.conftest import need
from tests.presence.contract import Desk, PresenceContract, until
from tests.presence.wakeful import work_wakes_nobody

if sys.platform != "linux":
    pytest.skip("Wayland is on Linux", allow_module_level=True)
pytest.importorskip("pywayland")

from reminder.presence.wayland import WaylandPresence
from reminder.presence.wayland_idle import connect
from tests.desktop.wayland_rig import Compositor, kwin, sway

pytestmark = pytest.mark.desktop

SHORT = timedelta(milliseconds=500)


@pytest.fixture
def plasma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Compositor]:
    """This process belongs to a session of KWin's."""
    need("kwin_wayland")
    with kwin(tmp_path) as compositor:
        monkeypatch.setenv("WAYLAND_DISPLAY", str(compositor.socket))
        yield compositor


@pytest.fixture
def wlroots(monkeypatch: pytest.MonkeyPatch) -> Iterator[Compositor]:
    """This process belongs to a session of sway's."""
    need("sway", "wtype", "setpriv")
    with sway() as compositor:
        monkeypatch.setenv("WAYLAND_DISPLAY", str(compositor.socket))
        yield compositor


@dataclass
class WaylandDesk:
    compositor: Compositor
    presence: WaylandPresence

    def now(self) -> datetime:
        return now()

    async def touch(self) -> None:
        self.compositor.touch()

    async def rest(self, span: timedelta) -> None:
        """Wait until the compositor itself says, on another connection, that nothing came for so long."""
        other = await connect()
        try:
            other.watch(span, input_only=True)
            other.send()
            await until(lambda: any(change.idle for change in other.changes()))
        finally:
            other.close()

    async def unplug(self) -> None:
        self.compositor.kill()


class TestOnKwin(PresenceContract):
    short = SHORT
    slack = timedelta(milliseconds=500)  # it counts from when the question got to it
    knows_the_past = False

    @pytest.fixture(autouse=True)
    def _plasma(self, plasma: Compositor) -> None:
        self.compositor = plasma

    @asynccontextmanager
    async def open_desk(self) -> AsyncIterator[Desk]:
        yield WaylandDesk(self.compositor, WaylandPresence(await connect(), now, input_pause=self.short))


@pytest.mark.parametrize("session", ["plasma", "wlroots"])
def test_a_wayland_session_is_served_by_the_first_row_and_tells_every_absence(
    session: str, request: pytest.FixtureRequest
) -> None:
    """The table, the environment and the compositor together, as the service opens them; by both protocols."""
    compositor: Compositor = request.getfixturevalue(session)

    async def story() -> tuple[str, list[PresenceEvent]]:
        told: list[PresenceEvent] = []
        choice = await choose(table(now))
        compositor.touch()
        choice.backend.watch(told.append, away_after=SHORT)
        for absence in range(1, 3):
            await until(lambda n=absence: len(told) == 2 * n - 1)  # type: ignore[misc]
            compositor.touch()
            await until(lambda n=absence: len(told) == 2 * n)  # type: ignore[misc]
        await choice.backend.close()
        return choice.name, told

    name, told = asyncio.run(story())

    assert name == "wayland"
    assert [type(event) for event in told] == [Left, Returned] * 2


def test_work_at_the_desk_wakes_nobody(plasma: Compositor) -> None:
    """Input goes to the compositor alone; only an edge wakes. A new pointer does, too, so there is one already."""
    work_wakes_nobody("wayland", plasma.touch, touches=20)
