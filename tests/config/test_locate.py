"""Each key of a TOML document is found on its line, however the document is written."""

import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.config.locate import KeyPath, locate

KEYS = st.one_of(
    st.from_regex(r"\A[A-Za-z0-9_-]{1,6}\Z"),
    st.text(alphabet="ab \"#=.[]{}'\\\té", min_size=0, max_size=5),
)
SCALARS = st.sampled_from(
    [
        *("1", "true", "0x1f", "1.5e3", "09:00:00", "1979-05-27 07:32:00", '""', "''"),
        *('"# not a comment"', r'"\" = [x]"', "'a = [b]'"),
        *('"""\nkey = 1\n[table]\n"""', '"""two quotes""\\""" at the end"""""', "'''\n# x\n''y = 2'''''"),
        *('""""quoted" text"""', '"""\\\n   x = 1"""', "'''\\'''"),
    ]
)
FILLERS = st.sampled_from(["", "# comment = 1\n", "\n\n", "  # [table]\n\t\n", "#'''\n", '#"""\n'])


@dataclass
class Writer:
    """Writes a document and notes by itself on which line each key comes to stand."""

    draw: Any
    text: str = ""
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def key(self, name: str) -> None:
        bare = name != "" and all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
        spellings = [json.dumps(name)]
        if bare:
            spellings = [name, name, json.dumps(name)]
        if "'" not in name and "\t" not in name:
            spellings.append(f"'{name}'")
        self.text += self.draw(st.sampled_from(spellings))

    def keys(self, path: KeyPath, names: list[str]) -> KeyPath:
        """A dotted key below `path`."""
        for number, name in enumerate(names):
            self.text += self.draw(st.sampled_from([".", " . "])) if number else ""
            path = (*path, name)
            self.note(path)
            self.key(name)
        return path

    def value(self, path: KeyPath, depth: int) -> None:
        shape = self.draw(st.sampled_from(["scalar", "scalar", "array", "inline"] if depth else ["scalar"]))
        if shape == "scalar":
            self.text += self.draw(SCALARS)
        elif shape == "array":
            self.array(path, depth - 1)
        else:
            self.inline(path, depth - 1)

    def array(self, path: KeyPath, depth: int) -> None:
        count = self.draw(st.integers(0, 3))
        self.text += "["
        for index in range(count):
            self.text += self.draw(st.sampled_from(["", " ", "\n", "# [x]\n", "\n  # y = 1,\n"]))
            self.note((*path, index))
            self.value((*path, index), depth)
            self.text += self.draw(st.sampled_from(["", " ", "\n"]))
            self.text += "," if index < count - 1 or self.draw(st.booleans()) else ""
        self.text += self.draw(st.sampled_from(["]", "\n]", " # end\n]"]))

    def inline(self, path: KeyPath, depth: int) -> None:
        names = self.draw(st.lists(KEYS, max_size=3, unique=True))
        self.text += "{"
        for number, name in enumerate(names):
            self.text += ", " if number else " "
            self.pair(path, [name], depth)
        self.text += " }"

    def pair(self, path: KeyPath, names: list[str], depth: int) -> None:
        path = self.keys(path, names)
        self.text += self.draw(st.sampled_from(["=", " = ", "\t="]))
        self.value(path, depth)

    def body(self, path: KeyPath) -> None:
        for name in self.draw(st.lists(KEYS, max_size=3, unique=True)):
            self.text += self.draw(FILLERS) + self.draw(st.sampled_from(["", "  "]))
            names = [name, *self.draw(st.lists(KEYS, max_size=2))]
            self.pair(path, names, 2)
            self.text += self.draw(st.sampled_from(["\n", "  # z = 1\n", " \n"]))

    def header(self, names: list[str], *, element: int | None) -> None:
        self.text += self.draw(FILLERS)
        for end in range(1, len(names) + 1):
            self.note(tuple(names[:end]))
        path: KeyPath = tuple(names)
        if element is not None:
            path = (*path, element)
            self.note(path)
        self.text += "[" if element is None else "[["
        for number, name in enumerate(names):
            self.text += "." if number else ""
            self.key(name)
        self.text += "]\n" if element is None else "]] # again\n"
        self.body(path)


@st.composite
def documents(draw: Any) -> Writer:
    """A document of any shape that TOML allows, with tables, arrays of tables, and values of every kind."""
    writer = Writer(draw)
    names = draw(st.lists(KEYS, min_size=1, max_size=5, unique=True))
    writer.pair((), [names[0]], 2)
    writer.text += "\n"
    for name in names[1:]:
        if draw(st.booleans()):
            writer.header([name, *draw(st.lists(KEYS, max_size=2))], element=None)
        else:
            for element in range(draw(st.integers(1, 3))):
                writer.header([name], element=element)
    return writer


@settings(derandomize=True, database=None, max_examples=200, deadline=None)
@given(documents())
def test_every_key_is_found_on_the_line_where_it_was_written(document: Writer) -> None:
    """The writer counted its lines itself, so both have to agree on every key, and on nothing else."""
    tomllib.loads(document.text)

    assert document.lines == locate(document.text)


@settings(derandomize=True, database=None, max_examples=100, deadline=None)
@given(documents())
def test_line_ends_of_windows_change_no_line(document: Writer) -> None:
    """Notepad writes them, and TOML allows them."""
    assert document.lines == locate(document.text.replace("\n", "\r\n"))


def test_a_table_in_an_array_of_tables_belongs_to_its_last_element() -> None:
    """TOML says so, and a mistake in the second element must not be told at the first."""
    text = "[[a]]\nx = 1\n[a.b]\ny = 1\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\n[[a.c]]\nz.w = 3\n"

    lines = locate(text)

    assert lines["a", 0, "b", "y"] == 4
    assert lines["a", 1, "b", "y"] == 7
    assert lines["a", 1, "c", 1, "z", "w"] == 10


@pytest.mark.parametrize("text", ["x", "x =", "[", "x = [1 2]", 'x = "', "x = {y", "=", "x = " + "[" * 5000])
def test_text_that_is_no_toml_is_no_trouble(text: str) -> None:
    """TOML's reader has told the mistake already; looking for lines must not hide it behind a traceback."""
    assert isinstance(locate(text), dict)


def test_a_megabyte_is_walked_without_pain() -> None:
    """Whoever has a file as large as we accept still gets the line."""
    text = "".join(f"[s{number}]\nkey = [1, 2, '''\n''']  # why\n" for number in range(25_000))

    assert locate(text)["s24999", "key"] == 24_999 * 3 + 2
