"""Sitting, and why prompts came late or not at all, in a terminal; how long an answer took."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from rich.table import Table
from rich.text import Text

from reminder.core.bouts import Class, distribution
from reminder.report.lengths import count, length
from reminder.report.material import Material
from reminder.report.signs import NOTHING, UNBROKEN
from reminder.report.silence_words import HOLDS, answers_in_words
from reminder.report.terminal_parts import ACCENT, DUE, GAP, QUIET, Section, bar, columns, heading, item, sentence

BAR_ROOM = 24
MINUTE = timedelta(minutes=1)


def sitting(material: Material, width: int) -> Section:
    """The bouts: how many, the longest, how many past their limit, and how they are spread over lengths."""
    summary = material.summary
    if summary.longest is None:
        return []
    limits = ", later ".join(length(limit) for limit in summary.bout_limits)
    bouts = f"{count(len(summary.bouts), 'sitting bout')}, the longest {length(summary.longest.sat)}."
    return [
        heading("Sitting"),
        sentence(f"{bouts} {summary.overlong or 'None'} ran longer than {limits}."),
        _spread(distribution(summary.bouts, summary.bout_limit), summary.bout_limit, width),
    ]


def _spread(classes: Sequence[Class], limit: timedelta, width: int) -> Table:
    """How many bouts were how long: bars from zero, and in words where the limit is."""
    labels = [_label(each) for each in classes]
    most = max(each.count for each in classes)
    room = min(BAR_ROOM, width - max(map(len, labels)) - GAP - len(f" {most}"))
    table = columns()
    for label, each in zip(labels, classes, strict=True):
        if each.low == limit:
            table.add_row("", Text("past the limit:", QUIET))
        spread = bar(each.count, most, room, DUE if each.low >= limit else ACCENT)
        table.add_row(
            Text(label, justify="right"), Text.assemble(spread, f" {each.count}") if each.count else Text(NOTHING)
        )
    return table


def _label(each: Class) -> str:
    low = f"{each.low // MINUTE}"
    return f"over {low} min" if each.high is None else f"{low}–{each.high // MINUTE} min"


def silence(material: Material, width: int) -> Section:
    """What held prompts back, why some could not be shown, and how long an answer took."""
    summary, name = material.summary, material.name
    held = {name(kind.kind): kind.held_reasons for kind in summary.kinds if kind.held_reasons}
    unseen = {name(kind.kind): kind.undelivered_reasons for kind in summary.kinds if kind.undelivered_reasons}
    parts: Section = []
    for title, reasons in (("Held back by", held), ("Could not be shown", unseen)):
        if reasons:
            parts += [Text(""), heading(title), *_reasons(reasons)]
    if summary.answers:
        parts += [Text(""), heading("Time to answer"), sentence(answers_in_words(summary.answers))]
    return parts[1:]


def _reasons(reasons: dict[str, Counter[str]]) -> Iterator[Table]:
    """Each kind's reasons, most frequent first."""
    for kind, why in reasons.items():
        told = [f"{HOLDS.get(reason, reason)} {number}".replace(" ", UNBROKEN) for reason, number in why.most_common()]
        yield item(f"{kind}: {', '.join(told)}")
