"""Which tray has the icon on Linux, as panels of both kinds come and go; the X11 tray is played, the bus is real."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

if sys.platform in ("win32", "darwin"):
    pytest.skip("trays of a Linux desktop", allow_module_level=True)

from reminder.backends import Part, Unavailable
from reminder.tray import Picture, linux
from reminder.tray.linux import ANY_FIX, FIXES, STATUS_NOTIFIER, X11, LinuxTray
from reminder.tray.menu import picture
from tests.private_bus import PrivateBus, until
from tests.tray import contract
from tests.tray.sni_panel import Panel, Watcher, run

pytestmark = pytest.mark.desktop


@dataclass
class X11Tray:
    """The icon in an X11 tray."""

    docked: bool = True
    paintings: list[Picture] = field(default_factory=list)
    closed: bool = False
    ended: bool = False

    def paint(self, picture: Picture) -> None:
        self.paintings.append(picture)

    async def settled(self) -> None:
        """At once."""

    async def close(self) -> None:
        self.closed = True
        self.docked = False


class XScreen:
    """An X screen with or without a tray: `has_tray`; `hangs`: what the server does. `opened` are the icons in it."""

    def __init__(self) -> None:
        self.has_tray = self.hangs = False
        self.asked = 0
        self.opened: list[X11Tray] = []
        self.announce: Callable[[], None] = lambda: None

    async def look(self, tray: LinuxTray) -> bool:
        self.asked += 1
        self.announce = tray._look_again
        if self.hangs:
            raise Unavailable("the X server did not answer in 2 s")
        return self.has_tray

    async def open(self, act: object, refresh: object, moved: object) -> X11Tray:
        self.opened.append(X11Tray())
        return self.opened[-1]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> XScreen:
    """An X screen without a tray, in place of a real one."""
    x = XScreen()

    async def has_x11_tray(tray: LinuxTray) -> bool:
        return await x.look(tray)

    monkeypatch.setattr(LinuxTray, "_has_x11_tray", has_x11_tray)
    monkeypatch.setattr(linux, "open_tray", x.open)
    monkeypatch.setattr(linux, "PATIENCE", timedelta(0))
    return x


@asynccontextmanager
async def at_a_desktop(environ: dict[str, str], service: contract.Service | None = None) -> AsyncIterator[LinuxTray]:
    """The tray of a service, once it is known who shows its icon; without one of the test's own, of any service."""
    service = service or contract.Service()
    tray = LinuxTray(service.act, service.refresh, service.moved, environ)
    await tray.open()
    tray.paint(service.now)
    try:
        await tray.settled()
        yield tray
    finally:
        await tray.close()


@asynccontextmanager
async def in_a_panel(bus: PrivateBus, service: contract.Service) -> AsyncIterator[tuple[LinuxTray, Panel]]:
    """A service's tray, and the panel that shows its icon."""
    async with (
        Watcher(bus.address) as watcher,
        at_a_desktop(bus.environ, service) as tray,
        Panel(bus.address, watcher.taken[0]) as panel,
    ):
        yield tray, panel


def test_a_panel_for_status_notifier_items_gets_the_icon(bus: PrivateBus, screen: XScreen) -> None:
    """And nobody is asked for another tray, though there may be one."""
    screen.has_tray = True

    async def story() -> None:
        async with Watcher(bus.address) as watcher, at_a_desktop(bus.environ) as tray:
            assert len(watcher.taken) == 1
            assert tray.shown
            assert tray.part() == Part("tray", (STATUS_NOTIFIER,))

    run(story())
    assert screen.asked == 0


def test_without_one_an_x11_tray_gets_it(bus: PrivateBus, screen: XScreen) -> None:
    """With the picture of now; and doctor says why it is not the better one."""
    screen.has_tray = True

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            (x11,) = screen.opened
            assert x11.paintings == [contract.Service().now]
            assert tray.shown
            part = tray.part()
            assert part.used == (X11,)
            assert [(refused.name, refused.fix) for refused in part.refused] == [(STATUS_NOTIFIER, "")]
        assert x11.closed

    run(story())


def test_a_better_panel_that_comes_late_takes_the_icon_over(bus: PrivateBus, screen: XScreen) -> None:
    """One icon, not two: the X11 one goes. When the panel dies, it comes back."""
    screen.has_tray = True

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            async with Watcher(bus.address):
                await until(lambda: screen.opened[0].closed)
                assert tray.part().used == (STATUS_NOTIFIER,)
            await until(lambda: len(screen.opened) == 2)
            await until(lambda: tray.part().used == (X11,))

    run(story())


