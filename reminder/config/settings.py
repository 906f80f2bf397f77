"""The checked settings as the rest of the program wants them: a plan, texts, times, warnings."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import time, timedelta
from types import MappingProxyType
from typing import Any

from reminder.config.checking import Checked
from reminder.config.doubts import doubts
from reminder.config.options import declared
from reminder.config.planning import plan_of
from reminder.core.plan import Plan
from reminder.core.records import dataclass

Drink = tuple[str, int | None, float | None]
"""A drink of one's own: its title, milliliters and milligrams of caffeine; None: the file does not say."""


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """An exercise of the user's own, in words; `picture` is that of one of the library, None: it has none."""

    title: str
    kind: str
    area: str
    seated: bool
    steps: tuple[str, ...]
    move: timedelta
    hold: timedelta
    repeat: int
    sides: int
    safety: str
    picture: str | None


@dataclass(frozen=True)
class Settings:
    """What the user wants, checked and complete.

    `own_texts` holds the title and body of each kind of one's own, `drinks` what the user's own drinks are,
    `exercises` their own exercises. `hold` is how long a stretch is held, `activity` how much of it is the goal of a
    week. `ignored` are programs, in lower case, that never keep reminder still; `kept_awake`: one that keeps the screen
    awake may. `summary_day` is a weekday, 0 is Monday; `if_then` is the user's own plan for their breaks, "" without
    one. `keep` is how long the log is kept, None: for ever. `about` is what the user said of themselves: the switches
    of [about_you] that are on, and "under_18" or "older".
    `values` has every dotted key in config notation, defaults included; `given` are those that the file sets. Left out
    is a goal for water where there may be none. `because` says of those that such an answer has changed, which:
    "because you said that …".
    `warnings` are sentences about settings that work, but hardly as meant.
    """

    plan: Plan
    own_texts: Mapping[str, tuple[str, str]]
    drinks: Mapping[str, Drink]
    exercises: Mapping[str, OwnExercise]
    bedtime: time
    hold: timedelta
    activity: timedelta
    ignored: frozenset[str]
    kept_awake: bool
    summary_day: int
    summary_at: time
    if_then: str
    keep: timedelta | None
    about: frozenset[str]
    values: Mapping[str, object]
    given: frozenset[str]
    because: Mapping[str, str]
    warnings: tuple[str, ...]


def settings(checked: Checked) -> Settings:
    """The settings from a document that was found free of mistakes."""
    value = checked.in_force.values
    plan = plan_of(checked)
    texts = {name: (value[f"own.{name}.title"], value[f"own.{name}.body"]) for name in checked.own}
    return Settings(
        plan=plan,
        own_texts=MappingProxyType(texts),
        drinks=MappingProxyType(dict(_drinks(checked))),
        exercises=MappingProxyType({name: _exercise(name, value) for name in checked.exercises}),
        bedtime=value["about_you.bedtime"],
        hold=value["stretch.hold"],
        activity=value["activity.goal"],
        ignored=frozenset(name.casefold() for name in value["quiet.ignore"]),
        kept_awake=value["quiet.kept_awake"],
        summary_day=value["summary.day"],
        summary_at=value["summary.at"],
        if_then=value["summary.if_then"] or "",
        keep=value["log.keep"],
        about=checked.in_force.said,
        values=MappingProxyType(dict(_in_config_notation(checked))),
        given=checked.given,
        because=MappingProxyType(dict(checked.in_force.because)),
        warnings=tuple(doubts(plan, checked)),
    )


def _drinks(checked: Checked) -> Iterator[tuple[str, Drink]]:
    value = checked.in_force.values
    for name in checked.drinks:
        section = f"drinks.{name}"
        title = value.get(f"{section}.title") or name.replace("-", " ").replace("_", " ").capitalize()
        yield name, (title, value.get(f"{section}.amount"), value.get(f"{section}.caffeine"))


def _exercise(name: str, value: Mapping[str, Any]) -> OwnExercise:
    told: dict[str, Any] = {each.name: value.get(f"exercise.{name}.{each.name}") for each in fields(OwnExercise)}
    return OwnExercise(**{**told, "safety": told["safety"] or ""})


def _in_config_notation(checked: Checked) -> Iterator[tuple[str, object]]:
    for key, value in checked.in_force.values.items():
        option = declared(key)
        if option is not None:
            yield key, option.type.write(value)
