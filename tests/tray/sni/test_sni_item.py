"""The icon's properties on the wire, as panels ask for them, and what becomes of their clicks."""

from typing import Any

import pytest
from dbus_fast import Variant, introspection

from reminder.tray.pystray_base import pystray_base
from reminder.tray.sni.icon import Drawing
from tests.private_bus import PrivateBus, until
from tests.tray.sni_panel import (
    DOT,
    INTROSPECTABLE,
    ITEM,
    ITEM_PATH,
    MENU,
    PROPERTIES,
    Panel,
    Refused,
    listed,
    run,
    scene,
)

pytestmark = pytest.mark.desktop

base = pystray_base()
Item, Menu = base.MenuItem, base.Menu

SIGNATURES = {
    **dict.fromkeys(["Category", "Id", "Title", "Status", "IconName", "IconThemePath"], "s"),
    **dict.fromkeys(["OverlayIconName", "AttentionIconName", "AttentionMovieName"], "s"),
    **dict.fromkeys(["IconPixmap", "OverlayIconPixmap", "AttentionIconPixmap"], "a(iiay)"),
    "ToolTip": "(sa(iiay)ss)",
    "WindowId": "i",
    "ItemIsMenu": "b",
    "Menu": "o",
}


def test_every_property_is_there_by_its_own_type_one_by_one_and_together(bus: PrivateBus) -> None:
    """Panels ask either way, and each misses another one: waybar does not show an icon without them."""

    async def story() -> None:
        async with scene(bus, Menu(Item("Quit", print)), tooltip="Next: stand up") as shown:
            values = await shown.panel.get_all()
            assert {name: value.signature for name, value in values.items()} == SIGNATURES
            for name, value in values.items():
                assert await shown.panel.get(name) == listed(value.value)
            told = {
                name: listed(values[name].value) for name in ("Category", "Id", "Title", "Status", "Menu", "ToolTip")
            }
            assert told == {
                "Category": "ApplicationStatus",
                "Id": "reminder",
                "Title": "Sitting",
                "Status": "Active",
                "Menu": "/StatusNotifierItem/Menu",
                "ToolTip": ["", [], "Sitting", "Next: stand up"],
            }

    run(story())


def test_an_icon_without_a_title_is_called_by_its_name(bus: PrivateBus) -> None:
    """An empty tooltip is a grey dot under the mouse. Some panels sort by the title, too."""

    async def story() -> None:
        async with scene(bus, title="") as shown:
            assert await shown.panel.get("Title") == "reminder"
            assert (await shown.panel.get("ToolTip"))[2] == "reminder"

    run(story())


@pytest.mark.parametrize(
    ("menu", "is_menu"),
    [
        (Menu(Item("Quit", print)), True),
        (Menu(Item("Open", print, default=True), Item("Quit", print)), False),
        (Menu(Item("Open", print, default=True, visible=False), Item("Quit", print)), False),
        (None, False),
    ],
)
def test_a_click_opens_the_menu_where_it_has_nothing_better_to_do(bus: PrivateBus, menu: Any, *, is_menu: bool) -> None:
    """Else the first click of many a user would do nothing. A default item need not be in the menu."""

    async def story() -> None:
        async with scene(bus, menu) as shown:
            assert await shown.panel.get("ItemIsMenu") is is_menu

    run(story())


def test_each_button_does_its_own(bus: PrivateBus) -> None:
    """Left is the default item; the menu's button is the panel's affair."""
    done: list[Any] = []
    menu = Menu(Item("Open", lambda icon, item: done.append((icon.name, item.text)), default=True))

    async def story() -> None:
        options = {
            "middle_click": lambda icon: done.append(("middle", icon.name)),
            "scroll": lambda icon, by, way: done.append((by, way)),
        }
        async with scene(bus, menu, **options) as shown:
            await shown.panel.call(ITEM_PATH, f"{ITEM}.ProvideXdgActivationToken", "s", "token")
            await shown.panel.call(ITEM_PATH, f"{ITEM}.Activate", "ii", 100, 20)
            await shown.panel.call(ITEM_PATH, f"{ITEM}.ContextMenu", "ii", 100, 20)
            await shown.panel.call(ITEM_PATH, f"{ITEM}.SecondaryActivate", "ii", 100, 20)
            await shown.panel.call(ITEM_PATH, f"{ITEM}.Scroll", "is", -120, "vertical")
            await until(lambda: len(done) == 3)
        assert done == [("reminder", "Open"), ("middle", "reminder"), (-120, "vertical")]

    run(story())


