"""What the service noticed lately, kept in memory for a bug report: by name, and never what it was about."""

import logging
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from reminder.backends import Known, Unavailable
from reminder.config.options import KINDS
from reminder.core.effects import Budget, Effect, Record, RecordAims, RecordHold, RecordIntake, RecordSpan, Show
from reminder.core.events import Answered, Event, Held, Intake, Released

EVENTS, WARNINGS = 200, 20
"""How many are kept. A day has some hundreds of events; they must not push the warnings out."""

EVENT_LENGTH, WARNING_LENGTH = 80, 200
"""Characters of one. With these numbers all of it stays below 50 kB."""

PACKAGE = Path(__file__).resolve().parent


def noted(log: logging.Logger, thing: Event | Effect) -> None:
    """It has happened: told by its name (INFO), and with all that it holds to who wants details (DEBUG)."""
    if name := named(thing):
        log.info("%s", Known(name))
    log.debug("%s", thing)


def named(thing: Event | Effect) -> str:
    """What it is called and how it ended. What the user tells of themselves is all called the same; "": too common."""
    match thing:
        case _ if isinstance(thing, Intake):
            return "Intake"
        case Budget() | RecordAims() | RecordIntake():
            return ""
        case Held(hold=hold) | Released(hold=hold) | RecordHold(hold=hold):
            return f"{type(thing).__name__} {hold}"
        case Answered(answer=answer):
            return f"Answered {answer}"
        case Record(kind=kind, result=result):
            return f"Record {_kind(kind)} {result}"
        case RecordSpan(what=what):
            return f"RecordSpan {what}"
        case Show(kinds=kinds):
            return f"Show {', '.join(map(_kind, kinds))}"
        case _:
            return type(thing).__name__


def _kind(name: str) -> str:
    """One of the user's own is named by them, and that is nobody's business."""
    return name if name in KINDS else "own"


class Lately(logging.Handler):
    """The last records, from INFO on, by their format: all that is put into it is left out but words of ours."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._events: deque[tuple[float, str]] = deque(maxlen=EVENTS)
        self._warnings: deque[tuple[float, str]] = deque(maxlen=WARNINGS)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        if record.levelno < logging.WARNING:
            self._events.append((record.created, discreet(record)[:EVENT_LENGTH]))
        else:
            self._warnings.append((record.created, discreet(record)[:WARNING_LENGTH]))

    def events(self, now: float) -> list[tuple[int, str]]:
        """What happened, each with how many seconds before `now` (since 1970) it did; the latest is the last."""
        return list(_ago(self._events, now))

    def warnings(self, now: float) -> list[tuple[int, str]]:
        """What went wrong, likewise."""
        return list(_ago(self._warnings, now))


def _ago(kept: "deque[tuple[float, str]]", now: float) -> Iterator[tuple[int, str]]:
    return ((round(now - at), text) for at, text in tuple(kept))


def discreet(record: logging.LogRecord) -> str:
    """The message without what it is about: "Not delivered: … (Unavailable: …)". Of others' loggers only the name."""
    if not record.name.startswith("reminder"):
        said = f"{record.name}: …"
    elif isinstance(record.args, tuple) and record.args:
        said = _filled(str(record.msg), record.args)
    else:
        said = str(record.msg)
    bug = record.exc_info[1] if record.exc_info else None
    return said if bug is None else f"{said} · {type(bug).__name__} at {raised_at(bug.__traceback__)}"


def _filled(form: str, words: tuple[object, ...]) -> str:
    try:
        return form % tuple(map(_word, words))
    except (TypeError, ValueError):  # it wants a number
        return form


def _word(word: object) -> str:
    match word:
        case Known():
            return word
        case Unavailable():
            from reminder.scrubbing import scrubbed  # here, since half a name would not be known later

            return f"Unavailable: {scrubbed(str(word))}"
        case OSError(strerror=str(reason)):
            return f"{type(word).__name__}: {reason}"
        case BaseException():
            return f"{type(word).__name__}{_because(word.__cause__)}"
        case _:
            return "…"


def _because(cause: BaseException | None) -> str:
    """The database's own words hold nothing of what is in it."""
    if cause is None:
        return ""
    told = str(cause) if type(cause).__module__ == "sqlite3" else _word(cause)
    return f" ({told})"


def raised_at(trace: TracebackType | None) -> str:
    """Where in our own code it was, as `service.py:210`; "elsewhere", if it never was there."""
    found = "elsewhere"
    while trace is not None:
        path: Any = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            found = f"{path.relative_to(PACKAGE).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
