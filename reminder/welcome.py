"""The first run: the settings file is made, and one note says what comes today, how to change it, and where to look."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

from reminder.core.due import Due, dues
from reminder.core.plan import MOVEMENT, HoldKind, Plan
from reminder.core.state import State
from reminder.core.switches import turn_at
from reminder.core.turn import Turn
from reminder.files import config_at, is_there
from reminder.guidance.wording import Wording
from reminder.last_good import Say
from reminder.notify import Click, Text
from reminder.paths import Places
from reminder.replies import at_words, clock_words

LINE = 80
"""Characters of a line, as in all notifications."""

ICON_PLACE = {"win32": "beside the clock", "darwin": "in the menu bar"}.get(sys.platform, "in your panel")
ABOUT = "'reminder about' fits it to you."


def is_first_run(places: Places, say: Say) -> bool:
    """Whether there were no settings yet; if so they are made, each explained and none set."""
    if is_there(places.config):
        return False
    from reminder.own_command import typed  # the later runs do without

    try:
        config_at(places.config)
    except OSError as problem:
        say(f"{places.config} could not be made ({problem.strerror or problem}), so nothing can be set yet.")
    else:
        say(f"Your settings are in {places.config}, each explained; 'reminder config edit' opens them.")
    say("It runs until this terminal is closed; 'reminder autostart on' starts it at every login.")
    if (command := typed(os.environ)) != "reminder":
        say(f"Where it says 'reminder', type {command}")
    return True


def welcome(state: State, plan: Plan, wording: Wording, now: datetime, *, fix: str | None) -> Text:
    """What a newcomer needs to know; `fix` is what would get the icon shown ("": nothing would), None: it is there."""
    title, first_line = _today(state, plan, wording, now)
    where = f"The ring {ICON_PLACE} tells more." if fix is None else "'reminder status' tells more."
    icon = f"To have a tray icon, {fix}." if fix else where
    return Text(title, "\n".join(line for line in (first_line, f"{icon} {ABOUT}") if line))


def to_settings(places: Places, act: Callable[[str], None]) -> Click:
    """A click on the note opens the settings."""
    return Click("Open your settings", lambda: act("config"), f"Your settings: {places.config}")


def _today(state: State, plan: Plan, wording: Wording, now: datetime) -> tuple[str, str]:
    """When it begins, and what comes after that."""
    turn = turn_at(state, plan, now)
    if HoldKind.OUTSIDE_HOURS in state.holds:
        return _begins(turn, now), "Until then all is quiet: your hours stand in the settings."
    waiting = dues(state, turn)
    today = _coming(turn, waiting, state.calm_until or turn.at)
    if not today:
        over = _begins(turn, now), "Today your hours, which stand in the settings, end before one is due."
        return over if waiting else ("Nothing more comes today", "")
    at, first = today[0]
    if first.kind == MOVEMENT:
        later = [each for each in today[1:] if each[0] > at + plan.gather]  # what is due before comes along with it
        return f"Your first break comes {at_words(at, now)}", _listed("Later: ", later, wording, now)
    return f"The first reminder comes {at_words(at, now)}", _listed("Today: ", today, wording, now)


def _begins(turn: Turn, now: datetime) -> str:
    starts = [start for hours in turn.every_hours() if (start := turn.next_open(hours)) is not None]
    return f"Reminders begin {at_words(min(starts), now)}" if starts else "Your hours are empty"


def _coming(turn: Turn, waiting: list[Due], quiet: datetime) -> list[tuple[datetime, Due]]:
    """What comes on this desk day yet, and when, in that order.

    What waits for a break to ride on comes with the next one, not when it is due.
    """
    breaks = (_in_hours(turn, due, max(due.due, quiet)) for due in waiting if due.kind == MOVEMENT)
    rides = [ride for ride in breaks if ride is not None]
    moments = (
        (_in_hours(turn, due, _comes(max(due.due, quiet), max(due.ready, quiet), rides)), due) for due in waiting
    )
    coming = [(at, due) for at, due in moments if at is not None]
    return sorted(coming, key=lambda each: (each[0], each[1].kind != MOVEMENT))


def _in_hours(turn: Turn, due: Due, at: datetime) -> datetime | None:
    """From when on this may come, in the hours of its kind; None: not on this desk day any more."""
    kind = turn.plan.kind(due.kind)
    periods = turn.around(turn.hours_of(kind)) if kind is not None else ()
    at = next((max(at, start) for start, end in periods if at < end), turn.day_start(later=1))
    return at if turn.day_of(at) == turn.day else None


def _comes(due: datetime, ready: datetime, rides: list[datetime]) -> datetime:
    """With the next break, or alone once it has waited long enough; after that break nobody knows the ones to come."""
    if any(ride < due for ride in rides):
        return due
    return min((ride for ride in rides if ride <= ready), default=ready)


def _listed(head: str, coming: list[tuple[datetime, Due]], wording: Wording, now: datetime) -> str:
    """As many as fit on one line, each with its hour; "" for none."""
    told = head
    for number, part in enumerate(_parts(coming, wording, now)):
        longer = told + (", " if number else "") + part
        if len(longer) >= LINE:
            break
        told = longer
    return f"{told}." if told != head else ""


def _parts(coming: list[tuple[datetime, Due]], wording: Wording, now: datetime) -> Iterator[str]:
    return (f"{wording.name(due.kind)} {clock_words(at, now)}" for at, due in coming)
