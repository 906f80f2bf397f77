"""The week in a terminal: the one question first (did I move?), a bar a day, then every number with its rule."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from textwrap import wrap

from reminder.core.effects import Result
from reminder.core.summary import RULE, DayTotals, KindSummary, Summary
from reminder.quantities import amount, milligrams
from reminder.report.headline import count, headline, length, title
from reminder.report.material import Material

NARROWEST, WIDEST = 56, 100
BAR_WIDTH = 32
LABEL_WIDTH = 12
NAME_WIDTH = 9
UNBROKEN = "\N{NO-BREAK SPACE}"
HOLDS = {
    "call": "in a call",
    "do_not_disturb": "do-not-disturb",
    "full_screen": "full screen",
    "user": "your own pause",
    "outside_hours": "outside your hours",
}
NOTES = f"""\
How it counts: {RULE}.
Observed: an absence long enough was seen. Claimed: you said so. Natural breaks stand beside the rate, not in it; \
withdrawn, held back and not shown are not in it; snoozes resolve into what followed."""

Name = Callable[[str], str]
"""A kind's name for a reader."""


def render(material: Material, *, width: int = 80) -> str:
    """The whole summary as plain text, at most `width` columns wide where that is 56 or more."""
    width = min(max(width, NARROWEST), WIDEST)
    summary, name = material.summary, material.name
    parts = [wrap(title(summary.period), width)]
    if summary.has_data:
        parts.append([line for sentence in _answer(summary) for line in wrap(sentence, width)])
        parts.append(list(_days(summary, width)))
        parts += _tables(summary, name, width)
        parts += _reasons(summary, name, width)
        parts += _accounts(summary)
        parts.append([line for note in NOTES.splitlines() for line in wrap(note, width)])
    else:
        parts.append([f"{sentence.rstrip('.')}." for sentence in headline(summary)])
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _answer(summary: Summary) -> Iterator[str]:
    """Did I move, and how long did I sit?"""
    first, second = headline(summary)
    movement = summary.movement
    told = []
    if movement.done:
        seen = movement.results[Result.OBSERVED]
        told = [f"{number} {how}" for number, how in ((seen, "seen"), (movement.done - seen, "as you said")) if number]
    natural = movement.results[Result.NATURAL]
    beside = f" {natural} more unasked." if told and natural else ""
    yield first + (f": {', '.join(told)}." if told else ".") + beside
    bouts = count(len(summary.bouts), "sitting bout")
    limit = length(summary.bout_limit)
    yield second if summary.longest is None else f"{second} {bouts}, {summary.overlong} of them longer than {limit}."


def _days(summary: Summary, width: int) -> Iterator[str]:
    """A bar for what was sat; a pale one for a day of which only that it passed is known."""
    most = max([day.sitting or day.unknown for day in summary.days] + [timedelta(hours=8)])
    words = [_day_words(day) for day in summary.days]
    room = min(BAR_WIDTH, max(4, width - 9 - max(map(len, words))))
    for day, told in zip(summary.days, words, strict=True):
        bar = ("█" if day.sitting else "░") * round(room * ((day.sitting or day.unknown) / most))
        yield f"{day.day:%a} {day.day.day:>2}  " + (f"{bar:<{room}} {told}" if day.has_data else told)


def _day_words(day: DayTotals) -> str:
    if not day.has_data:
        return "no data"
    sat = f"{length(day.sitting) if day.sitting else '–':>7} sat"
    unknown = f" · {length(day.unknown)} unknown" if day.unknown else ""
    return f"{sat} · {count(day.breaks, 'break'):>9}{unknown}"


def _tables(summary: Summary, name: Name, width: int) -> Iterator[list[str]]:
    """A column for each kind, as many side by side as the width takes; a row for each number that is not always 0."""
    columns = [[*_numbers(kind).values()] for kind in summary.kinds]
    used = [row for row, label in enumerate(_ROWS) if label in {"due", "rate"} or any(each[row] for each in columns)]
    heads = [wrap(name(kind.kind), NAME_WIDTH) for kind in summary.kinds]
    at_once = max(1, (width - LABEL_WIDTH) // (NAME_WIDTH + 2))
    for start in range(0, len(columns), at_once):
        some = slice(start, start + at_once)
        height = max(map(len, heads[some]))
        above = [[""] * (height - len(head)) + head for head in heads[some]]
        lines = [_line("", [head[row] for head in above]) for row in range(height)]
        lines += [_line(_ROWS[row], [each[row] or "·" for each in columns[some]]) for row in used]
        yield lines


_ROWS = (
    "due",
    "shown",
    "observed",
    "claimed",
    "natural",
    "snoozed",
    "skipped",
    "ignored",
    "withdrawn",
    "held back",
    "not shown",
    "rate",
)


def _line(label: str, cells: Sequence[str]) -> str:
    return (label.ljust(LABEL_WIDTH) + "".join(f"{cell:>{NAME_WIDTH + 2}}" for cell in cells)).rstrip()


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


def _reasons(summary: Summary, name: Name, width: int) -> Iterator[list[str]]:
    """Why prompts were late, and why they could not be shown."""
    held = {name(kind.kind): kind.held_reasons for kind in summary.kinds if kind.held_reasons}
    unseen = {name(kind.kind): kind.undelivered_reasons for kind in summary.kinds if kind.undelivered_reasons}
    for heading, reasons in (("Held back by", held), ("Could not be shown", unseen)):
        if reasons:
            first = min(max(map(len, reasons)), width // 3)
            yield [heading, *(line for kind, why in reasons.items() for line in _reason(kind, why, first, width))]


def _reason(kind: str, why: Counter[str], first: int, width: int) -> list[str]:
    """One kind's reasons, most frequent first, beside its name in a column `first` wide."""
    told = [f"{HOLDS.get(reason, reason)} {count}".replace(" ", UNBROKEN) for reason, count in why.most_common()]
    lines = [line.replace(UNBROKEN, " ") for line in wrap(", ".join(told), width - first - 4, break_on_hyphens=False)]
    short = kind if len(kind) <= first else f"{kind[: first - 1]}…"
    return [f"  {short if number == 0 else '':<{first}}  {line}" for number, line in enumerate(lines)]


def _accounts(summary: Summary) -> Iterator[list[str]]:
    """What was drunk, taken and done, by day, as it was told; a column that nobody told of is left out."""
    told = {each.day: each for each in summary.accounts}
    columns = [
        ("water", [amount(each.water_ml) if each.water_ml else "" for each in told.values()]),
        ("caffeine", [milligrams(each.caffeine_mg) if each.caffeine_mg else "" for each in told.values()]),
        ("activity", [f"{each.active_minutes} min" if each.active_minutes else "" for each in told.values()]),
        ("ache", [f"{each.ache} of 10" if each.ache is not None else "" for each in told.values()]),
    ]
    used = [(label, cells) for label, cells in columns if any(cells)]
    if used:
        head = _line("As you told", [label for label, _ in used])
        days = [f"  {day:%a} {day.day:>2}" for day in told]
        yield [head, *(_line(day, [cells[row] or "·" for _, cells in used]) for row, day in enumerate(days))]
