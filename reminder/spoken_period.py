"""Weeks, months and years as people name them: "last", "2026-W10", "last month", "2026-03", "2026"."""

import re
from datetime import date

from reminder.config.mistakes import closest
from reminder.core.period import Period, Unit

FIRST_YEAR, LAST_YEAR = 1970, 9998
"""Dates further off leave no room for the days around them."""

NAMED = (
    "this week",
    "this month",
    "this year",
    "last",
    "last week",
    "last month",
    "last year",
    "week",
    "month",
    "year",
)
"""Periods by their names alone."""


class NoPeriodError(ValueError):
    """The words name no period; the message says what does."""


def period_of(words: str, today: date) -> Period:
    """The period meant; nothing is this week, and a date the week that it is in.

    Raises:
        NoPeriodError: these words name none, or one too far away.
    """
    asked = " ".join(words.casefold().split()) or "this"
    relative = re.fullmatch(r"(this|last)?\s?(week|month|year)?", asked)
    if relative is not None:
        this = Period.of(Unit(relative[2] or "week"), today)
        return this.before() if relative[1] == "last" else this
    try:
        unit, day = _named(asked)
    except ValueError:
        near = closest(asked, NAMED)
        meant = f" Did you mean {near!r}?" if near else ""
        raise NoPeriodError(
            f"{words!r} is no week, month or year.{meant} Write 'last', 'last month', a date like 2026-03-02, a week "
            "like 2026-W10, a month like 2026-03, or a year."
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoPeriodError(f"{words!r} is too far away. Years from {FIRST_YEAR} to {LAST_YEAR} will do.")
    return Period.of(unit, day)


def _named(asked: str) -> tuple[Unit, date]:
    if week := re.fullmatch(r"(\d{4})-?w(\d{1,2})", asked):
        return Unit.WEEK, date.fromisocalendar(int(week[1]), int(week[2]), 1)
    if month := re.fullmatch(r"(\d{4})-(\d{1,2})", asked):
        return Unit.MONTH, date(int(month[1]), int(month[2]), 1)
    if re.fullmatch(r"\d{4}", asked):
        return Unit.YEAR, date(int(asked), 1, 1)
    return Unit.WEEK, date.fromisoformat(asked.upper())
