"""Water and caffeine of a day in words: amounts as people say them, and what is left at bedtime as a rough estimate."""

from datetime import tzinfo

from reminder.core.caffeine import band
from reminder.core.effects import Today
from reminder.guidance import LINE_WIDTH
from reminder.quantities import about, amount

NOTHING = "nothing noted"
"""What a prompt says instead of 0 ml: that somebody drank nothing is more than anybody knows."""


ROUGH = "Rough estimate, not medical advice."


def water(today: Today) -> str:
    """What was drunk, of the goal if there is one: "600 ml of 1.8 l", "600 ml"."""
    drunk = amount(today.water_ml)
    return drunk if today.goal_ml is None else f"{drunk} of {amount(today.goal_ml)}"


def water_line(today: Today) -> str:
    """The day's water in half a line: "600 ml of 1.8 l so far"."""
    return f"{water(today)} so far"


def caffeine_line(today: Today, zone: tzinfo | None = None) -> str:
    """The day's caffeine in a line: "190 of 400 mg today, about 10 mg at 23:00: low (rough estimate, …)".

    The hour is that of `zone`; None: of the zone that `today` came with. Without any caffeine there is no estimate.
    """
    total = caffeine_total(today)
    caveat = ROUGH[:1].lower() + ROUGH[1:].rstrip(".")
    return f"{total}, {at_bedtime(today, zone)} ({caveat})" if any_left(today) else total


def caffeine_total(today: Today) -> str:
    """The day's caffeine in half a line, and nothing that is estimated: "190 of 400 mg today"."""
    return f"{_mg(today.caffeine_mg)} of {_mg(today.limit_mg)} mg today"


def estimate(today: Today, zone: tzinfo | None = None) -> str:
    """What is left at bedtime: "About 45 mg at 23:00: may matter. Rough estimate, not medical advice."

    "About" is left out where the line has no room for it; "" where there is nothing left at all.
    """
    if not any_left(today):
        return ""
    words = at_bedtime(today, zone)
    line = f"{words[:1].upper()}{words[1:]}. {ROUGH}"
    return line if len(line) <= LINE_WIDTH else line.removeprefix("About ")


def blanks(today: Today | None, zone: tzinfo | None = None) -> dict[str, str]:
    """What the catalogue's texts may say of drinks and doses, by the name of the blank; only what is known."""
    if today is None:
        return {}
    drunk = water(today) if today.water_ml else NOTHING + water(today).removeprefix(amount(0))
    known = {
        "water": drunk,
        "water_first": drunk[:1].upper() + drunk[1:],
        "total": _mg(today.caffeine_mg),
        "limit": _mg(today.limit_mg),
        "left": _mg(max(today.limit_mg - today.caffeine_mg, 0.0)),
        "estimate": estimate(today, zone),
    }
    return {name: words for name, words in known.items() if words}


def any_left(today: Today) -> bool:
    """Whether there is anything to estimate: taken today, or in the body still."""
    return bool(today.caffeine_mg or today.body_mg or today.at_bedtime_mg)


def at_bedtime(today: Today, zone: tzinfo | None) -> str:
    """What will be left: "about 45 mg at 23:00: may matter"."""
    bedtime = today.bedtime if zone is None else today.bedtime.astimezone(zone)
    return f"{about(today.at_bedtime_mg)} at {bedtime:%H:%M}: {band(today.at_bedtime_mg)}"


def _mg(mg: float) -> str:
    """A sum of doses, to the milligram: what was told, not what was estimated."""
    return str(round(mg))
