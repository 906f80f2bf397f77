"""Which hold kept a reminder back, by the rows of the log."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from reminder.core.effects import Record, RecordHold, Result
from reminder.core.plan import HoldKind
from reminder.core.state import NONE


class Holds:
    """The holds of the log, found by time without looking at all of them."""

    def __init__(self, rows: Iterable[RecordHold]) -> None:
        """Rows in any order; of those that end together the last counts."""
        self._rows = sorted(rows, key=attrgetter("end"))
        self._longest = max((row.end - row.start for row in self._rows), default=NONE)

    def that_kept(self, record: Record) -> str:
        """What kept this need back: took its prompt off the screen, or delayed it; "" if nothing did."""
        took_down = record.detail.partition(":")[0] if record.result is Result.WITHDRAWN else ""
        if took_down in {*HoldKind}:
            return took_down
        if record.due is None or not record.held:
            return ""
        return self._last_between(record.due, record.shown or record.at)

    def _last_between(self, start: datetime, end: datetime) -> str:
        """The hold that ended last of those that stood between these moments; the hours write no rows (P4)."""
        found = str(HoldKind.OUTSIDE_HOURS)
        for place in range(bisect_right(self._rows, start, key=attrgetter("end")), len(self._rows)):
            row = self._rows[place]
            if row.start < end:
                found = row.hold
            elif row.end - self._longest >= end:
                break
        return found
