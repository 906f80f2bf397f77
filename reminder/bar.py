"""What a bar shows of the state at one moment, in step with the tray: the keys of `status --json` that waybar reads."""

from datetime import datetime
from typing import Any

from reminder.core.plan import Plan
from reminder.core.state import State
from reminder.dashboard import filled, view
from reminder.guidance.wording import Wording
from reminder.report.bar_words import escaped, text
from reminder.tray.menu import look, status_line, today


def bar(state: State, plan: Plan, wording: Wording, title: str, now: datetime) -> dict[str, Any]:
    """The keys; `title` is that of the open prompt.

    `class` has the icon's face, why it is held, and the kinds on the screen, each for a style of its own. `percentage`
    is how far the ring is filled; while the icon shows something else, how far it would be.
    """
    seen = view(state, plan, wording, title, now)
    shown = look(seen)
    lines = [status_line(seen), *([title] if seen.prompt_kinds else []), *(row.text for row in today(seen))]
    why = [shown.hold.replace("_", "-")] if shown.hold is not None else []
    return {
        "text": text(shown.face, shown.hold, seen.next_in),
        "alt": shown.face.value,
        "tooltip": "\n".join(map(escaped, lines)),
        "class": [shown.face.value, *why, *seen.prompt_kinds],
        "percentage": round(100 * filled(state, plan, now)),
    }
