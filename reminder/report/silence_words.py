"""Why prompts came late, and how long an answer took, in words."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from reminder.report.headline import count, length

MINUTE = timedelta(minutes=1)
HOLDS = {
    "call": "in a call",
    "do_not_disturb": "do-not-disturb",
    "full_screen": "full screen",
    "user": "your own pause",
    "outside_hours": "outside your hours",
}
"""What each hold is called where it stands alone."""


def answers_in_words(answers: Sequence[timedelta]) -> str:
    """How long it took to answer, the shortest first; "" where nothing was answered."""
    if not answers:
        return ""
    soon = _soon(answers[(len(answers) - 1) // 2].total_seconds())
    return f"Half of your {len(answers)} answers came within {soon}." if len(answers) > 1 else f"{soon}, once."


def _soon(seconds: float) -> str:
    """In whole seconds, from a minute on in whole minutes, rounded up."""
    return count(ceil(seconds), "second") if seconds <= 59 else length(ceil(seconds / 60) * MINUTE)
