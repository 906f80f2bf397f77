"""Attention where nothing of the desktop can be read: nothing is ever held, and `doctor` says why."""

from collections.abc import Callable

from reminder.attention import LABELS, Holds
from reminder.backends import Part, Refusal


class UnreadAttention:
    """For systems whose levels are not read yet; their own do-not-disturb silences notifications there all the same."""

    def __init__(self, system: str, reason: str = "", fix: str = "") -> None:
        """`system` is its name in a sentence; `reason` says why nothing is read ("": it is not built yet)."""
        self._refusal = Refusal(system, reason or f"not read yet on {system}", fix)

    async def read(self) -> Holds:
        return {}

    def follow(self, changed: Callable[[], None] | None, *, beginnings: bool = False) -> None:
        """Nothing can be followed."""

    async def parts(self) -> tuple[Part, ...]:
        return tuple(Part(name, (), (self._refusal,)) for name in LABELS.values())

    async def close(self) -> None:
        """Nothing is held."""
