"""The menu as panels take it: GTK, Qt and XApp read the same, a click does what it says, and nothing flickers."""

import asyncio
from typing import Any

import pytest
from dbus_fast import Variant

from reminder.tray.pystray_base import pystray_base
from tests.private_bus import PrivateBus, until
from tests.tray.sni_panel import ITEM, ITEM_PATH, MENU, Panel, Refused, Row, run, scene

pytestmark = pytest.mark.desktop

base = pystray_base()
Item, Menu, SEPARATOR = base.MenuItem, base.Menu, base.Menu.SEPARATOR
NO_ITEM = f"{MENU}.Error"
CHANGED, RENEWED = "ItemsPropertiesUpdated", "LayoutUpdated"


def nothing() -> None:
    """What an item does that is only looked at."""


def rows() -> tuple[Any, ...]:
    """One of everything."""
    pause = Menu(
        Item("10 min", nothing, checked=lambda _: False, radio=True),
        Item("1 h", nothing, checked=lambda _: True, radio=True),
        SEPARATOR,
        Item("More", Menu(Item("a_day", nothing))),
    )
    return (
        Item("Sitting 42 min", nothing, default=True),
        SEPARATOR,
        Item("Next: snack_time", nothing, enabled=False),
        Item("Hidden", nothing, visible=False),
        Item("Tips", nothing, checked=lambda _: True),
        Item("Sound", nothing, checked=lambda _: False),
        Item("Pause", pause),
    )


READ = ["Sitting 42 min", "-", "Next: snack__time", "Tips", "Sound",
        ["Pause", ["10 min", "1 h", "-", ["More", ["a__day"]]]]]  # fmt: skip


async def taken(panel: Panel, how: str) -> Row:
    row: Row = await getattr(panel, f"{how}_menu")()
    return row


@pytest.mark.parametrize("how", ["gtk", "qt", "xapp"])
def test_every_kind_of_panel_reads_the_whole_menu(bus: PrivateBus, how: str) -> None:
    """One `_` would underline a letter. The root says that it has children, or waybar and Plasma draw nothing."""

    async def story() -> None:
        async with scene(bus, Menu(*rows())) as shown:
            menu = await taken(shown.panel, how)
            assert menu.labels() == READ
            assert menu.properties["children-display"] == "submenu"
            assert menu["Sitting 42 min"].properties == {"label": "Sitting 42 min", "enabled": True}
            assert menu["-"].properties == {"type": "separator"}
            assert menu["Next: snack__time"].properties["enabled"] is False
            marks = {row.label: (row.properties["toggle-type"], row.properties["toggle-state"])
                     for row in menu.every() if "toggle-type" in row.properties}  # fmt: skip
            assert marks == {"Tips": ("checkmark", 1), "Sound": ("checkmark", 0),
                             "10 min": ("radio", 0), "1 h": ("radio", 1)}  # fmt: skip
            assert len({row.number for row in menu.every()}) == len(list(menu.every()))

    run(story())


@pytest.mark.parametrize("how", ["event", "group"])
def test_a_click_does_what_the_row_says_wherever_it_is(bus: PrivateBus, how: str) -> None:
    """In a submenu, too, with pystray's arguments; a greyed row, a separator and a submenu do nothing."""
    done: list[Any] = []
    menu = Menu(
        Item("Done", lambda: done.append("done")),
        Item("Greyed", lambda: done.append("greyed"), enabled=False),
        SEPARATOR,
        Item("Pause", Menu(Item("1 h", lambda icon, item: done.append((icon.name, item.text))))),
    )

    async def story() -> None:
        async with scene(bus, menu) as shown:
            seen = await shown.panel.gtk_menu()
            for label in ("Done", "Greyed", "-", "Pause", "1 h"):
                if how == "event":
                    await shown.panel.choose(seen[label].number)
                else:
                    assert await shown.panel.choose_group(seen[label].number, 99) == [99]
            await until(lambda: len(done) >= 2)
            await shown.panel.signals()
        assert done == ["done", ("reminder", "1 h")]

    run(story())


