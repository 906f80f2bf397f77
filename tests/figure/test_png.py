"""Figures as pictures: the files of notifications are the drawn ones, small, and readable."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from reminder.figure.figures import figures, picture
from reminder.figure.png import DARK, LIGHT, SIZE, closer, draw, main, write
from tests.wcag import contrast

STORED = Path(__file__).parents[2] / "icons" / "exercises"


def test_the_files_in_the_repository_are_the_drawn_ones() -> None:
    """They are generated (`python -m reminder.figure.png icons/exercises`); nobody edits them by hand."""
    assert {path.stem for path in STORED.glob("*.png")} == set(figures())
    for name in figures():
        with Image.open(STORED / f"{name}.png") as stored:
            difference = ImageChops.difference(stored.convert("RGBA"), draw(name, SIZE))

        assert max(ImageStat.Stat(difference).mean) < 2, name


def test_files_are_small_enough_to_come_along(tmp_path: Path) -> None:
    """With every install, for all 24."""
    main([str(tmp_path / "new")])

    assert sum(path.stat().st_size for path in (tmp_path / "new").iterdir()) < 150_000


def test_a_tile_has_round_corners_and_a_ground_of_its_own() -> None:
    """Nobody knows what color a notification has."""
    tile, square = draw("E13", 64), draw("E13", 64, tile=False)

    assert tile.getpixel((0, 0))[3] == 0
    assert tile.getpixel((60, 12)) == (*LIGHT["ground"], 255)
    assert square.getpixel((0, 0)) == (*LIGHT["ground"], 255)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_the_figure_is_seen_on_its_ground(colors: dict[str, tuple[int, int, int]]) -> None:
    """3 to 1 for the figure and what is at work."""
    assert contrast(colors["line"], colors["ground"]) >= 7
    assert contrast(colors["move"], colors["ground"]) >= 3
    assert contrast(colors["move"], colors["line"]) >= 1.4


def test_writing_twice_is_writing_once(tmp_path: Path) -> None:
    """The same poses, the same files."""
    write(tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_on_its_tile_a_figure_is_as_large_as_it_can_be() -> None:
    """In a notification it is seen at the size of a thumb; whatever is at work is not cut off."""
    for name, figure in figures().items():
        balls = [
            ball
            for part in closer(picture(figure))
            if part.role in {"line", "move", "mark"} and part.name != "trunk"
            for tube in part.tubes
            for ball in tube
        ]
        left, right = min(x - r for x, _, r in balls), max(x + r for x, _, r in balls)
        top, bottom = min(y - r for _, y, r in balls), max(y + r for _, y, r in balls)

        assert max(right - left, bottom - top) > 66, name
        assert min(left, top, 100 - right) >= 0, name
