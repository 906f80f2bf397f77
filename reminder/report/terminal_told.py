"""What users told of themselves, in a terminal: drink, caffeine, activity and aches, by day or by month."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta

from reminder.core.accounts import DayAccount
from reminder.core.caffeine import Band, band
from reminder.core.period import Unit
from reminder.quantities import amount, mean_amount, milligrams
from reminder.report.lengths import count, length
from reminder.report.material import Material
from reminder.report.signs import NOTHING, UNBROKEN
from reminder.report.stretches import totals
from reminder.report.terminal_parts import QUIET, Section, heading, sentence, tables

ACHE = "ache"
LATE, LATES = "at bedtime", "late caffeine"
WATERS, CAFFEINES = "water a day", "caffeine a day"

Told = Sequence[DayAccount]


def accounts(material: Material, width: int) -> Section:
    """What was told, a row for each day or month of which anything was; a column that nobody told of is left out.

    Aches stand beside what one did on these days.
    """
    by_month = material.summary.period.unit is Unit.YEAR
    columns = _BY_MONTH if by_month else _BY_DAY
    rows = [each for each in totals(material) if each.accounts]
    made = {label: [cell(row.accounts) for row in rows] for label, cell in columns.items()}
    used = {label: cells for label, cells in made.items() if any(cells)}
    if not used:
        return []
    if ACHE in used:
        used["breaks"] = [str(row.done + row.natural) if row.days else "" for row in rows]
        used["longest sit"] = [length(row.longest).replace(" ", UNBROKEN) if row.longest else "" for row in rows]
    labels = [row.stretch.label.replace(" ", UNBROKEN) for row in rows]
    lines = [(label, [cells[place] or NOTHING for cells in used.values()]) for place, label in enumerate(labels)]
    return [
        heading("As you told, by month" if by_month else "As you told"),
        *tables(lines, [*used], width),
        *(sentence(note, QUIET) for note in _notes(used)),
    ]


def _notes(used: Collection[str]) -> Iterator[str]:
    """How the columns of these names are to be read."""
    if LATE in used:
        yield "At bedtime: caffeine in the body, a rough estimate."
    if LATES in used:
        yield "Late caffeine: after how many days it may matter at bedtime, a rough estimate."
    if WATERS in used or CAFFEINES in used:
        yield "Water and caffeine: on a day for which you told of it."
    if ACHE in used:
        yield "Aches stand beside what you did; a few weeks cannot prove a cause."


def _water(told: Told) -> str:
    drunk = [each for each in told if each.water_ml]
    if not drunk:
        return ""
    goals = [each.water_goal_ml for each in drunk if each.water_goal_ml]
    return _of(_ml([each.water_ml for each in drunk]), _ml(goals) if goals else "")


def _ml(numbers: Sequence[int]) -> str:
    """One as it was told, several by their mean."""
    return amount(numbers[0]) if len(numbers) == 1 else mean_amount(sum(numbers) / len(numbers))


def _caffeine(told: Told) -> str:
    taken = [each for each in told if each.caffeine_mg]
    if not taken:
        return ""
    limits = [each.caffeine_limit_mg for each in taken if each.caffeine_limit_mg]
    mean = sum(each.caffeine_mg for each in taken) / len(taken)
    return _of(milligrams(mean), milligrams(sum(limits) / len(limits)) if limits else "")


def _of(figure: str, aim: str) -> str:
    """A figure beside what it is measured by: "1.25 of 1.8 l", "800 ml of 1.8 l"; "" where there is no such thing."""
    number, unit = figure.rsplit(" ", 1)
    if not aim:
        return figure.replace(" ", UNBROKEN)
    beside = number if aim.endswith(f" {unit}") else figure
    return f"{beside} of {aim}".replace(" ", UNBROKEN)


def _bedtime(told: Told) -> str:
    """The rough band of what was left of the day's caffeine."""
    bands = _bands(told)
    return bands[0].value if bands else ""


def _bedtimes(told: Told) -> str:
    bands = _bands(told)
    return f"{sum(each is not Band.LOW for each in bands)} of {len(bands)}".replace(" ", UNBROKEN) if bands else ""


def _bands(told: Told) -> list[Band]:
    """Of the days for which caffeine was told of."""
    return [band(each.at_bedtime_mg) for each in told if each.caffeine_mg and each.at_bedtime_mg is not None]


def _activity(told: Told) -> str:
    minutes = sum(each.active_minutes for each in told)
    return length(timedelta(minutes=minutes)).replace(" ", UNBROKEN) if minutes else ""


def _ache(told: Told) -> str:
    worst = max((each.ache for each in told if each.ache is not None), default=None)
    return "" if worst is None else f"{worst} of 10".replace(" ", UNBROKEN)


def _aches(told: Told) -> str:
    worst, days = _ache(told), sum(each.ache is not None for each in told)
    return f"{count(days, 'day')}, up to {worst}" if worst else ""


_BY_DAY: Mapping[str, Callable[[Told], str]] = {
    "water": _water,
    "caffeine": _caffeine,
    LATE: _bedtime,
    "activity": _activity,
    ACHE: _ache,
}
_BY_MONTH: Mapping[str, Callable[[Told], str]] = {
    WATERS: _water,
    CAFFEINES: _caffeine,
    LATES: _bedtimes,
    "activity": _activity,
    ACHE: _aches,
}
