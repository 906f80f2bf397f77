"""May we interrupt? Levels (do-not-disturb, full screen, a call), read when they matter, watched only while they hold.

A `Source` is one way to read one level, a function in a small file; `table.py` orders them.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from reminder.backends import Part
from reminder.core.plan import HoldKind
from reminder.core.records import dataclass

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


LABELS = {
    Level.DO_NOT_DISTURB: "do-not-disturb",
    Level.FULL_SCREEN: "full screen",
    Level.KEPT_AWAKE: "kept awake",
    Level.SOUND: "sound",
    Level.MICROPHONE: "call (microphone)",
    Level.CAMERA: "call (camera)",
}
"""Their rows in `doctor`, in this order."""


@dataclass(frozen=True, slots=True)
class Source:
    """One way to read a level.

    `rules` are match rules of the session bus for signals that mean "read again"; empty: only reading again tells.
    """

    name: str
    read: Read
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a hold stands, in words that complete "a call (…)", and whether one may be watching meanwhile (D4)."""

    detail: str
    watching: bool = True


Holds = Mapping[HoldKind, Cause]
"""The holds that stand, of those that can be sensed."""

SENSED = frozenset({HoldKind.DO_NOT_DISTURB, HoldKind.CALL, HoldKind.FULL_SCREEN})


class Attention(Protocol):
    """Reads the holds of this desktop. Everything is called on the event loop's thread."""

    async def read(self) -> Holds:
        """Look now. Takes 3 s at most, however many peers hang; what cannot be read holds nothing, and never raises."""

    def follow(self, changed: Callable[[], None] | None, *, beginnings: bool = False) -> None:
        """Call `changed` when the last reading may no longer be true; None: let go of everything.

        Only what stood then is followed, or, with `beginnings`, also whether something else begins.
        """

    async def parts(self) -> tuple[Part, ...]:
        """What each level is read with here, and what was tried and why not; looks anew. For `doctor`."""

    async def close(self) -> None:
        """Let go of the desktop."""
