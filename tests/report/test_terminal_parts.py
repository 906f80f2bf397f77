"""What a summary in a terminal is made of: bars from zero, and tables that never outgrow it."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reminder.report.terminal_parts import bar, tables


@pytest.mark.parametrize(("value", "signs"), [(0, ""), (1, "▌"), (50, "██▌"), (100, "█████"), (0.1, "▌")])
def test_a_bar_begins_at_zero_and_shows_whatever_there_is(value: float, signs: str) -> None:
    """Nothing has no bar, little has half a column."""
    assert bar(value, 100, 5).plain == signs


@given(
    st.lists(st.text("ab 窓é", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=6),
    st.integers(1, 10**9),
    st.integers(20, 120),
)
def test_a_table_has_every_column_and_never_outgrows_its_width(heads: list[str], number: int, width: int) -> None:
    """What has no room beside stands below."""
    console = Console(file=(paper := StringIO()), width=width, color_system=None, _environ={})

    for part in tables([("row", [str(number)] * len(heads))], heads, width):
        console.print(part)

    lines = paper.getvalue().splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= width
    assert sum(line.split().count(str(number)) for line in lines if line.startswith("row")) == len(heads)
