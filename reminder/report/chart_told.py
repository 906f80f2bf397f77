"""What was told of each day: water beside its goal, caffeine beside its limit and what of it is left at bedtime."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from reminder.core.accounts import DayAccount
from reminder.core.caffeine import Band, band
from reminder.core.period import Unit
from reminder.core.records import dataclass
from reminder.quantities import mean_amount, milligrams
from reminder.report.chart import ROOMY, bar, columns, line, name, numbers, picture, table, words
from reminder.report.lengths import count, length
from reminder.report.material import Material
from reminder.report.stretches import Stretch, totals

HEIGHT, ABOVE, BELOW = 80, 40, 28
Of = Callable[[DayAccount], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is charted: its name, of each day the figure and what it is measured by, and how both are spelled.

    `bare` is a figure without its `unit`, as it stands above a bar.
    """

    name: str
    figure: Of
    aim: Of
    aim_name: str
    spell: Callable[[float], str]
    unit: str
    bare: Callable[[float], str]
    kind: str


WATER = Measure(
    "Water",
    lambda each: each.water_ml,
    lambda each: each.water_goal_ml,
    "goal",
    mean_amount,
    "liters",
    lambda ml: f"{ml / 1000:.1f}",
    "water",
)
CAFFEINE = Measure(
    "Caffeine",
    lambda each: each.caffeine_mg,
    lambda each: each.caffeine_limit_mg,
    "limit",
    milligrams,
    "milligrams",
    lambda mg: f"{mg:.0f}",
    "caffeine",
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A day, or a month by the mean of its days; None: nothing was told of it, or nothing aimed at."""

    stretch: Stretch
    figure: float | None
    aim: float | None


def told(material: Material, measure: Measure) -> str:
    """A bar a day, or a month, with a thin line where the aim was, and the table; "" where nothing was told."""
    sums = list(_sums(material, measure))
    if all(each.figure is None for each in sums):
        return ""
    mean = " a day" if material.summary.period.unit is Unit.YEAR else ""
    label = f"{measure.name}{mean}. " + " ".join(f"{each.stretch.name}: {_said(each, measure)}." for each in sums)
    drawn = picture(label, ABOVE + HEIGHT + BELOW, _drawn(sums, measure), measure.kind)
    rows = [[each.stretch.name, _spelled(each.figure, measure), _spelled(each.aim, measure)] for each in sums]
    heads = ["Month" if mean else "Day", f"{measure.name.casefold()}{mean}", measure.aim_name]
    if measure is CAFFEINE and not mean:
        heads.append("at bedtime (a rough estimate)")
        rows = [[*cells, _at_bedtime(material, each.stretch)] for cells, each in zip(rows, sums, strict=True)]
    return f"{drawn}\n{numbers(table(measure.name, heads, rows))}"


def _sums(material: Material, measure: Measure) -> Iterator[Sum]:
    for each in totals(material):
        mine = [account for account in each.accounts if measure.figure(account)]
        figures = [value for account in mine if (value := measure.figure(account))]
        yield Sum(each.stretch, _mean(figures), _mean([value for account in mine if (value := measure.aim(account))]))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _drawn(sums: Sequence[Sum], measure: Measure) -> Iterator[str]:
    most = max(max(each.figure or 0, each.aim or 0) for each in sums)
    floor = ABOVE + HEIGHT
    yield words(0, 12, _key(sums, measure), "name", "start")
    yield line((0, floor + 0.5), (100, floor + 0.5), "floor")
    for each, (middle, left, wide) in zip(sums, columns(len(sums)), strict=True):
        tall = HEIGHT * (each.figure or 0) / most
        yield bar(left, floor - tall, wide, tall, measure.kind)
        if each.aim is not None:
            at = floor - HEIGHT * each.aim / most
            yield line((middle - wide * 0.85, at), (middle + wide * 0.85, at), "goal")
        yield name(middle, floor + 20, each.stretch.short, len(sums))
        if len(sums) <= ROOMY and each.figure is not None:
            yield words(middle, floor - tall - 6, measure.bare(each.figure))


def _key(sums: Sequence[Sum], measure: Measure) -> str:
    """The unit, and what the lines are."""
    aims = {each.aim for each in sums if each.aim is not None}
    value = f" {measure.spell(aims.pop())}" if len(aims) == 1 else " of the day" if aims else ""
    return f"{measure.unit} · line: {measure.aim_name}{value}" if value else measure.unit


def _said(each: Sum, measure: Measure) -> str:
    if each.figure is None:
        return "nothing told"
    aim = f", {measure.aim_name} {measure.spell(each.aim)}" if each.aim is not None else ""
    return f"{measure.spell(each.figure)}{aim}"


def _at_bedtime(material: Material, day: Stretch) -> str:
    """The band of what was left of the caffeine on this day."""
    left = [each.at_bedtime_mg for each in material.summary.accounts if each.day in day.days and each.caffeine_mg]
    return "" if not left or left[0] is None else band(left[0]).value


def _spelled(value: float | None, measure: Measure) -> str:
    return "–" if value is None else measure.spell(value)


def told_in_words(material: Material, measure: Measure) -> str:
    """On how many days the aim was kept, and of caffeine what was left at bedtime; "" where nothing was told."""
    days = [each for each in material.summary.accounts if measure.figure(each)]
    if not days:
        return ""
    aimed = [(figure, aim) for each in days if (figure := measure.figure(each)) and (aim := measure.aim(each))]
    whole = count(len(days), "day")
    if measure is WATER:
        reached = sum(figure >= aim for figure, aim in aimed)
        kept = f"The goal was reached on {reached or 'none'} of them. " if aimed else ""
        return f"You told of drinks on {whole}. {kept}Thirst stays in charge."
    bands = [band(each.at_bedtime_mg) for each in days if each.at_bedtime_mg is not None]
    late = [f"{word.value} on {count(number, 'day')}" for word in Band if (number := bands.count(word))]
    left = f" At bedtime, as a rough estimate: {', '.join(late)}." if late else ""
    return f"You told of caffeine on {whole}.{left}"


def activity_in_words(material: Material) -> str:
    """Minutes of activity, as they were told; "" for none."""
    minutes = sum(each.active_minutes for each in material.summary.accounts)
    days = sum(bool(each.active_minutes) for each in material.summary.accounts)
    return f"You were active for {length(timedelta(minutes=minutes))} on {count(days, 'day')}." if minutes else ""
