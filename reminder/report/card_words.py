"""What the card of a week, month or year says: its number, its bars and a few numbers more, with nothing private.

Private is what tells how somebody lives: when, for how long, what they drink, what aches, what they call their own.
"""

from collections.abc import Iterator
from datetime import timedelta

from reminder.core.effects import Result
from reminder.core.records import dataclass
from reminder.core.summary import Summary
from reminder.quantities import mean_amount, milligrams
from reminder.report.headline import headline, known
from reminder.report.lengths import count, length
from reminder.report.material import Material
from reminder.report.stretches import totals


@dataclass(frozen=True, slots=True)
class Answer:
    """Did I move: a number and what it counts, or a sentence where there is no number; and how that is known."""

    number: str
    words: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """A number and what it is, in one or two lines."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The breaks of a day, or of a month of a year. `ahead`: it is yet to come, as far as anybody can tell."""

    label: str
    done: int
    missed: int
    natural: int
    has_data: bool
    ahead: bool

    @property
    def asked(self) -> int:
        return self.done + self.missed

    @property
    def total(self) -> int:
        return self.asked + self.natural


def answer(material: Material) -> Answer:
    """The breaks taken of those asked for, else those unasked, else why there is no number."""
    summary = material.summary
    movement, natural = summary.movement, summary.movement.results[Result.NATURAL]
    if movement.answered:
        return Answer(str(movement.done), f"of {count(movement.answered, 'break')}", known(summary))
    if natural:
        return Answer(str(natural), _unasked(natural))
    first, second = headline(summary)
    if not material.over:
        return Answer("", f"{first} yet", "Your first break will stand here.")
    return Answer("", first, "" if summary.has_data else second)


def _unasked(natural: int) -> str:
    return "break unasked" if natural == 1 else "breaks unasked"


def stats(summary: Summary, *, detail: bool) -> list[Stat]:
    """The days on which the goal was kept, if any, and the breaks beside it; with `detail` how one sat and drank."""
    told = []
    if summary.kept:
        told.append(Stat(f"{summary.kept} of {summary.judged}", "day kept" if summary.judged == 1 else "days kept"))
    natural = summary.movement.results[Result.NATURAL]
    if natural and summary.movement.answered:
        told.append(Stat(str(natural), _unasked(natural)))
    return [*told, *_detail(summary)] if detail else told


def _detail(summary: Summary) -> Iterator[Stat]:
    """What is left out unless it is asked for. Means are those of days for which something was told."""
    sat = sum((day.sitting for day in summary.days), timedelta(0))
    if sat:
        yield Stat(length(sat), "sat")
    if summary.longest is not None:
        yield Stat(length(summary.longest.sat), "longest sit")
    water = [each.water_ml for each in summary.accounts if each.water_ml]
    if water:
        yield Stat(mean_amount(sum(water) / len(water)), "water a day,\nas you said")
    caffeine = [each.caffeine_mg for each in summary.accounts if each.caffeine_mg]
    if caffeine:
        yield Stat(milligrams(sum(caffeine) / len(caffeine)), "caffeine a day,\nas you said")


def bars(material: Material) -> list[Bar]:
    """A bar a day, or a month of a year, in order; in a period that goes on, some are ahead."""
    return [
        Bar(each.stretch.short, each.done, each.missed, each.natural, bool(each.days), each.ahead)
        for each in totals(material)
    ]
