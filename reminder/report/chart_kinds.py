"""What became of each kind's prompts: a bar of all outcomes in their order, each named beside its color."""

from collections.abc import Iterator
from html import escape

from reminder.core.effects import REFUSED, Result
from reminder.core.summary import KindSummary
from reminder.report.chart import bar, numbers, picture, table
from reminder.report.lengths import percent
from reminder.report.log import WORDS
from reminder.report.markup import lines
from reminder.report.material import Material
from reminder.report.silence_words import HOLDS

HEIGHT = 16
OUTCOMES: tuple[tuple[str, str, frozenset[Result]], ...] = (
    ("observed", "seen", frozenset({Result.OBSERVED})),
    ("claimed", "you said so", frozenset({Result.CLAIMED, Result.LOGGED})),
    ("natural", "unasked", frozenset({Result.NATURAL})),
    ("snoozed", "put off", frozenset({Result.SNOOZED})),
    ("missed", "skipped or unanswered", REFUSED),
    ("withdrawn", "taken back", frozenset({Result.WITHDRAWN})),
    ("undelivered", "could not be shown", frozenset({Result.UNDELIVERED})),
)
"""In the order in which they stand, from what was done to what nobody saw; what the style calls each, and its words."""


def kinds(material: Material) -> str:
    """A row for each kind of which anything was logged, and all numbers as a table."""
    told = [kind for kind in material.summary.kinds if kind.results]
    rows = lines(_row(kind, material.name(kind.kind)) for kind in told)
    return f'<ul class="kinds">\n{rows}\n</ul>\n{_table(material)}'


def _row(kind: KindSummary, name: str) -> str:
    counts = list(_counts(kind))
    total, left, parts = sum(number for _, _, number in counts), 0.0, []
    for style, _, number in counts:
        wide = 100 * number / total
        parts.append(bar(left, 0, max(wide - 0.4, 0.1), HEIGHT, style))
        left += wide
    told = ", ".join(f"{number} {how}" for _, how, number in counts)
    rate = f'<span class="rate">{_rate(kind)}</span>' if kind.rate is not None else ""
    key = "".join(swatch(style, f"{number} {how}") for style, how, number in counts)
    drawn = picture(f"{name}: {told}.", HEIGHT, parts, "stack")
    return f"<li>\n<h3>{escape(name)}{rate}</h3>\n{drawn}\n<p>{key}</p>\n</li>"


def swatch(style: str, told: str) -> str:
    """What a color means, beside it."""
    drawn = f'<svg aria-hidden="true" viewBox="0 0 12 12"><rect class="{style}" width="12" height="12" rx="3"/></svg>'
    return f'<span class="key">{drawn}{escape(told)}</span>'


def _counts(kind: KindSummary) -> Iterator[tuple[str, str, int]]:
    for style, how, results in OUTCOMES:
        number = sum(kind.results[result] for result in results)
        if number:
            yield style, how, number


def _rate(kind: KindSummary) -> str:
    """The rate (C1); a dash where there is none."""
    return "–" if kind.rate is None else percent(kind.rate)


def _table(material: Material) -> str:
    heads = ["Kind", "due", "shown", *WORDS.values(), "held back", "rate"]
    rows = []
    for kind in material.summary.kinds:
        results = [str(kind.results[result]) for result in WORDS]
        told = [str(kind.due), str(kind.shown), *results, str(kind.held_back), _rate(kind)]
        rows.append([material.name(kind.kind), *told])
    return numbers(table("What became of each kind", heads, rows))


def reasons(material: Material) -> str:
    """What held reminders back, and why some could not be shown: a bar each, the most frequent first; "" for none."""
    summary = material.summary
    held = [(HOLDS.get(reason, reason), number) for reason, number in summary.held_reasons.most_common()]
    unseen = sorted(summary.undelivered_reasons.items(), key=lambda each: (-each[1], each[0]))
    parts = []
    for title, rows, style in (("Held back", held, "held"), ("Could not be shown", unseen, "undelivered")):
        if rows:
            most = max(number for _, number in rows)
            bars = lines(_reason(words, number, most, style) for words, number in rows)
            parts.append(f'<h3>{title}, of all kinds</h3>\n<ul class="reasons">\n{bars}\n</ul>')
    return lines(parts)


def _reason(words: str, number: int, most: int, style: str) -> str:
    drawn = picture(f"{words}: {number}", 8, [bar(0, 0, 100 * number / most, 8, style)], "reason")
    return f"<li><span>{escape(words)}</span>{drawn}<b>{number}</b></li>"
