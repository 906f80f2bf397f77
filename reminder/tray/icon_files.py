"""The folder `icons/`, drawn once: the icon theme for panels, and the program's own icon. `… icons` writes it anew.

    python -m reminder.tray.icon_files icons

Panels look an icon up by its name below the folder they are given, as the freedesktop icon theme specification says:
in a theme called hicolor, with an index. Most of them compare sizes in real pixels; only what is 22 on a screen of
twice the density has no other use, and stands in a folder of its own, which the systems' own hicolor lists as well.
"""

import math
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image

from reminder.tray import LOOKS, Face, Look
from reminder.tray.icon import ACCENTS, INKS, Grid, Rgb, back, draw, filled
from reminder.tray.pixels import FOLDERS, HEADER, RGBA, SIGNATURE

APP = Look(Face.WORKING, 7)
"""The program's own icon: somebody sits, and has done so for a while."""

APP_SIZE = 256
LARGE = {"reminder.png": APP, "reminder-due.png": Look(Face.DUE)}
"""What notifications show, at this size: the program's own icon, and on a prompt the one that stands up."""

WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def theme() -> dict[str, Image.Image]:
    """Every look at every size, by its file in the folder. A file cannot know what its panel looks like."""
    return {
        f"hicolor/{folder}/status/{look.name}.png": draw(look, size, dark=None)
        for look in LOOKS
        for size, folder in FOLDERS.items()
    }


def texts() -> dict[str, str]:
    """The index of the theme, and the drawing of the program's own icon."""
    return {"hicolor/index.theme": index(), "hicolor/scalable/apps/reminder.svg": svg()}


def write(folder: Path) -> None:
    """Write the whole folder. reminder.ico is for Windows: each of its sizes drawn, not scaled."""
    for name, picture in theme().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(picture.width, picture.height, picture.tobytes()))
    for name, text in texts().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    for name, look in LARGE.items():
        draw(look, APP_SIZE, dark=None).save(folder / name, optimize=True)
    *small, largest = (draw(APP, size, dark=None) for size in WINDOWS_SIZES)
    largest.save(folder / "reminder.ico", sizes=[one.size for one in (*small, largest)], append_images=small)


def png(width: int, height: int, rgba: bytes) -> bytes:
    """A file in the form that `pixels.pixmap` reads."""
    rows = b"".join(b"\0" + rgba[4 * width * row : 4 * width * (row + 1)] for row in range(height))
    chunks = ((b"IHDR", HEADER.pack(width, height, *RGBA)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def index() -> str:
    """The theme's index. Fixed sizes: a panel takes the nearest one."""
    folders = sorted(FOLDERS.values())
    plain = [f"{folder}/status" for folder in folders if "@" not in folder]
    scaled = [f"{folder}/status" for folder in folders if "@" in folder]
    lines = [
        "[Icon Theme]",
        "Name=Hicolor",
        "Comment=The icons of reminder",
        "Hidden=true",
        f"Directories={','.join((*plain, 'scalable/apps'))}",
        f"ScaledDirectories={','.join(scaled)}",
    ]
    for folder in (*plain, *scaled):
        size, _, scale = folder.partition("/")[0].partition("@")
        lines += ["", f"[{folder}]", f"Size={size.partition('x')[0]}", *([f"Scale={scale}"] if scale else [])]
        lines += ["Context=Status", "Type=Fixed"]
    lines += ["", "[scalable/apps]", "Size=128", "MinSize=16", "MaxSize=512", "Context=Applications", "Type=Scalable"]
    return "\n".join(lines) + "\n"


def svg() -> str:
    """The program's own icon as three lines. Half a stroke is the unit, which makes it 16 across."""
    grid = Grid.of(APP_SIZE)
    (teal, _), (ink, track) = ACCENTS[None], INKS[None]
    around = (grid.middle, grid.middle, grid.middle - grid.stroke / 2)
    start, now, end = grid.opening, filled(grid, APP.step), 360 - grid.opening
    circle, half = back(grid)
    return "\n".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 16 16">',
            '  <g fill="none" stroke-linecap="round">',
            _line(grid, around, (now, end), grid.thin, track),
            _line(grid, around, (start, now), grid.stroke, teal),
            _line(grid, circle, (90 - half, 90 + half), grid.stroke, ink),
            "  </g>",
            "</svg>\n",
        )
    )


def _line(grid: Grid, circle: tuple[float, float, float], span: tuple[float, float], width: int, colour: Rgb) -> str:
    """One line along a circle, between two directions."""
    x, y, radius = circle
    turns = [math.radians(turn) for turn in span]
    ends = [_places(grid, x + radius * math.sin(turn), y - radius * math.cos(turn)) for turn in turns]
    far = int(span[1] - span[0] > 180)
    path = f"M{ends[0]}A{_places(grid, radius, radius)} 0 {far} 1 {ends[1]}"
    return f'    <path d="{path}" stroke="#{bytes(colour).hex()}" stroke-width="{2 * width / grid.stroke:g}"/>'


def _places(grid: Grid, *lengths: float) -> str:
    """In units, to a hundredth of a pixel or better: half a circle moves by ten times what its ends do."""
    return " ".join(f"{round(2 * length / grid.stroke, 4):g}" for length in lengths)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
