"""A period beside those before it, in words: "3 more a day than last week"."""

from datetime import timedelta

from reminder.core.comparison import Compared, Measure
from reminder.core.period import Unit
from reminder.report.headline import length

ALIKE = 0.05
"""A difference of no more than this part is none that anybody would notice."""

RANGE = 3
"""With so many periods before it, it can be the most or the least of all."""

LAST = {Unit.WEEK: "last week", Unit.MONTH: "the month before", Unit.YEAR: "the year before"}
NUMBERS = ("no", "one", "two", "three", "four", "five")


def sentence(compared: Compared, unit: Unit) -> str:
    """What it is now, how that differs from the last one, and whether it stands out among those before."""
    lead = _lead(compared.measure, compared.now)
    then = f"{LAST[unit]} {_figure(compared.measure, compared.last)}"
    return f"{lead}: {_difference(compared)} ({then}){_standing(compared, unit)}."


def _lead(measure: Measure, value: float) -> str:
    figure = _figure(measure, value)
    match measure:
        case Measure.RATE:
            return f"{figure} of the breaks asked for taken"
        case Measure.BREAKS:
            return f"{figure} breaks a day, asked for or not"
        case Measure.LONGEST:
            return f"Longest sit {figure}"
        case Measure.OVERLONG:
            return f"{figure} sits a day past the limit"
        case Measure.SITTING:
            return f"{figure} sat a day"


def _figure(measure: Measure, value: float) -> str:
    match measure:
        case Measure.RATE:
            return f"{value:.0%}".replace("%", "\N{NO-BREAK SPACE}%")
        case Measure.BREAKS | Measure.OVERLONG:
            return f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
        case Measure.LONGEST | Measure.SITTING:
            return length(timedelta(seconds=value))


def _difference(compared: Compared) -> str:
    now, last = compared.now, compared.last
    if abs(now - last) <= ALIKE * max(now, last):
        return "about the same"
    words = ("longer", "shorter") if compared.measure is Measure.LONGEST else ("more", "less")
    if compared.measure in {Measure.BREAKS, Measure.OVERLONG}:
        words = ("more", "fewer")
    return words[now < last]


def _standing(compared: Compared, unit: Unit) -> str:
    """Whether it is more or less than each of several before: one week alone may be chance."""
    if len(compared.before) < RANGE:
        return ""
    whole = f"of your last {NUMBERS[len(compared.before)]} {unit}s"
    if compared.now > max(compared.before):
        return f", above each {whole}"
    if compared.now < min(compared.before):
        return f", below each {whole}"
    return f", as usual for you {whole.replace('of', 'in', 1)}"
