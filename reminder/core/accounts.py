"""What was drunk, taken and done on each desk day, out of the log: the same sums that were told on the day (K3, K4)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import assert_never

from reminder.core import caffeine
from reminder.core.aims import AimLog
from reminder.core.effects import RecordIntake
from reminder.core.events import Ached, Drank, Exercised, Switched, TookCaffeine, Undone
from reminder.core.intake import KEPT
from reminder.core.records import dataclass
from reminder.core.state import Taken


@dataclass(frozen=True, slots=True)
class DayAccount:
    """One desk day: milliliters drunk, milligrams of caffeine, minutes of activity, and the worst ache told of.

    `told` says whether anything at all was told of the day: 0 ml is what was drunk only then. `water_goal_ml` and
    `caffeine_limit_mg` are those of the day, None without one or where no log says. `at_bedtime_mg` is a rough estimate
    of the caffeine in the body at bedtime; None where no log says when that was.
    """

    day: date
    water_ml: int = 0
    caffeine_mg: float = 0.0
    active_minutes: int = 0
    ache: int | None = None
    told: bool = False
    water_goal_ml: int | None = None
    caffeine_limit_mg: float | None = None
    at_bedtime_mg: float | None = None


def accounts(rows: Iterable[RecordIntake], aims: AimLog) -> list[DayAccount]:
    """The account of each day on which something was told, by day; rows in the order in which they were written.

    An undo takes back the last entry of its own desk day, as it did then; aches and switches are not entries. For what
    is left of it at bedtime the rows must begin `KEPT` before the first day that matters.
    """
    entries: dict[date, list[Taken]] = {}
    aches: dict[date, int] = {}
    for row in rows:
        mine, at = entries.setdefault(row.day, []), row.intake.at
        match row.intake:
            case Drank(ml=ml):
                mine.append(Taken(at, row.day, ml=ml))
            case TookCaffeine(mg=mg, ml=with_it):
                mine.append(Taken(at, row.day, ml=with_it or 0, mg=mg))
            case Exercised(minutes=minutes):
                mine.append(Taken(at, row.day, minutes=minutes))
            case Undone():
                del mine[-1:]
            case Ached(level=level):
                aches[row.day] = max(level, aches.get(row.day, 0))
            case Switched():
                pass
            case _:
                assert_never(row.intake)
    return [_account(day, entries, aches.get(day), aims) for day in sorted(entries)]


def _account(day: date, entries: Mapping[date, list[Taken]], ache: int | None, aims: AimLog) -> DayAccount:
    mine, aim = entries[day], aims.of(day)
    return DayAccount(
        day,
        sum(each.ml for each in mine),
        sum(each.mg for each in mine),
        sum(each.minutes for each in mine),
        ache,
        told=bool(mine) or ache is not None,
        water_goal_ml=aim.water_ml if aim is not None else None,
        caffeine_limit_mg=aim.caffeine_mg if aim is not None else None,
        at_bedtime_mg=_left(entries, aim.bed_at + (day - aim.day), aim.half_life) if aim is not None else None,
    )


def _left(entries: Mapping[date, list[Taken]], bed_at: datetime, half_life: timedelta) -> float:
    """Milligrams in the body at that bedtime, of everything that was remembered then."""
    taken = (each for mine in entries.values() for each in mine if bed_at - each.at < KEPT)
    return caffeine.load(taken, bed_at, half_life)
