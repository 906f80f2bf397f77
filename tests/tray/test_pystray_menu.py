"""Our rows in pystray's own menu, as every back end of its reads it."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from reminder.tray import CLICK, SEPARATOR, Row
from reminder.tray.pystray_menu import pystray_menu

ROWS = (
    Row("Sitting 42 min", CLICK),
    SEPARATOR,
    Row("Stand up for two minutes"),
    Row("Done", "done"),
    SEPARATOR,
    Row(
        "Tip of the day",
        rows=(
            Row("On", "set tip.enabled false", checked=True),
            SEPARATOR,
            Row("Once a day", "set tip.per_day 1", checked=True, radio=True),
            Row("Twice a day", "set tip.per_day 2", checked=False, radio=True),
        ),
    ),
)


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The part of pystray that looks for no desktop."""
    monkeypatch.setenv("PYSTRAY_BACKEND", "dummy")
    from pystray import _base

    return _base


def test_every_row_is_an_item_and_every_submenu_a_menu(base: Any) -> None:
    """In the same order, and separators are pystray's own: back ends know them by identity."""
    menu = pystray_menu(ROWS, lambda _: None, base)

    items = list(menu)
    assert [item.text for item in items if item is not base.Menu.SEPARATOR] == [
        row.text for row in ROWS if row is not SEPARATOR
    ]
    assert [items[1], items[4]] == [base.Menu.SEPARATOR] * 2
    assert [item.text for item in items[5].submenu][2:] == ["Once a day", "Twice a day"]


def test_a_line_that_tells_is_greyed(base: Any) -> None:
    """It must not look clickable, nor act."""
    assert [item.enabled for item in pystray_menu(ROWS, lambda _: None, base)][2:4] == [False, True]


def test_what_is_on_is_marked_and_choices_are_radio_buttons(base: Any) -> None:
    """None, not False, for a plain row: that would draw an empty box."""
    *_, tip = pystray_menu(ROWS, lambda _: None, base)

    marks = [(item.checked, item.radio) for item in tip.submenu if item is not base.Menu.SEPARATOR]
    assert marks == [(True, False), (True, True), (False, True)]
    assert tip.checked is None


def test_the_row_of_a_click_is_the_default_item_and_no_other(base: Any) -> None:
    """Pystray does it for a left click on the icon, on Windows and where the desktop asks to activate it."""
    acts: list[str] = []
    menu = pystray_menu(ROWS, acts.append, base)

    assert [item.text for item in menu if item.default] == ["Sitting 42 min"]
    menu(SimpleNamespace())
    assert acts == [CLICK]


def test_an_item_does_what_its_row_says(base: Any) -> None:
    """Those of submenus, too; and each its own."""
    acts: list[str] = []
    *_, tip = pystray_menu(ROWS, acts.append, base)

    for item in tip.submenu:
        if item is not base.Menu.SEPARATOR:
            item(SimpleNamespace())

    assert acts == ["set tip.enabled false", "set tip.per_day 1", "set tip.per_day 2"]


@pytest.mark.parametrize(("platform", "text"), [("win32", "Rest && stretch"), ("linux", "Rest & stretch")])
def test_an_ampersand_stays_one_on_windows(
    base: Any, monkeypatch: pytest.MonkeyPatch, platform: str, text: str
) -> None:
    """Windows takes "&" for the mark of an access key and swallows it."""
    monkeypatch.setattr(sys, "platform", platform)

    (item,) = pystray_menu((Row("Rest & stretch", "break both"),), lambda _: None, base)

    assert item.text == text
