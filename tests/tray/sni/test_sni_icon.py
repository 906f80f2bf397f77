"""The icon as pystray has it, seen from the panel: what it shows, and what changes tell."""

import asyncio
import threading
from typing import Any

import pytest
from dbus_fast import Variant
from PIL import Image

from reminder.tray.pystray_base import pystray_base
from reminder.tray.sni.icon import SIZES, Drawing, pixmaps
from reminder.tray.sni.item import argb
from tests.private_bus import PrivateBus, until
from tests.tray.sni_panel import DOT, ITEM, ITEM_PATH, run, scene

pytestmark = pytest.mark.desktop

base = pystray_base()
Item, Menu = base.MenuItem, base.Menu

RED = Image.new("RGBA", (24, 24), (255, 0, 0, 128))


def test_pixels_go_as_alpha_red_green_blue() -> None:
    """Network byte order: a panel that reads them as Pillow has them shows blue people."""
    assert argb(bytes([1, 2, 3, 4, 5, 6, 7, 8])) == bytes([4, 1, 2, 3, 8, 5, 6, 7])


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "P", "L"])
def test_a_pillow_image_is_told_in_every_size(mode: str) -> None:
    """Of any kind. Panels take the nearest size, and some the largest, which must not be huge."""
    made = pixmaps(Image.new("RGB", (40, 30), (51, 51, 51)).convert(mode))

    assert [(width, height) for width, height, _ in made] == [(size, size) for size in SIZES]
    assert {pixels for _, _, pixels in made} == {b"\xff\x33\x33\x33" * size**2 for size in SIZES}


def test_what_is_half_transparent_is_not_premultiplied(bus: PrivateBus) -> None:
    """The colour stays what it is; on the wire as here."""

    async def story() -> None:
        async with scene(bus, picture=RED) as shown:
            sizes = await shown.panel.get("IconPixmap")
            assert [(width, height) for width, height, _ in sizes] == [(size, size) for size in SIZES]
            assert {bytes(pixels[:4]) for _, _, pixels in sizes} == {b"\x80\xff\x00\x00"}
            assert await shown.panel.get("IconName") == ""

    run(story())


def test_a_drawing_goes_by_its_name_and_its_own_pixels(bus: PrivateBus) -> None:
    """Drawn for each size beforehand: nothing is scaled. A theme path that changes is told before the icon is."""

    async def story() -> None:
        async with scene(bus, picture=Drawing("calm", "/icons/dark", DOT.pixmaps)) as shown:
            values = await shown.panel.get_all()
            (width, height, pixels), = values["IconPixmap"].value  # fmt: skip
            assert (width, height, bytes(pixels)) == DOT.pixmaps[0]
            assert (values["IconName"].value, values["IconThemePath"].value) == ("calm", "/icons/dark")
            await shown.panel.signals()
            shown.icon.icon = Drawing("due", "/icons/light", DOT.pixmaps)
            assert await shown.panel.signals() == [("NewIconThemePath", ["/icons/light"]), ("NewIcon", [])]
            assert await shown.panel.get("IconName") == "due"
            shown.icon.icon = Drawing("calm", "/icons/light")
            assert await shown.panel.signals() == [("NewIcon", [])]
            assert await shown.panel.get("IconPixmap") == []

    run(story())


def test_what_changes_is_signalled_and_what_does_not_is_not(bus: PrivateBus) -> None:
    """Panels ask for the new value then; needless signals make icons flicker."""

    async def story() -> None:
        async with scene(bus, tooltip="calm") as shown:
            await shown.panel.signals()
            shown.icon.title = "Standing"
            assert await shown.panel.signals() == [("NewTitle", []), ("NewToolTip", [])]
            assert await shown.panel.get("Title") == "Standing"
            shown.icon.tooltip = "since 3 min"
            assert await shown.panel.signals() == [("NewToolTip", [])]
            assert (await shown.panel.get("ToolTip"))[2:] == ["Standing", "since 3 min"]
            assert shown.icon.tooltip == "since 3 min"
            shown.icon.title, shown.icon.tooltip, shown.icon.visible = "Standing", "since 3 min", True
            assert await shown.panel.signals() == []

    run(story())


def test_a_hidden_icon_is_passive_and_comes_back_as_it_is_by_then(bus: PrivateBus) -> None:
    """What is set while it is hidden, pystray tells a back end only by showing it."""

    async def story() -> None:
        async with scene(bus) as shown:
            await shown.panel.signals()
            shown.icon.visible = False
            assert await shown.panel.signals() == [("NewStatus", ["Passive"])]
            assert await shown.panel.get("Status") == "Passive"
            shown.icon.title, shown.icon.icon = "Away", Drawing("away")
            assert await shown.panel.signals() == []
            shown.icon.visible = True
            heard = await shown.panel.signals()
            assert [member for member, _ in heard] == ["NewIcon", "NewTitle", "NewToolTip", "NewStatus"]
            assert heard[-1] == ("NewStatus", ["Active"])
            assert [await shown.panel.get(name) for name in ("Title", "IconName")] == ["Away", "away"]

    run(story())


