"""How long something is kept: "forever", or days, weeks, months and years as people count them."""

import re
from datetime import timedelta

from reminder.config.mistakes import Wrong
from reminder.core.records import dataclass

FOREVER = "forever"
UNITS = {"year": 366, "month": 31, "week": 7, "day": 1}
"""Days in each, the most that they have: nothing goes a day too early."""

_AMOUNT = re.compile(r"([0-9]{1,5})\s*(year|month|week|day)s?")


@dataclass(frozen=True, slots=True)
class Kept:
    """A time between `low` and `high`, both included; None is for ever."""

    low: str
    high: str

    def read(self, raw: object) -> timedelta | None:
        if not isinstance(raw, str):
            raise Wrong(f'write it in quotes, such as "3 years" or "{FOREVER}"')
        if raw.strip().casefold() == FOREVER:
            return None
        if not span(self.low) <= (wanted := span(raw)) <= span(self.high):
            raise Wrong(f"it can be anything {self.says}")
        return wanted

    def write(self, value: timedelta | None) -> str:
        if value is None:
            return FOREVER
        unit = next(unit for unit, days in UNITS.items() if not value.days % days)
        number = value.days // UNITS[unit]
        return f"{number} {unit}{'' if number == 1 else 's'}"

    @property
    def says(self) -> str:
        return f"from {self.low} to {self.high}, or {FOREVER}"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": rf"^\s*([0-9]{{1,5}}\s*(year|month|week|day)s?|{FOREVER})\s*$"}


def span(text: str) -> timedelta:
    """The days meant by "3 years", "18 months", "26 weeks" or "90 days"; rather more of them than fewer."""
    amount = _AMOUNT.fullmatch(text.strip().casefold())
    if amount is None:
        raise Wrong(f'write it like "3 years", "18 months", "90 days" or "{FOREVER}"')
    return timedelta(days=int(amount[1]) * UNITS[amount[2]])
