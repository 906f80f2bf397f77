"""A summary in a terminal: did I move, a bar a day, what to try, then every number with its rule."""

from collections.abc import Callable, Iterator
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from reminder.report import compare_words
from reminder.report.headline import headline, title_so_far
from reminder.report.material import Material
from reminder.report.signs import spelled
from reminder.report.terminal_days import answer, days
from reminder.report.terminal_parts import QUIET, STRONG, Section, columns, heading, indented, item, sentence
from reminder.report.terminal_tables import hours, kinds
from reminder.report.terminal_told import accounts
from reminder.report.terminal_why import silence, sitting

NARROWEST, WIDEST = 20, 120
WIDE = 100
"""From so many columns on, two sections stand beside each other."""

BETWEEN = 4
"""Columns between them."""

NOTES = """\
Observed: an absence long enough was seen. Claimed: you said so. Natural breaks stand beside the rate, not in it; \
withdrawn, held back and not shown are not in it; snoozes resolve into what followed."""

Part = Callable[[Material, int], Section]


def render(material: Material, *, width: int = 80, color: bool = False, encoding: str = "utf-8") -> str:
    """The whole summary, at most `width` columns wide; with `color` in ANSI styles, else without one escape.

    It has only characters that `encoding` has.
    """
    width = min(max(width, NARROWEST), WIDEST)
    paper = StringIO()
    console = Console(
        file=paper,
        width=width,
        height=100,
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,  # "[/]" may be what somebody calls a reminder
        _environ={},  # the caller has looked
    )
    for number, block in enumerate(_blocks(material, width)):
        if number:
            console.print()
        console.print(block)
    text = spelled(paper.getvalue(), encoding)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _blocks(material: Material, width: int) -> Iterator[RenderableType]:
    """The sections in their order; on a wide terminal, two beside each other."""
    summary = material.summary
    yield sentence(title_so_far(material), STRONG)
    if not summary.has_data:
        yield Group(*(sentence(f"{each.rstrip('.')}.") for each in headline(summary)))
        return
    for parts in _SECTIONS:
        if len(parts) == 2 and width >= WIDE and (beside := _beside(*parts, material, width)):
            yield beside
        else:
            yield from (Group(*section) for part in parts if (section := part(material, width)))


def _beside(left: Part, right: Part, material: Material, width: int) -> Table | None:
    """Both, each in its half; None if one of them has nothing to tell, and the other can have all of it."""
    half = (width - BETWEEN) // 2
    both = left(material, half), right(material, half)
    if not all(both):
        return None
    table = columns(BETWEEN)
    for _ in both:
        table.add_column(width=half)
    table.add_row(*(Group(*section) for section in both))
    return table


def _ideas(material: Material, width: int) -> Section:
    """What could be tried, each with why and the command that does it; and the user's own plan."""
    parts: Section = [heading("What you could try")] if material.suggestions else []
    for each in material.suggestions:
        told = (f"{each.offer} ({', '.join(each.steps)}):", each.command)
        parts += [sentence(each.reason), *(indented(sentence(words)) for words in told)]
    if material.suggestions:
        parts.append(sentence("'reminder config undo' takes back the change that was made last."))
    if material.if_then:
        parts += [*([Text("")] if parts else []), heading("Your plan"), sentence(material.if_then)]
    return parts


def _compared(material: Material, width: int) -> Section:
    unit = material.summary.period.unit
    told = [item(compare_words.sentence(each, unit)) for each in material.compared]
    several = "s" if any(len(each.before) > 1 for each in material.compared) else ""
    return [heading(f"Beside the {unit}{several} before"), *told] if told else []


def _notes(material: Material, width: int) -> Section:
    return [heading("How it counts"), sentence(NOTES, QUIET)]


_SECTIONS: tuple[tuple[Part, ...], ...] = (
    (answer,),
    (days,),
    (_ideas, _compared),
    (kinds,),
    (sitting, hours),
    (silence,),
    (accounts,),
    (_notes,),
)
