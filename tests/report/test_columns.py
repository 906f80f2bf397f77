"""Columns of a terminal: every sign counted as wide as it is, and no word broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminder.report.columns import cells, folded


@pytest.mark.parametrize(
    ("text", "wide"),
    [("", 0), ("break", 5), ("休憩", 4), ("☕", 2), ("e\u0301", 1), ("–·…", 3), ("ｱ", 1), ("\N{ZERO WIDTH JOINER}", 0)],
)
def test_a_sign_is_as_wide_as_terminals_show_it(text: str, wide: int) -> None:
    """An own reminder may be called 休憩, and what stands behind it must stand in line all the same."""
    assert cells(text) == wide


def test_a_text_is_broken_at_spaces_and_goes_on_under_itself() -> None:
    """A path or a command is to be copied in one piece, however narrow the terminal."""
    assert folded("up for two minutes", 14, "Next  ", "      ") == ["Next  up for", "      two", "      minutes"]
    assert folded("/a/very/long/path/that/fits/nowhere it", 12) == ["/a/very/long/path/that/fits/nowhere", "it"]
    assert folded("休憩 休憩 休憩", 9) == ["休憩 休憩", "休憩"]


def test_without_a_terminal_a_line_stays_one() -> None:
    """Programs read lines."""
    assert folded("word " * 50, None, "> ") == ["> " + "word " * 50]


@given(st.lists(st.text("abcdé休", min_size=1, max_size=12), min_size=1, max_size=30), st.integers(26, 80))
def test_nothing_is_lost_and_no_line_is_too_wide(words: list[str], width: int) -> None:
    """Whatever the words; each of these fits into a line."""
    lines = folded(" ".join(words), width, "  ", "  ")

    assert " ".join(line.strip() for line in lines).split() == words
    assert all(cells(line) <= width for line in lines)
