"""The state as it was saved; where it cannot be read, what the user told of themselves, from the log."""

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol

from reminder.core.events import Intake
from reminder.core.intake import KEPT
from reminder.core.plan import Plan
from reminder.core.state import State
from reminder.core.step import first_state
from reminder.core.told import told_apart
from reminder.journal import STATE
from reminder.log_trouble import UnreadableStateError


class Remembered(Protocol):
    """What is needed of the log, or of the service's logbook."""

    def state(self) -> State | None:
        """The state as last saved; None before the first start. Raises `UnreadableStateError`."""

    def note(self, key: str) -> str | None:
        """A small thing remembered beside it; None: never kept."""

    def keep_note(self, key: str, value: str) -> None:
        """Remember it."""

    def told(self, first: date, last: date) -> list[Intake]:
        """What the user told on these desk days."""


log = logging.getLogger(__name__)

LOST = "unreadable state"
"""The note in the journal under which a state that could not be read is kept."""


def state_of(journal: Remembered, plan: Plan, now: datetime, *, writing: bool) -> State | None:
    """The state; None before anything was ever saved.

    The desk clock of a state that cannot be read begins anew. Drinks, doses and a sore back do not: they stand in the
    log, and a limit that is forgotten would be a lie. `writing`: what could not be read is kept, to be looked into.
    """
    try:
        return journal.state()
    except UnreadableStateError as problem:
        log.warning("The desk clock begins anew: %s", problem)
        if writing:
            journal.keep_note(LOST, journal.note(STATE) or "")
        return _gathered(journal, plan, now)


def _gathered(journal: Remembered, plan: Plan, now: datetime) -> State:
    state, day = first_state(now), plan.desk_day(now)
    for told in journal.told(day - KEPT, day + timedelta(days=1)):
        state, _ = told_apart(state, replace(told, at=told.at.astimezone(now.tzinfo)), plan)
    return state
