"""What lies in the folder `icons/` is what the drawing gives, in the form that panels and desktops look for."""

import math
import re
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

from reminder.tray.forms import arc, cover
from reminder.tray.icon import draw
from reminder.tray.icon_files import APP, APP_SIZE, LARGE, WINDOWS_SIZES, index, svg, texts, theme, write
from reminder.tray.pixels import FOLDERS, pixmap

ICONS = Path(__file__).parents[2] / "icons"
FILES = [path for path in ICONS.rglob("*") if path.is_file() and path.parent.name != "exercises"]
"""All but the pictures of exercises, which are drawn elsewhere."""


def test_the_files_in_the_repository_are_the_drawn_ones() -> None:
    """They are generated (`python -m reminder.tray.icon_files icons`); nobody edits them by hand."""
    large = {name: draw(look, APP_SIZE, dark=None) for name, look in LARGE.items()}
    pictures = theme() | large

    there = {path.relative_to(ICONS).as_posix() for path in FILES}

    assert there == {*pictures, *texts(), "reminder.ico"}
    for name, picture in pictures.items():
        with Image.open(ICONS / name) as stored:
            assert_same_pixels(stored, picture)
    for name, text in texts().items():
        assert (ICONS / name).read_text("utf-8") == text


def test_every_file_of_a_panel_can_be_read_without_pillow() -> None:
    """Whatever wrote them."""
    for name, picture in theme().items():
        assert pixmap(ICONS / name)[:2] == picture.size


def test_all_of_it_is_small() -> None:
    """It is in every installation."""
    assert sum(path.stat().st_size for path in FILES) < 120_000


def test_the_windows_icon_holds_each_size_as_drawn(tmp_path: Path) -> None:
    """Pillow would fill in missing sizes by scaling the largest."""
    write(tmp_path)

    for path in (ICONS / "reminder.ico", tmp_path / "reminder.ico"):
        with Image.open(path) as ico:
            assert {(size, size) for size in WINDOWS_SIZES} == ico.info["sizes"]
            for size in WINDOWS_SIZES:
                assert_same_pixels(ico.ico.getimage((size, size)), draw(APP, size, dark=None))


def test_what_is_written_is_what_is_compared(tmp_path: Path) -> None:
    """Else the repository could be right and the command wrong."""
    write(tmp_path)

    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()} == {
        path.relative_to(ICONS) for path in FILES
    }


def test_the_index_lists_every_folder_with_its_size() -> None:
    """GTK and Qt look into no folder that it does not name, and believe what it says of the size."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(index())
    listed = [
        folder
        for key in ("Directories", "ScaledDirectories")
        for folder in parser["Icon Theme"][key].split(",")
        if folder.endswith("/status")
    ]

    sizes = {folder: parser.getint(folder, "Size") * parser.getint(folder, "Scale", fallback=1) for folder in listed}

    assert sizes == {f"{folder}/status": size for size, folder in FOLDERS.items()}
    assert parser["scalable/apps"]["Type"] == "Scalable"


@pytest.mark.parametrize(("size", "scale"), [(16, 1), (22, 1), (24, 1), (32, 1), (16, 2), (22, 2), (24, 2), (32, 2)])
def test_a_panel_finds_its_size_to_the_pixel(size: int, scale: int) -> None:
    """Also on a screen of twice the density: a picture that has to be scaled is a blur."""
    assert size * scale in FOLDERS


def test_the_svg_is_the_same_drawing() -> None:
    """In a launcher one sees the one, in a prompt the other."""
    drawn = draw(APP, APP_SIZE, dark=None)
    picture = Image.new("RGBA", drawn.size)
    for line in ET.fromstring(svg()).iter("{http://www.w3.org/2000/svg}path"):  # noqa: S314 - our own
        sheet = Image.new("RGBA", drawn.size, line.attrib["stroke"])
        sheet.putalpha(Image.frombytes("L", drawn.size, covered(line.attrib["d"], float(line.attrib["stroke-width"]))))
        picture = Image.alpha_composite(picture, sheet)

    for ground in ("white", "black"):
        seen, expected = (Image.new("RGBA", drawn.size, ground) for _ in range(2))
        seen.alpha_composite(picture)
        expected.alpha_composite(drawn)
        assert max(high for _, high in ImageChops.difference(seen, expected).getextrema()) <= 4


def covered(path: str, width: float) -> bytes:
    """A path of one arc, clockwise, in pixels: SVG's own way from two ends to the middle between them."""
    x0, y0, radius, _, _, far, _, x1, y1 = (float(number) for number in re.findall(r"[\d.]+", path))
    chord = math.hypot(x1 - x0, y1 - y0)
    away = math.sqrt(radius**2 - chord**2 / 4) * (-1 if far else 1)
    x, y = (x0 + x1) / 2 - away * (y1 - y0) / chord, (y0 + y1) / 2 + away * (x1 - x0) / chord
    start, end = (math.degrees(math.atan2(right - x, y - down)) for right, down in ((x0, y0), (x1, y1)))
    unit = APP_SIZE / 16
    circle = (x * unit, y * unit, radius * unit)
    return cover(arc(circle, start, start + (end - start) % 360, width * unit, rounded=True), APP_SIZE)


def assert_same_pixels(one: Image.Image, other: Image.Image) -> None:
    """Equal but for the last bit, which is the C library's sine's."""
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
    assert max(high for _, high in difference.getextrema()) <= 1
