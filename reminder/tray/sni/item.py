"""The icon as org.kde.StatusNotifierItem has it: what panels ask for, and what they tell of clicks.

Panels differ in what they do with a property that is missing (waybar and Qt among them), so every one is there.
"""

from collections.abc import Callable
from dataclasses import field
from typing import Any

from reminder.core.records import dataclass
from reminder.tray.sni.interface import Interface, Method, sendable

NAME = "org.kde.StatusNotifierItem"
PATH = "/StatusNotifierItem"
MENU_PATH = f"{PATH}/Menu"
NO_MENU = "/NO_DBUSMENU"

Pixmap = tuple[int, int, bytes]
"""Width, height, and the pixels from the top left: ARGB32 in network byte order, not premultiplied."""


def argb(rgba: bytes) -> bytes:
    """The pixels of a pixmap, from red, green, blue, alpha."""
    pixels = bytearray(rgba)
    pixels[0::4], pixels[1::4], pixels[2::4], pixels[3::4] = rgba[3::4], rgba[0::4], rgba[1::4], rgba[2::4]
    return bytes(pixels)


@dataclass(slots=True)
class Shown:
    """What the icon shows at the moment.

    `icon_name` is looked up in `theme_path` and then in the panel's icon theme; where it is not found, or "", the
    pixmap of the best size is taken.
    """

    id: str
    title: str = ""
    tooltip: str = ""
    icon_name: str = ""
    theme_path: str = ""
    pixmaps: list[Pixmap] = field(default_factory=list)
    active: bool = False
    has_menu: bool = False
    is_menu: bool = False


@dataclass(frozen=True, slots=True)
class Clicks:
    """What a click does, by its button; `scroll` is told how far, and "vertical" or "horizontal"."""

    left: Callable[[], None]
    middle: Callable[[], None]
    scroll: Callable[[int, str], None]


def item(shown: Shown, clicks: Clicks) -> Interface:
    """The interface over `shown`, which may change: then emit the signal that says so."""
    return Interface(
        NAME,
        methods={
            "Activate": Method("ii", "", lambda x, y: _done(clicks.left)),
            "SecondaryActivate": Method("ii", "", lambda x, y: _done(clicks.middle)),
            "ContextMenu": Method("ii", "", lambda x, y: []),  # for panels that show no dbusmenu: they get none
            "Scroll": Method("is", "", lambda by, way: _done(clicks.scroll, by, way)),
            "ProvideXdgActivationToken": Method("s", "", lambda token: []),
        },
        properties={
            "Category": ("s", lambda: "ApplicationStatus"),
            "Id": ("s", lambda: sendable(shown.id)),
            "Title": ("s", lambda: _title(shown)),
            "Status": ("s", lambda: status(shown)),
            "WindowId": ("i", lambda: 0),
            "IconName": ("s", lambda: sendable(shown.icon_name)),
            "IconThemePath": ("s", lambda: sendable(shown.theme_path)),
            "IconPixmap": ("a(iiay)", lambda: shown.pixmaps),
            "OverlayIconName": ("s", lambda: ""),
            "OverlayIconPixmap": ("a(iiay)", list),
            "AttentionIconName": ("s", lambda: ""),
            "AttentionIconPixmap": ("a(iiay)", list),
            "AttentionMovieName": ("s", lambda: ""),
            "ToolTip": ("(sa(iiay)ss)", lambda: ("", [], _title(shown), sendable(shown.tooltip))),
            "ItemIsMenu": ("b", lambda: shown.is_menu),
            "Menu": ("o", lambda: MENU_PATH if shown.has_menu else NO_MENU),
        },
        signals={
            "NewIcon": "",
            "NewAttentionIcon": "",
            "NewOverlayIcon": "",
            "NewIconThemePath": "s",
            "NewTitle": "",
            "NewToolTip": "",
            "NewStatus": "s",
            "NewMenu": "",
        },
    )


def status(shown: Shown) -> str:
    """Whether panels show it; LXQt and swaybar show a passive one, too."""
    return "Active" if shown.active else "Passive"


def _title(shown: Shown) -> str:
    return sendable(shown.title or shown.id)


def _done(click: Callable[..., None], *given: Any) -> list[Any]:
    click(*given)
    return []
