"""A simulated day in words: what would be shown, and how it would end."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from reminder.core.effects import Result
from reminder.quantities import about, amount, milligrams
from reminder.report.columns import folded
from reminder.report.lengths import length
from reminder.report.log import WORDS


def as_words(line: Mapping[str, Any], name: Callable[[str], str], width: int | None = None) -> str:
    """One transcript line for a person, "" where the line before says it all; `name` gives a kind's name.

    In a terminal of `width` columns it goes on below itself.
    """
    at = f"{datetime.fromisoformat(line['at']):%a %H:%M:%S}"
    told = _words(line, name)
    return "\n".join(folded(told, width, f"{at}  {BEGINS.get(line['do'], ' ')} ", " " * 16)) if told else ""


BEGINS = {"show": "▸"}
"""What stands before a prompt, so that the eye finds it among what came of others."""


def _words(line: Mapping[str, Any], name: Callable[[str], str]) -> str:
    match line["do"]:
        case "show":
            kinds = " + ".join(name(kind) for kind in line["kinds"])
            held = f", held back {length(timedelta(seconds=line['held_s']))}" if line["held_s"] else ""
            return f"{kinds} (sitting {length(timedelta(seconds=line['sat_s']))}{held})"
        case "record":
            return f"{name(line['kind'])}: {WORDS[Result(line['result'])]}"
        case "budget":
            left = line["caffeine_at_bedtime_mg"]
            later = f", {about(left)} of it at bedtime" if left >= 1 else ""
            return f"water {amount(line['water_ml'])}, caffeine {milligrams(line['caffeine_mg'])}{later}"
        case _:
            return ""