def test_two_panels_show_the_same_icon(bus: PrivateBus) -> None:
    """One on each screen: both hear of every change, and what one has read the other may click."""
    done: list[str] = []

    async def story() -> None:
        menu = Menu(Item("Done", lambda: done.append("done")))
        async with scene(bus, menu) as shown, Panel(bus.address, shown.panel.owner) as second:
            number = (await shown.panel.gtk_menu())["Done"].number
            assert (await second.qt_menu())["Done"].number == number
            await shown.panel.signals()
            await second.signals()
            shown.icon.title = "Standing"
            assert await shown.panel.signals() == await second.signals() == [("NewTitle", []), ("NewToolTip", [])]
            await second.choose(number)
            await shown.panel.choose(number)
            await until(lambda: done == ["done", "done"])

    run(story())


def test_clicks_that_nobody_wants_are_answered_all_the_same(bus: PrivateBus) -> None:
    """Panels wait for the answer."""

    async def story() -> None:
        async with scene(bus) as shown:
            for member in ("Activate", "SecondaryActivate", "ContextMenu"):
                assert await shown.panel.call(ITEM_PATH, f"{ITEM}.{member}", "ii", 0, 0) == []
            assert await shown.panel.call(ITEM_PATH, f"{ITEM}.Scroll", "is", 1, "horizontal") == []

    run(story())


@pytest.mark.parametrize(
    ("method", "signature", "body", "error"),
    [
        (f"{ITEM}.Explode", "", [], "UnknownMethod"),
        (f"{ITEM}.Activate", "", [], "InvalidArgs"),
        ("org.freedesktop.StatusNotifierItem.Activate", "ii", [0, 0], "UnknownInterface"),
        (f"{PROPERTIES}.Set", "ssv", [ITEM, "Title", Variant("s", "x")], "PropertyReadOnly"),
        (f"{PROPERTIES}.Get", "ss", [ITEM, "Colour"], "UnknownProperty"),
    ],
)
def test_what_the_icon_does_not_have_is_refused(
    bus: PrivateBus, method: str, signature: str, body: list[Any], error: str
) -> None:
    """By the errors every D-Bus library knows."""

    async def story() -> None:
        async with scene(bus, Menu(Item("Quit", print))) as shown:
            with pytest.raises(Refused, match=f"org.freedesktop.DBus.Error.{error}"):
                await shown.panel.call(ITEM_PATH, method, signature, *body)
            with pytest.raises(Refused, match="UnknownObject"):
                await shown.panel.call("/", method, signature, *body)

    run(story())


def test_both_objects_introspect_as_what_they_are(bus: PrivateBus) -> None:
    """Hosts in scripting languages build their calls from it."""

    async def story() -> None:
        async with scene(bus, Menu(Item("Quit", print))) as shown:
            described = {}
            for path in (ITEM_PATH, f"{ITEM_PATH}/Menu"):
                (xml,) = await shown.panel.call(path, f"{INTROSPECTABLE}.Introspect")
                described.update({one.name: one for one in introspection.Node.parse(xml).interfaces})
            assert {one.name: one.signature for one in described[ITEM].properties} == SIGNATURES
            menu = {one.name: (one.in_signature, one.out_signature) for one in described[MENU].methods}
            assert menu == {
                "GetLayout": ("iias", "u(ia{sv}av)"),
                "GetGroupProperties": ("aias", "a(ia{sv})"),
                "GetProperty": ("is", "v"),
                "Event": ("isvu", ""),
                "EventGroup": ("a(isvu)", "ai"),
                "AboutToShow": ("i", "b"),
                "AboutToShowGroup": ("ai", "aiai"),
            }
            assert {one.name: one.signature for one in described[MENU].signals} == {
                "LayoutUpdated": "ui",
                "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
                "ItemActivationRequested": "iu",
            }
            values = await shown.panel.get_all(f"{ITEM_PATH}/Menu", MENU)
            assert {name: (value.signature, value.value) for name, value in values.items()} == {
                "Version": ("u", 3),
                "TextDirection": ("s", "ltr"),
                "Status": ("s", "normal"),
                "IconThemePath": ("as", []),
            }

    run(story())


def test_texts_that_the_bus_would_not_take_cost_neither_the_icon_nor_the_bus(bus: PrivateBus) -> None:
    """A NUL makes the bus hang up; folders may have names that are no text."""

    async def story() -> None:
        picture = Drawing("a\udcff", "/home/\udcff/icons", DOT.pixmaps)
        async with scene(bus, title="a\0b", tooltip="c\0d", picture=picture) as shown:
            assert (await shown.panel.get("ToolTip"))[2:] == ["ab", "cd"]
            assert (await shown.panel.get_all())["IconThemePath"].value == "/home/?/icons"
            shown.icon.title = "e\0f"
            assert await shown.panel.get("Title") == "ef"

    run(story())