def test_opening_and_hovering_do_nothing(bus: PrivateBus) -> None:
    """Panels tell of much that happens to a menu; only "clicked" is a choice."""
    done: list[str] = []

    async def story() -> None:
        async with scene(bus, Menu(Item("Done", lambda: done.append("done")))) as shown:
            seen = await shown.panel.gtk_menu()
            for number, event in ((0, "opened"), (seen["Done"].number, "hovered"), (0, "closed")):
                await shown.panel.menu("Event", "isvu", number, event, Variant("s", ""), 0)
            await shown.panel.signals()
        assert done == []

    run(story())


def test_a_label_that_changes_is_told_as_that_and_the_layout_stays(bus: PrivateBus) -> None:
    """A menu that is open keeps open: its minutes tick, and nothing jumps. What does not change is not told."""
    text = ["42 min"]
    mark, grey = [False], [False]
    menu = Menu(
        Item(lambda _: f"Sitting {text[0]}", nothing, enabled=lambda _: not grey[0]),
        Item(lambda _: f"Pause ({text[0]})", Menu(Item("1 h", nothing))),
        Item("Tips", nothing, checked=lambda _: mark[0]),
    )

    async def story() -> None:
        async with scene(bus, menu) as shown:
            before = await shown.panel.gtk_menu()
            await shown.panel.signals()
            shown.icon.update_menu()
            assert await shown.panel.signals() == []
            text[0], mark[0], grey[0] = "43 min", True, True
            shown.icon.update_menu()
            ((member, (changed, removed)),) = await shown.panel.signals()
            after = await shown.panel.gtk_menu()
            assert (member, removed) == (CHANGED, [])
            assert {number: {key: value.value for key, value in told.items()} for number, told in changed} == {
                before["Sitting 42 min"].number: {"label": "Sitting 43 min", "enabled": False},
                before["Pause (42 min)"].number: {"label": "Pause (43 min)"},
                before["Tips"].number: {"toggle-state": 1},
            }
            assert [row.number for row in after.every()] == [row.number for row in before.every()]

    run(story())


def test_a_mark_that_is_no_longer_there_is_told_as_removed(bus: PrivateBus) -> None:
    """The panel would go on drawing a box."""
    mark: list[bool | None] = [True]

    async def story() -> None:
        async with scene(bus, Menu(Item("Tips", nothing, checked=lambda _: mark[0]))) as shown:
            number = (await shown.panel.gtk_menu())["Tips"].number
            await shown.panel.signals()
            mark[0] = None
            shown.icon.update_menu()
            assert await shown.panel.signals() == [(CHANGED, [[], [[number, ["toggle-type", "toggle-state"]]]])]

    run(story())


def test_a_row_that_comes_or_goes_is_a_new_layout_of_a_higher_revision(bus: PrivateBus) -> None:
    """Who has the old revision asks again; whoever stays keeps the number."""
    there = [False]
    menu = Menu(Item("Due", nothing, visible=lambda _: there[0]), Item("Quit", nothing))

    async def story() -> None:
        async with scene(bus, menu) as shown:
            revision, _ = await shown.panel.menu("GetLayout", "iias", 0, -1, [])
            quit_row = (await shown.panel.gtk_menu())["Quit"]
            await shown.panel.signals()
            there[0] = True
            shown.icon.update_menu()
            assert await shown.panel.signals() == [(RENEWED, [revision + 1, 0])]
            after = await shown.panel.gtk_menu()
            assert after.labels() == ["Due", "Quit"]
            assert after["Quit"] == quit_row
            assert (await shown.panel.menu("GetLayout", "iias", 0, 0, []))[0] == revision + 1

    run(story())


@pytest.mark.parametrize("how", ["qt", "xapp"])
def test_a_menu_is_evaluated_when_it_is_about_to_be_shown(bus: PrivateBus, how: str) -> None:
    """So that "Next break in 12 min" is right whenever it is read, and needs no clock of its own."""
    minutes = [12]
    asked: list[int] = []

    def now() -> tuple[Any, ...]:
        asked.append(minutes[0])
        return (item, *(more if minutes[0] < 10 else ()))

    item, more = Item(lambda _: f"Next in {minutes[0]} min", nothing), (Item("Now", nothing),)

    async def story() -> None:
        async with scene(bus, Menu(now)) as shown:
            assert (await taken(shown.panel, how)).labels() == ["Next in 12 min"]
            minutes[0] = 11
            assert (await shown.panel.gtk_menu()).labels() == ["Next in 12 min"]
            asked.clear()
            assert await shown.panel.menu("AboutToShow", "i", 0) == [False]
            assert asked == [11]
            assert (await shown.panel.gtk_menu()).labels() == ["Next in 11 min"]
            minutes[0] = 9
            assert await shown.panel.menu("AboutToShowGroup", "ai", [0, 77]) == [[0], [77]]
            assert (await shown.panel.gtk_menu()).labels() == ["Next in 9 min", "Now"]

    run(story())