def test_a_panel_that_offers_both_is_not_taken_for_an_x11_tray(
    bus: PrivateBus, screen: XScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Xfce owns the X11 tray a moment before it takes items: the icon would jump."""
    screen.has_tray = True
    monkeypatch.setattr(linux, "PATIENCE", timedelta(hours=1))

    async def story() -> None:
        service = contract.Service()
        tray = LinuxTray(service.act, service.refresh, lambda: None, bus.environ)
        await tray.open()
        await until(lambda: screen.asked)
        async with Watcher(bus.address):
            await tray.settled()
            assert tray.part().used == (STATUS_NOTIFIER,)
            await tray.close()

    run(story())
    assert screen.opened == []


def test_an_x11_tray_that_appears_gets_the_icon(bus: PrivateBus, screen: XScreen) -> None:
    """At login the panel may come after the service."""

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            assert not tray.shown
            screen.has_tray = True
            screen.announce()
            await until(lambda: tray.shown)

    run(story())


@pytest.mark.parametrize(
    ("desktop", "fix"),
    [
        ("GNOME", FIXES["GNOME"]),
        ("ubuntu:GNOME", FIXES["GNOME"]),
        ("KDE", FIXES["KDE"]),
        ("i3", ANY_FIX),
        ("", ANY_FIX),
    ],
)
def test_without_any_tray_the_fix_for_this_desktop_is_told(
    bus: PrivateBus, screen: XScreen, desktop: str, fix: str
) -> None:
    """On GNOME that is the name of an extension, which nobody would guess."""

    async def story() -> None:
        async with at_a_desktop({**bus.environ, "XDG_CURRENT_DESKTOP": desktop}) as tray:
            part = tray.part()
            assert part.used == ()
            assert [refused.name for refused in part.refused] == [STATUS_NOTIFIER, X11]
            assert part.refused[0].fix == fix

    run(story())


def test_an_x_server_that_hangs_is_a_reason_and_not_a_wait(bus: PrivateBus, screen: XScreen) -> None:
    """The service goes on; the other tray is taken as ever."""
    screen.hangs = True

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            assert "did not answer" in tray.part().refused[1].reason
            async with Watcher(bus.address):
                await until(lambda: tray.shown)

    run(story())


def test_what_did_not_answer_is_asked_again(bus: PrivateBus, screen: XScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    """At login everything is busy; one late answer must not cost the tray for the whole session."""
    monkeypatch.setattr(linux, "DELAYS", (timedelta(seconds=0.02),) * 500)
    screen.hangs = screen.has_tray = True

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            await until(lambda: screen.asked > 2)
            screen.hangs = False
            await until(lambda: tray.part().used == (X11,))

    run(story())


def test_a_bus_that_comes_back_gets_the_icon_again(
    bus: PrivateBus, screen: XScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desktop may restart it under a running session."""
    monkeypatch.setattr(linux, "DELAYS", (timedelta(seconds=0.05),) * 100)

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            async with Watcher(bus.address):
                await until(lambda: tray.shown)
                bus.end()
                await until(lambda: not tray.shown)
            bus.start()
            async with Watcher(bus.address):
                await until(lambda: tray.shown)

    run(story())


def test_a_bus_that_has_served_is_looked_for_however_long_it_takes(
    bus: PrivateBus, screen: XScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may die again and again, or for an hour; only one that was never there is given up."""
    monkeypatch.setattr(linux, "DELAYS", (timedelta(0),))
    monkeypatch.setattr(linux, "LATER", timedelta(seconds=0.02))

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            for _ in range(3):
                async with Watcher(bus.address):
                    await until(lambda: tray.shown)
                    bus.end()
                    await until(lambda: not tray.shown)
                asked = screen.asked
                await until(lambda asked=asked: screen.asked > asked + 2)  # once for each look for the bus
                bus.start()

    run(story())


def test_a_bus_that_was_never_there_is_given_up(
    bus: PrivateBus, screen: XScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing ticks where there is nothing to find."""
    monkeypatch.setattr(linux, "DELAYS", (timedelta(0),) * 3)
    bus.end()

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            await until(lambda: next(tray._delays, None) is None and tray._again is None)

    run(story())


def test_an_x_server_that_is_started_anew_has_the_icon_again(
    bus: PrivateBus, screen: XScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that served the icon has ended with the old one."""
    monkeypatch.setattr(linux, "DELAYS", (timedelta(seconds=0.02),) * 5)
    screen.has_tray = True

    async def story() -> None:
        async with at_a_desktop(bus.environ) as tray:
            await until(lambda: tray.part().used == (X11,))
            (old,) = screen.opened
            old.docked, old.ended, screen.hangs = False, True, True
            tray._moved_in_x11()
            await until(lambda: "did not answer" in tray.part().refused[1].reason)
            screen.hangs = False
            await until(lambda: tray.part().used == (X11,))
            assert old.closed
            assert len(screen.opened) == 2

    run(story())


def test_without_a_session_bus_the_reason_is_the_bus(screen: XScreen) -> None:
    """No extension would help there; an X11 tray does."""

    async def story() -> None:
        async with at_a_desktop({}) as tray:
            refused = tray.part().refused[0]
            assert "there is no session bus" in refused.reason
            assert "inside your desktop session" in refused.fix
            screen.has_tray = True
            screen.announce()
            await until(lambda: tray.shown)

    run(story())


def test_who_paints_is_told_when_a_panel_comes(bus: PrivateBus, screen: XScreen) -> None:
    """It must find the picture of now, whatever was painted before for nobody."""
    service = contract.Service()

    async def story() -> None:
        async with at_a_desktop(bus.environ, service):
            before = service.moves
            async with Watcher(bus.address):
                await until(lambda: service.moves > before)

    run(story())


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "this is a Wayland session"),
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, "this is a Wayland session"),
        ({}, "there is no X display here (DISPLAY is not set)"),
        ({"DISPLAY": "unix/:4711"}, "no X server to ask"),
    ],
)
def test_where_no_x11_tray_can_be_its_reason_is_told(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], reason: str
) -> None:
    """Xwayland would take the icon and show it nowhere; a stale DISPLAY is a common mistake in a unit file."""
    monkeypatch.delenv("DISPLAY", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    async def story() -> None:
        async with at_a_desktop({**bus.environ, **environ}) as tray:
            assert reason in tray.part().refused[1].reason

    run(story())


def test_the_contract_of_every_tray_is_kept(bus: PrivateBus, screen: XScreen) -> None:
    """A row reaches the service; closed twice and painted after, it is quiet."""
    service = contract.Service()

    async def story() -> None:
        loop = asyncio.get_running_loop()
        async with in_a_panel(bus, service) as (tray, panel):

            async def choose(text: str) -> None:
                await panel.choose((await panel.gtk_menu())[text].number)

            def click(text: str) -> None:
                asyncio.run_coroutine_threadsafe(choose(text), loop).result(contract.DEADLINE)

            await contract.a_chosen_row_reaches_the_service(tray, service, click)
            service.acts.clear()
            await contract.a_closed_tray_is_quiet(tray, service)

    run(story())


def test_what_the_panel_shows_is_the_picture(bus: PrivateBus, screen: XScreen) -> None:
    """Title, icon and rows, at first and when they change; the menu is of the moment it opens."""
    service = contract.Service()

    async def story() -> None:
        async with in_a_panel(bus, service) as (tray, panel):
            assert await panel.get("Title") == service.now.tooltip
            assert await panel.get("Status") == "Active"
            due = await panel.get("IconPixmap")
            await panel.signals()

            service.now = picture(contract.CALM)
            tray.paint(service.now)
            assert {"NewIcon", "NewTitle", "NewToolTip"} <= {name for name, _ in await panel.signals()}
            assert await panel.get("IconPixmap") != due
            menu = await panel.gtk_menu()
            assert menu.labels()[0] == service.now.rows[0].text

            tray.paint(Picture(service.now.look, service.now.tooltip, service.now.rows))
            assert await panel.signals() == []

    run(story())


def test_clicks_on_the_icon_are_those_of_every_desktop(bus: PrivateBus, screen: XScreen) -> None:
    """Left tells the status, the middle pauses."""
    service = contract.Service()

    async def story() -> None:
        async with in_a_panel(bus, service) as (_, panel):
            for method in ("Activate", "SecondaryActivate"):
                await panel.call("/StatusNotifierItem", f"org.kde.StatusNotifierItem.{method}", "ii", 1, 1)
            await until(lambda: service.acts == ["status", "toggle-pause"])

    run(story())
