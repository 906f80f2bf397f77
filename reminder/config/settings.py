"""The checked settings as the rest of the program wants them: a plan, texts, times, warnings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from math import ceil
from types import MappingProxyType
from typing import Any

from reminder.config.checking import Checked
from reminder.config.durations import spell
from reminder.config.options import OPTIONS, PER_HOUR, of_own
from reminder.core.hours import Hours, Range
from reminder.core.plan import DailyKind, HoldKind, Kind, Plan, SittingKind

UNUSUAL = timedelta(minutes=5)
"""An interval shorter than this is allowed, and told as unusual."""

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Settings:
    """What the user wants, checked and complete.

    `own_texts` holds the title and body of each kind of one's own. `ignored` are programs, in lower case, that never
    keep reminder still; `kept_awake`: one that keeps the screen awake may. `summary_day` is a weekday, 0 is Monday.
    `values` has every dotted key in config notation, defaults included; `given` are those that the file sets.
    `warnings` are sentences about settings that work, but hardly as meant.
    """

    plan: Plan
    own_texts: Mapping[str, tuple[str, str]]
    bedtime: time
    ignored: frozenset[str]
    kept_awake: bool
    summary_day: int
    summary_at: time
    values: Mapping[str, object]
    given: frozenset[str]
    warnings: tuple[str, ...]


def settings(checked: Checked) -> Settings:
    """The settings from a document that was found free of mistakes."""
    value = checked.values
    plan = _plan(checked)
    return Settings(
        plan=plan,
        own_texts=MappingProxyType(
            {name: (value[f"own.{name}.title"], value[f"own.{name}.body"]) for name in checked.own}
        ),
        bedtime=value["about_you.bedtime"],
        ignored=frozenset(name.casefold() for name in value["quiet.ignore"]),
        kept_awake=value["quiet.kept_awake"],
        summary_day=value["summary.day"],
        summary_at=value["summary.at"],
        values=MappingProxyType(_in_config_notation(checked)),
        given=checked.given,
        warnings=tuple(_warnings(plan, checked)),
    )


def _plan(checked: Checked) -> Plan:
    value = checked.values
    return Plan(
        kinds=tuple(_kinds(checked)),
        hours=Hours((Range(value["hours.days"], value["hours.from"], value["hours.to"]),)),
        day_starts=value["day_starts"],
        bout_rest=value["movement.break"],
        bout_every=value["movement.every"],
        min_gap=value["interruptions.min_gap"],
        max_per_hour=value["interruptions.max_per_hour"],
        max_per_day=value["interruptions.max_per_day"],
        wait_for_pause=value["interruptions.wait_for_pause"],
        gather=value["interruptions.gather"],
        expires=value["interruptions.expires"],
        snooze=value["interruptions.snooze"],
        obeyed=_obeyed(value),
    )


def _kinds(checked: Checked) -> Iterator[Kind]:
    """The kinds that are switched on, in the order in which they stand in a prompt."""
    value = checked.values
    rest = value["movement.break"]
    built_in: tuple[Kind, ...] = (
        SittingKind("movement", value["movement.every"], rest),
        SittingKind("posture", value["posture.every"], rest, observable=False),
        DailyKind("stretch", value["stretch.per_day"], rest=value["stretch.break"]),
        DailyKind("strengthen", 1, value["strengthen.days"], value["strengthen.break"]),
        DailyKind("relax", value["relax.per_day"]),
        DailyKind("tip", value["tip.per_day"]),
    )
    yield from (kind for kind in built_in if value[f"{kind.name}.enabled"])
    yield from (_own(name, value) for name in checked.own if value[f"own.{name}.enabled"])


def _own(name: str, value: Mapping[str, Any]) -> Kind:
    rest = value.get(f"own.{name}.break")
    every = value.get(f"own.{name}.every")
    if every is None:
        return DailyKind(name, value[f"own.{name}.per_day"], rest=rest)
    return SittingKind(name, every, value["movement.break"] if rest is None else rest, observable=rest is not None)


def _obeyed(value: Mapping[str, Any]) -> frozenset[HoldKind]:
    switches = {
        HoldKind.DO_NOT_DISTURB: "quiet.do_not_disturb",
        HoldKind.CALL: "quiet.calls",
        HoldKind.FULL_SCREEN: "quiet.full_screen",
    }
    return frozenset(hold for hold in HoldKind if hold not in switches or value[switches[hold]])


def _in_config_notation(checked: Checked) -> dict[str, object]:
    types = {option.dotted: option.type for option in OPTIONS}
    for name in checked.own:
        types |= {option.dotted: option.type for option in of_own(name).values()}
    return {key: types[key].write(value) for key, value in checked.values.items()}


def _warnings(plan: Plan, checked: Checked) -> Iterator[str]:
    own = frozenset(checked.own)
    for kind in plan.kinds:
        if isinstance(kind, SittingKind):
            name = f"own.{kind.name}" if kind.name in own else kind.name
            if kind.every < UNUSUAL:
                yield f"[{name}] every {spell(kind.every)} is unusual: it works, but will interrupt you very often."
            yield from _over_budget(name, kind, plan)


def _over_budget(name: str, kind: SittingKind, plan: Plan) -> Iterator[str]:
    """A sentence where a kind alone asks for more than the budget allows, with both ways out (P2)."""
    affordable = max(plan.min_gap, HOUR / plan.max_per_hour)
    if kind.every >= affordable:
        return
    raises = []
    needed = ceil(HOUR / kind.every)
    if needed > plan.max_per_hour:
        raises.append(f"max_per_hour to {min(needed, PER_HOUR.high)}")
    if kind.every < plan.min_gap:
        raises.append(f"min_gap to {spell(kind.every)}")
    limits = f"{plan.max_per_hour} an hour, {spell(plan.min_gap)} apart"
    short = ", which still covers only one a minute," if needed > PER_HOUR.high else ""
    interval = spell(timedelta(seconds=ceil(affordable.total_seconds())))
    yield (
        f"[{name}] asks for a reminder every {spell(kind.every)}, but [interruptions] allows at most {limits}: "
        f"set {' and '.join(raises)} there{short} or set every in [{name}] to {interval} or more."
    )