def test_a_menu_that_fails_to_be_evaluated_stays_as_it_was(bus: PrivateBus) -> None:
    """A bug in one row must not take the way to "Quit"."""
    broken = [False]

    def text(_: object) -> str:
        return f"{1 // (not broken[0])}"

    async def story() -> None:
        bugs: list[Any] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: bugs.append(context["exception"]))
        done: list[str] = []
        menu = Menu(Item(text, nothing), Item("Quit", lambda: done.append("quit")))
        async with scene(bus, menu) as shown:
            seen = await shown.panel.gtk_menu()
            broken[0] = True
            with pytest.raises(Refused, match="Failed"):
                await shown.panel.menu("AboutToShow", "i", 0)
            assert await shown.panel.gtk_menu() == seen
            broken[0] = False
            await shown.panel.choose(seen["Quit"].number)
            await until(lambda: done)
        assert [type(bug) for bug in bugs] == [ZeroDivisionError]

    run(story())


def test_there_may_be_no_menu_and_one_later(bus: PrivateBus) -> None:
    """It can be set at any time; a false one takes it away. Panels know a missing one by its path."""

    async def story() -> None:
        async with scene(bus) as shown:
            assert await shown.panel.get("Menu") == "/NO_DBUSMENU"
            shown.icon.menu = Menu(Item("Quit", nothing))
            assert [member for member, _ in await shown.panel.signals()] == ["NewMenu", RENEWED]
            assert (await shown.panel.gtk_menu()).labels() == ["Quit"]
            shown.icon.menu = ()
            assert await shown.panel.get("Menu") == "/NO_DBUSMENU"
            await shown.panel.call(ITEM_PATH, f"{ITEM}.Activate", "ii", 0, 0)
            assert "LayoutUpdated" in [member for member, _ in await shown.panel.signals()]

    run(story())


def test_one_item_and_one_property_can_be_asked_for(bus: PrivateBus) -> None:
    """A part of the layout, some of the properties, or the default of one that is not set."""

    async def story() -> None:
        async with scene(bus, Menu(*rows())) as shown:
            pause = (await shown.panel.gtk_menu())["Pause"].number
            _, (number, properties, children) = await shown.panel.menu("GetLayout", "iias", pause, 1, ["label"])
            assert (number, {key: value.value for key, value in properties.items()}) == (pause, {"label": "Pause"})
            assert [child.value[1]["label"].value for child in children[:2]] == ["10 min", "1 h"]
            assert children[3].value[2] == []  # one level only
            (label,), (visible,) = [await shown.panel.menu("GetProperty", "is", pause, n) for n in ("label", "visible")]
            assert (label.value, visible.value) == ("Pause", True)
            (everything,) = await shown.panel.menu("GetGroupProperties", "aias", [], ["label"])
            assert len(everything) == len(list((await shown.panel.gtk_menu()).every())) + 1

    run(story())


@pytest.mark.parametrize(
    ("member", "signature", "body"),
    [
        ("GetLayout", "iias", [77, -1, []]),
        ("GetProperty", "is", [77, "label"]),
        ("GetProperty", "is", [0, "colour"]),
        ("AboutToShow", "i", [77]),
        ("AboutToShow", "i", [-1]),
    ],
)
def test_what_the_menu_does_not_have_is_an_error(bus: PrivateBus, member: str, signature: str, body: list[Any]) -> None:
    """An empty answer would be drawn."""

    async def story() -> None:
        async with scene(bus, Menu(*rows())) as shown:
            with pytest.raises(Refused, match=NO_ITEM):
                await shown.panel.menu(member, signature, *body)
            with pytest.raises(Refused, match=NO_ITEM):
                await shown.panel.choose(77)
            assert await shown.panel.menu("GetGroupProperties", "aias", [77], []) == [[]]

    run(story())
