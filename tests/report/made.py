"""Summaries for the tests of their forms: made by hand for one number, or lived by a plausible person for them all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reminder.config import Settings, parse
from reminder.core.bouts import Bout
from reminder.core.effects import DONE, REFUSED, Result
from reminder.core.period import Period, Unit
from reminder.core.summary import DayTotals, KindSummary, Summary
from reminder.guidance.wording import Wording
from reminder.journal import Journal
from reminder.plausible import live
from reminder.report.material import Material
from reminder.summing import Summaries, material_of

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
WEEK = Period.of(Unit.WEEK, MONDAY)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NONE = timedelta(0)
LIMIT = 40 * MINUTE


def kind(
    name: str = "movement", *, due: int = 0, held: Mapping[str, int] | None = None, unseen: int = 0, **results: int
) -> KindSummary:
    """A kind with these results; `held` by which holds, `unseen` for want of a terminal."""
    counted = Counter({Result(result): count for result, count in results.items()})
    reasons = Counter({"the terminal is gone": unseen} if unseen else {})
    return KindSummary(name, due, due, counted, sum((held or {}).values()), Counter(held or {}), reasons)


def day(at: date = MONDAY, **numbers: object) -> DayTotals:
    """A day with these numbers, and none else; the goal is 70 %."""
    empty = DayTotals(at, NONE, NONE, 0, 0, 0, NONE, 0, 0.7)
    return replace(empty, **numbers)  # type: ignore[arg-type]


def summary(*kinds: KindSummary, sat: timedelta = NONE, unknown: timedelta = NONE, period: Period = WEEK) -> Summary:
    """A period in which everything happened on its first day, and all that was sat in one bout from nine."""
    movement = next((each.results for each in kinds if each.kind == "movement"), Counter[Result]())
    first = day(
        period.first,
        sitting=sat,
        unknown=unknown,
        watched=bool(unknown),
        done=sum(movement[result] for result in DONE),
        missed=sum(movement[result] for result in REFUSED),
        natural=movement[Result.NATURAL],
        longest=sat,
        overlong=int(sat > LIMIT),
    )
    nine = datetime(period.first.year, period.first.month, period.first.day, 9, tzinfo=BERLIN)
    bouts = (Bout(nine, period.first, sat, LIMIT),) if sat else ()
    return Summary(period, kinds, (first, *map(day, period.days[1:])), bouts, (LIMIT,), goal=0.7)


def of_days(days: Sequence[DayTotals], period: Period = WEEK) -> Summary:
    """A period with these days, and nothing known of the others."""
    known = {each.day: each for each in days}
    counted = {
        "observed": sum(each.done for each in days),
        "skipped": sum(each.missed for each in days),
        "natural": sum(each.natural for each in days),
    }
    results = {name: count for name, count in counted.items() if count}
    return replace(
        summary(kind(**results), period=period), days=tuple(known.get(each, day(each)) for each in period.days)
    )


def material(told: Summary, **parts: object) -> Material:
    """The same with everything that its forms need."""
    return replace(Material(told, name=Wording().name, version="1.2.3"), **parts)  # type: ignore[arg-type]


def lived(
    folder: Path, config: str = "", *, start: date = MONDAY, days: int = 7, seed: int = 1, unit: Unit = Unit.WEEK
) -> Material:
    """The last of so many plausible days from `start`, through a journal in `folder`, as its week, month or year."""
    settings = parse(config, Path("config.toml"))
    midnight = datetime(start.year, start.month, start.day, tzinfo=BERLIN)
    with Journal.open(folder / "journal.sqlite") as journal:
        for moment in live(settings.plan, midnight, days, seed):
            journal.commit(moment.effects, moment.state)
        return material_in(journal, settings, Period.of(unit, start + timedelta(days=days - 1)))


def material_in(journal: Journal, settings: Settings, period: Period) -> Material:
    """What this log says of a period that is over."""
    after = period.last + timedelta(days=1)
    now = datetime(after.year, after.month, after.day, 12, tzinfo=BERLIN)
    return material_of(Summaries(journal, settings.plan, now, live=False), period, settings)
