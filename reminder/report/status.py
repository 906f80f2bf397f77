"""The status in words, from the same object that programs get."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from reminder.core.caffeine import band
from reminder.quantities import about
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


def as_words(now: dict[str, Any], today: date, amount: Amount) -> str:
    """A few aligned lines from what `status --json` prints; other days than `today` are named."""
    lines = [f"Presence   {PRESENCE[now['presence']]}", f"Sitting    {length(timedelta(seconds=now['sat_s']))}"]
    if now["prompt"]:
        lines.append(
            f"Asking     {', '.join(now['prompt']['kinds'])}, since {_clock(now['prompt']['shown_at'], today)}"
        )
    if now["next"]:
        lines.append(f"Next       {now['next']['kind']} at {_clock(now['next']['due_at'], today)}")
    label = "Silent"
    causes = {hold["hold"]: hold["detail"] for hold in now["holds"]}
    for why, since in zip(now["silent_because"], now["silent_since"], strict=True):
        detail = [causes[why]] if causes.get(why) else []
        detail += [f"since {_clock(since, today)}"] if since else []
        lines.append(f"{label:<10} {WHY.get(why, why)}" + (f" ({', '.join(detail)})" if detail else ""))
        label = ""
    label = "Today"
    for line in day_so_far(now["today"], length):
        lines.append(f"{label:<10} {line}")
        label = ""
    used = " · ".join(f"{part} {name}" for part, name in now["backends"].items())
    return "\n".join([*lines, *account(now, today, amount), f"Uses       {used}"])


def account(now: dict[str, Any], today: date, amount: Amount) -> Iterator[str]:
    """The lines of what the user told: water, caffeine, activity, and what kind of day it is. None where none is known.

    The figure at bedtime is an estimate, so it comes with its band and in steps.
    """
    if now["water_ml"] is None:
        return
    goal = f" of {amount(now['water_goal_ml'])}" if now["water_goal_ml"] is not None else ""
    yield f"Water      {amount(now['water_ml'])}{goal}"
    total = f"{now['caffeine_mg']:.0f} of {now['caffeine_limit_mg']:.0f} mg"
    left = now["caffeine_at_bedtime_mg"]
    known = now["caffeine_mg"] or now["caffeine_in_body_mg"]
    yield f"Caffeine   {total}" + (f", {about(left)} at {_clock(now['bedtime'], today)}: {_band(left)}" * bool(known))
    if now["active_minutes"]:
        yield f"Activity   {now['active_minutes']} of {now['active_goal_minutes']} min this week"
    on = [f"{SWITCHES[each['switch']]} until {_clock(each['until'], today)}" for each in now["switches"]]
    if on:
        yield f"Now        {' · '.join(on)}"


def _band(mg: float) -> str:
    return f"{band(mg)} (rough estimate, not medical advice)"


def _clock(text: str, today: date) -> str:
    moment = datetime.fromisoformat(text)
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%a %H:%M}"
