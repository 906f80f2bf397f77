"""Dates in a list, one by one or from one to another: holidays."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from reminder.config.mistakes import Wrong, printable
from reminder.core.records import dataclass

DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
"""From the first to the last date of one text."""

_EXAMPLE = '2026-12-25 or "2026-12-24 to 2027-01-01"'


@dataclass(frozen=True, slots=True)
class Dates:
    """Any number of local dates, up to `most`. Text such as "2026-12-24 to 2027-01-01" means all from one to the other.

    Several in one text, with commas between them, are understood too.
    """

    most: int = 1000

    def read(self, raw: object) -> frozenset[date]:
        if isinstance(raw, str):
            raw = [part for part in raw.split(",") if part.strip()]
        entries = raw if isinstance(raw, list) else [raw]
        dates = frozenset(day for entry in entries for day in self._days(entry))
        if len(dates) > self.most:
            raise Wrong(f"these are {len(dates)} dates; the most is {self.most}")
        return dates

    def _days(self, entry: object) -> Iterator[date]:
        if isinstance(entry, date) and not isinstance(entry, datetime):
            yield entry
            return
        if not isinstance(entry, str):
            raise Wrong(f"write a list of dates, each like {_EXAMPLE}")
        first, *others = (_date(part) for part in re.split(r"\s+to\s+", entry.strip(), maxsplit=1))
        last = others[0] if others else first
        if last < first:
            raise Wrong(f'"{printable(entry)}" ends before it begins; write the earlier date first')
        if last - first > LONGEST:
            raise Wrong(f'"{printable(entry)}" is longer than a year; look at its years')
        yield from (first + DAY * number for number in range((last - first).days + 1))

    def write(self, value: frozenset[date]) -> list[object]:
        """Dates as they are, and three or more in a row as text."""
        written: list[object] = []
        for run in _runs(value):
            written += run if len(run) < 3 else [f"{run[0]} to {run[-1]}"]
        return written

    @property
    def says(self) -> str:
        return f"a list of dates, each like {_EXAMPLE}"

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": {"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d"}}


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Wrong(f'"{printable(text)}" is not a date; write it like {_EXAMPLE}') from None


def _runs(dates: Iterable[date]) -> Iterator[list[date]]:
    """The dates in order, those in a row together; no run is longer than what `read` takes in one text."""
    run: list[date] = []
    for day in sorted(dates):
        if run and (day - run[-1] > DAY or day - run[0] > LONGEST):
            yield run
            run = []
        run.append(day)
    if run:
        yield run
