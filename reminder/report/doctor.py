"""What `doctor` found, in words, from the same object that programs get."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reminder.report.columns import folded
from reminder.report.inks import Ink, Paint, plain

NAMES = 19
"""Characters for the names of the parts."""

ROOMY = 60
"""Columns from which on there is room beside the names."""


def as_words(
    parts: Sequence[Mapping[str, Any]], *, version: str, running: bool, width: int = 100, paint: Paint = plain
) -> str:
    """A line for each part: what serves; below it, indented, what was tried and why it does not serve, and the fix."""
    state = "The service is running." if running else "The service is not running; started here, it would use this:"
    head = f"reminder {version} · Python {platform.python_version()} · {platform.platform(terse=True)}"
    opening = [*folded(head, width), *folded(state, width), ""]
    return "\n".join([*opening, *(line for part in parts for line in _lines(part, width, paint))])


def _lines(part: Mapping[str, Any], width: int, paint: Paint) -> Iterator[str]:
    """A part that nothing serves has a dash, so that it is seen without colors."""
    used = " · ".join(part["used"]) or "–"
    says = f" ({part['says']})" if part["says"] else ""
    first, *more = folded(used + says, width, part["name"].ljust(NAMES), " " * NAMES)
    yield first[:NAMES] + paint(first[NAMES:], Ink.WORKS if part["used"] else Ink.DUE)
    yield from more
    indent = " " * (NAMES if width >= ROOMY else 2)
    for (reason, fix), names in _by_reason(part["refused"]).items():
        tried = folded(f"not {', '.join(names)}: {reason}", width, indent, f"{indent}  ")
        yield from (indent + paint(line.removeprefix(indent), Ink.QUIET) for line in tried)
        if fix:
            yield from folded(fix, width, f"{indent}  → ", f"{indent}    ")


def _by_reason(refused: Sequence[Mapping[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The same reason once, with all whom it concerns."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in refused:
        found.setdefault((each["reason"], each["fix"]), []).append(each["name"])
    return found
