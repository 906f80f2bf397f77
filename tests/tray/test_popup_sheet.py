"""The popup menu as a drawing."""

import pytest

from reminder.tray import SEPARATOR, Row
from reminder.tray.menu import picture
from reminder.tray.popup_sheet import DARK, LIGHT, Palette, Sheet, lay_out
from tests.tray.contract import PROMPT
from tests.tray.test_icon import contrast

ROWS = (Row("Sitting 42 min"), SEPARATOR, Row("Done", "done"), Row("Pause", rows=(Row("For 1 hour", "pause 1 h"),)))


def middle(sheet: Sheet, text: str) -> tuple[int, int]:
    place = next(place for place in sheet.places if place.row.text == text)
    return sheet.width // 2, (place.top + place.bottom) // 2


def test_only_what_does_something_can_be_pointed_at() -> None:
    """A line that tells must not light up as if it could be clicked."""
    sheet = lay_out(ROWS, dark=False)

    assert [sheet.at(*middle(sheet, row.text)) for row in ROWS] == [None, None, 2, 3]
    assert sheet.at(-1, middle(sheet, "Done")[1]) is None
    assert sheet.at(sheet.width, middle(sheet, "Done")[1]) is None


def test_the_arrow_keys_go_round_and_step_over_what_cannot_be_chosen() -> None:
    """From nowhere, down is the first choice and up the last."""
    sheet = lay_out(ROWS, dark=False)

    assert [sheet.next(None, 1), sheet.next(2, 1), sheet.next(3, 1)] == [2, 3, 2]
    assert [sheet.next(None, -1), sheet.next(2, -1)] == [3, 3]
    assert lay_out(ROWS[:2], dark=False).next(None, 1) is None


def test_a_submenu_begins_with_the_way_back() -> None:
    """It opens in the same window, so the way back must be in it."""
    sheet = lay_out(ROWS[3].rows, dark=False, back="Pause")

    assert [place.row.text for place in sheet.places] == ["Pause", "-", "For 1 hour"]
    assert sheet.places[0].back
    assert sheet.at(*middle(sheet, "Pause")) == 0


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_can_be_read_in_both_themes(palette: Palette) -> None:
    """4.5:1 is what text needs (WCAG 2.1, 1.4.3)."""
    assert contrast(palette.text, palette.ground) >= 4.5
    assert contrast(palette.quiet, palette.ground) >= 4.5
    assert contrast(palette.hot_text, palette.hot) >= 4.5


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_the_row_under_the_pointer_is_lit_and_no_other(dark: bool, palette: Palette) -> None:  # noqa: FBT001 - a case
    """One can see what a click would do."""
    sheet = lay_out(ROWS, dark=dark)
    left = [(12, middle(sheet, row.text)[1]) for row in ROWS]

    lit = [sheet.draw(hot=2).getpixel(point) for point in left]

    assert [palette.hot if number == 2 else palette.ground for number in range(4)] == [
        palette.ground if colour == palette.line else colour for colour in lit
    ]


def test_a_long_line_is_cut_and_the_menu_stays_on_the_screen() -> None:
    """A meeting's title can be any length."""
    sheet = lay_out((Row("Held: " + "microphone, Firefox; " * 20),), dark=False)

    right_edge = sheet.draw(None).crop((sheet.width - 13, 2, sheet.width - 1, sheet.height - 2))

    assert sheet.width == 420
    assert right_edge.getcolors(1) == [(right_edge.width * right_edge.height, LIGHT.ground)]


def test_twice_the_dots_give_twice_the_size() -> None:
    """On a display of 192 dpi the menu is as large to the eye as on one of 96."""
    normal, large = lay_out(ROWS, dark=False), lay_out(ROWS, dark=False, scale=2.0)

    assert (normal.height * 2, normal.width * 2) == (large.height, large.width)


def test_every_row_of_the_real_menu_has_its_own_place() -> None:
    """Rows lie under each other without gap or overlap."""
    places = lay_out(picture(PROMPT).rows, dark=False).places

    assert [place.bottom for place in places[:-1]] == [place.top for place in places[1:]]
