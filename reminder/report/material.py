"""Everything that the forms of a summary tell: the same for the terminal, the page, the picture and programs."""

from collections.abc import Callable
from dataclasses import field
from datetime import date

from reminder.core.comparison import Compared
from reminder.core.records import dataclass
from reminder.core.summary import Summary


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An idea in words: why, what could be tried, the settings it changes, and the command that does so.

    `now` are the values that these settings have now, "" for none.
    """

    name: str
    reason: str
    offer: str
    changes: tuple[tuple[str, str], ...]
    now: tuple[str, ...]
    command: str

    @property
    def steps(self) -> list[str]:
        """Each change as one reads it: "stretch.per_day: 2 -> 1"."""
        changes = zip(self.changes, self.now, strict=True)
        return [f"{key}: {now or 'none'} -> {value}" for (key, value), now in changes]


@dataclass(frozen=True, slots=True)
class Material:
    """A period, what it is compared with, and what could be tried.

    `name` gives what a kind is called. `if_then` is the user's own plan, "" without one. `today` is the desk day on
    which it is told. `version` is that of the program.
    """

    summary: Summary
    compared: tuple[Compared, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    if_then: str = ""
    today: date = date.max
    name: Callable[[str], str] = field(default=str.capitalize)
    version: str = ""

    @property
    def over(self) -> bool:
        """Whether the period has ended, so that its numbers stay as they are."""
        return self.summary.period.last < self.today
