"""What the tray says and offers, from what the service knows. Pure: no clock, no desktop.

Nothing here needs a minute tick: a picture is made when something happened or when the menu is about to open.
"""

from datetime import timedelta

from reminder.core.plan import HoldKind
from reminder.core.records import dataclass
from reminder.core.state import Whereabouts
from reminder.tray import CLICK, SEPARATOR, Face, Look, Picture, Row

MINUTE = timedelta(minutes=1)

NOUNS = {
    "movement": "break",
    "hydration": "water",
    "caffeine": "caffeine cut-off",
    "strengthen": "strength",
    "relax": "rest",
}
"""What comes next, in a word; a kind not named here is called by its own name."""

WEIGHTIEST_FIRST = (
    HoldKind.USER,
    HoldKind.CALL,
    HoldKind.FULL_SCREEN,
    HoldKind.DO_NOT_DISTURB,
    HoldKind.OUTSIDE_HOURS,
)
"""Which hold is shown where several stand.

Your own pause, since you alone can end it, and here; then what goes on this moment, and others can see or hear; then
what you have set once, and may have forgotten; then what the clock on the wall tells anyway.
"""

LONGEST_CAUSE = 28
"""Characters of what holds; a line that grew longer would hide what comes after it."""

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
    None: nothing is. `holds` are the reasons to be silent other than the user's own pause, each with a name in the
    user's words and a detail ("" where there is none). `prompt_kinds` is empty when no prompt is open, and
    `prompt_title` names the open one; `later` is what the snooze is called. `paused_until` completes "Paused until …"
    ("15:40", "tomorrow", "you resume"); None: not paused. `kinds` are those a break can be had of now, as name and
    title. `step` is how far the ring is filled, `cups` are the rows for what is drunk and taken, `intervals` those that
    set how often each kind comes, and `ideas` those for what could be tried after the last week. `today` is how the day
    goes so far, in lines without their first capital.
    """

    sitting: timedelta
    presence: Whereabouts
    next_kind: str | None = None
    next_in: timedelta | None = None
    overdue: timedelta | None = None
    holds: tuple[tuple[HoldKind, str, str], ...] = ()
    prompt_kinds: tuple[str, ...] = ()
    prompt_title: str = ""
    later: str = "In 10 min"
    paused_until: str | None = None
    kinds: tuple[tuple[str, str], ...] = ()
    step: int = 0
    cups: tuple[Row, ...] = ()
    intervals: tuple[Row, ...] = ()
    ideas: tuple[Row, ...] = ()
    today: tuple[str, ...] = ()


def picture(view: View) -> Picture:
    """The icon, the tooltip and the menu. Equal views give equal pictures."""
    status = status_line(view)
    groups = (
        (Row(status, CLICK), *today(view)),
        _prompt(view),
        _actions(view),
        _readings(view),
        (Row("Quit", "quit"),),
    )
    first, *others = (group for group in groups if group)
    return Picture(look(view), status, (*first, *(row for group in others for row in (SEPARATOR, *group))))


def look(view: View) -> Look:
    """What the icon tells. An open prompt comes first: it asks for an answer, whatever else is true.

    Then why it is silent, then what is due, then that nobody is there or that nobody can tell.
    """
    if view.prompt_kinds:
        return Look(Face.DUE)
    hold = _hold(view)
    if hold is not None:
        return Look(Face.HELD, hold=hold)
    if view.overdue is not None:
        return Look(Face.DUE)
    match view.presence:
        case "away":
            return Look(Face.AWAY)
        case "unknown":
            return Look(Face.UNKNOWN)
        case _:
            return Look(Face.WORKING, view.step)


def status_line(view: View) -> str:
    """The state in words: what holds now, and what that means for the next break."""
    sitting = f"sitting {in_words(view.sitting)}"
    silent = _silence(view)
    if silent:
        return " · ".join([silent, _due(view) or sitting])
    if view.presence == "away":
        return " · ".join(part for part in ("Away", _due(view)) if part)
    lead = sitting.capitalize() if view.presence == "at_desk" else "Can't tell if you are here"
    return " · ".join(part for part in (lead, _due(view) or _next(view)) if part)


def in_words(span: timedelta) -> str:
    """A duration as one says it, in whole minutes, rounded down: "42 min", "1 h 5 min", "under a minute"."""
    minutes = span // MINUTE
    if minutes < 1:
        return "under a minute"
    hours, minutes = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" * (hours > 0), f"{minutes} min" * (minutes > 0)) if part)


def _hold(view: View) -> HoldKind | None:
    """The hold that is shown; None: none stands."""
    if view.paused_until is not None:
        return HoldKind.USER
    return min((hold for hold, _, _ in view.holds), key=WEIGHTIEST_FIRST.index, default=None)


def _silence(view: View) -> str:
    if view.paused_until is not None:
        return f"Paused until {view.paused_until}"
    shown = _hold(view)
    causes = [_cause(*each) for each in view.holds if each[0] is shown]
    more = f", and {len(view.holds) - 1} more" if len(view.holds) > 1 else ""
    return f"Held: {causes[0]}{more}" if causes else ""


def _cause(hold: HoldKind, name: str, detail: str) -> str:
    """A hold in a few words; a microphone in use needs nobody to say that this is a call."""
    words = ", ".join(part for part in ("" if hold is HoldKind.CALL and detail else name, detail) if part)
    words = words.replace(": ", ", ")
    return words if len(words) <= LONGEST_CAUSE else words[: LONGEST_CAUSE - 1].rstrip(" ,;") + "…"


def _due(view: View) -> str:
    if view.overdue is None:
        return "due now" if view.prompt_kinds else ""
    return "due now" if view.overdue < MINUTE else f"{in_words(view.overdue)} overdue"


def _next(view: View) -> str:
    if view.next_kind is None or view.next_in is None:
        return ""
    return f"{NOUNS.get(view.next_kind, view.next_kind)} in {in_words(view.next_in)}"


def today(view: View) -> tuple[Row, ...]:
    """How the day goes so far, and by a click the week that it is part of."""
    lines = [f"today: {line}" if place == 0 else line for place, line in enumerate(view.today)]
    return tuple(Row(line[0].upper() + line[1:], "week") for line in lines)


def _prompt(view: View) -> tuple[Row, ...]:
    if not view.prompt_kinds:
        return ()
    return (Row(view.prompt_title), Row("Done", "done"), Row(view.later, "snooze"), Row("Skip", "skip"))


def _actions(view: View) -> tuple[Row, ...]:
    """What can be had now, and how it goes on: a break, a drink, silence, another rhythm."""
    breaks = tuple(Row(title, f"break {name}") for name, title in view.kinds)
    now = (Row("Break now", rows=breaks),) if len(breaks) > 1 else tuple(Row("Break now", row.act) for row in breaks)
    silence = Row("Pause", rows=PAUSES) if view.paused_until is None else Row("Resume", "resume")
    return (*now, *view.cups, silence, *((Row("Intervals", rows=view.intervals),) if view.intervals else ()))


PERIODS = (
    Row("This week", "week"),
    Row("Last week", "week last"),
    Row("This month", "week month"),
    Row("This year", "week year"),
)


def _readings(view: View) -> tuple[Row, ...]:
    """What can be looked at; the week has what could be tried beside it, and says so."""
    ideas = (SEPARATOR, *view.ideas) if view.ideas else ()
    return (
        Row("Your week, and ideas" if ideas else "Your week", rows=(*PERIODS, *ideas)),
        Row("Exercises", "guide"),
        Row("Why these reminders", "why"),
        Row("Open config", "config"),
    )
