"""How a command ends: the exit codes, and the sentence for what went wrong."""

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Callable

from reminder.cli_terminal import as_told, paint_for
from reminder.config.mistakes import ConfigError
from reminder.paths import Places
from reminder.report.inks import Ink

DONE, COULD_NOT, BAD_INPUT, OUR_BUG, INTERRUPTED = 0, 1, 2, 3, 130
OWN = "reminder"
ON_POSIX = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/reminder"
ON_WINDOWS = r"py -m venv .venv; .venv\Scripts\pip install -q .; .venv\Scripts\reminder"
"""README's line to run it."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG})


class CannotDo(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """What was asked for cannot be done; the message says why and what would help."""


class BadInput(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """What was asked for makes no sense; the message says what would."""


def ending(work: Callable[[], int], where: Places) -> int:
    """Do the work and return the exit code. No traceback reaches the user: it goes into a report file."""
    try:
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()  # while a failure can still be told; at the interpreter's end it could not
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read has read enough
        discard_output()
        return DONE
    except CannotDo as reason:
        return fail(str(reason), COULD_NOT)
    except (BadInput, ConfigError) as mistake:
        return fail(str(mistake), BAD_INPUT)
    except Exception as problem:  # noqa: BLE001 - the one place that turns a bug into a report
        from reminder.log_trouble import JournalError  # what has not been loaded has raised nothing

        if isinstance(problem, JournalError):
            return fail(str(problem), COULD_NOT)
        if isinstance(problem, ModuleNotFoundError) and (problem.name or OWN).partition(".")[0] != OWN:
            return fail(_not_installed(str(problem.name).partition(".")[0]), COULD_NOT)
        if isinstance(problem, OSError) and problem.errno in NO_ROOM:
            discard_output()
            return fail(f"The output could not be written: {problem.strerror}.", COULD_NOT)
        from reminder.crash_report import CrashReports, sentence

        return fail(CrashReports(where).write(problem) or sentence(where), OUR_BUG)
    return code


def fail(sentence: str, code: int) -> int:
    """Say what went wrong, and pass the exit code on."""
    complain(sentence)
    return code


def _not_installed(library: str) -> str:
    """What helps who started the source as it is, or whose environment has lost something."""
    from reminder.installation import CHECKOUT

    if not (CHECKOUT / "pyproject.toml").is_file():
        return (
            f"{library} is not installed here, and reminder needs it. Install reminder anew: that brings all it needs."
        )
    line = ON_WINDOWS if sys.platform == "win32" else ON_POSIX
    return (
        f"{library} is not installed here, and reminder needs it. In {CHECKOUT}, this installs and starts it:\n{line}"
    )


def complain(sentence: str) -> None:
    """Tell the user beside the answer, so that it is seen, and in no pipe."""
    if sys.stderr is None:  # closed; print would take the standard output for it, and a program would read the sentence
        return
    with contextlib.suppress(BrokenPipeError):  # nobody listens there, and the exit code tells as well
        print(paint_for(sys.stderr)(as_told(sentence, sys.stderr), Ink.DUE), file=sys.stderr, flush=True)


def discard_output() -> None:
    """Let what is still unwritten go nowhere, so that the interpreter's end does not complain of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def why(problem: Exception) -> str:
    """What went wrong with a file or a program, without Python's own words."""
    match problem:
        case OSError():
            return problem.strerror or str(problem)
        case subprocess.CalledProcessError():
            return f"it returned {problem.returncode}"
        case _:
            return "it is not UTF-8 text"
