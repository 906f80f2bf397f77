"""The icon's drawn files as panels want them over the bus: pixels, read by the standard library alone.

Pillow costs megabytes, and a service with such a panel needs it for nothing else. So the files are written in the one
form that needs no decoder: eight bits a channel, with alpha, no row filtered, none interlaced.
"""

import logging
import struct
import zlib
from pathlib import Path

from reminder.files import icon_file
from reminder.tray import Look
from reminder.tray.sni.item import Pixmap, argb

log = logging.getLogger(__name__)

FOLDERS = {16: "16x16", 22: "22x22", 24: "24x24", 32: "32x32", 44: "22x22@2", 48: "48x48", 64: "64x64"}
"""Pixels, and the folder of the icon theme they are in: 44 are 22 on a screen of twice the density."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">IIBBBBB")
RGBA = (8, 6, 0, 0, 0)
"""Eight bits a channel, four channels, deflated, filtered by row, not interlaced."""


def theme_folder() -> Path | None:
    """The folder with the icon theme `hicolor` in it; None where the icons were left out of the installation."""
    index = icon_file("hicolor/index.theme")
    return index.parents[1] if index else None


def pixmaps(look: Look) -> list[Pixmap]:
    """A look in every size, smallest first, for StatusNotifierItem's IconPixmap; without those that cannot be read."""
    found = []
    for folder in FOLDERS.values():
        path = icon_file(f"hicolor/{folder}/status/{look.name}.png")
        try:
            found += [pixmap(path)] if path else []
        except (OSError, ValueError) as damage:
            log.warning("an icon cannot be read: %s", damage)
    return found


def pixmap(path: Path) -> Pixmap:
    """A drawn file as a panel wants it.

    Raises:
        OSError: there is no such file, or it cannot be opened.
        ValueError: it is damaged, or in another form than `icon_files.png` writes.
    """
    try:
        width, height, rows = _rows(path.read_bytes())
    except (ValueError, struct.error, zlib.error) as reason:
        raise ValueError(f"{path} is not a PNG of the icon's own form: {reason}") from reason
    rgba = b"".join(rows[at + 1 : at + 1 + 4 * width] for at in range(0, len(rows), 1 + 4 * width))
    return width, height, argb(rgba)


def _rows(file: bytes) -> tuple[int, int, bytes]:
    """Width, height, and the rows, each after the number of its filter."""
    chunks, at = dict[bytes, bytes](), len(SIGNATURE)
    if not file.startswith(SIGNATURE):
        raise ValueError("it does not begin as one")
    while b"IEND" not in chunks:
        (length,) = struct.unpack_from(">I", file, at)
        name, data = file[at + 4 : at + 8], file[at + 8 : at + 8 + length]
        if struct.unpack_from(">I", file, at + 8 + length) != (zlib.crc32(name + data),):
            raise ValueError("a check sum is wrong")
        chunks[name] = chunks.get(name, b"") + data
        at += 12 + length
    width, height, *form = HEADER.unpack(chunks.get(b"IHDR", b""))
    if tuple(form) != RGBA or not width or not height:
        raise ValueError(f"it has {width} x {height} pixels of the form {form}")
    expected = (1 + 4 * width) * height
    rows = zlib.decompressobj().decompress(chunks.get(b"IDAT", b""), expected + 1)
    if len(rows) != expected or any(rows[:: 1 + 4 * width]):
        raise ValueError("its rows are filtered, or not all there")
    return width, height, rows
