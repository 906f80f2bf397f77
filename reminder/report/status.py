"""The status in words, from the same object that programs get."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from reminder.core.caffeine import band
from reminder.quantities import about
from reminder.report.columns import folded
from reminder.report.inks import Ink, Paint, plain
from reminder.report.lengths import length
from reminder.report.today import day_so_far
from reminder.report.told import SWITCHES

PRESENCE = {"at_desk": "at the desk", "away": "away", "unknown": "unknown: this desktop cannot say"}
WHY = {
    "prompt_open": "a prompt is open: 'reminder done', 'snooze' or 'skip'",
    "user": "you paused it",
    "call": "a call",
    "do_not_disturb": "do-not-disturb",
    "full_screen": "full screen",
    "outside_hours": "outside your hours",
    "away": "you are away",
    "unknown_presence": "presence is unknown; reminders come by the clock",
    "budget": "enough prompts for now; it waits in the menu",
    "just_begun": "the first minutes are quiet",
    "settling": "half a minute of quiet after the last hold",
    "waiting_for_pause": "waiting for a pause in your typing",
    "waiting_for_break": "waiting for a break to ride along with",
    "put_off": "put off for a while",
    "not_due": "nothing is due yet",
    "not_running": "the service is ending",
}


Amount = Callable[[int], str]
"""Milliliters as people say them."""


LABELS = 11
"""Columns for the name of a line."""

Line = tuple[str, str, Ink | None]
"""What it is about ("" as before), what is told, and in which ink."""


def as_words(
    now: dict[str, Any], at: datetime, amount: Amount, *, width: int | None = None, paint: Paint = plain
) -> str:
    """A few aligned lines from what `status --json` prints; times in the zone of `at`, and days other than its named.

    `width`: columns of the terminal; None: lines as long as they come.
    """
    used = " · ".join(f"{part} {name}" for part, name in now["backends"].items())
    lines = [
        *_desk(now, at),
        *_silence(now, at),
        *_today(now),
        *_account(now, at, amount),
        *_log(now),
        ("Uses", used, Ink.QUIET),
    ]
    return "\n".join(_laid_out(lines, width, paint))


def account(
    now: dict[str, Any], at: datetime, amount: Amount, *, width: int | None = None, paint: Paint = plain
) -> Iterator[str]:
    """The lines of what the user told: water, caffeine, activity, kind of day. None where none of it is known."""
    yield from _laid_out(_account(now, at, amount), width, paint)


def _laid_out(lines: Iterable[Line], width: int | None, paint: Paint) -> Iterator[str]:
    rest = " " * LABELS
    for label, text, ink in lines:
        name, *more = folded(text, width, label.ljust(LABELS), rest)
        told = name[LABELS:]
        yield paint(label, Ink.STRONG) + " " * (LABELS - len(label)) + (paint(told, ink) if ink else told)
        yield from (rest + (paint(line[LABELS:], ink) if ink else line[LABELS:]) for line in more)


def _desk(now: dict[str, Any], at: datetime) -> Iterator[Line]:
    yield "Presence", PRESENCE[now["presence"]], None
    yield "Sitting", length(timedelta(seconds=now["sat_s"])), None
    if now["prompt"]:
        asked = f"{', '.join(now['prompt']['kinds'])}, since {_clock(now['prompt']['shown_at'], at)}"
        yield "Asking", asked, Ink.DUE
    if now["next"]:
        yield "Next", f"{now['next']['kind']} at {_clock(now['next']['due_at'], at)}", Ink.WORKS


def _silence(now: dict[str, Any], at: datetime) -> Iterator[Line]:
    label = "Silent"
    causes = {hold["hold"]: hold["detail"] for hold in now["holds"]}
    for why, since in zip(now["silent_because"], now["silent_since"], strict=True):
        detail = [causes[why]] if causes.get(why) else []
        detail += [f"since {_clock(since, at)}"] if since else []
        yield label, WHY.get(why, why) + (f" ({', '.join(detail)})" if detail else ""), None
        label = ""


def _today(now: dict[str, Any]) -> Iterator[Line]:
    label = "Today"
    for line in day_so_far(now["today"], length):
        yield label, line, None
        label = ""


def _account(now: dict[str, Any], at: datetime, amount: Amount) -> Iterator[Line]:
    """The figure at bedtime is an estimate, so it comes with its band and in steps."""
    if now["water_ml"] is None:
        return
    goal = f" of {amount(now['water_goal_ml'])}" if now["water_goal_ml"] is not None else ""
    yield "Water", f"{amount(now['water_ml'])}{goal}", None
    total = f"{now['caffeine_mg']:.0f} of {now['caffeine_limit_mg']:.0f} mg"
    left = now["caffeine_at_bedtime_mg"]
    known = now["caffeine_mg"] or now["caffeine_in_body_mg"]
    yield "Caffeine", total + (f", {about(left)} at {_clock(now['bedtime'], at)}: {_band(left)}" * bool(known)), None
    if now["active_minutes"]:
        yield "Activity", f"{now['active_minutes']} of {now['active_goal_minutes']} min this week", None
    on = [f"{SWITCHES[each['switch']]} until {_clock(each['until'], at)}" for each in now["switches"]]
    if on:
        yield "Now", " · ".join(on), None


def _log(now: dict[str, Any]) -> Iterator[Line]:
    """Only where the disk does not take it: what is answered meanwhile would be lost with a crash."""
    if now.get("log_trouble"):
        yield "Log", f"not on disk yet: {now['log_trouble']}", Ink.DUE


def _band(mg: float) -> str:
    return f"{band(mg)} (rough estimate, not medical advice)"


def _clock(text: str, at: datetime) -> str:
    """A time that the service told, in the zone of whoever reads it: on a journey another one than the service's."""
    moment = datetime.fromisoformat(text).astimezone(at.tzinfo)
    return f"{moment:%H:%M}" if moment.date() == at.date() else f"{moment:%a %H:%M}"
