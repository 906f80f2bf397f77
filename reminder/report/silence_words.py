"""Why prompts came late, and how long an answer took, in words."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from reminder.report.lengths import count, length

MINUTE = timedelta(minutes=1)
FOUR = 4
"""So many answers have quarters."""

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
    middle = soon(quarters(answers)[1])
    return f"Half of your {len(answers)} answers came within {middle}." if len(answers) > 1 else f"{middle}, once."


def middle_half_in_words(answers: Sequence[timedelta]) -> str:
    """Between which times the middle half of the answers came, the shortest first; "" where they are too few."""
    if len(answers) < FOUR:
        return ""
    low, high = (soon(each) for each in quarters(answers)[::2])
    return f"The middle half took {f'{low} to {high}' if low != high else f'about {low}'}."


def quarters(answers: Sequence[timedelta]) -> tuple[timedelta, timedelta, timedelta]:
    """The answers at one, two and three quarters of the way, the shortest first; there is at least one."""
    first, middle, third = (answers[ceil(part * len(answers) / FOUR) - 1] for part in (1, 2, 3))
    return first, middle, third


def soon(took: timedelta) -> str:
    """How long an answer took, in whole seconds, from a minute on in whole minutes, rounded up."""
    seconds = took.total_seconds()
    return count(max(1, ceil(seconds)), "second") if seconds <= 59 else length(ceil(seconds / 60) * MINUTE)
