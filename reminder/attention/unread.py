"""Attention where nothing of the desktop can be read: nothing is ever held, and `doctor` says why."""

from collections.abc import Callable

from reminder.attention import LABELS, Holds
from reminder.backends import Part, Refusal


class UnreadAttention:
    """For an installation that lacks what all sources need."""

    def __init__(self, system: str, reason: str, fix: str) -> None:
        """`system` is its name; `reason` says why nothing is read, `fix` what would help."""
        self._refusal = Refusal(system, reason, fix)

    async def read(self) -> Holds:
        return {}

    def follow(self, changed: Callable[[], None] | None, *, beginnings: bool = False) -> None:
        """Nothing can be followed."""

    async def parts(self) -> tuple[Part, ...]:
        return tuple(Part(name, (), (self._refusal,)) for name in LABELS.values())

    async def close(self) -> None:
        """Nothing is held."""
