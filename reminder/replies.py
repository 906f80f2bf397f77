"""How a request is answered: a moment as people say it, and the two ways to say no."""

from datetime import datetime, timedelta


class Refused(Exception):  # noqa: N818 - a sentence for the user, not an error of ours
    """The request makes no sense now; the message says why and what would."""


class BadWordsError(Refused):
    """The request's words mean nothing; the message says which would."""


def clock_words(moment: datetime, now: datetime) -> str:
    """A moment as people say it: "15:40", "tomorrow 04:00", "2 March 09:00"."""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    if local.date() == now.date() + timedelta(days=1):
        return f"tomorrow {local:%H:%M}"
    return f"{local.day} {local:%B %H:%M}"


def at_words(moment: datetime, now: datetime) -> str:
    """Completes "It comes …": "at 15:40", "tomorrow 04:00", "on 2 March 09:00"."""
    days = (moment.astimezone(now.tzinfo).date() - now.date()).days
    return {0: "at ", 1: ""}.get(days, "on ") + clock_words(moment, now)
