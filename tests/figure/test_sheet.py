"""The contact sheet shows every figure, large and small, light and dark."""

from pathlib import Path

from PIL import Image

from reminder.figure.figures import figures
from reminder.figure.png import DARK, LIGHT
from reminder.figure.sheet import COLUMN, COLUMNS, ROW, SPACE, main


def test_the_contact_sheet_shows_all_of_them_light_and_dark(tmp_path: Path) -> None:
    """To be looked at after each change of a pose."""
    main(tmp_path / "sheet.png")

    rows = -(-len(figures()) // COLUMNS)
    with Image.open(tmp_path / "sheet.png") as stored:
        sheet = stored.convert("RGB")
    half = rows * ROW + SPACE
    assert sheet.size == (COLUMNS * COLUMN + SPACE, 2 * half)
    assert [sum(sheet.getpixel((2, y))) > 3 * 128 for y in (2, half + 2)] == [True, False]
    for top, colors in ((0, LIGHT), (half, DARK)):
        for number in range(len(figures())):
            left, upper = SPACE + number % COLUMNS * COLUMN, top + SPACE + number // COLUMNS * ROW
            field = sheet.crop((left, upper, left + COLUMN - SPACE, upper + ROW - SPACE))
            assert len(field.getcolors(1 << 16) or ()) > 8, (number, colors["ground"])
