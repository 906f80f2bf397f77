"""What the desktop tests see by: a screen drawn here, and what is found on it."""

from PIL import Image, ImageDraw

from tests.desktop.sight import changed, lowest_words, middle_of, rows

PANEL = (0, 0, 300, 30)
TEAL = (0x13, 0x9A, 0x90)


def screen() -> Image.Image:
    return Image.new("RGB", (300, 200), "#335577")


def draw(shot: Image.Image, box: tuple[int, int, int, int], colour: object) -> Image.Image:
    ImageDraw.Draw(shot).rectangle(box, fill=colour)  # type: ignore[arg-type]
    return shot


def menu() -> Image.Image:
    """Four rows of "letters", the second greyed, with a line after it."""
    shot = draw(screen(), (100, 40, 299, 159), "white")
    for top, colour in ((50, "black"), (75, "#aaaaaa"), (105, "black"), (130, "black")):
        draw(shot, (120, top, 180, top + 10), colour)
    return draw(shot, (100, 95, 299, 95), "#cccccc")


def test_what_changed_on_the_panel_is_no_window() -> None:
    """An icon changes while one looks for a notification."""
    before = screen()
    after = draw(draw(before.copy(), (10, 5, 20, 15), "red"), (100, 100, 149, 119), "white")

    assert changed(before, after) == (10, 5, 150, 120)
    assert changed(before, after, apart_from=PANEL) == (100, 100, 150, 120)
    assert changed(before, before) is None


def test_an_icon_is_found_by_its_colour_though_a_theme_smooths_it() -> None:
    """Panels scale icons, which shifts a colour a little; a few pixels of it are no icon."""
    shot = draw(screen(), (200, 10, 209, 19), (0x18, 0x90, 0x98))

    assert middle_of(shot, [TEAL], PANEL) == (205, 15)
    assert middle_of(draw(screen(), (200, 10, 201, 11), TEAL), [TEAL], PANEL) is None
    assert middle_of(shot, [TEAL], (0, 30, 300, 200)) is None


def test_a_menu_s_rows_are_found_greyed_ones_too_but_not_its_lines() -> None:
    """Which row is clicked depends on how many there are."""
    assert [y for _, y in rows(menu(), (100, 40, 300, 160))] == [55, 80, 110, 135]


def test_buttons_are_the_groups_of_letters_on_the_lowest_line() -> None:
    """From left to right, as labels stand on buttons."""
    shot = draw(screen(), (50, 40, 299, 159), "white")
    draw(shot, (60, 60, 200, 70), "black")
    for left in (70, 150, 230):
        draw(shot, (left, 130, left + 20, 140), "black")

    assert lowest_words(shot, (50, 40, 300, 160)) == [(80, 135), (160, 135), (240, 135)]
