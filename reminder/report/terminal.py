"""The week in a terminal: the one question first (did I move?), a bar a day, then every number with its rule."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from reminder.core.effects import Result
from reminder.core.week import RULE, DayTotals, KindWeek, WeekSummary

BAR_WIDTH = 32
COLUMNS = (
    "due",
    "shown",
    "observed",
    "claimed",
    "natural",
    "snoozed",
    "skipped",
    "ignored",
    "held back",
    "not shown",
    "rate",
)
HOLDS = {
    "call": "in a call",
    "do_not_disturb": "do-not-disturb",
    "full_screen": "full screen",
    "user": "your own pause",
    "outside_hours": "outside your hours",
}

Name = Callable[[str], str]
"""A kind's name for a reader."""


def headline(summary: WeekSummary) -> tuple[str, str]:
    """The week in one sentence, and what to look at next; as honest about no data as about the rest."""
    if not summary.has_data:
        return "No data for this week", "reminder did not run, so there is nothing to tell."
    movement = summary.kind("movement")
    answered = _answered(movement) if movement is not None else 0
    if movement is not None and answered:
        first = f"You got up for {movement.done} of {answered} breaks"
    elif movement is not None and movement.results[Result.NATURAL]:
        first = f"You took {_count(movement.results[Result.NATURAL], 'break')} unasked"
    else:
        first = "No break was asked for this week"
    longest = summary.longest
    if longest is None:
        return first, "How long you sat is not known."
    return first, f"Longest sit {length(longest.sat)} on {longest.day:%A}."


def render(summary: WeekSummary, name: Name, *, width: int = 80) -> str:
    """The whole summary as plain text, at most `width` columns wide where the words allow it."""
    sunday = summary.days[-1].day
    year, week, _ = summary.monday.isocalendar()
    title = f"Week {week} of {year} · {summary.monday.day} {summary.monday:%B} to {sunday.day} {sunday:%B}"
    lines = [title, "", *headline(summary)]
    if summary.has_data:
        lines += [
            "",
            *_days(summary),
            "",
            *_sitting(summary),
            "",
            *_kinds(summary, name, width),
            "",
            f"How it counts: {RULE}.",
        ]
        lines += [
            "Natural breaks stand beside it, not in it; held back and not shown are not in it; snoozes resolve into",
            "what followed. Observed: an absence long enough was seen. Claimed: you said so.",
        ]
    return "\n".join(lines) + "\n"


def _answered(kind: KindWeek) -> int:
    return kind.done + kind.results[Result.SKIPPED] + kind.results[Result.IGNORED]


def _days(summary: WeekSummary) -> Iterator[str]:
    most = max([day.sitting + day.unknown for day in summary.days] + [timedelta(hours=8)])
    for day in summary.days:
        yield f"{day.day:%a} {day.day.day:>2}  {_bar(day, most)}"


def _bar(day: DayTotals, most: timedelta) -> str:
    if not day.has_data:
        return "no data"
    sat = round(BAR_WIDTH * (day.sitting / most))
    unknown = round(BAR_WIDTH * (day.unknown / most))
    words = [
        f"{length(day.sitting)} sitting" if day.sitting else "",
        f"{length(day.unknown)} unknown" if day.unknown else "",
    ]
    words.append(_count(day.breaks, "break"))
    return ("█" * sat + "░" * unknown).ljust(BAR_WIDTH) + "  " + " · ".join(filter(None, words))


def _sitting(summary: WeekSummary) -> Iterator[str]:
    longest = summary.longest
    if longest is None:
        yield "Sitting bouts: not known. Nothing here could tell whether you were at the desk."
        return
    yield (
        f"Sitting bouts: {len(summary.bouts)} · longest {length(longest.sat)} on {longest.day:%A} · "
        f"{summary.overlong} longer than {length(summary.bout_limit)}"
    )


def _kinds(summary: WeekSummary, name: Name, width: int) -> Iterator[str]:
    rows = [(name(kind.kind), _cells(kind)) for kind in summary.kinds]
    shown = [column for n, column in enumerate(COLUMNS) if any(cells[n] not in {"0", "–"} for _, cells in rows)]
    if len(shown) * 10 + 20 > max(width, 60):  # a narrow terminal gets one kind a paragraph
        yield from _paragraphs(summary, name)
    else:
        first = max(len(title) for title, _ in rows)
        yield " " * first + "".join(f"{column:>{len(column) + 2}}" for column in shown)
        for title, cells in rows:
            picked = [(column, cells[COLUMNS.index(column)]) for column in shown]
            yield title.ljust(first) + "".join(f"{cell:>{len(column) + 2}}" for column, cell in picked)
    for kind in summary.kinds:
        yield from _reasons(name(kind.kind), kind)


def _paragraphs(summary: WeekSummary, name: Name) -> Iterator[str]:
    for kind in summary.kinds:
        told = [
            f"{column} {cell}" for column, cell in zip(COLUMNS, _cells(kind), strict=True) if cell not in {"0", "–"}
        ]
        yield f"{name(kind.kind)}:"
        for start in range(0, len(told), 3):
            yield "  " + " · ".join(told[start : start + 3])


def _cells(kind: KindWeek) -> list[str]:
    results = kind.results
    counts = [
        kind.due,
        kind.shown,
        results[Result.OBSERVED],
        results[Result.CLAIMED] + results[Result.LOGGED],
        results[Result.NATURAL],
        results[Result.SNOOZED],
        results[Result.SKIPPED],
        results[Result.IGNORED],
        kind.held_back,
        results[Result.UNDELIVERED],
    ]
    rate = "–" if kind.rate is None else f"{kind.rate:.0%}"
    return [*map(str, counts), rate]


def _reasons(title: str, kind: KindWeek) -> Iterator[str]:
    if kind.held_reasons:
        yield f"{title}, held back: {_counted(kind.held_reasons)}"
    if kind.undelivered_reasons:
        yield f"{title}, could not be shown: {_counted(kind.undelivered_reasons)}"


def _counted(reasons: Counter[str]) -> str:
    return ", ".join(f"{HOLDS.get(reason, reason)} {count}" for reason, count in reasons.most_common())


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}" + ("" if number == 1 else "s")


def length(span: timedelta) -> str:
    """A length in hours and minutes: "1 h 52", "48 min"."""
    minutes = int(span.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"
