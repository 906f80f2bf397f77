"""The popup menu's answers to pointer and keyboard, on a double of the display."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("Xlib", reason="python-xlib is installed on Linux only")

from PIL import Image
from Xlib import XK, X

from reminder.tray import Row
from reminder.tray.popup import Popup, Setting
from reminder.tray.popup_sheet import ROW, lay_out
from reminder.tray.x11_screen import Area

MONITOR, PANEL = Area(0, 0, 800, 330), Area(0, 300, 800, 30)
SETTING = Setting(Area(700, 304, 22, 22), PANEL, MONITOR, dark=True, scale=1.0)
KINDS = tuple(Row(f"Kind {number}", f"break {number}") for number in range(30))
CHOICES = (
    Row("On", "set tip.enabled false", checked=True),
    Row("Twice a day", "set tip.per_day 2", checked=False, radio=True),
)
ROWS = (Row("Sitting 42 min", "status"), Row("Break now", rows=KINDS), Row("Tip of the day", rows=CHOICES))


@dataclass
class Window:
    """An X window that takes everything, and remembers what it was asked to show."""

    id: int = 7
    shown: list[Image.Image] = field(default_factory=list)
    places: list[dict[str, int]] = field(default_factory=list)

    def grab_pointer(self, *_: Any) -> int:
        return X.GrabSuccess

    def put_pil_image(self, _pen: Any, _x: int, _y: int, picture: Image.Image) -> None:
        self.shown.append(picture)

    def configure(self, **place: int) -> None:
        self.places.append(place)

    def create_gc(self) -> Any:
        return SimpleNamespace(free=lambda: None)

    def _nothing(self, *_: Any, **__: Any) -> None: ...

    set_wm_class = map = grab_keyboard = destroy = _nothing


class Menu:
    """An open menu, and the hand that uses it."""

    def __init__(self) -> None:
        self.window, self.acts = Window(), list[str]()
        root = SimpleNamespace(create_window=lambda *_, **__: self.window)
        display = SimpleNamespace(
            screen=lambda: SimpleNamespace(root=root),
            keycode_to_keysym=lambda code, _: code,
            ungrab_pointer=lambda _: None,
            ungrab_keyboard=lambda _: None,
            flush=lambda: None,
        )
        self.popup = Popup(display, ROWS, SETTING, choose=self.acts.append)

    def at(self, y: int, button: int = 1) -> Any:
        return SimpleNamespace(window=self.window, detail=button, event_x=60, event_y=y)

    def click(self, y: int) -> None:
        self.popup.pressed(self.at(y))
        self.popup.released(self.at(y))

    def wheel(self, y: int, *, down: bool) -> None:
        self.popup.pressed(self.at(y, 5 if down else 4))
        self.popup.released(self.at(y, 5 if down else 4))

    def keys(self, *keysyms: int) -> None:
        for keysym in keysyms:
            self.popup.typed(SimpleNamespace(detail=keysym))

    def open(self, number: int) -> None:
        """Enter a submenu."""
        place = lay_out(ROWS, dark=True).places[number]
        self.click((place.top + place.bottom) // 2)


@pytest.fixture
def menu() -> Menu:
    return Menu()


def test_a_long_menu_stays_above_the_panel(menu: Menu) -> None:
    """Thirty kinds on a small screen: the rows under the panel could never be chosen."""
    menu.open(1)

    assert menu.window.places[-1]["y"] == 0
    assert menu.window.places[-1]["height"] == MONITOR.height - PANEL.height


def test_the_wheel_scrolls_and_neither_chooses_nor_closes(menu: Menu) -> None:
    """And what is clicked then is what is seen there."""
    menu.open(1)
    before = menu.window.shown[-1]

    menu.wheel(150, down=True)
    menu.wheel(150, down=True)
    menu.wheel(150, down=False)

    assert menu.window.shown[-1] != before
    assert menu.popup.is_open
    assert menu.acts == []
    sheet = lay_out(KINDS, dark=True, back="Break now", tallest=300)
    seen = sheet.scrolled(3).at(60, 150)
    assert seen is not None
    menu.click(150)
    assert menu.acts == [sheet.places[seen].row.act]


def test_a_click_on_the_arrow_turns_the_page(menu: Menu) -> None:
    """For those without a wheel."""
    menu.open(1)
    first = menu.window.shown[-1]

    menu.click(295)
    second = menu.window.shown[-1]
    menu.click(5)

    assert second != first
    assert menu.window.shown[-1] == first
    assert menu.acts == []


def test_the_keyboard_reaches_every_row(menu: Menu) -> None:
    """Up from nowhere is the last, far below what is seen at first."""
    menu.open(1)

    menu.keys(XK.XK_Up)
    assert menu.window.shown[-1].size[1] == 300
    menu.keys(XK.XK_Return)

    assert menu.acts == ["break 29"]


def test_the_way_back_begins_at_the_top(menu: Menu) -> None:
    """A short menu is not scrolled by what was scrolled before it."""
    menu.open(1)
    menu.wheel(150, down=True)

    menu.keys(XK.XK_Left, XK.XK_Down, XK.XK_Return)

    assert menu.acts == ["status"]


def test_a_choice_is_made_by_a_click_and_the_menu_is_gone(menu: Menu) -> None:
    """The mark changes when the setting has, which the next menu shows."""
    menu.open(2)
    sheet = lay_out(CHOICES, dark=True, back="Tip of the day")

    menu.click(sheet.places[-1].top + ROW // 2)

    assert menu.acts == ["set tip.per_day 2"]
    assert not menu.popup.is_open


def test_the_wheel_outside_closes_nothing(menu: Menu) -> None:
    """It may turn while the hand is on its way."""
    menu.popup.pressed(SimpleNamespace(window=SimpleNamespace(id=1), detail=5, event_x=60, event_y=9000))

    assert menu.popup.is_open
