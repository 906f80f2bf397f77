"""A pystray menu as com.canonical.dbusmenu: a layout of numbered items that is kept up with the menu.

Numbers are never given to another action: a click may come for what was on the screen before the last change.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from reminder.bus_objects import CallRefused
from reminder.core.records import dataclass
from reminder.tray.sni.interface import Interface, Method, sendable
from reminder.wire import Variant

NAME = "com.canonical.dbusmenu"
ERROR = f"{NAME}.Error"
VERSION = 3
ROOT = 0

DEFAULTS: Mapping[str, Variant] = {
    "type": Variant("s", "standard"),
    "label": Variant("s", ""),
    "enabled": Variant("b", True),
    "visible": Variant("b", True),
    "icon-name": Variant("s", ""),
    "toggle-type": Variant("s", ""),
    "toggle-state": Variant("i", -1),
    "children-display": Variant("s", ""),
}
SUBMENU: Mapping[str, Variant] = {"children-display": Variant("s", "submenu")}
"""Without it, waybar and Plasma draw nothing, at the root either."""
SEPARATOR: Mapping[str, Variant] = {"type": Variant("s", "separator")}

Emit = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Node:
    """One item of the layout: what the panel shows of it, the numbers of its children, and what a click chooses."""

    properties: Mapping[str, Variant]
    children: tuple[int, ...] = ()
    item: Any = None


class DbusMenu:
    """The menu's object. `menu` gives the pystray menu of the moment, or any other items.

    `choose` gets the pystray item of a click; `emit` takes a signal's name, signature and body; `separator` is the
    item that pystray has for one.
    """

    def __init__(
        self, menu: Callable[[], Iterable[Any]], choose: Callable[[Any], None], emit: Emit, separator: object
    ) -> None:
        self._menu, self._choose, self._emit, self._separator = menu, choose, emit, separator
        self._numbers: dict[Hashable, int] = {}
        self._given = ROOT
        self._revision = 1
        self._nodes: dict[int, Node] = {ROOT: Node(SUBMENU)}
        self._before: dict[int, Node] = {}

    def interface(self) -> Interface:
        """What panels call."""
        return Interface(
            NAME,
            methods={
                "GetLayout": Method("iias", "u(ia{sv}av)", self._get_layout),
                "GetGroupProperties": Method("aias", "a(ia{sv})", self._get_group),
                "GetProperty": Method("is", "v", self._get_property),
                "Event": Method("isvu", "", self._event),
                "EventGroup": Method("a(isvu)", "ai", self._event_group),
                "AboutToShow": Method("i", "b", self._about_to_show),
                "AboutToShowGroup": Method("ai", "aiai", self._about_to_show_group),
            },
            properties={
                "Version": ("u", lambda: VERSION),
                "TextDirection": ("s", lambda: "ltr"),
                "Status": ("s", lambda: "normal"),
                "IconThemePath": ("as", list),
            },
            signals={
                "LayoutUpdated": "ui",
                "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
                "ItemActivationRequested": "iu",
            },
        )

    def refresh(self) -> bool:
        """Bring the layout up to the menu and tell the panels what has changed; True: which items there are has."""
        fresh: dict[int, Node] = {}
        fresh[ROOT] = Node(SUBMENU, self._build(fresh, ROOT, self._menu()))
        old, self._nodes = self._nodes, fresh
        if {number: node.children for number, node in old.items()} != {
            number: node.children for number, node in fresh.items()
        }:
            self._before = old
            live = old.keys() | fresh.keys()
            self._numbers = {identity: number for identity, number in self._numbers.items() if number in live}
            self._revision += 1
            self._emit("LayoutUpdated", "ui", self._revision, ROOT)
            return True
        changed, removed = _differences(old, fresh)
        if changed or removed:
            self._emit("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", changed, removed)
        return False

    def _build(self, nodes: dict[int, Node], parent: int, items: Iterable[Any]) -> tuple[int, ...]:
        children, seen = list[int](), dict[Hashable, int]()
        for item in items:
            identity = _identity(item)
            seen[identity] = seen.get(identity, 0) + 1
            number = self._number(parent, identity, seen[identity])
            children.append(number)
            nested = item.submenu
            below = self._build(nodes, number, nested) if nested is not None else ()
            if item is self._separator:
                nodes[number] = Node(SEPARATOR)
            else:
                nodes[number] = Node(_properties(item), below, item if nested is None else None)
        return tuple(children)

    def _number(self, *identity: Hashable) -> int:
        if identity not in self._numbers:
            self._given += 1
            self._numbers[identity] = self._given
        return self._numbers[identity]

    def _get_layout(self, parent: int, depth: int, names: list[str]) -> list[Any]:
        if parent not in self._nodes:
            raise CallRefused(ERROR, f"there is no item {parent}")
        return [self._revision, self._layout(parent, depth, names)]

    def _layout(self, number: int, depth: int, names: list[str]) -> tuple[int, dict[str, Variant], list[Variant]]:
        """The item with its children down to `depth` levels; -1: all."""
        node = self._nodes[number]
        below = node.children if depth else ()
        children = [Variant("(ia{sv}av)", self._layout(child, depth - 1, names)) for child in below]
        return number, _named(node, names), children

    def _get_group(self, numbers: list[int], names: list[str]) -> list[Any]:
        wanted = [number for number in numbers or self._nodes if number in self._nodes]
        return [[(number, _named(self._nodes[number], names)) for number in wanted]]

    def _get_property(self, number: int, name: str) -> list[Any]:
        value = self._nodes[number].properties.get(name, DEFAULTS.get(name)) if number in self._nodes else None
        if value is None:
            raise CallRefused(ERROR, f"there is no item {number}, or it has no {name}")
        return [value]

    def _event(self, number: int, event: str, data: object, timestamp: int) -> list[Any]:
        node = self._known(number)
        if event == "clicked" and node.item is not None:
            self._choose(node.item)
        return []

    def _known(self, number: int) -> Node:
        """The item of the layout, or of the one before the last change: the panel may still show that."""
        node = self._nodes.get(number) or self._before.get(number)
        if node is None:
            raise CallRefused(ERROR, f"there is no item {number}")
        return node

    def _event_group(self, events: list[tuple[int, str, object, int]]) -> list[Any]:
        strangers = list[int]()
        for event in events:
            try:
                self._event(*event)
            except CallRefused:
                strangers.append(event[0])
        return [strangers]

    def _about_to_show(self, number: int) -> list[Any]:
        self._known(number)
        return [self.refresh()]

    def _about_to_show_group(self, numbers: list[int]) -> list[Any]:
        strangers = [number for number in numbers if number not in self._nodes | self._before]
        changed = self.refresh()
        return [[number for number in numbers if changed and number not in strangers], strangers]


def _identity(item: Any) -> Hashable:
    """What makes it the same item in the next menu: itself, since what it calls may look at it.

    Menus built anew each time keep their numbers where their actions are objects that say by `__eq__` what they do (and
    have no `__code__`, or pystray wraps them). A submenu has no action: which of them it is among its like is enough.
    """
    if item.submenu is not None:
        return "submenu"
    action: Any = item._action  # noqa: SLF001 - pystray's own
    kind: Any = type(action)
    tells = kind.__eq__ is not object.__eq__ and kind.__hash__ is not None
    told: Hashable = action if tells and not hasattr(action, "__code__") else item
    return told


def _properties(item: Any) -> dict[str, Variant]:
    """What differs from `DEFAULTS`, but for `enabled`: Plasma takes what a new layout leaves out for unchanged."""
    label = sendable(item.text).replace("_", "__")  # one _ underlines a letter
    told = {"label": Variant("s", label), "enabled": Variant("b", bool(item.enabled))}
    if item.checked is not None:
        told["toggle-type"] = Variant("s", "radio" if item.radio else "checkmark")
        told["toggle-state"] = Variant("i", int(item.checked))
    return {**told, **(SUBMENU if item.submenu is not None else {})}


def _named(node: Node, names: list[str]) -> dict[str, Variant]:
    return {name: value for name, value in node.properties.items() if not names or name in names}


def _differences(old: Mapping[int, Node], fresh: Mapping[int, Node]) -> tuple[list[Any], list[Any]]:
    """What ItemsPropertiesUpdated tells between two layouts of the same items."""
    changed, removed = [], []
    for number, node in fresh.items():
        before = old[number].properties
        new = {name: value for name, value in node.properties.items() if before.get(name) != value}
        gone = [name for name in before if name not in node.properties]
        changed += [(number, new)] if new else []
        removed += [(number, gone)] if gone else []
    return changed, removed
