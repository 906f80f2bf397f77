"""The numbers of a menu's items, through every change: a late click does what was read, and no number changes hands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.bus_objects import CallRefused
from reminder.tray.pystray_base import pystray_base
from reminder.tray.sni.menu import DbusMenu
from reminder.wire import Variant

base = pystray_base()
Item, Menu, SEPARATOR = base.MenuItem, base.Menu, base.Menu.SEPARATOR


@dataclass(frozen=True)
class Does:
    """An action that is equal to another that does the same."""

    name: str

    def __call__(self, icon: Any, item: Any) -> str:
        return self.name


@dataclass
class Deaf:
    """An action that cannot be a key."""

    name: str

    def __call__(self, icon: Any, item: Any) -> str:
        return self.name


def named(icon: Any, item: Any) -> str:
    """One function for many items, as pystray's own examples have it."""
    return str(item.text)


@dataclass
class Screen:
    """A menu that changes, and a panel that has read it."""

    rows: list[Any] = field(default_factory=list)
    signals: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.menu = DbusMenu(
            lambda: Menu(*self.rows),
            lambda item: self.chosen.append(item(None)),
            lambda member, signature, *body: self.signals.append((member, body)),
            SEPARATOR,
        )

    def show(self, *rows: Any) -> dict[str, int]:
        """Change the menu to these rows; returns the number of every row by its label, but of separators."""
        self.rows = list(rows)
        self.menu.refresh()
        return {label: number for number, label in self.read() if label != "-"}

    def read(self) -> Iterator[tuple[int, str]]:
        _, (_, _, children) = self.menu._get_layout(0, -1, [])
        for child in children:
            yield from below(child)

    def click(self, number: int) -> str:
        """What it does; LookupError: nothing, for there is no such item."""
        self.chosen.clear()
        try:
            self.menu._event(number, "clicked", 0, 0)
        except CallRefused as refusal:
            raise LookupError(number) from refusal
        return self.chosen[0] if self.chosen else ""

    def heard(self) -> list[str]:
        heard, self.signals = [member for member, _ in self.signals], []
        return heard


def below(child: Variant) -> Iterator[tuple[int, str]]:
    number, properties, children = child.value
    yield number, properties["label"].value if "label" in properties else "-"
    for each in children:
        yield from below(each)


def test_a_menu_built_anew_keeps_its_numbers_where_its_actions_are_equal() -> None:
    """Whoever builds the menu from a picture each time must not make it flicker, labels or no labels."""
    screen = Screen()

    first = screen.show(Item("5 min", Does("break")), SEPARATOR, Item("Pause", Menu(Item("1 h", Does("pause")))))
    assert screen.heard() == ["LayoutUpdated"]
    second = screen.show(Item("6 min", Does("break")), SEPARATOR, Item("Pause", Menu(Item("1 h", Does("pause")))))

    assert screen.heard() == ["ItemsPropertiesUpdated"]
    assert [second["6 min"], second["Pause"], second["1 h"]] == list(first.values())


def test_items_that_move_keep_their_numbers() -> None:
    """It is what they do that counts, not where they are."""
    screen = Screen()
    before = screen.show(*(Item(name, Does(name)) for name in "abc"))

    assert screen.show(*(Item(name, Does(name)) for name in "cab")) == before
    assert screen.heard() == ["LayoutUpdated"] * 2


def test_equal_actions_in_two_places_have_two_numbers() -> None:
    """A menu may offer the same twice, in a submenu for one."""
    screen = Screen()

    numbers = [screen.show(Item("a", Does("x")), Item("b", Does("x")), Item("c", Menu(Item("d", Does("x")))))]

    assert len(set(numbers[0].values())) == 4


def test_one_function_for_many_items_is_not_one_action() -> None:
    """It looks at the item it is called with. A late click on the first must not become one on the second."""
    screen = Screen()
    first = screen.show(Item("Skip", named), Item("Quit", named))

    screen.show(Item("Quit", named))

    assert screen.click(first["Skip"]) == "Skip"
    assert screen.click(first["Quit"]) == "Quit"


def test_an_action_that_cannot_be_a_key_is_known_by_its_item() -> None:
    """A dataclass with `__eq__` has no hash, and is a fine action all the same."""
    screen = Screen()
    item = Item("a", Deaf("a"))
    before = screen.show(item, Item("b", Deaf("b")))

    assert screen.show(item)["a"] == before["a"]
    assert screen.click(before["b"]) == "b"


@pytest.mark.parametrize("text", ["nul\0", "half \ud83d of one"])
def test_a_label_that_is_no_text_for_the_bus_is_made_one(text: str) -> None:
    """The bus ends the connection of who sends NUL; half a surrogate would be no reply at all."""
    (label,) = Screen().show(Item(text, Does("a")))

    assert label.encode()
    assert "\0" not in label


LETTERS = st.sampled_from("abcd")
ROW = st.one_of(
    st.tuples(st.just("equal"), LETTERS, st.sampled_from(["", "!"])),
    st.tuples(st.sampled_from(["function", "deaf", "separator"]), LETTERS, st.just("")),
)
LEVEL = st.lists(ROW, max_size=5)
MENUS = st.lists(st.tuples(LEVEL, st.lists(st.tuples(LETTERS, LEVEL), max_size=2)), min_size=1, max_size=8)


def item(kind: str, name: str, more: str) -> Any:
    match kind:
        case "equal":
            return Item(name + more, Does(name))
        case "function":
            return Item(f"f{name}", named)
        case "deaf":
            return Item(f"d{name}", Deaf(f"d{name}"))
        case _:
            return SEPARATOR


def does(label: str) -> str:
    """What the item with this label does, in these stories."""
    return "" if label == "-" else label.rstrip("!")


@given(MENUS)
def test_a_late_click_does_what_was_read_and_no_number_changes_hands(
    menus: list[tuple[list[tuple[str, str, str]], list[tuple[str, list[tuple[str, str, str]]]]]],
) -> None:
    """Through any sequence of menus: on the layout of the moment, on the one before, and on older ones."""
    screen, meanings, submenus = Screen(), dict[int, str](), set[int]()
    read: list[tuple[int, list[int], dict[int, str]]] = [(1, [], {})]
    for level, nested in menus:
        folders = [Item(f"[{name}]", Menu(*(item(*row) for row in rows))) for name, rows in nested]
        screen.show(*(item(*row) for row in level), *folders)
        layout = list(screen.read())
        numbers = [number for number, _ in layout]
        assert len(set(numbers)) == len(numbers)
        leaves = {number: does(label) for number, label in layout if not label.startswith("[")}
        submenus |= set(numbers) - leaves.keys()
        assert not submenus & leaves.keys()
        if numbers != read[-1][1]:
            assert screen.menu._revision > read[-1][0]
            read.append((screen.menu._revision, numbers, leaves))
        assert screen.menu._revision == read[-1][0]
        for number, meaning in leaves.items():
            assert meanings.setdefault(number, meaning) == meaning
        for number in {**leaves, **(read[-2][2] if len(read) > 1 else {})}:
            assert screen.click(number) == meanings[number]
        for number, meaning in meanings.items():
            assert late(screen, number) in {None, meaning}


def late(screen: Screen, number: int) -> str | None:
    """What a click on a number of any age does; None: there is no such item any more."""
    try:
        return screen.click(number)
    except LookupError:
        return None
