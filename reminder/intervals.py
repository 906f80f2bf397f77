"""The menu's intervals: each kind with its switch and how often it comes, as rows that set one setting each.

A row's act is "set KEY VALUE", in the words that `reminder config set KEY VALUE` takes. What is chosen for movement is
its `every`, which beats its preset; the preset's break stays.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from reminder.config import Settings
from reminder.config.durations import duration, spell
from reminder.config.options import KINDS, in_section, of_own
from reminder.config.values import DAYS, Count, Weekdays
from reminder.core.hours import FRI, MON, THU, TUE, WED
from reminder.tray import SEPARATOR, Row

INTERVALS = tuple(timedelta(minutes=minutes) for minutes in (15, 20, 30, 45, 60, 90))
WATER_INTERVALS = tuple(timedelta(minutes=minutes) for minutes in (45, 60, 90, 120))
DAY_SETS = (frozenset({MON, THU}), frozenset({TUE, FRI}), frozenset({TUE, THU}), frozenset({MON, WED, FRI}))
TIMES = {1: "Once a day", 2: "Twice a day"}

Rhythm = tuple[str, str, bool]
"""What a row says, the value it sets, and whether that is in force."""


def interval_rows(settings: Settings, name: Callable[[str], str]) -> tuple[Row, ...]:
    """A submenu for each kind, one's own and those switched off included; `name` gives what a kind is called."""
    own = settings.own_texts
    sections = {**{kind: kind for kind in KINDS}, **{kind: f"own.{kind}" for kind in own}}
    return tuple(Row(name(kind), rows=_submenu(settings, section)) for kind, section in sections.items())


def _submenu(settings: Settings, section: str) -> tuple[Row, ...]:
    """The kind's switch, and below it the choices for its rhythm; caffeine goes by what one takes, and has none."""
    enabled = settings.values[f"{section}.enabled"] is True
    switch = Row("On", f"set {section}.enabled {str(not enabled).lower()}", checked=enabled)
    key = next((key for key in ("every", "per_day", "days") if f"{section}.{key}" in settings.values), None)
    if key is None:
        return (switch,)
    rhythms = _rhythms(section, key, settings.values[f"{section}.{key}"])
    radios = (Row(text, f"set {section}.{key} {value}", checked=now, radio=True) for text, value, now in rhythms)
    return (switch, SEPARATOR, *radios)


def _rhythms(section: str, key: str, now: object) -> Iterator[Rhythm]:
    """What may be chosen, what is in force among it, in order."""
    match key:
        case "every":
            span, usual = duration(str(now)), WATER_INTERVALS if section == "hydration" else INTERVALS
            yield from ((f"Every {spell(each)}", spell(each), each == span) for each in sorted({*usual, span}))
        case "per_day":
            own = section.startswith("own.")
            often = (of_own(section.removeprefix("own.")) if own else in_section(section))[key].type
            counts = range(often.low, often.high + 1) if isinstance(often, Count) else ()
            yield from ((TIMES.get(each, f"{each} times a day"), str(each), each == now) for each in counts)
        case _:
            days = Weekdays().read(now)
            for each in sorted({*DAY_SETS, days}, key=lambda these: (len(these), sorted(these))):
                yield _days_in_words(each), ",".join(DAYS[day] for day in sorted(each)), each == days


def _days_in_words(days: frozenset[int]) -> str:
    """Some weekdays: "Tue and Fri", "Mon, Wed and Fri", "Every day"."""
    if len(days) == len(DAYS):
        return "Every day"
    *before, last = (DAYS[day].capitalize() for day in sorted(days))
    return f"{', '.join(before)} and {last}" if before else last
