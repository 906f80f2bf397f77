"""The tables of a summary in a terminal: what became of each kind, and in which hours breaks fail."""

from collections.abc import Sequence

from rich.text import Text

from reminder.core.effects import Result
from reminder.core.moments import Slot
from reminder.core.summary import RULE, KindSummary
from reminder.report.material import Material
from reminder.report.signs import NOTHING
from reminder.report.terminal_parts import DUE, QUIET, STRONG, Section, heading, sentence, tables

KIND_LEAST = 9
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_STARTS = 4
"""An hour before this one belongs to the evening before."""


def kinds(material: Material, width: int) -> Section:
    """A column for each kind; a row for each number that is not 0 for all of them, and the rate with its rule."""
    told = [_numbers(kind) for kind in material.summary.kinds]
    if not told:
        return []
    used = [row for row in told[0] if row in {"due", "rate"} or any(each[row] for each in told)]
    rows = [(row, [each[row] or NOTHING for each in told]) for row in used]
    names = [material.name(kind.kind) for kind in material.summary.kinds]
    return [
        heading("What became of each kind"),
        *tables(rows, names, width, least=KIND_LEAST),
        sentence(f"{RULE}.", QUIET),
    ]


def _numbers(kind: KindSummary) -> dict[str, str]:
    """What stands in a kind's column, by the row's label; "" for 0."""
    results = kind.results
    counts = {
        "due": kind.due,
        "shown": kind.shown,
        "observed": results[Result.OBSERVED],
        "claimed": results[Result.CLAIMED] + results[Result.LOGGED],
        "natural": results[Result.NATURAL],
        "snoozed": results[Result.SNOOZED],
        "skipped": results[Result.SKIPPED],
        "ignored": results[Result.IGNORED],
        "withdrawn": results[Result.WITHDRAWN],
        "held back": kind.held_back,
        "not shown": results[Result.UNDELIVERED],
    }
    told = {label: str(count) if count else "" for label, count in counts.items()}
    return {**told, "rate": "–" if kind.rate is None else f"{kind.rate:.0%}"}


def hours(material: Material, width: int) -> Section:
    """Hour by weekday: how many of the breaks that were asked for then were not taken; and the sums of both."""
    summary = material.summary
    slots = summary.movement.hours
    if not slots:
        return []
    title = heading("When breaks are missed")
    if not any(slot.missed for slot in slots.values()):
        return [title, sentence("No break that was asked for was missed.")]
    weekdays = range(max(5, 1 + max(day for day, _ in slots)))
    since = [(hour - DAY_STARTS) % 24 for _, hour in slots]
    clock = [(hour + DAY_STARTS) % 24 for hour in range(min(since), max(since) + 1)]

    def failed(on: int | None, at: int | None) -> Text:
        """On this weekday at this hour; None: on any."""
        return _failed([slot for (day, hour), slot in slots.items() if on in {None, day} and at in {None, hour}])

    rows = [
        ("all" if hour is None else f"{hour:02}:00", [failed(day, hour) for day in (*weekdays, None)])
        for hour in (*clock, None)
    ]
    return [
        title,
        *tables(rows, [*(WEEKDAYS[day] for day in weekdays), "all"], width),
        sentence(f"Missed/asked for; {NOTHING} none missed; empty: none asked for.", QUIET),
    ]


def _failed(slots: Sequence[Slot]) -> Text:
    """How many of these were missed; strong where that is half of them or more, and no single one."""
    missed, asked = sum(slot.missed for slot in slots), sum(slot.answered for slot in slots)
    if not missed:
        return Text(NOTHING if asked else "", QUIET)
    return Text(f"{missed}/{asked}", f"{STRONG} {DUE}" if missed > 1 and 2 * missed >= asked else "")
