"""The settings for others' eyes: which are set, and a value only where it says nothing of anybody."""

import re
from collections.abc import Iterator

from reminder.config.mistakes import ConfigError
from reminder.config.notation import toml
from reminder.config.options import GROUPS, declared
from reminder.config.ranges import Ranges
from reminder.config.settings import Settings
from reminder.config.values import Choice, Count, Duration, LocalTime, Switch, Weekday, Weekdays

OPEN = (Choice, Count, Duration, LocalTime, Ranges, Switch, Weekday, Weekdays)
"""Kinds of value that are no words of the user's, no days off, no amounts: how often, when, and whether."""
PRIVATE = ("about_you", "caffeine", "drinks", "hydration")
"""Sections of which no value is told: health, and what somebody drinks."""
HIDDEN = "…"


def discreet(settings: Settings) -> list[str]:
    """Each setting that the file sets, as `movement.every = "45 min"`; what is private as `about_you.age = …`."""
    return [f"{key} = {value}" for key, value in _told(settings)]


def _told(settings: Settings) -> Iterator[tuple[str, str]]:
    numbers: dict[str, int] = {}
    for key in sorted(settings.given):
        section, option = key.partition(".")[0], declared(key)
        hidden = option is None or section in PRIVATE or not isinstance(option.type, OPEN)
        yield _unnamed(key, numbers), HIDDEN if hidden else toml(settings.values.get(key, HIDDEN))


def _unnamed(key: str, numbers: dict[str, int]) -> str:
    """The key, with a number for a name that its user has given."""
    group, _, rest = key.partition(".")
    if group not in GROUPS:
        return key
    name, _, last = rest.rpartition(".")
    return f"{group}.{numbers.setdefault(f'{group}.{name}', len(numbers) + 1)}.{last}"


def where_wrong(error: ConfigError) -> list[str]:
    """Where a file has mistakes, without what stands there."""
    return [f"line {mistake.line or '–'}: {_known(mistake.key)}" for mistake in error.mistakes]


def _known(key: str) -> str:
    group = key.partition(".")[0]
    if group in GROUPS:
        return f"in [{group}]"
    return key if declared(key) is not None else "nothing that is known" if key else "the file as a whole"


def words_of(settings: Settings) -> Iterator[str]:
    """All words in it that are the user's own."""
    for key, value in settings.values.items():
        option = declared(key)
        if key in settings.given and option is not None and not isinstance(option.type, OPEN):
            yield from (str(each) for each in (value if isinstance(value, list) else [value]))
        if key.partition(".")[0] in GROUPS:
            name = key.split(".")[1]
            yield from (name, re.sub("[-_]", " ", name))
