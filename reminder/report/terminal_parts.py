"""What a summary in a terminal is made of: sections, sentences, bars, and tables that never outgrow it.

Colors are the terminal's own, so that they fit its theme, and nothing is told by color alone.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reminder.report.signs import FULL, HALF, NOTHING, held

ACCENT, DUE, QUIET, STRONG = "cyan", "yellow", "dim", "bold"
GAP = 2
WORD = 16
"""Columns of a word in the head of a table; a longer one is broken."""

Section = list[RenderableType]
"""A heading and what stands below it; empty where there is nothing to tell."""


def sentence(text: str, style: str = "") -> Text:
    """A sentence that breaks between its words and nowhere else, unless one does not fit."""
    return Text(held(text), style, overflow="fold")


def heading(text: str) -> Text:
    """What a section is about."""
    return sentence(text, STRONG)


def indented(part: RenderableType) -> Padding:
    """The same, a bit to the right."""
    return Padding(part, (0, 0, 0, GAP))


def item(text: str) -> Table:
    """One of several sentences."""
    table = columns(1)
    table.add_row(NOTHING, sentence(text))
    return table


def bar(value: float, most: float, room: int, style: str = ACCENT) -> Text:
    """A bar from zero; `most` fills the room. What is there at all is seen."""
    halves = max(round(2 * room * value / most), 1) if value else 0
    return Text(FULL * (halves // 2) + HALF * (halves % 2), style)


def columns(gap: int = GAP) -> Table:
    """A table without lines, whose columns stand `gap` apart."""
    return Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, show_header=False, header_style=QUIET)


def tables(
    rows: Sequence[tuple[str, Sequence[str | Text]]],
    heads: Sequence[str],
    width: int,
    *,
    least: int = 0,
) -> Iterator[Padding]:
    """As many columns beside each other as the width takes, and the others below with the same rows.

    A column is as wide as what stands in it, and at least `least`; its head is broken between words.
    """
    first = max(cell_len(name) for name, _ in rows)
    wide = [
        min(width - first - GAP, max(least, _longest(head), *(cell_len(str(cells[place])) for _, cells in rows)))
        for place, head in enumerate(heads)
    ]
    start = 0
    while start < len(heads):
        stop, used = start + 1, first + GAP + wide[start]
        while stop < len(heads) and used + GAP + wide[stop] <= width:
            used += GAP + wide[stop]
            stop += 1
        table = columns()
        table.show_header = True
        table.add_column("", overflow="fold")
        for place in range(start, stop):
            table.add_column(heads[place], justify="right", vertical="bottom", width=wide[place], overflow="fold")
        for name, cells in rows:
            table.add_row(sentence(name), *(_cell(cell) for cell in cells[start:stop]))
        yield Padding(table, (1 if start else 0, 0, 0, 0))
        start = stop


def _cell(cell: str | Text) -> Text:
    return cell if isinstance(cell, Text) else sentence(cell)


def _longest(head: str) -> int:
    """Columns of its longest word, as far as words go."""
    return min(WORD, max(cell_len(word) for word in head.split()))
