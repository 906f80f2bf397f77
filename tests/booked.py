"""A logbook in a service, without the service."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from reminder import logbook
from reminder.core.state import State
from reminder.core.step import first_state
from reminder.journal import Journal
from reminder.logbook import Logbook
from reminder.paths import Places
from tests.faults.log_damage import NOON, effects

EVER = (date.min, date.max)
STATE = first_state(NOON)


class Life:
    """A logbook in a service: what it said, what it showed, and what it wants to be called back for."""

    def __init__(self, where: Places) -> None:
        self.said: list[str] = []
        self.shown: list[str] = []
        self.waits: list[tuple[float, Callable[[], None]]] = []
        self.book = Logbook(where, lambda title, _: self.said.append(title), lambda: NOON)

    def attended(self) -> "Life":
        self.book.attend(
            lambda seconds, call: self.waits.append((seconds, call)), lambda title, _: self.shown.append(title)
        )
        return self

    def wait(self) -> float:
        """Let the time pass until it is called back; how long that was."""
        ((seconds, call),) = self.waits
        self.waits.clear()
        call()
        return seconds

    def commit(self, number: int, state: State = STATE) -> None:
        self.book.commit(effects(number), state)


def details(where: Places) -> list[str]:
    with Journal.read(where.journal) or pytest.fail("no log") as journal:
        return [hold.detail for hold in journal.holds(*EVER)]


def life_in(where: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    """A logbook that waits for no other program, for as long as a test takes."""
    monkeypatch.setattr(logbook, "PATIENCE_SECONDS", 0.01)
    life = Life(where).attended()
    yield life
    life.book.close()
