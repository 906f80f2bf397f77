"""The state in the few characters that a bar has room for: what waybar reads of `status --json`, and a sign for others.

waybar takes the keys text, alt, tooltip, class and percentage of one line of JSON, and reads markup in the first and
the third (man 5 waybar-custom): the one has words of ours alone, the other is escaped.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

MINUTE = timedelta(minutes=1)
FULL = 100

RING = "○◔◑◕●"
SIGNS: Mapping[str, str] = {"due": "●", "held": "◍", "away": "◌", "unknown": "◦", "off": ""}
"""What stands for the icon, by its face; the ring of the working face is one of `RING`. All are in DejaVu Sans."""

OFF: Mapping[str, Any] = {
    "text": "off",
    "alt": "off",
    "tooltip": "reminder is not running",
    "class": ["off"],
    "percentage": 0,
}
"""What a bar is told where no service runs. It hides it, since the command then ends with 1, or shows it if wanted."""

HOLDS: Mapping[str, str] = {
    "user": "paused",
    "call": "call",
    "full_screen": "screen",
    "do_not_disturb": "quiet",
    "outside_hours": "off hours",
}
"""Why it is silent, in a word."""


def sign(alt: str, percentage: int) -> str:
    """The sign for this face; for one of a later service, that of the ring."""
    return SIGNS.get(alt, RING[min(max(percentage, 0), FULL) * (len(RING) - 1) // FULL])


def text(face: str, hold: str | None, next_in: timedelta | None) -> str:
    """What a bar says beside its sign: when the next one comes, or what the icon tells.

    `face` is the icon's, `hold` why it is held; `next_in` None: none will come.
    """
    if face == "held":
        return HOLDS.get(hold or "", "held")
    if face in {"due", "away"}:
        return face
    return "–" if next_in is None else short(next_in)


def short(span: timedelta) -> str:
    """A time to wait in whole minutes, rounded up, so that what is to come is never told as now: "12 min", "1 h 05"."""
    minutes = max(-(-span // MINUTE), 1)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"


def escaped(text: str) -> str:
    """The text with what Pango would take for markup made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
