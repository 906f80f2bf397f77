"""What a click on the icon tells: the state in a line, and below it what comes next, or why it is silent."""

from datetime import datetime

from reminder.core.plan import Plan
from reminder.core.silence import Why
from reminder.core.state import State
from reminder.dashboard import view
from reminder.guidance.wording import Wording
from reminder.notify.labels import later
from reminder.replies import at_words, clock_words
from reminder.report.status import WHY
from reminder.status import Status, read
from reminder.tray.menu import status_line

TOLD_BESIDE = frozenset({Why.NOT_DUE, Why.PROMPT_OPEN})
"""What the other lines say already."""


def status_note(state: State, plan: Plan, wording: Wording, title: str, now: datetime) -> tuple[str, str]:
    """A title and a body for a short note; `title` is that of the open prompt."""
    status = read(state, plan, now)
    lines = [_asking(status, title, later(plan.snooze), now), _silence(status, now), _next(status, wording, now)]
    return status_line(view(state, plan, wording, title, now)), "\n".join(line for line in lines if line)


def _asking(status: Status, title: str, put_off: str, now: datetime) -> str:
    """What is being asked, and how to answer."""
    if status.prompt_shown is None:
        return ""
    return f"Since {clock_words(status.prompt_shown, now)}: {title}. The menu has Done, {put_off} and Skip."


def _silence(status: Status, now: datetime) -> str:
    """Why nothing new is shown, each reason with its cause and since when."""
    details = {hold: detail for hold, _, detail in status.holds}
    told = []
    for why, since in status.silent_because:
        if why in TOLD_BESIDE:
            continue
        more = [details[why]] if details.get(why) else []
        more += [f"since {clock_words(since, now)}"] if since is not None else []
        told.append(WHY.get(why, why) + (f" ({', '.join(more)})" if more else ""))
    return f"Silent: {' · '.join(told)}." if told else ""


def _next(status: Status, wording: Wording, now: datetime) -> str:
    if status.due is None or status.comes is None:
        return ""
    kind, due = status.due
    if status.comes <= now:
        return f"{wording.name(kind)} has been due since {clock_words(due, now)}."
    if status.holds:
        return f"{wording.name(kind)} is due {at_words(due, now)}, and comes once this ends."
    return f"Next: {wording.name(kind)} {at_words(status.comes, now)}."
