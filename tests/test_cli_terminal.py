"""What is decided of a terminal, in one place: colors, width, and signs that its encoding has not."""

import sys
from collections.abc import Mapping

import pytest

from reminder.cli_terminal import as_told, encoding, has_colors, is_terminal, paint_for, room, write_simpler
from reminder.report.inks import Ink
from tests.output import Screen

TERMINAL, PIPE = Screen(terminal=True), Screen(terminal=False)


@pytest.mark.skipif(sys.platform == "win32", reason="there a terminal says in other ways that it knows colors")
@pytest.mark.parametrize(
    ("stream", "environ", "colored"),
    [
        (TERMINAL, {"TERM": "xterm"}, True),
        (TERMINAL, {}, True),
        (TERMINAL, {"TERM": "dumb"}, False),
        (TERMINAL, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (TERMINAL, {"TERM": "xterm", "NO_COLOR": ""}, True),
        (PIPE, {"TERM": "xterm"}, False),
        (PIPE, {"FORCE_COLOR": "1"}, True),
        (PIPE, {"CLICOLOR_FORCE": "1"}, True),
        (PIPE, {"FORCE_COLOR": "0"}, False),
        (PIPE, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (None, {"TERM": "xterm"}, False),
    ],
)
def test_colors_come_on_terminals_and_where_they_are_forced(
    stream: Screen | None, environ: Mapping[str, str], *, colored: bool
) -> None:
    """As no-color.org and force-color.org have it; nothing in a pipe that nobody asked for."""
    assert has_colors(stream, environ) is colored
    assert ("\x1b" in paint_for(stream, environ)("due", Ink.DUE)) is colored


def test_many_colors_are_used_where_there_are_many() -> None:
    """The project's own can be read on light and dark; with sixteen, the terminal's theme decides."""
    few, many = ({"TERM": name, "FORCE_COLOR": "1"} for name in ("xterm", "xterm-256color"))

    assert "38;5;130" in paint_for(TERMINAL, many)("due", Ink.DUE)
    assert "38;5;130" not in paint_for(TERMINAL, few)("due", Ink.DUE)


def test_a_closed_stream_is_no_terminal() -> None:
    """Nor one that never was there, as under pythonw."""
    closed = Screen(terminal=True)
    closed.close()

    assert not is_terminal(closed)
    assert not is_terminal(None)
    assert encoding(None) == "ascii"


def test_lines_are_broken_for_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS speaks for the terminal; in a pipe it says nothing, and below forty nobody asks for tables."""
    monkeypatch.setenv("COLUMNS", "50")

    assert (room(TERMINAL), room(PIPE)) == (50, None)
    assert as_told("  " + "word " * 12 + "end", TERMINAL).splitlines() == [
        "  " + "word " * 8 + "word",
        "  word word word end",
    ]
    assert as_told("word " * 40, PIPE) == "word " * 40
    monkeypatch.setenv("COLUMNS", "20")
    assert room(TERMINAL) == 40


@pytest.mark.parametrize("stream", [TERMINAL, PIPE])
def test_what_a_terminal_would_obey_is_spelled_out(stream: Screen) -> None:
    """A file may be called by anything, and a sentence says which one it is about."""
    told = as_told("/tmp/\x1b]0;title\x07\x9b31m\u202egpj.exe\ncannot be read, café · 🧘.", stream)  # noqa: S108 - a name

    assert told == "/tmp/\\x1b]0;title\\x07\\x9b31m\\u202egpj.exe\ncannot be read, café · 🧘."  # noqa: S108 - a name


def test_what_an_encoding_has_not_is_written_simpler(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question mark looks like a fault, and a traceback is one."""
    old = Screen(terminal=False, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", old)

    write_simpler()
    print("a · b → ● café “x” 休")  # noqa: T201 - it is what is tried
    old.flush()

    assert old.written.getvalue() == b'a - b > * cafe "x" ?\n'
