"""A period beside those before it, in words: "10 breaks a day: fewer than last week (11)"."""

from datetime import timedelta

from reminder.core.comparison import Compared, Measure
from reminder.core.period import Unit
from reminder.report.lengths import length, percent, spelled

ALIKE = 0.05
"""A difference of no more than this part is none that anybody would notice."""

SEVERAL = 3
"""With so many periods before it, it can be the most or the least of all; of fewer that says nothing."""

NOISE = {Measure.RATE: 0.02, Measure.BREAKS: 0.5, Measure.LONGEST: 300, Measure.OVERLONG: 0.5, Measure.SITTING: 600}
"""Nor is one that is smaller than this, in the measure's own unit."""

LAST = {Unit.WEEK: "last week", Unit.MONTH: "the month before", Unit.YEAR: "the year before"}
WORDS = {
    Measure.RATE: ("more", "less", "the most", "the least"),
    Measure.BREAKS: ("more", "fewer", "the most", "the fewest"),
    Measure.LONGEST: ("longer", "shorter", "the longest", "the shortest"),
    Measure.OVERLONG: ("more", "fewer", "the most", "the fewest"),
    Measure.SITTING: ("more", "less", "the most", "the least"),
}


def sentence(compared: Compared, unit: Unit) -> str:
    """What it is now, how that differs from the last one, and whether it stands out among those before."""
    last = f"{LAST[unit]} ({_figure(compared.measure, compared.last)})"
    return f"{_lead(compared.measure, compared.now)}: {_difference(compared)} {last}{_standing(compared, unit)}."


def _lead(measure: Measure, value: float) -> str:
    figure = _figure(measure, value)
    match measure:
        case Measure.RATE:
            return f"You took {figure} of the breaks you were asked for"
        case Measure.BREAKS:
            return f"{figure} {'break' if figure == '1' else 'breaks'} a day, asked for or not"
        case Measure.LONGEST:
            return f"Your longest sit was {figure}"
        case Measure.OVERLONG:
            return f"{figure} {'sit' if figure == '1' else 'sits'} a day went past the limit"
        case Measure.SITTING:
            return f"You sat {figure} a day"


def _figure(measure: Measure, value: float) -> str:
    match measure:
        case Measure.RATE:
            return percent(value)
        case Measure.BREAKS | Measure.OVERLONG:
            return f"{value:.0f}" if value >= 10 else f"{round(value, 1):g}"
        case Measure.LONGEST | Measure.SITTING:
            return length(timedelta(seconds=value))


def _difference(compared: Compared) -> str:
    if _alike(compared, compared.last):
        return "about as"
    more, less, *_ = WORDS[compared.measure]
    return f"{more if compared.now > compared.last else less} than"


def _standing(compared: Compared, unit: Unit) -> str:
    """Whether it is more or less than each of several before, else what those were."""
    if len(compared.before) < SEVERAL:
        return ""
    *_, most, least = WORDS[compared.measure]
    whole = f"in {spelled(len(compared.before) + 1)} {unit}s"
    for word, edge in ((most, max(compared.before)), (least, min(compared.before))):
        beyond = compared.now > edge if word is most else compared.now < edge
        if beyond and not _alike(compared, edge):
            return f", and {word} {whole}"
    low, high = (_figure(compared.measure, edge(compared.before)) for edge in (min, max))
    last = f"; your last {spelled(len(compared.before))} {unit}s"
    return f"{last} were all {low}" if low == high else f"{last} were from {low} to {high}"


def _alike(compared: Compared, other: float) -> bool:
    difference = abs(compared.now - other)
    return difference <= ALIKE * max(compared.now, other) or difference < NOISE[compared.measure]
