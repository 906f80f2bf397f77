"""The sheet on which a designer looks at the icon shows all of it."""

from reminder.tray import LOOKS
from reminder.tray.icon_sheet import COLUMN, PANELS, sheet


def test_every_look_is_on_every_panel() -> None:
    """What is not looked at is not beautiful."""
    picture = sheet()
    high = picture.height // len(PANELS)

    for band, (ground, _, colour) in enumerate(PANELS):
        for column in range(len(LOOKS)):
            field = picture.crop((column * COLUMN, band * high, (column + 1) * COLUMN, (band + 1) * high))
            shades = {shade for _, shade in field.getcolors(1 << 16) or ()}
            assert ground in shades
            assert len(shades) > 2
            assert colour is None or colour in shades
