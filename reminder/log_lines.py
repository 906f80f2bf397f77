"""What the service says on standard error: how much of it, and how a line looks there."""

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
"""Quiet: what went wrong. -v: what happens, by name, which says nothing private. -vv: with all that it holds."""

LIBRARIES = ("apscheduler", "watchdog", "PIL", "asyncio")

PRIORITIES = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}
"""The journal's own (sd-daemon(3)), so that `journalctl -p warning` finds what went wrong."""


class ForJournal(logging.Formatter):
    """Each line with its priority; the time is the journal's business."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines of one record."""
        mark = f"<{PRIORITIES.get(record.levelno, 6)}>"
        return "\n".join(f"{mark}{line}" for line in super().format(record).splitlines())


@contextmanager
def told(verbosity: int, *also: logging.Handler) -> Iterator[None]:
    """Have it said on standard error while this lasts, and `also` told to these."""
    handlers = [*also, *([_on_stderr(verbosity)] if sys.stderr is not None else [])]
    root = logging.getLogger()
    before = root.level
    root.setLevel(min(handler.level for handler in handlers) if handlers else logging.WARNING)
    for handler in handlers:
        root.addHandler(handler)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
    try:
        yield
    finally:
        root.setLevel(before)
        for handler in handlers:
            root.removeHandler(handler)


def _on_stderr(verbosity: int) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(LEVELS[min(verbosity, len(LEVELS) - 1)])
    plain = logging.Formatter("%(asctime)s %(message)s", datefmt="%H:%M:%S")
    handler.setFormatter(ForJournal("%(message)s") if goes_to_journal(os.environ) else plain)
    return handler


def goes_to_journal(environ: Mapping[str, str]) -> bool:
    """Whether standard error is the stream that systemd has opened for us (JOURNAL_STREAM, systemd.exec(5))."""
    try:
        found = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):  # closed, or none of the system's
        return False
    return environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"
