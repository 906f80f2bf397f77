"""The popup menu as a drawing."""

import pytest

from reminder.tray import SEPARATOR, Row
from reminder.tray.menu import picture
from reminder.tray.popup_sheet import DARK, LIGHT, MORE, ROW, Palette, Sheet, lay_out
from tests.tray.contract import PROMPT
from tests.wcag import contrast

MANY = tuple(Row(f"Kind {number}", f"break {number}") for number in range(30))
MARKS = (
    Row("On", "set tip.enabled false", checked=True),
    Row("Off", "set tip.enabled true", checked=False),
    Row("Once a day", "set tip.per_day 1", checked=True, radio=True),
    Row("Twice a day", "set tip.per_day 2", checked=False, radio=True),
)

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
    for mark in (palette.on, palette.off):
        assert contrast(mark, palette.ground) >= 3


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


def signs(sheet: Sheet, hot: int | None = None) -> list[bytes]:
    """What stands before each row's text."""
    picture = sheet.draw(hot)
    return [picture.crop((8, place.top, 14 + sheet.gutter, place.bottom)).tobytes() for place in sheet.places]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("dark", [False, True])
def test_what_is_on_differs_from_what_is_not_and_a_switch_from_a_choice(dark: bool, scale: float) -> None:  # noqa: FBT001 - a case
    """By shape, not by colour alone; also under the pointer, on another ground."""
    sheet = lay_out(MARKS, dark=dark, scale=scale)

    assert len(set(signs(sheet))) == 4
    for number in range(4):
        assert len(set(signs(sheet, hot=number))) == 4


def test_texts_stand_under_each_other_whether_marked_or_not() -> None:
    """One mark indents all rows of its menu, and so does the way back; a menu of plain rows is not indented."""
    assert lay_out(MARKS, dark=False).gutter == lay_out(ROWS, dark=False, back="Pause").gutter > 0
    assert lay_out(ROWS, dark=False).gutter == 0


def test_a_menu_that_is_too_long_shows_a_part_and_where_there_is_more() -> None:
    """Somebody may have thirty kinds of their own, on a small screen."""
    top = lay_out(MANY, dark=False, tallest=300)
    middle_part = top.scrolled(5)
    bottom = top.scrolled(100)

    assert {top.draw(None).size, middle_part.draw(0).size, bottom.draw(29).size} == {(top.width, 300)}
    assert [top.strip(0), top.strip(299)] == [0, 1]
    assert [middle_part.strip(0), middle_part.strip(299)] == [-1, 1]
    assert [bottom.strip(0), bottom.strip(299)] == [-1, 0]
    assert lay_out(ROWS, dark=False, tallest=300).height < 300


def test_what_lies_under_the_pointer_is_what_is_seen_there() -> None:
    """Not the row that was there before it was scrolled, nor one that a strip hides."""
    top = lay_out(MANY, dark=False, tallest=300)

    assert top.at(50, 100) is not None
    assert top.scrolled(5).at(50, 100) == (top.at(50, 100) or 0) + 5
    assert top.at(50, 300 - MORE // 2) is None
    assert top.scrolled(-5) == top


def test_paging_reaches_every_row_and_loses_none() -> None:
    """Each page begins with a row of the page before."""
    sheet = lay_out(MANY, dark=False, tallest=300)
    seen = set[int]()

    for _ in range(10):
        seen |= {row for y in range(300) if (row := sheet.at(50, y)) is not None}
        sheet = sheet.paged(1)

    assert seen == set(range(30))
    assert sheet.paged(-1).offset < sheet.offset


@pytest.mark.parametrize("number", [0, 12, 29])
@pytest.mark.parametrize("before", [0, 10, 100])
def test_the_row_that_the_keyboard_lights_is_scrolled_to(number: int, before: int) -> None:
    """As little as it takes: what is in sight stays where it is."""
    sheet = lay_out(MANY, dark=False, tallest=300).scrolled(before)

    shown = sheet.showing(number)

    place = shown.places[number]
    assert shown.at(50, place.top - shown.offset + ROW // 2) == number
    assert shown.showing(number) == shown
