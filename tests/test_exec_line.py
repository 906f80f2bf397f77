"""A desktop entry's line comes back word for word, read by somebody else's rules."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.exec_line import escaped, exec_line

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


def read(line: str) -> list[str]:
    """The words, as the specification says how to read them: first the string, then the quotation, then the codes."""
    string = re.sub(r"\\\\", r"\\", line)
    words, rest = [], string
    while rest := rest.lstrip(" "):
        if rest.startswith('"'):
            found = re.match(r'"((?:[^"\\]|\\.)*)"', rest)
            assert found is not None, rest
            words.append(re.sub(r'\\(["`$\\])', r"\1", found[1]))
        else:
            found = re.match(r"[^ ]+", rest)
            assert found is not None
            words.append(found[0])
        rest = rest[found.end() :]
    assert all("%" not in word.replace("%%", "") for word in words)
    return [word.replace("%%", "%") for word in words]


@given(st.lists(WORDS, min_size=1))
def test_any_words_come_back(words: list[str]) -> None:
    """A home folder may have any name."""
    assert read(exec_line(words)) == words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("/usr/bin/reminder", "pause", "30min"), "/usr/bin/reminder pause 30min"),
        (("/home/a b/r",), '"/home/a b/r"'),
        (("/home/50%/r",), "/home/50%%/r"),
        (("/home/$x/r",), '"/home/\\\\$x/r"'),
        (("/home/a\\b/r",), '"/home/a\\\\\\\\b/r"'),
        (("/home/Zoë/r",), '"/home/Zoë/r"'),
    ],
)
def test_what_needs_no_quotation_has_none(words: tuple[str, ...], line: str) -> None:
    """As GLib writes them, which people compare with."""
    assert exec_line(words) == line


def test_a_string_has_its_backslashes_doubled() -> None:
    """As in TryExec, which is no command line."""
    assert escaped("/home/a\\b/r") == "/home/a\\\\b/r"
