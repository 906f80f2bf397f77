"""The menu's water and caffeine: today's line, a click for each drink, the last entry back, and what kind of day it is.

A row's act is what `reminder` takes: "drink 250 ml", "caffeine espresso", "undo", "heat on". Nothing here changes with
the minute, so that equal moments give equal rows.
"""

from collections.abc import Iterator
from datetime import datetime

from reminder.config import Settings
from reminder.core.events import Switch
from reminder.core.intake import latest
from reminder.core.state import State, Taken
from reminder.core.switches import turn_at
from reminder.diary import Diary, diary_of
from reminder.guidance.drinks import Drink, presets
from reminder.guidance.intake_words import caffeine_total, estimate, water_line
from reminder.quantities import amount, milligrams
from reminder.report.told import entry
from reminder.tray import SEPARATOR, Row

GLASSES_ML = (150, 200, 250, 330, 500)
PRESETS = ("espresso", "coffee", "instant", "tea", "green-tea", "cola", "energy-drink")
"""What most people have, of all that the command line knows."""

END_FLARE = Row("End the gentle set", f"{Switch.FLARE} off")


def cup_rows(settings: Settings, state: State, now: datetime) -> tuple[Row, ...]:
    """The submenus Water and Caffeine; and the way back to everything while only the gentle set comes."""
    diary = diary_of(settings, state, now)
    last = latest(state, turn_at(state, settings.plan, now).day)
    flare = (END_FLARE,) if diary.until(Switch.FLARE) is not None else ()
    return (Row("Water", rows=tuple(_water(diary, last))), Row("Caffeine", rows=tuple(_caffeine(diary, last))), *flare)


def _water(diary: Diary, last: Taken | None) -> Iterator[Row]:
    yield Row(water_line(diary.today))
    yield SEPARATOR
    yield from (Row(f"{ml} ml", f"drink {ml} ml") for ml in GLASSES_ML)
    for own in diary.own.values():
        if not own.mg:
            yield Row(f"{own.title}, {amount(own.ml or 0)}", f"drink {own.name}")
    yield SEPARATOR
    if last is not None and last.ml:
        yield _undo(last)
    yield _switch(diary, Switch.HEAT, "Heat today")
    yield _switch(diary, Switch.WORKOUT, "Workout today")


def _caffeine(diary: Diary, last: Taken | None) -> Iterator[Row]:
    yield Row(caffeine_total(diary.today))
    left = estimate(diary.today, diary.now.tzinfo)
    if left:
        yield Row(left)
    yield SEPARATOR
    usual = (presets()[name] for name in PRESETS if name not in diary.own)
    for each in (*usual, *(own for own in diary.own.values() if own.mg)):
        yield Row(_dose(each), f"caffeine {each.name}")
    yield SEPARATOR
    if last is not None and last.mg:
        yield _undo(last)
    yield _switch(diary, Switch.PSEUDOEPHEDRINE, "Cold remedy today")


def _dose(each: Drink) -> str:
    return f"{each.title}, {milligrams(each.mg)}"


def _undo(last: Taken) -> Row:
    return Row(f"Undo: {entry(last.ml, last.mg, last.minutes, last.name)}", "undo")


def _switch(diary: Diary, switch: Switch, text: str) -> Row:
    on = diary.until(switch) is not None
    return Row(text, f"{switch} {'off' if on else 'on'}", checked=on)
