"""A bar a day, or a month of a year: breaks taken, not taken and unasked; what was sat, and aches on the same days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from reminder.core.period import Unit
from reminder.core.summary import DayTotals
from reminder.report.chart import bar, columns, dot, line, name, numbers, picture, table, words
from reminder.report.lengths import count, length
from reminder.report.material import Material
from reminder.report.stretches import stretches

HEIGHT = 168
"""Pixels of the tallest bar."""

UNIT = 24
"""Pixels of one break at most: a few breaks stay a short bar."""

GAP, ABOVE, BELOW = 3, 24, 28
ROOMY, FEW = 7, 12
"""So many columns have room for words above them, and for a number of hours; more have neither, and only some names."""

ACHE_HEIGHT = 40
NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Column:
    """A day, or a month of a year: its name below the chart, its name in full, and its days with data."""

    short: str
    name: str
    days: tuple[DayTotals, ...]
    ahead: bool
    ache: int | None

    @property
    def done(self) -> int:
        """Breaks taken of those asked for."""
        return sum(day.done for day in self.days)

    @property
    def claimed(self) -> int:
        """Those of them that were said and not seen."""
        return sum(day.claimed for day in self.days)

    @property
    def missed(self) -> int:
        """Breaks asked for and not taken."""
        return sum(day.missed for day in self.days)

    @property
    def natural(self) -> int:
        """Breaks unasked."""
        return sum(day.natural for day in self.days)

    @property
    def sitting(self) -> timedelta:
        """Time sat: of a month, the mean of its days with data."""
        return sum((day.sitting for day in self.days), NONE) / max(1, len(self.days))

    @property
    def without(self) -> str:
        """What to say in place of numbers; "" where there are some."""
        return "" if self.days else "to come" if self.ahead else "no data"


def columns_of(material: Material) -> list[Column]:
    """The days of a week or a month, the months of a year."""
    summary = material.summary
    aches = {each.day: each.ache for each in summary.accounts if each.ache is not None}
    totals = {day.day: day for day in summary.days}
    made = []
    for each in stretches(summary.period):
        worst = max((aches[day] for day in each.days if day in aches), default=None)
        seen = tuple(totals[day] for day in each.days if totals[day].has_data)
        made.append(Column(each.short, each.name, seen, each.days[0] > material.today, worst))
    return made


def breaks(shown: Sequence[Column]) -> str:
    """The breaks of each column from zero: those asked for in one piece, taken below; those unasked apart on top."""
    most = max((each.done + each.missed + each.natural for each in shown), default=0)
    one = min(UNIT, (HEIGHT - GAP) / most) if most else 0.0
    floor = ABOVE + HEIGHT
    parts = [line((0, floor + 0.5), (100, floor + 0.5), "floor")]
    for each, (middle, left, wide) in zip(shown, columns(len(shown)), strict=True):
        done, asked, natural = one * each.done, one * (each.done + each.missed), one * each.natural
        top = floor - asked - natural - (GAP if asked and natural else 0)
        parts += [
            bar(left, floor - asked, wide, asked - done, "missed"),
            bar(left, floor - done, wide, one * each.claimed, "claimed"),
            bar(left, floor - done + one * each.claimed, wide, done - one * each.claimed, "observed"),
            bar(left, top, wide, natural, "natural"),
            name(middle, floor + 20, each.short, len(shown)),
            *_above(each, middle, top, len(shown)),
        ]
    return picture(_said(shown), floor + BELOW, filter(None, parts), "days")


def gaps(shown: Sequence[Column]) -> bool:
    """Whether there are dots for days or months without data, so that they must be explained."""
    return len(shown) > ROOMY and any(each.without == "no data" for each in shown)


def _above(each: Column, middle: float, top: float, many: int) -> Iterator[str]:
    floor = ABOVE + HEIGHT
    if each.without == "no data" and many > ROOMY:
        yield dot(middle, floor - 5, 1.5, "gap")
    elif each.without and many <= ROOMY:
        for row, word in enumerate(each.without.split()):
            yield words(middle, floor - 24 + 16 * row, word, "gap")
    elif many > ROOMY or each.without:
        return
    elif each.done + each.missed:
        asked = each.done + each.missed
        yield words(middle, top - 8, f"{each.done} of {asked}", "roomy")
        yield words(middle, top - 8, f"{each.done}/{asked}", "narrow")
    elif each.natural:
        yield words(middle, top - 8, str(each.natural))


def _said(shown: Sequence[Column]) -> str:
    told = [f"{each.name}: {each.without or _in_words(each)}" for each in shown]
    return f"Breaks by {'day' if len(shown) != FEW else 'month'}. {'. '.join(told)}."


def _in_words(each: Column) -> str:
    asked = each.done + each.missed
    taken = f"{each.done} of {count(asked, 'break')} taken" if asked else "no break asked for"
    return f"{taken}, {each.natural} unasked" if each.natural else taken


def sitting(shown: Sequence[Column]) -> str:
    """What was sat in each column, from zero, and aches as dots below, on a scale from 0 to 10 of their own."""
    most = max([each.sitting for each in shown] + [timedelta(hours=8)])
    aches = any(each.ache is not None for each in shown)
    floor = ABOVE + HEIGHT / 2
    height = floor + BELOW + (ACHE_HEIGHT + 24 if aches else 0)
    parts = [line((0, floor + 0.5), (100, floor + 0.5), "floor")]
    for each, (middle, left, wide) in zip(shown, columns(len(shown)), strict=True):
        tall = HEIGHT / 2 * (each.sitting / most)
        parts += [bar(left, floor - tall, wide, tall, "sat"), name(middle, floor + 20, each.short, len(shown))]
        if each.without == "no data":
            parts.append(dot(middle, floor - 5, 1.5, "gap"))
        if len(shown) <= FEW and each.sitting:
            style = "roomy" if len(shown) > ROOMY else ""
            parts.append(words(middle, floor - tall - 8, f"{each.sitting / timedelta(hours=1):.1f}", style))
        if each.ache is not None:
            at = height - 8 - ACHE_HEIGHT * each.ache / 10
            parts += [dot(middle, at, 4, "ache"), words(middle, at - 8, str(each.ache))]
    told = ". ".join(f"{each.name}: {each.without or length(each.sitting)}" for each in shown)
    return picture(f"Hours sat. {told}.", height, filter(None, parts), "sitting")


def days_table(material: Material, shown: Sequence[Column]) -> str:
    """Every number of both charts."""
    year = material.summary.period.unit is Unit.YEAR
    heads = ["Month" if year else "Day", "asked for", "taken", "unasked", "sat a day" if year else "sat", "longest sit"]
    heads += ["past the limit", "goal kept", "not known", "ache"]
    return numbers(table("Breaks and sitting", heads, [_cells(each, year=year) for each in shown]))


def _cells(each: Column, *, year: bool) -> list[str]:
    ache = "" if each.ache is None else f"{each.ache} of 10"
    if each.without:
        return [each.name, each.without, "", "", "", "", "", "", "", ache]
    judged = [day.kept for day in each.days if day.kept is not None]
    kept = f"{sum(judged)} of {len(judged)}" if year else "yes" if any(judged) else "no"
    return [
        each.name,
        str(each.done + each.missed),
        str(each.done),
        str(each.natural),
        length(each.sitting) if each.sitting else "–",
        length(max(day.longest for day in each.days)) if each.sitting else "–",
        str(sum(day.overlong for day in each.days)),
        kept if judged else "–",
        length(unknown) if (unknown := sum((day.unknown for day in each.days), NONE)) else "",
        ache,
    ]
