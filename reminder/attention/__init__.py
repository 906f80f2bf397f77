"""May we interrupt? Levels (do-not-disturb, full screen, a call), read when they matter, watched only while they hold.

A `Source` is one way to read one level, a function in a small file; `table.py` orders them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reminder.attention.look import Look

Causes = tuple[str, ...]
"""What makes a level stand, by the names users know ("Firefox"); empty: it does not stand."""

Read = Callable[["Look"], Awaitable[Causes]]
"""Reads a level once. Raises `Unavailable` where it cannot be read here, and nothing else."""


class Level(StrEnum):
    """What can be read of the desktop's state."""

    DO_NOT_DISTURB = "do_not_disturb"
    FULL_SCREEN = "full_screen"
    KEPT_AWAKE = "kept_awake"
    SOUND = "sound"
    MICROPHONE = "microphone"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Source:
    """One way to read a level.

    `rules` are match rules of the session bus for signals that mean "read again"; empty: only reading again tells.
    """

    name: str
    read: Read
    rules: tuple[str, ...] = ()
