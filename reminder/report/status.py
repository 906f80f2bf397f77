"""The status in words, from the same object that programs get."""

from datetime import date, datetime, timedelta
from typing import Any

from reminder.report.terminal import length

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
    "settling": "half a minute of quiet after the last hold",
    "waiting_for_pause": "waiting for a pause in your typing",
    "waiting_for_break": "waiting for a break to ride along with",
    "put_off": "put off for a while",
    "not_due": "nothing is due yet",
    "not_running": "the service is ending",
}


def as_words(now: dict[str, Any], today: date) -> str:
    """A few aligned lines from what `status --json` prints; other days than `today` are named."""

    def clock(text: str) -> str:
        moment = datetime.fromisoformat(text)
        return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%a %H:%M}"

    lines = [f"Presence   {PRESENCE[now['presence']]}", f"Sitting    {length(timedelta(seconds=now['sat_s']))}"]
    if now["prompt"]:
        lines.append(f"Asking     {', '.join(now['prompt']['kinds'])}, since {clock(now['prompt']['shown_at'])}")
    if now["next"]:
        lines.append(f"Next       {now['next']['kind']} at {clock(now['next']['due_at'])}")
    label = "Silent"
    causes = {hold["hold"]: hold["detail"] for hold in now["holds"]}
    for why, since in zip(now["silent_because"], now["silent_since"], strict=True):
        detail = [causes[why]] if causes.get(why) else []
        detail += [f"since {clock(since)}"] if since else []
        lines.append(f"{label:<10} {WHY.get(why, why)}" + (f" ({', '.join(detail)})" if detail else ""))
        label = ""
    used = " · ".join(f"{part} {name}" for part, name in now["backends"].items())
    return "\n".join([*lines, f"Uses       {used}"])
