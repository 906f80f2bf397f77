"""What the three answers are called, on buttons and in the terminal alike."""

from datetime import timedelta

from reminder.core.events import Answer

MINUTE = timedelta(minutes=1)


def later(snooze: timedelta) -> str:
    """The snooze button's label: "In 10 min"; seconds only where the snooze is no whole number of minutes."""
    minutes, rest = divmod(snooze, MINUTE)
    parts = [f"{minutes} min"] if minutes else []
    if rest or not minutes:
        parts.append(f"{round(rest.total_seconds())} s")
    return "In " + " ".join(parts)


def labels(snooze: timedelta) -> dict[Answer, str]:
    """The buttons from left to right. Never "OK": it would not say what is answered."""
    return {Answer.DONE: "Done", Answer.SNOOZE: later(snooze), Answer.SKIP: "Skip"}
