"""A bar a day, or a month of a year: breaks taken, not taken and unasked; what was sat, and aches on the same days."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from reminder.core.period import Unit
from reminder.report.chart import MONTHS, ROOMY, bar, columns, dot, line, name, numbers, picture, table, words
from reminder.report.lengths import count, length
from reminder.report.material import Material
from reminder.report.stretches import Totals

HEIGHT = 168
"""Pixels of the tallest bar."""

UNIT = 24
"""Pixels of one break at most: a few breaks stay a short bar."""

GAP, ABOVE, BELOW = 3, 24, 28
ACHE_HEIGHT = 40


def breaks(shown: Sequence[Totals]) -> str:
    """The breaks of each column from zero: those asked for in one piece, taken below; those unasked apart on top."""
    most = max((each.total for each in shown), default=0)
    one = min(UNIT, (HEIGHT - GAP) / most) if most else 0.0
    floor = ABOVE + HEIGHT
    parts = [line((0, floor + 0.5), (100, floor + 0.5), "floor")]
    for each, (middle, left, wide) in zip(shown, columns(len(shown)), strict=True):
        done, asked, natural = one * each.done, one * each.asked, one * each.natural
        top = floor - asked - natural - (GAP if asked and natural else 0)
        parts += [
            bar(left, floor - asked, wide, asked - done, "missed"),
            bar(left, floor - done, wide, one * each.claimed, "claimed"),
            bar(left, floor - done + one * each.claimed, wide, done - one * each.claimed, "observed"),
            bar(left, top, wide, natural, "natural"),
            name(middle, floor + 20, each.stretch.short, len(shown)),
            *_above(each, middle, top, len(shown)),
        ]
    return picture(_said(shown), floor + BELOW, filter(None, parts), "days")


def gaps(shown: Sequence[Totals]) -> bool:
    """Whether there are dots for days or months without data, so that they must be explained."""
    return len(shown) > ROOMY and any(each.without == "no data" for each in shown)


def _above(each: Totals, middle: float, top: float, many: int) -> Iterator[str]:
    floor = ABOVE + HEIGHT
    if each.without == "no data" and many > ROOMY:
        yield dot(middle, floor - 5, 1.5, "gap")
    elif each.without and many <= ROOMY:
        for row, word in enumerate(each.without.split()):
            yield words(middle, floor - 24 + 16 * row, word, "gap")
    elif many > ROOMY or each.without:
        return
    elif each.asked:
        yield words(middle, top - 8, f"{each.done} of {each.asked}", "roomy")
        yield words(middle, top - 8, f"{each.done}/{each.asked}", "narrow")
    elif each.natural:
        yield words(middle, top - 8, str(each.natural))


def _said(shown: Sequence[Totals]) -> str:
    told = [f"{each.stretch.name}: {each.without or _in_words(each)}" for each in shown]
    return f"Breaks by {'day' if len(shown) != MONTHS else 'month'}. {'. '.join(told)}."


def _in_words(each: Totals) -> str:
    taken = f"{each.done} of {count(each.asked, 'break')} taken" if each.asked else "no break asked for"
    return f"{taken}, {each.natural} unasked" if each.natural else taken


def sitting(shown: Sequence[Totals]) -> str:
    """What was sat in each column, from zero, and aches as dots below, on a scale from 0 to 10 of their own."""
    most = max([each.sitting for each in shown] + [timedelta(hours=8)])
    aches = any(each.ache is not None for each in shown)
    floor = ABOVE + HEIGHT / 2
    height = floor + BELOW + (ACHE_HEIGHT + 24 if aches else 0)
    parts = [line((0, floor + 0.5), (100, floor + 0.5), "floor")]
    for each, (middle, left, wide) in zip(shown, columns(len(shown)), strict=True):
        tall = HEIGHT / 2 * (each.sitting / most)
        parts += [bar(left, floor - tall, wide, tall, "sat"), name(middle, floor + 20, each.stretch.short, len(shown))]
        if each.without == "no data":
            parts.append(dot(middle, floor - 5, 1.5, "gap"))
        if len(shown) <= MONTHS and each.sitting:
            style = "roomy" if len(shown) > ROOMY else ""
            parts.append(words(middle, floor - tall - 8, f"{each.sitting / timedelta(hours=1):.1f}", style))
        if each.ache is not None:
            at = height - 8 - ACHE_HEIGHT * each.ache / 10
            parts += [dot(middle, at, 4, "ache"), words(middle, at - 8, str(each.ache))]
    told = ". ".join(f"{each.stretch.name}: {each.without or length(each.sitting)}" for each in shown)
    return picture(f"Hours sat. {told}.", height, filter(None, parts), "sitting")


def days_table(material: Material, shown: Sequence[Totals]) -> str:
    """Every number of both charts."""
    year = material.summary.period.unit is Unit.YEAR
    heads = ["Month" if year else "Day", "asked for", "taken", "unasked", "sat a day" if year else "sat", "longest sit"]
    heads += ["past the limit", "goal kept", "not known", "ache"]
    return numbers(table("Breaks and sitting", heads, [_cells(each, year=year) for each in shown]))


def _cells(each: Totals, *, year: bool) -> list[str]:
    ache = "" if each.ache is None else f"{each.ache} of 10"
    if each.without:
        return [each.stretch.name, each.without, "", "", "", "", "", "", "", ache]
    judged = each.judged
    kept = f"{sum(judged)} of {len(judged)}" if year else "yes" if any(judged) else "no"
    return [
        each.stretch.name,
        str(each.asked),
        str(each.done),
        str(each.natural),
        length(each.sitting) if each.sitting else "–",
        length(each.longest) if each.sitting else "–",
        str(sum(day.overlong for day in each.days)),
        kept if judged else "–",
        length(each.unknown) if each.unknown else "",
        ache,
    ]
