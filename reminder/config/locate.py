"""On which line each key of a TOML document stands, since tomllib does not say."""

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from contextlib import suppress

KeyPath = tuple[str | int, ...]
"""Keys from the top of the document down; an element of an array is its index."""

# Not with possessive quantifiers: before 3.11.5, and so in Debian 12, Python matches them wrongly (gh-106052). Each of
# these can match in one way only, so nothing is tried twice without them either.
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"[ \t\n]*(?:#[^\n]*[ \t\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
# A multi-line text may end in up to two quotes of its own before the closing three.
_LONG_BASIC = re.compile(r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''[^']*(?:'{1,2}(?!')[^']*)*'{3,5}")
_CLOSE = re.compile(r"\]\]?")
_SCALAR = re.compile(r"[^,\]}#\n]*")


def locate(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, on which each key and table is first mentioned.

    `text` must be a document that tomllib accepts; of any other, the answer is what was understood until then.
    """
    scan = _Scan(text.replace("\r\n", "\n"))
    with suppress(_Lost, RecursionError):  # a mistake without its line is still told
        scan.document()
    return scan.lines


class _Lost(Exception):  # noqa: N818 - never leaves this module
    """The text is not what was expected here."""


class _Scan:
    """One walk over the text; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._elements: Counter[KeyPath] = Counter()

    def document(self) -> None:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            table = self._header() if self.text[self.at] == "[" else self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> KeyPath:
        start, array = self.at, self.text.startswith("[[", self.at)
        self.at += 1 + array
        keys = self._keys()
        self._skip(_CLOSE)
        path = self._note((), keys[:-1] if array else keys, start)
        if array:
            array_path = (*path, keys[-1])
            self._note(path, keys[-1:], start, into=False)
            path = (*array_path, self._elements[array_path])
            self._elements[array_path] += 1
            self.lines.setdefault(path, self._line(start))
        return path

    def _pair(self, table: KeyPath) -> KeyPath:
        """Read `key = value`; the table it stands in, for the next one."""
        start = self.at
        path = self._note(table, self._keys(), start, into=False)
        if not self.text.startswith("=", self.at):
            raise _Lost
        self.at += 1
        self._value(path)
        return table

    def _note(self, path: KeyPath, keys: list[str], start: int, *, into: bool = True) -> KeyPath:
        """Remember the line of each key down from `path`; a header goes on `into` an array's last element."""
        for number, key in enumerate(keys):
            path = (*path, key)
            self.lines.setdefault(path, self._line(start))
            if self._elements[path] and (into or number < len(keys) - 1):
                path = (*path, self._elements[path] - 1)
        return path

    def _value(self, path: KeyPath) -> None:
        self._skip(_SPACE)
        match self.text[self.at : self.at + 3]:
            case '"""':
                self._skip(_LONG_BASIC)
            case "'''":
                self._skip(_LONG_LITERAL)
            case start if start.startswith('"'):
                self._skip(_BASIC)
            case start if start.startswith("'"):
                self._skip(_LITERAL)
            case start if start.startswith("["):
                self._array(path)
            case start if start.startswith("{"):
                self._inline(path)
            case _:
                self._skip(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        index = 0
        while self._another("]"):
            self.lines[(*path, index)] = self._line(self.at)
            self._value((*path, index))
            index += 1

    def _inline(self, path: KeyPath) -> None:
        while self._another("}"):
            self._pair(path)

    def _another(self, close: str) -> bool:
        """Step over the opening bracket or a comma and what is blank; False once the closing bracket is behind."""
        self._skip(_BLANK)
        if self.text.startswith(close, self.at):
            self.at += 1
            return False
        if self.text[self.at : self.at + 1] not in {"[", "{", ","}:
            raise _Lost
        self.at += 1
        self._skip(_BLANK)
        if self.text.startswith(close, self.at):
            self.at += 1
            return False
        return True

    def _keys(self) -> list[str]:
        """A key with its dots; afterwards `at` is behind it and any blanks."""
        keys: list[str] = []
        while not keys or self.text.startswith(".", self.at):
            self.at += bool(keys)
            self._skip(_SPACE)
            keys.append(self._key())
            self._skip(_SPACE)
        return keys

    def _key(self) -> str:
        start = self.text[self.at : self.at + 1]
        if start == "'":
            return self._skip(_LITERAL)[1:-1]
        if start == '"':
            return str(tomllib.loads(f"key = {self._skip(_BASIC)}")["key"])
        return self._skip(_BARE)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _Lost
        self.at = found.end()
        return found[0]

    def _line(self, at: int) -> int:
        return bisect_right(self._breaks, at - 1) + 1
