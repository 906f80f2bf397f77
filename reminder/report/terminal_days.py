"""The first thing one sees in a terminal: did I move, how far is the goal, and a bar a day."""

from datetime import timedelta

from rich.console import Group
from rich.text import Text

from reminder.core.effects import Result
from reminder.core.period import Unit
from reminder.core.summary import Summary
from reminder.report.headline import headline, kept, known
from reminder.report.lengths import length
from reminder.report.material import Material
from reminder.report.signs import FULL, MARK, MISSED, TRACK, UNASKED, UNBROKEN
from reminder.report.stretches import Totals, totals
from reminder.report.terminal_parts import ACCENT, DUE, GAP, QUIET, STRONG, Section, columns, sentence

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GOAL_ROOM = 40
DAY_ROOM = 36
LEAST_ROOM = 8
"""Columns of the longest bar, at most, and at least if its numbers are to stand beside it."""

WIDE_CELL = 2
"""Columns of a break in a day's bar at most: a few breaks stay a short bar."""

ROOMY = 56
"""From so many columns on, the goal stands beside its bar, else below it."""


def answer(material: Material, width: int) -> Section:
    """Did I move; what of it was seen, said, and unasked; the goal as a bar; and on how many days it was kept."""
    summary = material.summary
    first, second = headline(summary)
    movement = summary.movement
    told = known(summary)
    natural = movement.results[Result.NATURAL]
    beside = f" {natural} more unasked." if movement.answered and natural else ""
    parts: Section = [
        Text.assemble((first, STRONG), (f": {told}." if told else ".") + beside),
        sentence(second),
    ]
    if movement.answered:
        parts += [Text(""), _goal(summary, width)]
    if summary.judged:
        parts.append(sentence(kept(summary)))
    return parts


def _goal(summary: Summary, width: int) -> Text:
    """Breaks taken of those asked for, from zero, with a thin mark where the goal is, and its value."""
    asked, done, goal = summary.movement.answered, summary.movement.done, summary.goal_breaks
    words = f"Goal: {goal} of {asked} · {done} taken"
    room = min(GOAL_ROOM, width if width < ROOMY else width - len(words) - 2)
    filled, mark = round(room * done / asked), min(room - 1, round(room * goal / asked))
    told = Text()
    for place in range(room):
        if place == mark:
            told.append(MARK, DUE)
        else:
            told.append(FULL, ACCENT) if place < filled else told.append(TRACK, QUIET)
    return told.append("\n" if width < ROOMY else "  ").append(words)


def days(material: Material, width: int) -> Section:
    """A bar a day, or a month of a year: breaks taken, not taken, and unasked; its numbers, and what was sat.

    The numbers stand beside the bar, each in its column, or below it where there is no room for that.
    """
    summary = material.summary
    rows = totals(material)
    words = [_words(row, summary.period.unit) for row in rows]
    columns_wide = [max(map(len, cells)) for cells in zip(*words, strict=True)]
    used = [place for place, wide in enumerate(columns_wide) if wide]
    labels = [row.stretch.label.replace(" ", UNBROKEN) for row in rows]
    before = GAP + max(map(len, labels))
    room = width - before - sum(GAP + columns_wide[place] for place in used)
    below = room < LEAST_ROOM
    room, most = min(DAY_ROOM, width - before if below else room), max(row.total for row in rows)
    table = columns()
    for label, row, told in zip(labels, rows, words, strict=True):
        bar = Text(row.without, QUIET) if row.without else _bar(row, most, room)
        if below:
            numbers = sentence(", ".join(word.replace(" ", UNBROKEN) for word in told if word))
            table.add_row(sentence(label), Group(*(each for each in (bar, numbers) if each)))
        else:
            table.add_row(sentence(label), bar, *(Text(told[place], justify="right") for place in used))
    key = sentence(f"{FULL} taken  {MISSED} not taken  {UNASKED} unasked", QUIET)
    return [table, *([key] if most else [])]


def _words(row: Totals, unit: Unit) -> tuple[str, ...]:
    """What stands beside the bar, each with its own name; "" where there is nothing to tell."""
    if row.without:
        return "", "", "", "", ""
    judged = row.judged
    goal = "kept" if any(judged) else ""
    if unit is Unit.YEAR:
        goal = f"kept {sum(judged)} of {len(judged)}" if judged else ""
    return (
        f"{row.done} of {row.asked}" if row.asked else "",
        f"{row.natural} unasked" if row.natural else "",
        f"{_hours(row.sat)} sat" if row.sat else "",
        f"{_hours(row.unknown)} unknown" if row.unknown else "",
        goal,
    )


def _hours(span: timedelta) -> str:
    """A length; from a day on in whole hours, which is as exact as anybody reads it."""
    return length(span) if span < DAY else f"{span // HOUR} h"


def _bar(row: Totals, most: int, room: int) -> Text:
    """From zero; a break has the same length on every day."""
    each = min(WIDE_CELL, room // most) or room / most if most else 0.0
    ends = [round(number * each) for number in (row.done, row.asked, row.total)]
    return Text.assemble(
        (FULL * ends[0], ACCENT), (MISSED * (ends[1] - ends[0]), QUIET), (UNASKED * (ends[2] - ends[1]), ACCENT)
    )
