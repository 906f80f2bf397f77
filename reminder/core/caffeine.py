"""Caffeine in the body: one compartment, first-order absorption and elimination; doses add up (K4).

Model, parameters and bands: evidence brief, section 3 (Blanchard & Sawers 1983; J Pharm Health Care Sci 2021; IOM 2001;
bands after Gardiner 2023 and 2024). Averages of many people: a rough estimate for one, and not medical advice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from math import exp, log

from reminder.core.effects import Caution
from reminder.core.plan import Caffeine
from reminder.core.state import Taken

ABSORBED = 0.99
"""The share of a dose that reaches the blood."""

KA = 5.0
"""How fast it gets there, per hour."""

LOW_MG, HIGH_MG = 35.0, 75.0
"""At bedtime: up to the first nobody has measured harm, over the second sleep comes late."""

TRACE_MG = 20.0
"""A dose of less makes no habit, and is no second stimulant beside a cold remedy; it counts in every sum.

It is the rest that decaf holds (2 to 15 mg a cup, FDA), and milk chocolate (10 mg, EFSA); green tea has 29 mg.
"""

HOUR = timedelta(hours=1)


class Band(StrEnum):
    """What is left at bedtime, in the words in which it is told: the figure itself would pretend to be exact."""

    LOW = "low"
    MAY_MATTER = "may matter"
    LIKELY = "likely to disturb sleep"


def band(mg: float) -> Band:
    """The band of so many milligrams at bedtime."""
    if mg <= LOW_MG:
        return Band.LOW
    return Band.MAY_MATTER if mg <= HIGH_MG else Band.LIKELY


def in_body(mg: float, after: timedelta, half_life: timedelta, *, ka: float = KA) -> float:
    """Milligrams of one dose that are in the body so long after it; 0 before it was taken."""
    hours = after / HOUR
    if hours <= 0:
        return 0.0
    ke = _ke(half_life)
    if abs(ka - ke) < 1e-9:
        return ABSORBED * mg * ka * hours * exp(-ke * hours)
    return ABSORBED * mg * ka / (ka - ke) * (exp(-ke * hours) - exp(-ka * hours))


def load(taken: Iterable[Taken], at: datetime, half_life: timedelta) -> float:
    """Milligrams in the body at `at`, of everything taken until then; what is taken later counts nothing."""
    return sum(in_body(each.mg, at - each.at, half_life) for each in taken if each.mg)


def peak_after(half_life: timedelta) -> timedelta:
    """When a dose is at its highest in the body."""
    ke = _ke(half_life)
    return HOUR * (log(KA / ke) / (KA - ke))


def before_bed(mg: float, left_mg: float, half_life: timedelta) -> timedelta | None:
    """How long before bedtime a dose must be taken for at most `left_mg` of it to be left then.

    Zero: any time will do, for it never comes to so much. None: no time will do, since nothing may be left.
    """
    if left_mg <= 0:
        return None
    if in_body(mg, peak_after(half_life), half_life) <= left_mg:
        return timedelta(0)
    ke = _ke(half_life)
    return max(peak_after(half_life), HOUR * (log(ABSORBED * mg * KA / ((KA - ke) * left_mg)) / ke))


def _ke(half_life: timedelta) -> float:
    return log(2) / (half_life / HOUR)


def caution(before_mg: float, dose_mg: float, limits: Caffeine, *, stimulant: bool) -> Caution | None:
    """What a dose gives reason to say, after so much on the same day; the weightiest, None where there is nothing.

    `stimulant`: a cold remedy with pseudoephedrine was taken that day.
    """
    if not dose_mg:
        return None
    after, share = before_mg + dose_mg, limits.warn_share * limits.limit_mg
    if before_mg < limits.limit_mg <= after:
        return Caution.LIMIT
    if dose_mg > limits.single_mg:
        return Caution.SINGLE
    if stimulant and dose_mg >= TRACE_MG:
        return Caution.STIMULANT
    return Caution.SHARE if before_mg < share <= after else None
