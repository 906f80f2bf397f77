"""The tray's picture from the service's state: what the icon, the tooltip and the menu say at one moment."""

from dataclasses import replace
from datetime import datetime, timedelta

from reminder.config import Settings
from reminder.core.due import dues, next_due
from reminder.core.plan import HoldKind, LimitKind, Plan, SittingKind
from reminder.core.state import State
from reminder.core.switches import turn_at
from reminder.core.turn import Turn
from reminder.cups import cup_rows
from reminder.guidance.wording import Wording
from reminder.intervals import interval_rows
from reminder.notify.labels import later
from reminder.replies import clock_words
from reminder.report.today import day_so_far
from reminder.status import Status, day_as_json, read, wanted_at
from reminder.tray import STEPS, Face, Picture, Row
from reminder.tray.menu import View, in_words, look, picture

NONE = timedelta(0)


def dashboard(  # noqa: PLR0913 - all that the picture shows
    settings: Settings, state: State, wording: Wording, title: str, now: datetime, *, ideas: tuple[Row, ...] = ()
) -> Picture:
    """The picture at `now`; `title` is that of the open prompt, `ideas` are the rows for what could be tried."""
    seen = view(state, settings.plan, wording, title, now)
    cups, intervals = cup_rows(settings, state, now), interval_rows(settings, wording.name)
    return picture(replace(seen, cups=cups, intervals=intervals, ideas=ideas))


def view(state: State, plan: Plan, wording: Wording, title: str, now: datetime) -> View:
    """What the picture is made of, but for the rows that depend on the settings. No break can be had of caffeine."""
    status = read(state, plan, now)
    outline = _outline(status, _ring(state, turn_at(state, plan, now))[0], now)
    return replace(
        outline,
        next_kind=_called(status.due[0], wording) if status.due else None,
        next_in=max(NONE, status.comes - now) if status.comes is not None else None,
        holds=tuple((hold, wording.hold(hold), detail) for hold, _, detail in outline.holds),
        prompt_title=title,
        later=later(plan.snooze),
        kinds=tuple((kind.name, wording.name(kind.name)) for kind in plan.kinds if not isinstance(kind, LimitKind)),
        today=day_so_far(day_as_json(status), in_words),
    )


def next_step(state: State, plan: Plan, now: datetime) -> datetime | None:
    """When the icon changes next if nothing happens: the ring's next step, or something is due; None: it stays so.

    Redrawn then and after every event (the wake-ups of the core and the start of a day are events), the icon is always
    right. The ring has `STEPS` steps an interval, and stands still while the icon shows something else.
    """
    turn = turn_at(state, plan, now)
    step, filled_at = _ring(state, turn)
    face = look(_outline(read(state, plan, now), step, now)).face
    if face in {Face.DUE, Face.HELD}:
        return None
    moments = [wanted_at(due) for due in dues(state, turn)]
    if face is Face.WORKING and filled_at is not None:
        moments.append(filled_at)
    return min((moment for moment in moments if moment > turn.at), default=None)


def _called(kind: str, wording: Wording) -> str:
    """A kind of one's own goes by its title: its name is for the config."""
    return wording.name(kind) if kind in wording.own else kind


def _outline(status: Status, step: int, now: datetime) -> View:
    """The view as far as it decides what the icon looks like."""
    return View(
        sitting=status.sitting,
        presence=status.presence,
        step=step,
        overdue=status.overdue,
        holds=tuple((HoldKind(hold), "", detail) for hold, _, detail in status.holds if hold != HoldKind.USER),
        prompt_kinds=status.prompt,
        paused_until=_paused_until(status, now),
    )


def _ring(state: State, turn: Turn) -> tuple[int, datetime | None]:
    """How far the ring is filled, and when it gets its next step; None: not by sitting on.

    It is filled by the sitting kind that is due first, and full when that is due: of its interval, what has been sat
    since the last break, or since the last answer, after which another whole interval runs (P8).
    """
    first = _first_to_sit_out(state, turn)
    if first is None:
        return 0, None
    due, every = first
    if due <= turn.at:
        return STEPS, None
    step = max(0, STEPS * (every - (due - turn.at)) // every)
    return step, due - every * (STEPS - 1 - step) // STEPS


def _first_to_sit_out(state: State, turn: Turn) -> tuple[datetime, timedelta] | None:
    """When the sitting kind is due that is due first, and its interval; None: there is none."""
    kinds = [kind for kind in turn.plan.kinds if isinstance(kind, SittingKind)]
    running = [(ahead.due, kind.every) for kind in kinds if (ahead := next_due(state, turn, kind)) is not None]
    return min(running, default=None)


def filled(state: State, plan: Plan, now: datetime) -> float:
    """How far the ring is filled, 0 to 1, between its steps as well."""
    turn = turn_at(state, plan, now)
    first = _first_to_sit_out(state, turn)
    if first is None:
        return 0.0
    due, every = first
    return min(max(1 - (due - turn.at) / every, 0.0), 1.0)


def _paused_until(status: Status, now: datetime) -> str | None:
    """Completes "Paused until …"; None while not paused."""
    if all(hold != HoldKind.USER for hold, _, _ in status.holds):
        return None
    return clock_words(status.paused_until, now) if status.paused_until is not None else "you resume"
