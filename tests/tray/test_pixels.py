"""The icon's files are read without Pillow, exactly as Pillow would, and anything else is refused in words."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from reminder import files
from reminder.tray import LOOKS, Face, Look
from reminder.tray.icon import draw
from reminder.tray.icon_files import png
from reminder.tray.pixels import FOLDERS, HEADER, SIGNATURE, pixmap, pixmaps, theme_folder

PICTURE = draw(Look(Face.DUE), 22, dark=None)
GOOD = png(22, 22, PICTURE.tobytes())


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def two_by_one(*form: int, rows: bytes = b"\0" + bytes(8), width: int = 2) -> bytes:
    header = HEADER.pack(width, 1, *(form or (8, 6, 0, 0, 0)))
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_pixels_are_those_that_pillow_reads(tmp_path: Path) -> None:
    """Two readers, one picture; alpha comes first on the bus, and is not multiplied in."""
    path = tmp_path / "due.png"
    path.write_bytes(GOOD)

    width, height, pixels = pixmap(path)

    with Image.open(path) as read:
        assert read.mode == "RGBA"
        assert read.tobytes() == PICTURE.tobytes()
    assert (width, height) == (22, 22)
    alpha, red, green, blue = (pixels[channel::4] for channel in range(4))
    assert bytes(PICTURE.getchannel("A").tobytes()) == alpha
    assert Image.merge("RGB", [Image.frombytes("L", (22, 22), one) for one in (red, green, blue)]).tobytes() == (
        PICTURE.convert("RGB").tobytes()
    )


def test_a_file_that_pillow_wrote_without_filters_is_read(tmp_path: Path) -> None:
    """The form is PNG's own, not ours; data in several chunks is one of its freedoms."""
    path = tmp_path / "two.png"
    rows = zlib.compress(b"\0" + bytes(range(8)))
    parts = (chunk(b"IHDR", HEADER.pack(2, 1, 8, 6, 0, 0, 0)), chunk(b"tEXt", b"a\0b"))
    data = (chunk(b"IDAT", rows[:5]), chunk(b"IDAT", rows[5:]))
    path.write_bytes(b"".join((SIGNATURE, *parts, *data, chunk(b"IEND", b""))))

    assert pixmap(path) == (2, 1, bytes([3, 0, 1, 2, 7, 4, 5, 6]))


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"GIF89a",
        SIGNATURE,
        GOOD[:20],
        GOOD[:-20],
        GOOD[:60] + bytes([GOOD[60] ^ 1]) + GOOD[61:],
        SIGNATURE + chunk(b"IEND", b""),
        SIGNATURE + struct.pack(">I", 2**32 - 1) + b"IHDR",
        two_by_one(8, 2, 0, 0, 0),
        two_by_one(16, 6, 0, 0, 0),
        two_by_one(8, 6, 0, 0, 1),
        two_by_one(rows=b"\1" + bytes(8)),
        two_by_one(rows=b"\0" + bytes(7)),
        two_by_one(rows=b"\0" + bytes(9)),
        two_by_one(rows=b"\0", width=0),
        two_by_one(width=2**31 - 1),
        two_by_one().replace(zlib.compress(b"\0" + bytes(8)), b""),
    ],
    ids=[
        *("empty", "another format", "nothing but a signature", "half a header", "half a file", "a bit flipped"),
        *("no header", "a chunk of four gigabytes", "no alpha", "sixteen bits", "interlaced", "a filtered row"),
        *("too few pixels", "too many pixels", "no width", "a width of two billions", "no data"),
    ],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, damaged: bytes) -> None:
    """A damaged disk, or a packager's optimiser: said in one sentence, and never a picture of noise."""
    path = tmp_path / "icon.png"
    path.write_bytes(damaged)

    with pytest.raises(ValueError, match=r"icon\.png is not a PNG of the icon's own form: "):
        pixmap(path)


def test_what_pillow_writes_by_itself_is_refused(tmp_path: Path) -> None:
    """It filters its rows; read as they are they would be noise."""
    path = tmp_path / "icon.png"
    PICTURE.save(path)

    with pytest.raises(ValueError, match="filtered"):
        pixmap(path)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_look_is_there_in_every_size_smallest_first(look: Look) -> None:
    """A panel takes the one that fits; one it would have to scale is a blur."""
    found = pixmaps(look)

    assert [(width, height) for width, height, _ in found] == [(size, size) for size in sorted(FOLDERS)]
    assert all(len(pixels) == 4 * width * height for width, height, pixels in found)
    assert all(any(pixels[0::4]) for _, _, pixels in found)


def test_the_theme_is_found_where_the_files_are() -> None:
    """Plasma takes no folder but one called icons, and no folder is a theme without an index."""
    folder = theme_folder()

    assert folder is not None
    assert folder.is_absolute()
    assert folder.name == "icons"
    assert (folder / "hicolor" / "index.theme").is_file()


def test_without_the_files_there_is_nothing_to_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packager left them out: no icon, and no crash."""
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "reminder")

    assert theme_folder() is None
    assert pixmaps(Look(Face.DUE)) == []


def test_one_damaged_file_costs_one_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The panel scales another one; an icon that is a little less sharp is better than none."""
    for size, folder in FOLDERS.items():
        path = tmp_path / "reminder" / "files" / "icons" / "hicolor" / folder / "status" / "reminder-due.png"
        path.parent.mkdir(parents=True)
        path.write_bytes(GOOD if size == 22 else b"")
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "reminder")

    assert [width for width, _, _ in pixmaps(Look(Face.DUE))] == [22]
    assert "cannot be read" in caplog.text


def test_pillow_is_not_loaded_for_it() -> None:
    """It costs megabytes in memory, all day, to draw the same twenty pictures again."""
    code = "import sys, reminder.tray.pixels as p, reminder.tray as t; p.pixmaps(t.LOOKS[0]); print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "PIL" not in {name.partition(".")[0] for name in done.stdout.split()}
