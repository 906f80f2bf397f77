"""What `pactl` and `pw-dump` have in common: answers in JSON, and properties that name the program behind a stream."""

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reminder.attention.look import Look
from reminder.backends import Unavailable

Row = dict[str, Any]

NAMES = ("application.name", "application.process.binary", "media.name")
"""Best first; the last may be no more than the name of a file."""

NO_NAMES = frozenset({"", "(null)"})
"""pactl 16.1 prints the second for every text that is not all ASCII."""

OF_THE_SERVER = ("node.link-group", "pulse.module.id")
"""Properties of streams that PipeWire has for itself: one half of a filter (noise suppression, a loopback)."""


async def rows(look: Look, command: tuple[str, ...], package: str) -> list[Row]:
    """What a program lists as JSON.

    Raises:
        Unavailable: it is not installed (it is in `package`), does not answer, or answers something else.
    """
    program = command[0]
    printed = await look.run(*command, package=package)
    try:
        listed = json.loads(printed)
    except (ValueError, RecursionError):
        raise Unavailable(f"{program} has answered, but not with JSON") from None
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise Unavailable(f"{program} has answered with JSON of a form that is not known here")
    return listed


def name_of(properties: Mapping[str, object]) -> str:
    """What the program behind a stream calls itself ("2048" comes as a number); "": nothing."""
    values = (properties.get(key) for key in NAMES)
    named = (" ".join(str(value).split()) for value in values if isinstance(value, str | int | float))
    return next((name for name in named if name not in NO_NAMES), "")


def for_itself(properties: Mapping[str, object]) -> bool:
    """Whether the sound server has this stream for its own ends: who makes use of it has one of their own."""
    return any(key in properties for key in OF_THE_SERVER)


def meters(properties: Mapping[str, object]) -> bool:
    """Whether a stream only shows a level, as the bar beside a microphone in a volume control does."""
    return str(properties.get("resample.peaks", "")).lower() == "true"


def mapping(row: Mapping[str, object], key: str) -> Row:
    """A part of a row; empty where it is missing, or null as in PipeWire's answer about objects just gone."""
    part = row.get(key)
    return part if isinstance(part, dict) else {}


def is_socket(path: Path) -> bool:
    """Whether there is a socket, and one may know of it."""
    try:
        return stat.S_ISSOCK(path.stat().st_mode)
    except OSError:
        return False
