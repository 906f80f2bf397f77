"""Spans of time as people write them: "30 min", "1h30", "90 s"."""

import re
from datetime import timedelta

from reminder.config.mistakes import Wrong, printable

_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
}
_PART = re.compile(r"([0-9]{1,7}(?:[.,][0-9]{1,6})?)\s*([^\W\d_]*)\.?\s*(?:,|and\b)?\s*")


def duration(text: str) -> timedelta:
    """A span of time from "30 min", "1h30", "90s", "0.5 h", "1 hour and 30 minutes".

    A number without a unit is good only at the end, after a larger unit ("1h30"). Whole seconds only.
    """
    text, total, last, at = text.strip().casefold(), 0, 0, 0
    while at < len(text) or not last:
        part = _PART.match(text, at)
        if part is None:
            raise Wrong('this is not a duration; write it like "30 min", "1h30" or "90 s"')
        unit = _unit(part[2], last, at_end=part.end() == len(text))
        whole, _, tenths = part[1].replace(",", ".").partition(".")
        total += int(whole + tenths.ljust(6, "0")) * unit  # in millionths, so that "0.1 h" is exact
        last, at = unit, part.end()
    seconds, rest = divmod(total, 1_000_000)
    if rest:
        raise Wrong("a duration is counted in whole seconds")
    return timedelta(seconds=seconds)


def _unit(word: str, last: int, *, at_end: bool) -> int:
    """Seconds in the unit that follows a number; `last` is the unit before it, 0 for the first."""
    unit = _UNITS.get(word) if word else last // 60 if at_end else 0
    if unit is None:
        raise Wrong(f'"{printable(word)}" is not a unit here; use h, min or s, as in "30 min"')
    if not unit:
        raise Wrong('a number needs a unit: h, min or s, as in "30 min"')
    if last and unit >= last:
        raise Wrong('write the larger unit first and each only once, as in "1 h 30 min"')
    return unit


def spell(span: timedelta) -> str:
    """A span the way we write it: "90 s", "30 min", "90 min", "2 h 30 min"."""
    seconds = round(span.total_seconds())
    if (seconds < 120 and seconds % 60) or not seconds:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60) if minutes >= 120 else (0, minutes)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