def test_any_thread_may_change_the_icon(bus: PrivateBus) -> None:
    """Users of pystray do, from the setup thread first of all; signals go out on the loop's."""

    async def story() -> None:
        threads = set[str]()
        label = ["calm"]

        def text(_: object) -> str:
            threads.add(threading.current_thread().name)
            return label[0]

        async with scene(bus, Menu(Item(text, print))) as shown:

            def change() -> None:
                label[0] = "due"
                shown.icon.title = "Standing"
                shown.icon.icon = RED
                shown.icon.update_menu()
                shown.icon.visible = False

            await shown.panel.signals()
            await asyncio.to_thread(change)
            assert [member for member, _ in await shown.panel.signals()] == [
                "NewTitle",
                "NewToolTip",
                "NewIcon",
                "ItemsPropertiesUpdated",
                "NewStatus",
            ]
            assert (await shown.panel.gtk_menu()).labels() == ["due"]
            assert threads == {threading.main_thread().name}

    run(story())


@pytest.mark.parametrize("way", ["icon", "row"])
def test_a_click_is_answered_before_it_is_obeyed(bus: PrivateBus, way: str) -> None:
    """A panel that waits for its answer stands still meanwhile: the whole desktop, with Xfce."""

    async def story() -> None:
        order: list[str] = []
        async with scene(bus, Menu(Item("Done", lambda: order.append("done"), default=True))) as shown:
            connection = shown.icon._bus
            assert connection is not None
            number = (await shown.panel.gtk_menu())["Done"].number
            sending = connection._wire.send

            def send(message: Any) -> int:
                if message.reply_serial is not None:
                    order.append("answered")
                return sending(message)

            connection._wire.send = send  # type: ignore[method-assign]
            if way == "icon":
                await shown.panel.call(ITEM_PATH, f"{ITEM}.Activate", "ii", 0, 0)
            else:
                menu = "/StatusNotifierItem/Menu"
                await shown.panel.call(
                    menu, "com.canonical.dbusmenu.Event", "isvu", number, "clicked", Variant("i", 0), 0
                )
            await until(lambda: "done" in order)
        assert order == ["answered", "done"]

    run(story())


@pytest.mark.parametrize("way", ["icon", "row", "middle", "scroll"])
def test_what_a_click_calls_may_fail_and_the_icon_goes_on(bus: PrivateBus, way: str) -> None:
    """The loop's handler gets it, which writes a report; the panel does not, and can click again."""

    async def story() -> None:
        bugs: list[Any] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: bugs.append(context["exception"]))

        def fail(*given: object) -> None:
            raise LookupError(way)

        menu = Menu(Item("Done", fail, default=True))
        async with scene(bus, menu, middle_click=fail, scroll=fail) as shown:
            number = (await shown.panel.gtk_menu())["Done"].number
            for time in (1, 2):
                match way:
                    case "row":
                        await shown.panel.choose(number)
                    case "scroll":
                        await shown.panel.call(ITEM_PATH, f"{ITEM}.Scroll", "is", 1, "vertical")
                    case _:
                        member = "Activate" if way == "icon" else "SecondaryActivate"
                        await shown.panel.call(ITEM_PATH, f"{ITEM}.{member}", "ii", 0, 0)
                await until(lambda time=time: len(bugs) == time)  # type: ignore[misc]
            assert (await shown.panel.gtk_menu()).labels() == ["Done"]
        assert [type(bug) for bug in bugs] == [LookupError] * 2

    run(story())


def test_a_row_chosen_is_followed_by_a_new_look_at_the_menu(bus: PrivateBus) -> None:
    """As with all of pystray's back ends: a check mark follows the click that set it."""

    async def story() -> None:
        on = [False]

        def turn() -> None:
            on[0] = not on[0]

        async with scene(bus, Menu(Item("Tips", turn, checked=lambda _: on[0]))) as shown:
            number = (await shown.panel.gtk_menu())["Tips"].number
            await shown.panel.signals()
            await shown.panel.choose(number)
            await until(lambda: shown.panel.heard)
            assert [member for member, _ in shown.panel.heard] == ["ItemsPropertiesUpdated"]
            assert (await shown.panel.gtk_menu())["Tips"].properties["toggle-state"] == 1

    run(story())
