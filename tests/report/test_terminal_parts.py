"""What a summary in a terminal is made of: bars from zero, and tables that never outgrow it."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reminder.core.period import Period, Unit
from reminder.report.terminal_parts import bar, stretches, tables
from tests.report.made import MONDAY, WEEK


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


def test_a_period_has_a_row_a_day_and_a_year_a_row_a_month() -> None:
    """Every day is in one row."""
    year = dict(stretches(Period.of(Unit.YEAR, MONDAY)))

    assert [label.split() for label, _ in stretches(WEEK)][:2] == [["Mon", "2"], ["Tue", "3"]]
    assert list(year)[:2] == ["Jan", "Feb"]
    assert sorted(day for days in year.values() for day in days) == list(Period.of(Unit.YEAR, MONDAY).days)
