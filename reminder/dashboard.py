"""The tray's picture from the service's state: what the icon, the tooltip and the menu say at one moment."""

from datetime import datetime

from reminder.core.plan import HoldKind, Plan
from reminder.core.state import State
from reminder.guidance.wording import Wording
from reminder.notify.labels import later
from reminder.requests import clock_words
from reminder.status import Status, read
from reminder.tray import Picture
from reminder.tray.menu import View, picture


def dashboard(state: State, plan: Plan, wording: Wording, title: str, now: datetime) -> Picture:
    """The picture at `now`; `title` is that of the open prompt."""
    status = read(state, plan, now)
    holds = tuple((wording.hold(hold), detail) for hold, _, detail in status.holds if hold != HoldKind.USER)
    due = status.due
    return picture(
        View(
            sitting=status.sitting,
            presence=status.presence,
            next_kind=due[0] if due else None,
            next_in=due[1] - now if due else None,
            overdue=status.overdue,
            holds=holds,
            prompt_kinds=status.prompt,
            prompt_title=title,
            later=later(plan.snooze),
            paused_until=_paused_until(status, now),
            kinds=tuple((kind.name, wording.name(kind.name)) for kind in plan.kinds),
        ),
    )


def _paused_until(status: Status, now: datetime) -> str | None:
    """Completes "Paused until …"; None while not paused."""
    if all(hold != HoldKind.USER for hold, _, _ in status.holds):
        return None
    return clock_words(status.paused_until, now) if status.paused_until is not None else "you resume"
