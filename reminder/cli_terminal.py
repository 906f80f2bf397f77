"""The terminal: whether there is one, how wide it is, whether it takes colors; and sentences told there.

One place decides for all verbs. Where there is no terminal, lines are never broken and nothing is painted, so that
programs get what they can read: a line stays a line.
"""

import codecs
import io
import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from reminder.report.columns import folded
from reminder.report.inks import Paint, painter, plain

NARROWEST = 40
"""Columns that every table fits into; what is narrower still breaks them itself."""


OBEYED = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u202d\u202e]")
"""Control characters but the line's end, and overrides of direction."""

SIMPLER = "reminder-simpler"
"""The name of our way to write what an encoding has not."""


def write_simpler() -> None:
    """Write signs that the output's encoding has not as what stands for them, and no traceback for want of a dot."""
    codecs.register_error(SIMPLER, _simpler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SIMPLER)


def _simpler(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    from reminder.report.signs import spelled

    return spelled(problem.object[problem.start : problem.end], problem.encoding), problem.end


def encoding(stream: TextIO | None) -> str:
    """How what goes there is written; ASCII where nobody reads it."""
    return getattr(stream, "encoding", None) or "ascii"


def terminal_width() -> int:
    """Columns of the terminal; COLUMNS overrules it, and 80 stand for what is not known."""
    import shutil  # not above: it costs the service a megabyte

    return shutil.get_terminal_size().columns


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody reads this on a screen."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it was closed
        return False


def room(stream: TextIO | None) -> int | None:
    """Columns that a line may have; None: as many as it likes, since no terminal shows it."""
    return max(terminal_width(), NARROWEST) if is_terminal(stream) else None


def has_colors(stream: TextIO | None, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to paint what goes there.

    NO_COLOR comes first (no-color.org), then FORCE_COLOR and CLICOLOR_FORCE (force-color.org, bixense.com/clicolors),
    each where it is not empty; "0" forces nothing. Else it takes a terminal that is not dumb, and on Windows one of
    those that say that they know the codes.
    """
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if not is_terminal(stream) or environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or any(environ.get(name) for name in ("WT_SESSION", "TERM", "ConEmuANSI"))


def paint_for(stream: TextIO | None, environ: Mapping[str, str] = os.environ) -> Paint:
    """What paints for this stream, or leaves the words as they are."""
    if not has_colors(stream, environ):
        return plain
    deep = "256" in environ.get("TERM", "") or bool(environ.get("COLORTERM")) or bool(environ.get("WT_SESSION"))
    return painter(deep=deep)


def as_told(text: str, stream: TextIO | None) -> str:
    """Sentences as this stream takes them: broken between words where a terminal would break them within.

    A file may be called by anything, so what a terminal would obey is spelled out.
    """
    width = room(stream)
    seen = OBEYED.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)
    return "\n".join(part for line in seen.split("\n") for part in _within(line, width))


def _within(line: str, width: int | None) -> list[str]:
    """The line in as many as it takes, each indented as it is."""
    words = line.lstrip(" ")
    indent = line[: len(line) - len(words)]
    return folded(words, width, indent, indent)


def say(text: str) -> None:
    """Tell the user."""
    print(as_told(text, sys.stdout))
