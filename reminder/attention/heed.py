"""What of all that can be read the user wants heeded."""

from reminder.attention import Level
from reminder.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Heed:
    """`ignored`: programs, in lower case, that never hold anything back.

    `kept_awake`: whether one that keeps the screen awake holds where full screen cannot be seen. `unread`: levels that
    would make no difference, so that nobody need ask.
    """

    ignored: frozenset[str] = frozenset()
    kept_awake: bool = True
    unread: frozenset[Level] = frozenset()
