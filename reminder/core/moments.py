"""When prompts come to an answer, out of the log: in which hours of the week they fail, and how long it takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from reminder.core.effects import DONE, REFUSED, Record
from reminder.core.records import dataclass
from reminder.core.state import NONE

Hour = tuple[int, int]
"""The weekday of a desk day, 0 is Monday, and the hour on the user's clock."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What became of the prompts of one hour of the week: how many came to an answer, and how many of those failed."""

    answered: int
    missed: int


def hours_of(records: Iterable[Record]) -> Mapping[Hour, Slot]:
    """Every hour of the week in which one of these prompts was shown that came to an answer (C1)."""
    counts: dict[Hour, list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        if record.shown is not None and record.result in DONE | REFUSED:
            count = counts[record.day.weekday(), record.shown.hour]
            count[0] += 1
            count[1] += record.result in REFUSED
    return {hour: Slot(*count) for hour, count in sorted(counts.items())}


def times_to_answer(records: Iterable[Record]) -> tuple[timedelta, ...]:
    """How long it took to say something to each prompt, whatever it was for; the shortest first.

    A prompt that was ignored, or answered by getting up, has none. Of several answers to one the first counts.
    """
    first: dict[datetime, datetime] = {}
    for record in records:
        if record.shown is not None and record.answered is not None:
            first[record.shown] = min(record.answered, first.get(record.shown, record.answered))
    return tuple(sorted(max(answered - shown, NONE) for shown, answered in first.items()))  # a clock may be set back
