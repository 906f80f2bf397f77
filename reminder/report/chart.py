"""What charts are made of: plain SVG that stretches with the page while its words keep their size.

Places and widths are in percent of the chart's width, heights in pixels. Each chart has its numbers as a table, too.
"""

from collections.abc import Iterable, Sequence
from html import escape

from reminder.report.markup import lines

RADIUS = 3


def picture(label: str, height: float, parts: Iterable[str], kind: str = "") -> str:
    """A chart; `label` says in a sentence what is to be seen."""
    classes = f"chart {kind}".rstrip()
    opened = f'<svg class="{classes}" width="100%" height="{height:g}" role="img" aria-label="{escape(label)}">'
    return lines([opened, *parts, "</svg>"])


def bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A bar of a `kind` that the style colors; "" where there is nothing of it."""
    if width <= 0 or height <= 0:
        return ""
    place = f'x="{x:.3f}%" y="{y:g}" width="{width:.3f}%" height="{height:g}"'
    return f'<rect class="{kind}" {place} rx="{RADIUS}"/>'


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """A thin line from one place to another."""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{x1:.3f}%" y1="{y1:g}" x2="{x2:.3f}%" y2="{y2:g}"/>'


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """A dot."""
    return f'<circle class="{kind}" cx="{x:.3f}%" cy="{y:g}" r="{radius:g}"/>'


def words(x: float, y: float, text: str, kind: str = "", anchor: str = "middle") -> str:
    """Words at a place; a reader hears the chart's label and its table instead."""
    return f'<text class="{kind}" x="{x:.3f}%" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


ROOMY, MONTHS = 7, 12
"""So many columns have room for words above them; with so many they are months, and more have only some names."""


def name(x: float, y: float, text: str, many: int) -> str:
    """The name of one of so many columns; that of a month is cut to its letter where there is little room."""
    if many != MONTHS:
        return words(x, y, text, "name")
    return lines([words(x, y, text, "name roomy"), words(x, y, text[:1], "name narrow")])


def columns(count: int, share: float = 0.56) -> list[tuple[float, float, float]]:
    """Of so many columns each one's middle, its bar's left end, and its bar's width, of which it takes a `share`."""
    wide = 100 / count
    return [(wide * (n + 0.5), wide * (n + 0.5 - share / 2), wide * share) for n in range(count)]


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The numbers of a chart; the first cell of a row says what it is about."""
    above = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return lines(
        [
            f"<table>\n<caption>{escape(caption)}</caption>",
            f"<thead><tr>{above}</tr></thead>\n<tbody>",
            *(_row(cells) for cells in rows),
            "</tbody>\n</table>",
        ]
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    beside = "".join(f"<td>{escape(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{beside}</tr>'


def numbers(*tables: str) -> str:
    """The tables, folded: for whoever wants them, and for who hears the page."""
    opened = (
        '<details class="numbers">\n<summary>The numbers</summary>\n<div tabindex="0" role="group" aria-label="Table">'
    )
    return lines([opened, *tables, "</div>\n</details>"])
