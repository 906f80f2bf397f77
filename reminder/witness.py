"""What the service notices of itself: what happened lately, and every bug, wherever it comes up.

A bug in a thread, in a callback or where an object is taken down is written down like any other. So is a hard end, in
C code of a library: Python's faulthandler writes the stack into a file that is there while the service runs, and the
next start tells of it. All of that costs a file descriptor, and nothing that runs.
"""

import contextlib
import faulthandler
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reminder.autostart import AT_LOGIN
from reminder.backends import Known
from reminder.clock import now
from reminder.crash_report import CrashReports, whose
from reminder.lately import Lately
from reminder.opening import in_a_unit
from reminder.paths import Places

Say = Callable[[str], None]

HARD = "The last run ended hard"


def begun_by(environ: Mapping[str, str]) -> str:
    """What started this process, as far as it shows."""
    if in_a_unit():
        return "systemd"
    if AT_LOGIN in environ:
        return "what starts it at login"
    terminal = sys.stdin is not None and sys.stdin.isatty()
    return "somebody in a terminal" if terminal else "another program: a menu, or an entry that is read at login"


class Witness:
    """`lately` wants to hear of what is logged; `backends` says what serves, by part, once that is known."""

    def __init__(self, where: Places) -> None:
        self.lately = Lately()
        self.backends: Callable[[], dict[str, str]] = dict
        self._where = where
        self._began = now()
        self._reports = CrashReports(where, self._context)

    def bug(self, bug: BaseException) -> str:
        """Write it down; what to say of it, "" for what was said a moment ago."""
        return self._reports.write(bug)

    def told(self) -> dict[str, Any]:
        """For a bug report, as JSON can hold it."""
        at = now().timestamp()
        return {
            "running_s": round(at - self._began.timestamp()),
            "begun_by": begun_by(os.environ),
            "backends": self.backends(),
            "events": self.lately.events(at),
            "warnings": self.lately.warnings(at),
        }

    def _context(self) -> Iterator[str]:
        at = now().timestamp()
        yield "what happened before, in seconds:"
        yield from (f"  -{ago} {text}" for ago, text in [*self.lately.warnings(at), *self.lately.events(at)[-20:]])
        yield f"backends: {', '.join(f'{part} {name}' for part, name in self.backends().items())}"

    @contextlib.contextmanager
    def watching(self, say: Say) -> Iterator[None]:
        """While this lasts no bug goes unseen; what there is to say of one is said."""

        def seen(bug: BaseException | None) -> None:
            if bug is not None and not isinstance(bug, SystemExit) and (sentence := self.bug(bug)):
                say(sentence)

        in_threads, unraisable = threading.excepthook, sys.unraisablehook
        threading.excepthook = lambda args: seen(args.exc_value)
        sys.unraisablehook = lambda args: seen(args.exc_value)
        try:
            with self._hard_end_told(say):
                yield
        except Exception as bug:
            bug.add_note(Known("\n".join(self._context())))  # for whoever writes it down
            raise
        finally:
            threading.excepthook, sys.unraisablehook = in_threads, unraisable

    @contextlib.contextmanager
    def _hard_end_told(self, say: Say) -> Iterator[None]:
        path, elsewhere = self._where.hard_end, faulthandler.is_enabled()
        self._tell_of_last(say)
        try:
            path.unlink(missing_ok=True)
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:  # the folder is gone, say: then we do without
            yield
            return
        with os.fdopen(number, "wb", buffering=0) as file:
            with contextlib.suppress(OSError):  # the disk is full
                file.write(f"{whose()}\n".encode())
            faulthandler.enable(file)
            try:
                yield
            finally:
                faulthandler.disable()
                if elsewhere and sys.__stderr__ is not None:
                    faulthandler.enable(sys.__stderr__)
        with contextlib.suppress(OSError):
            path.unlink()

    def _tell_of_last(self, say: Say) -> None:
        try:
            whose_it_was, _, stack = self._where.hard_end.read_text("utf-8", "replace").partition("\n")
        except OSError:
            return
        if stack.strip():
            from reminder.scrubbing import scrubbed  # seldom

            how = stack.partition("\n")[0]
            self._reports.keep(how, f"{HARD}, as {whose_it_was}:\n\n{scrubbed(stack)}")
            say(f"{HARD} ({how}). A report is in {self._where.crash_report}; please send it to us.")
