"""The line of a desktop entry that starts a program, by the Desktop Entry Specification 1.5.

Two layers of escapes lie over its words: quotation marks with backslashes, and over those the escapes of any string in
such a file.
"""

import re
from collections.abc import Iterable

PLAIN = re.compile(r"[\w./=@:+,%-]+", re.ASCII)


def exec_line(words: Iterable[str]) -> str:
    """The value of `Exec` for a program and its arguments."""
    return escaped(" ".join(map(_quoted, words)))


def escaped(value: str) -> str:
    """A string as such a file holds it."""
    return value.replace("\\", "\\\\")


def _quoted(word: str) -> str:
    safe = re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%")
    return safe if PLAIN.fullmatch(word) else f'"{safe}"'
