"""Ranges of the day in a list: "09:00-12:30", "mon-fri 09:00-12:30", "sat 22:00-02:00"."""

import re
from collections.abc import Iterator
from datetime import time

from reminder.config.mistakes import Wrong, printable
from reminder.config.values import DAYS, LocalTime, Weekdays
from reminder.core.records import dataclass

MIDNIGHT = time(0)
_EXAMPLE = '"09:00-12:30" or "mon-fri 09:00-12:30"'
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_RANGE = re.compile(rf"(?:([^\d]+?)\s+)?({_CLOCK})-({_CLOCK})")
_DASH = re.compile(r"\s*[-–]\s*")


@dataclass(frozen=True, slots=True)
class Stated:
    """A range as it was stated. `days` None: those of `hours.days`. An `end` not after `start` is on the next day."""

    days: frozenset[int] | None
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Ranges:
    """Any number of ranges, up to `most`. Several in one text, with commas between them, are understood too."""

    most: int = 50

    def read(self, raw: object) -> tuple[Stated, ...]:
        if isinstance(raw, str):
            raw = [part for part in re.split(r"(?<=\d)\s*,", raw) if part.strip()]
        if not isinstance(raw, list):
            raise Wrong(f"write a list of ranges such as [{_EXAMPLE.replace(' or', ',')}]")
        if len(raw) > self.most:
            raise Wrong(f"these are {len(raw)} ranges; the most is {self.most}")
        return tuple(dict.fromkeys(_range(text) for text in raw))

    def write(self, value: tuple[Stated, ...]) -> list[str]:
        return [_spelled(each) for each in value]

    @property
    def says(self) -> str:
        return f"a list of ranges, each like {_EXAMPLE}"

    def schema(self) -> dict[str, object]:
        pattern = rf"^[^0-9]*{_CLOCK}\s*[-–]\s*{_CLOCK}\s*$"
        return {"type": "array", "items": {"type": "string", "pattern": pattern}, "maxItems": self.most}


def _range(text: object) -> Stated:
    found = _RANGE.fullmatch(_DASH.sub("-", text.strip())) if isinstance(text, str) else None
    if found is None:
        this = f'"{printable(text)}"' if isinstance(text, str) else "this"
        raise Wrong(f"{this} is not a range; write it like {_EXAMPLE}")
    days, start, end = found.groups()
    to_midnight = re.fullmatch(r"24:00(:00)?", end) is not None
    stated = Stated(
        Weekdays().read(days) if days else None,
        LocalTime().read(start),
        MIDNIGHT if to_midnight else LocalTime().read(end),
    )
    if stated.start == stated.end and not to_midnight:
        raise Wrong(f'"{found[0]}" ends when it begins; a whole day is "00:00-24:00"')
    return stated


def _spelled(stated: Stated) -> str:
    end = "24:00" if stated.end == MIDNIGHT else _clock(stated.end)
    times = f"{_clock(stated.start)}-{end}"
    return times if stated.days is None else f"{','.join(_days(stated.days))} {times}"


def _clock(moment: time) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes")


def _days(days: frozenset[int]) -> Iterator[str]:
    """Weekdays by name, three or more in a row as "mon-fri"."""
    run: list[int] = []
    for day in range(len(DAYS) + 1):
        if day in days:
            run.append(day)
            continue
        yield from [f"{DAYS[run[0]]}-{DAYS[run[-1]]}"] if len(run) > 2 else (DAYS[each] for each in run)
        run = []
