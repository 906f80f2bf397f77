"""The real thing: the icon in the X11 trays people have, looked at and clicked."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PIL import Image, ImageChops

from reminder.backends import Unavailable
from reminder.tray import CLICK, MIDDLE_CLICK, Face, Row
from reminder.tray.icon import ACCENTS, Rgb
from reminder.tray.menu import picture
from reminder.tray.popup_sheet import DARK, LIGHT, lay_out
from reminder.tray.x11_trays import TrayWatch
from reminder.tray.xembed import XembedTray, open_tray
from tests.desktop.rig import Desktop, Panel, wait_for
from tests.tray import contract

pytestmark = pytest.mark.desktop

PANELS = pytest.mark.parametrize("panel", ["tint2", "xfce4-panel"])
PANEL_HEIGHT = 40
"""Pixels from the top of the screen; both panels are there."""


@dataclass
class Scene:
    """A desktop with a panel and our icon, and the service that the icon belongs to."""

    desktop: Desktop
    tray: XembedTray
    service: contract.Service
    panel: Panel

    def icon(self, face: Face) -> tuple[int, int] | None:
        """Where the icon with this face's accent is in the panel; None: it is not."""
        strip = self.desktop.pixels().crop((0, 0, self.desktop.size[0], PANEL_HEIGHT))
        found = [spot for dark in (True, False) for spot in spots(strip, ACCENTS[dark][face is Face.DUE])]
        if len(found) < 12:
            return None
        return sum(x for x, _ in found) // len(found), sum(y for _, y in found) // len(found)

    def find(self, face: Face) -> tuple[int, int]:
        seen = [self.icon(face)]

        def standing() -> bool:
            seen.append(self.icon(face))
            return seen[-1] is not None and seen[-1] == seen[-2]

        wait_for(standing, f"the icon, {face}")
        return seen[-1] or (0, 0)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there; also where the pointer already is, for which `xdotool mousemove --sync` waits in vain."""
        self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def open_menu(self, button: int = 3) -> tuple[int, int, int, int]:
        """Click the icon, and tell where the menu is."""
        self.click(*self.find(Face.DUE), button=button)
        return wait_for(self.menu, "the menu") or (0, 0, 0, 0)

    def menu(self) -> tuple[int, int, int, int] | None:
        """Where a menu is, by the colour of its rim; None: none is open."""
        screen = self.desktop.pixels()
        for palette in (LIGHT, DARK):
            rim = ImageChops.difference(screen, Image.new("RGB", screen.size, palette.rim)).convert("L")
            if box := rim.point([255, *[0] * 255]).getbbox():
                return box
        return None

    def click_row(self, text: str) -> None:
        """Open the menu and choose a row of its first page."""
        left, top, *_ = self.open_menu()
        self.click(left + 40, top + height_of(text, self.service.refresh().rows))


def spots(strip: Image.Image, colour: Rgb) -> list[tuple[int, int]]:
    """Where a picture has exactly this colour, which no theme has."""
    data, width = strip.tobytes(), strip.width
    return [
        (number % width, number // width)
        for number in range(width * strip.height)
        if data[number * 3 : number * 3 + 3] == bytes(colour)
    ]


def height_of(text: str, rows: tuple[Row, ...], back: str = "") -> int:
    places = lay_out(rows, dark=True, back=back).places
    return next((place.top + place.bottom) // 2 for place in places if place.row.text == text)


@pytest.fixture
def enter(open_desktop: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Panel], Scene]]:
    """Opens a desktop with this panel and our icon in it."""
    scenes = list[Scene]()

    def enter_one(panel: Panel) -> Scene:
        desktop = open_desktop(panel=panel)
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DISPLAY", desktop.environ["DISPLAY"])
        service = contract.Service()
        scenes.append(
            Scene(desktop, asyncio.run(open_tray(service.act, service.refresh, service.moved)), service, panel)
        )
        scenes[-1].tray.paint(service.now)
        return scenes[-1]

    yield enter_one
    for scene in scenes:
        asyncio.run(scene.tray.close())


@PANELS
def test_a_chosen_row_reaches_the_service(enter: Callable[[Panel], Scene], panel: Panel) -> None:
    """Every tray does this; see the contract."""
    scene = enter(panel)

    asyncio.run(contract.a_chosen_row_reaches_the_service(scene.tray, scene.service, scene.click_row))


@PANELS
def test_a_closed_tray_is_quiet_and_gone(enter: Callable[[Panel], Scene], panel: Panel) -> None:
    """Every tray does this; see the contract. And the icon is not left behind."""
    scene = enter(panel)
    scene.find(Face.DUE)

    asyncio.run(contract.a_closed_tray_is_quiet(scene.tray, scene.service))

    assert not scene.tray.docked
    wait_for(lambda: scene.icon(Face.DUE) is None, "the icon to go")


@PANELS
def test_the_icon_changes_with_the_picture_and_leaves_no_trace_of_the_one_before(
    enter: Callable[[Panel], Scene], panel: Panel
) -> None:
    """Xfce keeps what was drawn under the new icon, unless it is wiped off."""
    scene = enter(panel)
    scene.find(Face.DUE)

    scene.tray.paint(picture(contract.CALM))

    scene.find(Face.WORKING)
    assert scene.icon(Face.DUE) is None


@PANELS
def test_the_icon_stands_on_the_panels_own_shade(enter: Callable[[Panel], Scene], panel: Panel) -> None:
    """A square of another colour around it is how one knows a badly made icon."""
    scene = enter(panel)
    x, y = scene.find(Face.DUE)

    around = scene.desktop.pixels().crop((x - 16, y - 10, x + 11, y + 10))

    corners = {around.getpixel((8, 0)), around.getpixel((8, 19))}
    assert corners == {around.getpixel((0, 10))}


@PANELS
def test_a_killed_panel_gets_its_icon_back_when_it_is_restarted(enter: Callable[[Panel], Scene], panel: Panel) -> None:
    """Panels crash, and are restarted with every theme change; nobody restarts us for that."""
    scene = enter(panel)
    scene.find(Face.DUE)

    scene.desktop.end(scene.desktop._running[-1], signal.SIGKILL)
    wait_for(lambda: not scene.tray.docked, "the loss to be noticed")
    assert scene.service.moves == 2
    scene.desktop._start_panel(panel)

    scene.click_row("Done")
    assert scene.service.hears("done")


@PANELS
def test_a_panel_that_comes_late_gets_the_icon(
    enter: Callable[[Panel], Scene], panel: Panel, caplog: pytest.LogCaptureFixture
) -> None:
    """At login the service is often there before the panel; that is no reason to refuse."""
    scene = enter(panel)
    asyncio.run(scene.tray.close())
    scene.desktop.end(scene.desktop._running[-1], signal.SIGKILL)

    with caplog.at_level(logging.INFO):
        scene.tray = asyncio.run(open_tray(scene.service.act, scene.service.refresh, scene.service.moved))
        scene.tray.paint(scene.service.now)
        wait_for(lambda: "no tray on this screen yet" in caplog.text, "a word about it in the log")
    assert not scene.tray.docked
    scene.desktop._start_panel(panel)

    scene.find(Face.DUE)
    wait_for(lambda: scene.tray.docked, "docking")


@PANELS
def test_a_left_click_asks_for_the_status_and_a_middle_click_for_a_pause(
    enter: Callable[[Panel], Scene], panel: Panel
) -> None:
    """As on every other desktop; the menu is under the right button."""
    scene = enter(panel)
    spot = scene.find(Face.DUE)

    scene.click(*spot)
    assert scene.service.hears(CLICK)
    scene.click(*spot, button=2)
    assert scene.service.hears(CLICK, MIDDLE_CLICK)
    assert scene.menu() is None


def test_the_menu_is_of_the_moment_it_opens(enter: Callable[[Panel], Scene]) -> None:
    """Its minutes need no clock: the picture is asked for on opening."""
    scene = enter("tint2")
    scene.find(Face.DUE)
    scene.service.now = picture(contract.CALM)

    left, top, _, bottom = scene.open_menu()

    assert lay_out(picture(contract.CALM).rows, dark=True).height == bottom - top
    scene.click(left + 40, top + height_of("Exercises", scene.service.now.rows))
    assert scene.service.hears("guide")


def test_a_submenu_opens_in_place_and_leads_back(enter: Callable[[Panel], Scene]) -> None:
    """Pause, back, break: by the mouse, with one menu after the other in the same corner."""
    scene = enter("tint2")
    rows = scene.service.now.rows
    pauses, kinds = (next(row for row in rows if row.text == text).rows for text in ("Pause", "Break now"))
    left, top, *_ = scene.open_menu()
    inside = left + 150

    scene.click(inside, top + height_of("Pause", rows))
    scene.click(inside, top + height_of("Pause", pauses, back="Pause"))
    scene.click(inside, top + height_of("Break now", rows))
    scene.click(inside, top + height_of("Change how you sit", kinds, back="Break now"))

    assert scene.service.hears("break posture")


def test_the_menu_can_be_used_without_a_mouse(enter: Callable[[Panel], Scene]) -> None:
    """Up from nowhere is the last row; Enter chooses it."""
    scene = enter("tint2")
    scene.open_menu()

    scene.desktop.run("xdotool", "key", "Up", "Return")

    assert scene.service.hears("quit")


@pytest.mark.parametrize("way", ["Escape", "a click elsewhere", "the icon again"])
def test_the_menu_closes_without_doing_anything(enter: Callable[[Panel], Scene], way: str) -> None:
    """A menu that cannot be left blocks the pointer of the whole desktop."""
    scene = enter("tint2")
    spot = scene.find(Face.DUE)
    scene.open_menu()

    if way == "Escape":
        scene.desktop.run("xdotool", "key", "Escape")
    else:
        scene.click(*(spot if way == "the icon again" else (300, 400)))

    wait_for(lambda: scene.menu() is None, "the menu to go")
    scene.click_row("Skip")
    assert scene.service.hears("skip")


def test_a_tray_is_heard_of_when_it_comes(open_desktop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the lean connection that waits for one, so that pystray and Pillow are loaded only where there is one."""
    desktop = open_desktop()
    monkeypatch.setenv("DISPLAY", desktop.environ["DISPLAY"])
    opened: list[int] = []
    watch = TrayWatch(opened.append)
    assert len(opened) == 1
    assert not watch.has_tray()
    assert not watch.read()

    desktop._start_panel("tint2")

    wait_for(watch.read, "the panel's announcement")
    assert watch.has_tray()
    desktop.end(desktop._running[0], signal.SIGKILL)
    with pytest.raises(Unavailable, match="the X server is gone"):
        wait_for(watch.read, "nothing that comes any more")
    watch.close()


def test_the_tray_ends_quietly_with_the_x_server(
    enter: Callable[[Panel], Scene], caplog: pytest.LogCaptureFixture
) -> None:
    """At the end of a session the X server goes first; that is not an error of ours."""
    scene = enter("tint2")
    scene.find(Face.DUE)

    scene.desktop.end(scene.desktop._running[0], signal.SIGKILL)

    scene.tray._thread.join(contract.DEADLINE)
    assert not scene.tray.docked
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    scene.tray.paint(picture(contract.CALM))
