"""Bugs of ours, written down for whoever mends them: the user sees a sentence, a file has the traceback.

No file holds a value: a traceback shows our source, and of what an exception says only what cannot be the user's.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from reminder import __version__
from reminder.backends import Known
from reminder.clock import now
from reminder.lately import raised_at
from reminder.paths import Places
from reminder.whole_file import put_in_place

KEPT = 3
"""So many different bugs; the newest is `Places.crash_report`."""

AGAIN = timedelta(minutes=1)
"""The same bug is written no sooner: one in a loop must not wear out a disk."""

MOST = 100_000
"""Characters of one."""
CHAIN = 10
"""So many exceptions, of which one led to another."""
FRAMES = 60
"""So many of a traceback, the last ones: a recursion without end has a thousand."""

WENT_WRONG = "Something went wrong in reminder itself"


def sentence(where: Places) -> str:
    """What is said to the user of a bug that was written down."""
    return f"{WENT_WRONG}. A report is in {where.crash_report}; please send it to us."


def kept_reports(where: Places) -> list[Path]:
    """Where reports are, the newest first; none of them need be there."""
    newest = where.crash_report
    return [newest, *(newest.with_name(f"{newest.stem}-{number}{newest.suffix}") for number in range(2, KEPT + 1))]


class CrashReports:
    """Writes the bugs of one process. `context` gives lines that help to understand one, and hold nothing private."""

    def __init__(self, where: Places, context: Callable[[], Iterable[str]] = tuple) -> None:
        self._where = where
        self._context = context
        self._told_at: dict[str, datetime] = {}
        self._unwritten: Counter[str] = Counter()

    def write(self, bug: BaseException) -> str:
        """Write it down, and return what the user is to be told; "": it was told a moment ago, and is only counted."""
        kind = f"{type(bug).__name__} at {raised_at(bug.__traceback__)}"
        return self.keep(kind, traceback_of(bug))

    def keep(self, kind: str, told: str) -> str:
        """The same for a bug of this kind, of which this is told. Of the same kind, only the latest is kept."""
        at = now().replace(microsecond=0)
        known = next((path for path in kept_reports(self._where) if _head(path).get("bug") == kind), None)
        before = _head(known) if known is not None else {}
        if _is_fresh(before, at) or at - self._told_at.get(kind, at - AGAIN) < AGAIN:
            self._unwritten[kind] += 1
            return ""
        self._told_at[kind] = at
        times = _number(before.get("times", "")) + self._unwritten.pop(kind, 0) + 1
        first = before.get("first", at.isoformat(" "))
        head = {"bug": kind, "times": str(times), "first": first, "last": at.isoformat(" ")}
        report = "\n".join([*(f"{key}: {value}" for key, value in head.items()), *self._about(), "", told])[:MOST]
        try:
            self._put(known, report)
        except OSError:
            return f"{WENT_WRONG}, and no report could be written:\n{report}"
        return sentence(self._where)

    def _about(self) -> Iterator[str]:
        yield whose()
        yield f"command: {' '.join(sys.argv[1:2])}"  # its other words may be anything
        with suppress(Exception):  # it must not keep the bug from being written
            yield from self._context()

    def _put(self, before: Path | None, report: str) -> None:
        """In front of the others; the oldest goes, or the one that tells of the same."""
        paths = kept_reports(self._where)
        last = paths.index(before) if before is not None else KEPT - 1
        for number in range(last, 0, -1):
            with suppress(FileNotFoundError):
                paths[number - 1].replace(paths[number])
        put_in_place(paths[0], report.encode("utf-8", "backslashreplace"))


def whose() -> str:
    """The versions, in a line."""
    return f"reminder {__version__}, Python {sys.version.partition(' ')[0]}, {sys.platform}"


HEAD = re.compile(r"^(bug|times|first|last): (.*)$", re.MULTILINE)


def _head(path: Path) -> dict[str, str]:
    """The first lines of a report that is there."""
    try:
        with path.open("rb") as file:
            return dict(HEAD.findall(file.read(1000).decode("utf-8", "replace")))
    except OSError:
        return {}


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _is_fresh(head: dict[str, str], at: datetime) -> bool:
    try:
        return timedelta(0) <= at - datetime.fromisoformat(head["last"]) < AGAIN
    except (KeyError, ValueError, TypeError):
        return False


def traceback_of(bug: BaseException) -> str:
    """As Python tells it, without values: what led to it first."""
    import traceback

    from reminder.scrubbing import scrubbed, without_values

    told: list[str] = []
    each: BaseException | None = bug
    while each is not None and len(told) < CHAIN:
        stack = "".join(traceback.format_tb(each.__traceback__, -FRAMES))
        told.append(f"Traceback (most recent call last):\n{stack}{type(each).__name__}: {without_values(each)}\n")
        told[-1] += "".join(f"{note}\n" for note in getattr(each, "__notes__", ()) if isinstance(note, Known))
        if isinstance(each, BaseExceptionGroup):
            told[-1] += "".join(f"\nin it, {traceback_of(one)}" for one in each.exceptions[:5])
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return scrubbed("\nwhich led to\n\n".join(reversed(told)))
