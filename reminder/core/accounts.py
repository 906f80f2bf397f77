"""What was drunk, taken and done on each desk day, out of the log: the same sums that were told on the day (K3, K4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from reminder.core.effects import RecordIntake
from reminder.core.events import Ached, Drank, Exercised, Switched, TookCaffeine, Undone


@dataclass(frozen=True, slots=True)
class DayAccount:
    """One desk day: milliliters drunk, milligrams of caffeine, minutes of activity, and the worst ache told of.

    `told` says whether anything at all was told of the day: 0 ml is what was drunk only then.
    """

    day: date
    water_ml: int = 0
    caffeine_mg: float = 0.0
    active_minutes: int = 0
    ache: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry that an undo can take back."""

    ml: int = 0
    mg: float = 0.0
    minutes: int = 0


def accounts(rows: Iterable[RecordIntake]) -> dict[date, DayAccount]:
    """The account of each day on which something was told; rows in the order in which they were written.

    An undo takes back the last entry of its own desk day, as it did then; aches and switches are not entries.
    """
    entries: dict[date, list[_Entry]] = {}
    aches: dict[date, int] = {}
    for row in rows:
        mine = entries.setdefault(row.day, [])
        match row.intake:
            case Drank(ml=ml):
                mine.append(_Entry(ml=ml))
            case TookCaffeine(mg=mg, ml=with_it):
                mine.append(_Entry(ml=with_it or 0, mg=mg))
            case Exercised(minutes=minutes):
                mine.append(_Entry(minutes=minutes))
            case Undone():
                del mine[-1:]
            case Ached(level=level):
                aches[row.day] = max(level, aches.get(row.day, 0))
            case Switched():
                pass
            case _:
                assert_never(row.intake)
    return {day: _account(day, mine, aches.get(day)) for day, mine in entries.items()}


def _account(day: date, entries: list[_Entry], ache: int | None) -> DayAccount:
    return DayAccount(
        day,
        sum(each.ml for each in entries),
        sum(each.mg for each in entries),
        sum(each.minutes for each in entries),
        ache,
        told=bool(entries) or ache is not None,
    )
