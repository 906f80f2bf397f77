"""The rows in the pages of an SQLite file, each page by itself, however damaged the rest is.

SQLite finds a row by way of the pages above it, and gives up where one of those is broken; its own `.recover` is not in
Python's module. Here each leaf of a table is read where it lies, as https://sqlite.org/fileformat2.html describes it.
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from reminder.core.records import dataclass

Value = int | float | str | bytes | None

MAGIC = b"SQLite format 3\0"
SIZES = frozenset(2**power for power in range(9, 17))
USUAL_SIZE = 4096
LEAF_OF_A_TABLE = 0x0D
WAL_HEADER, FRAME_HEADER = 32, 24
LITTLE, BIG = 0x377F0682, 0x377F0683
"""What a write-ahead log begins with, by the byte order of its checksums."""

INTEGERS = (0, 1, 2, 3, 4, 6, 8)
"""How long an integer is, by its serial type; 0 is NULL."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as it lies in a leaf: its number, and its values in the order of the columns."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of a file by number, as of the last commit in its side file; those that are in use, and their size."""

    size: int
    pages: Mapping[int, bytes]

    @classmethod
    def of(cls, path: Path) -> "Pages":
        """Read them all; a year's log has a thousand.

        Raises:
            OSError: the file cannot be read.
        """
        whole, side = path.read_bytes(), _bytes_of(path.with_name(f"{path.name}-wal"))
        size = _size(whole, side)
        parts = (whole[at : at + size].ljust(size, b"\0") for at in range(0, len(whole), size))
        pages = dict(enumerate(parts, 1)) | _committed(side, size)
        for free in _free(pages, size):
            pages.pop(free, None)
        return cls(size, pages)

    def cells(self) -> Iterator[Cell]:
        """Every row of every table that can be read."""
        for number, page in self.pages.items():
            start = 100 if number == 1 else 0
            if page[start] != LEAF_OF_A_TABLE:
                continue
            count = int.from_bytes(page[start + 3 : start + 5])
            for at in range(start + 8, min(start + 8 + 2 * count, self.size - 1), 2):
                cell = self._cell(page, int.from_bytes(page[at : at + 2]))
                if cell is not None:
                    yield cell

    def _cell(self, page: bytes, at: int) -> Cell | None:
        """The row that begins there; None: what is there is none."""
        try:
            length, at = _varint(page, at)
            number, at = _varint(page, at)
            payload = self._payload(page, at, length)
            return Cell(number, tuple(_values(payload)))
        except (IndexError, KeyError, ValueError, struct.error):
            return None

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The bytes of a row: all of them here, or the rest in a chain of pages (section 1.6)."""
        most, least = self.size - 35, (self.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.size - 4)
        local = length if length <= most else here if here <= most else least
        found = page[at : at + local]
        follows = int.from_bytes(page[at + local : at + local + 4]) if local < length else 0
        for _ in self.pages:  # no chain is longer, unless it is a ring
            if not follows:
                break
            more = self.pages[follows]
            found, follows = found + more[4:], int.from_bytes(more[:4])
        if len(found) < length or follows or len(found) - length >= self.size:
            raise ValueError("not the pages that belong to it")
        return found[:length]


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _size(whole: bytes, side: bytes) -> int:
    """How long a page is, as either file says."""
    told = int.from_bytes(whole[16:18]) if whole.startswith(MAGIC) else 0
    for size in (65536 if told == 1 else told, int.from_bytes(side[8:12])):
        if size in SIZES:
            return size
    return USUAL_SIZE


def _committed(side: bytes, size: int) -> dict[int, bytes]:
    """The pages in the side file up to the last commit in it, the last one of each (section 4).

    A frame whose checksum does not fit is left out. That of the next goes on from what is written in its header.
    """
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    if len(side) < WAL_HEADER:
        return committed
    order, salts, before = ("<" if int.from_bytes(side[:4]) == LITTLE else ">"), side[16:24], side[24:32]
    for at in range(WAL_HEADER, len(side) - FRAME_HEADER - size + 1, FRAME_HEADER + size):
        header, page = side[at : at + FRAME_HEADER], side[at + FRAME_HEADER : at + FRAME_HEADER + size]
        if header[8:16] != salts:  # of an earlier round of this file
            break
        whole = _checksum(header[:8] + page, before, order) == header[16:24]
        before = header[16:24]
        if whole:
            waiting[int.from_bytes(header[:4])] = page
            if any(header[4:8]):
                committed |= waiting
                waiting = {}
    return committed


def _checksum(content: bytes, before: bytes, order: str) -> bytes:
    first, second = struct.unpack(">2I", before)
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.pack(">2I", first, second)


def _free(pages: Mapping[int, bytes], size: int) -> set[int]:
    """The pages that hold nothing any more, whatever was in them (section 1.5); a list that is broken names none."""
    first = pages.get(1, b"")
    if not first.startswith(MAGIC):
        return set()
    trunk, count = struct.unpack(">2I", first[32:40])
    free = set[int]()
    while trunk in pages and trunk not in free:
        page = pages[trunk]
        free.add(trunk)
        trunk, leaves = struct.unpack(">2I", page[:8])
        free.update(struct.unpack_from(f">{min(leaves, size // 4 - 2)}I", page, 8))
    return free if len(free) == count else set()


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    number = 0
    for length in range(8):
        byte = content[at + length]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + length + 1
    number = number << 8 | content[at + 8]
    return number - (1 << 64) if number >> 63 else number, at + 9


def _values(record: bytes) -> Iterator[Value]:
    """The values of a row (section 2.1).

    Raises:
        ValueError, IndexError, struct.error: it is none.
    """
    start, at = _varint(record, 0)
    end, data = start, start
    while at < end:
        kind, at = _varint(record, at)
        value, data = _value(record, data, kind)
        yield value
    if data != len(record):
        raise ValueError("not a row")


def _value(record: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind < len(INTEGERS) and kind >= 0:
        end = at + INTEGERS[kind]
        return (int.from_bytes(record[at:end], signed=True) if kind else None), end
    if kind == 7:
        return struct.unpack(">d", record[at : at + 8])[0], at + 8
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        raise ValueError("no such type")
    end = at + (kind - 12) // 2
    content = record[at:end]
    if kind % 2 and b"\0" in content:
        raise ValueError("a page without content")
    return (content.decode() if kind % 2 else content), end
