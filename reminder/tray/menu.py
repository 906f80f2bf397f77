"""What the tray says and offers, from what the service knows. Pure: no clock, no desktop.

Nothing here needs a minute tick: a picture is made when something happened or when the menu is about to open.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from reminder.core.plan import HoldKind
from reminder.tray import SEPARATOR, Face, Look, Picture, Row

MINUTE = timedelta(minutes=1)

NOUNS = {"movement": "break", "hydration": "water", "strengthen": "strength", "relax": "rest"}
"""What comes next, in a word; a kind not named here is called by its own name."""

PAUSES = (
    Row("For 30 min", "pause 30 min"),
    Row("For 1 hour", "pause 1 h"),
    Row("Until tomorrow", "pause until tomorrow"),
    Row("Until I resume", "pause"),
)


@dataclass(frozen=True, slots=True)
class View:
    """Everything the picture depends on, at one moment.

    `next_kind` comes in `next_in`; both None when nothing is scheduled. `overdue` is how long something has been due;
    None: nothing is. `holds` are the reasons to be silent other than the user's own pause, each as a name in the user's
    words and a detail ("" where there is none). `prompt_kinds` is empty when no prompt is open, and `prompt_title`
    names the open one; `later` is what the snooze is called. `paused_until` completes "Paused until …" ("15:40",
    "tomorrow", "you resume"); None: not paused. `kinds` are those a break can be had of now, as name and title.
    """

    sitting: timedelta
    presence: Literal["at_desk", "away", "unknown"]
    next_kind: str | None = None
    next_in: timedelta | None = None
    overdue: timedelta | None = None
    holds: tuple[tuple[str, str], ...] = ()
    prompt_kinds: tuple[str, ...] = ()
    prompt_title: str = ""
    later: str = "In 10 min"
    paused_until: str | None = None
    kinds: tuple[tuple[str, str], ...] = ()


def picture(view: View) -> Picture:
    """The icon's face, the tooltip and the menu. Equal views give equal pictures."""
    status = status_line(view)
    return Picture(look(view), status, (Row(status), *_prompt(view), SEPARATOR, *_actions(view), *_ending()))


def look(view: View) -> Look:
    """What the icon tells. An open prompt comes first: it asks for an answer, whatever else is true."""
    if view.prompt_kinds:
        return Look(Face.DUE)
    if view.holds or view.paused_until is not None:
        return Look(Face.HELD, hold=HoldKind.USER)
    if view.overdue is not None:
        return Look(Face.DUE)
    return Look(Face.UNKNOWN) if view.presence == "unknown" else Look(Face.WORKING, 7)


def status_line(view: View) -> str:
    """The state in words: what holds now, and what that means for the next break."""
    sitting = f"sitting {in_words(view.sitting)}"
    silent = _silence(view)
    if silent:
        return " · ".join([silent, _due(view) or sitting])
    if view.presence == "away":
        return "Away"
    lead = sitting.capitalize() if view.presence == "at_desk" else "Nobody can tell whether you are here"
    return " · ".join(part for part in (lead, _due(view) or _next(view)) if part)


def in_words(span: timedelta) -> str:
    """A duration as one says it, in whole minutes, rounded down: "42 min", "1 h 5 min", "under a minute"."""
    minutes = span // MINUTE
    if minutes < 1:
        return "under a minute"
    hours, minutes = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" * (hours > 0), f"{minutes} min" * (minutes > 0)) if part)


def _silence(view: View) -> str:
    if view.paused_until is not None:
        return f"Paused until {view.paused_until}"
    holds = "; ".join(f"{name}, {detail}" if detail else name for name, detail in view.holds)
    return f"Held: {holds}" if holds else ""


def _due(view: View) -> str:
    if view.overdue is None:
        return "due now" if view.prompt_kinds else ""
    return "due now" if view.overdue < MINUTE else f"{in_words(view.overdue)} overdue"


def _next(view: View) -> str:
    if view.next_kind is None or view.next_in is None:
        return ""
    return f"{NOUNS.get(view.next_kind, view.next_kind)} in {in_words(view.next_in)}"


def _prompt(view: View) -> tuple[Row, ...]:
    if not view.prompt_kinds:
        return ()
    answers = (Row("Done", "done"), Row(view.later, "snooze"), Row("Skip", "skip"))
    return (SEPARATOR, Row(view.prompt_title), *answers)


def _actions(view: View) -> tuple[Row, ...]:
    breaks = tuple(Row(title, f"break {name}") for name, title in view.kinds)
    now = (Row("Break now", rows=breaks),) if len(breaks) > 1 else tuple(Row("Break now", row.act) for row in breaks)
    return (*now, Row("Pause", rows=PAUSES) if view.paused_until is None else Row("Resume", "resume"))


def _ending() -> tuple[Row, ...]:
    return (Row("This week", "week"), Row("Open config", "config"), SEPARATOR, Row("Quit", "quit"))
