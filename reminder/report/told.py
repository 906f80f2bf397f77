"""What the user told of themselves, in words: drinks, doses, activity, aches, and what kind of day it is."""

from collections.abc import Mapping
from typing import Any

from reminder.quantities import amount, milligrams

SWITCHES = {
    "heat": "heat mode",
    "workout": "workout day",
    "pseudoephedrine": "cold remedy with pseudoephedrine",
    "flare": "gentle set",
}
"""What each switch is called."""


def entry(ml: int, mg: float, minutes: int, name: str) -> str:
    """An entry of the account: "250 ml of green tea, 57 mg of caffeine", "80 mg of caffeine", "30 min of cycling"."""
    if minutes:
        return f"{minutes} min of {name or 'activity'}"
    what = spoken(name)
    parts = [f"{amount(ml)} of {what or ('water' if not mg else 'a drink')}"] if ml else [what] if what else []
    return ", ".join([*parts, f"{milligrams(mg)} of caffeine"] if mg else parts)


def spoken(name: str) -> str:
    """A drink's name as people say it: "green tea" for green-tea."""
    return name.replace("-", " ").replace("_", " ")


def phrase(told: Mapping[str, Any]) -> str:
    """A line of the log: "drank 250 ml of tea", "ache 6 of 10"; what this version does not know, as it stands there."""
    match told.get("event"):
        case "drank":
            return f"drank {entry(told['ml'], 0, 0, told['drink'])}"
        case "took_caffeine":
            words = entry(told["ml"] or 0, told["mg"], 0, told.get("drink", ""))
            return f"drank {words}" if told["ml"] else words
        case "exercised":
            return entry(0, 0, told["minutes"], told["how"])
        case "undone":
            return "undid the last entry"
        case "ached":
            return f"ache {told['level']} of 10"
        case "switched":
            return f"{SWITCHES.get(told['switch'], told['switch'])} {'on' if told['on'] else 'off'}"
        case event:
            rest = (f"{key} {value}" for key, value in told.items() if key not in {"at", "event"} and value)
            return " ".join([str(event).replace("_", " "), ", ".join(rest)]).strip()
