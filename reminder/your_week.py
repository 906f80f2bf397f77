"""The week and the service: told when it is over, shown on a click, and its ideas offered in the menu.

It is counted by a command of its own: the log of five weeks would stay in the service's memory.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Protocol

from reminder.core.period import Period, Unit
from reminder.core.records import dataclass
from reminder.errands import Done, summary, undo_change
from reminder.notify import Click, Text
from reminder.paths import Places
from reminder.tray import Row

KEPT = "ideas"
"""The note in the journal under which the ideas of the week told last are kept."""


class Notes(Protocol):
    """What is remembered from one start to the next; the logbook is one."""

    def note(self, key: str) -> str | None:
        """What is kept under this key; None: nothing."""

    def keep_note(self, key: str, value: str) -> None:
        """Keep it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An idea by its name, and what could be tried in a few words."""

    name: str
    offer: str


@dataclass(frozen=True, slots=True)
class Ideas:
    """Those of the week told last, by its name; `applied` is the one whose change can be taken back, None: none.

    `kept_at` is when the settings before that change were kept, in nanoseconds: a later change keeps others.
    """

    week: str = ""
    offers: tuple[Offer, ...] = ()
    applied: Offer | None = None
    kept_at: int = 0


class YourWeek:
    """Tells, shows and changes; on the event loop's thread. What may fail returns the problem in words, "" for none."""

    def __init__(
        self,
        where: Places,
        notes: Notes,
        tell: Callable[[Text, Click | None], None],
        act: Callable[[str], None],
        repaint: Callable[[], None],
    ) -> None:
        """`tell` shows a message, `act` does what a row says, `repaint` is called when the rows have changed."""
        self._where = where
        self._notes = notes
        self._tell = tell
        self._act = act
        self._repaint = repaint
        self._ideas = _read(notes.note(KEPT))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The ideas as rows of the menu, and below them the way back from the one that was taken."""
        ideas, taken = self._ideas, self._ideas.applied
        offers = [Row(f"Try “{each.offer}”", f"try {each.name}") for each in ideas.offers]
        return (*offers, Row(f"Undo “{taken.offer}”", "untry")) if taken is not None else tuple(offers)

    async def tell(self, monday: date) -> str:
        """Tell the week that began on this Monday, in a message that leads to its page; and offer its ideas.

        Of a week in which it did not run nothing is told.
        """
        name = Period.of(Unit.WEEK, monday).name
        counted = await summary(self._where, name, "--json")
        if counted.problem:
            return counted.problem
        told = json.loads(counted.printed)
        if not told["has_data"]:  # a holiday, or a clock that was set: there is nothing to tell
            return ""
        title, body = told["headline"]
        self._tell(Text(title, body), self._see(name))
        self._keep(Ideas(name, tuple(Offer(each["name"], each["offer"]) for each in told["suggestions"])))
        return ""

    async def show(self, words: str) -> str:
        """Open the page of the period with these words; "" is this week."""
        return (await summary(self._where, *words.split(), "--open")).problem

    async def apply(self, name: str) -> str:
        """Change the settings as this idea says, and tell what has changed."""
        ideas = self._ideas
        taken = next((each for each in ideas.offers if each.name == name), None)
        if taken is None:
            return "This idea is no longer offered."
        done = await summary(self._where, ideas.week, "--apply", name)
        if not done.problem:
            self._told(done, taken.offer)
            left = tuple(each for each in ideas.offers if each != taken)
            self._keep(replace(ideas, offers=left, applied=taken, kept_at=self._kept_at()))
        return done.problem

    async def undo(self) -> str:
        """Take the change back that the last idea has made, and offer it again; no change but that."""
        ideas, taken = self._ideas, self._ideas.applied
        if taken is None:
            return "There is nothing to take back."
        if self._kept_at() != ideas.kept_at:
            self._keep(replace(ideas, applied=None))
            return "Your settings were changed again since, and that would be taken back now. It stays as it is."
        done = await undo_change(self._where)
        if not done.problem:
            self._told(done, f"Taken back: {taken.offer}")
            self._keep(replace(ideas, offers=(taken, *ideas.offers), applied=None))
        return done.problem

    def _see(self, name: str) -> Click:
        return Click("See your week", lambda: self._act(f"week {name}"), f"'reminder summary {name}' has every number.")

    def _told(self, done: Done, title: str) -> None:
        self._tell(Text(title, done.printed.strip()), None)

    def _kept_at(self) -> int:
        try:
            return self._where.config_before.stat().st_mtime_ns
        except OSError:
            return 0

    def _keep(self, ideas: Ideas) -> None:
        self._ideas = ideas
        self._notes.keep_note(KEPT, json.dumps(asdict(ideas)))
        self._repaint()


def _read(kept: str | None) -> Ideas:
    """The ideas as they were kept; none, where another version has kept them otherwise."""
    try:
        told = json.loads(kept or "{}")
        offers = tuple(Offer(**each) for each in told.get("offers", ()))
        applied = Offer(**told["applied"]) if told.get("applied") else None
        return Ideas(str(told.get("week", "")), offers, applied, int(told.get("kept_at", 0)))
    except (ValueError, TypeError, AttributeError):
        return Ideas()
