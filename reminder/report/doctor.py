"""What `doctor` found, in words, from the same object that programs get."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from textwrap import TextWrapper
from typing import Any

NAMES = 19
"""Characters for the names of the parts."""


def as_words(parts: Sequence[Mapping[str, Any]], *, version: str, running: bool, width: int = 100) -> str:
    """A line for each part: what serves; below it, indented, what was tried and why it does not serve, and the fix."""
    state = "The service is running." if running else "The service is not running; started here, it would use this:"
    head = f"reminder {version} · Python {platform.python_version()} · {platform.platform(terse=True)}"
    return "\n".join([head, state, "", *(line for part in parts for line in _lines(part, width))])


def _lines(part: Mapping[str, Any], width: int) -> Iterator[str]:
    used = " · ".join(part["used"]) or "–"
    says = f" ({part['says']})" if part["says"] else ""
    yield f"{part['name']:<{NAMES}}{used}{says}"
    indent = " " * NAMES
    wrap = TextWrapper(max(width, NAMES + 30), initial_indent=indent, subsequent_indent=indent + "  ")
    wrap.break_on_hyphens = wrap.break_long_words = False  # paths are to be copied
    for (reason, fix), names in _by_reason(part["refused"]).items():
        yield from wrap.wrap(f"not {', '.join(names)}: {reason}")
        if fix:
            yield from wrap.wrap(f"  → {fix}")


def _by_reason(refused: Sequence[Mapping[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The same reason once, with all whom it concerns."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in refused:
        found.setdefault((each["reason"], each["fix"]), []).append(each["name"])
    return found
