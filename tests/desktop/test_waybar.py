"""sway with waybar and mako, as a person meets it: the tray of a desktop without X11, looked at and clicked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.desktops import DESKTOPS
from tests.desktop.judging import Visit
from tests.desktop.packages import need

pytestmark = pytest.mark.desktop


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    """Somebody at sway who has started reminder."""
    kind = DESKTOPS["sway"]
    need(*kind.programs)
    with kind.open(tmp_path / "desktop") as desktop:
        visit = Visit(desktop, kind, tmp_path / "reminder")
        assert visit.start().good
        yield visit


def test_the_icon_is_in_the_bar_and_its_menu_can_be_used(visit: Visit) -> None:
    """The tray that the README promises on wlroots compositors: every button of the mouse does what it says."""
    icon = visit.icon()
    assert icon.good, icon.note
    assert icon.note.startswith("StatusNotifierItem “Sitting under a minute")

    menu = visit.menu()
    assert menu.good, menu.note

    clicks = visit.clicks()
    assert clicks.good, clicks.note
    assert clicks.note == "middle pauses, row arrives, left tells"


def test_a_killed_waybar_gets_the_icon_back_when_it_is_started_again(visit: Visit) -> None:
    """Bars are restarted at every change of their config; nobody restarts reminder for that."""
    again = visit.panel_restarted()

    assert again.good, again.note


def test_where_no_buttons_are_drawn_the_menu_answers(visit: Visit) -> None:
    """A server that shows text alone, and closes it at a click, takes no answer away, and gives none."""
    icon = visit.icon()
    assert icon.good, icon.note

    answers = visit.answers()
    assert answers.good, answers.note

    dismissed = visit.dismissed()
    assert dismissed.good, dismissed.note


def test_a_prompt_comes_back_with_a_killed_server(visit: Visit) -> None:
    """Servers are restarted as bars are; what was asked must not be lost with them."""
    again = visit.server_restarted()

    assert again.good, again.note
