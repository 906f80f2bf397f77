"""From the settings in force to the core's plan."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any

from reminder.config.checking import Checked
from reminder.core.exercises import ANYWHERE, CHOOSING, LIBRARY, STANDING, Exercise, Pool, Wishes, pool
from reminder.core.hours import Hours, Range
from reminder.core.plan import (
    APART,
    TIPS,
    Caffeine,
    DailyKind,
    HoldKind,
    Kind,
    LimitKind,
    PaceKind,
    Plan,
    SittingKind,
    Water,
)


def plan_of(checked: Checked) -> Plan:
    """The plan of a document that was found free of mistakes."""
    value = checked.in_force.values
    hours = Hours(tuple(_ranges(value)), value["hours.free"])
    return Plan(
        kinds=tuple(_kinds(checked, hours)),
        hours=hours,
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
        water=_water(value),
        caffeine=_caffeine(value),
        bedtime=value["about_you.bedtime"],
        wakes=value["about_you.wakes"],
        week_day=value["summary.day"],
        week_at=value["summary.at"],
        goal=value["summary.goal"] / 100,
        obeyed=_obeyed(value),
    )


def _ranges(value: Mapping[str, Any]) -> Iterator[Range]:
    days = value["hours.days"]
    if not value["hours.ranges"]:
        yield Range(days, value["hours.from"], value["hours.to"])
    for stated in value["hours.ranges"]:
        yield Range(days if stated.days is None else stated.days, stated.start, stated.end)


def _kinds(checked: Checked, hours: Hours) -> Iterator[Kind]:
    """The kinds that are switched on, in the order in which they stand in a prompt."""
    value = checked.in_force.values
    rest, days = value["movement.break"], value["strengthen.days"]
    stretches, strength, rests = (_pool(kind, checked) for kind in ("stretch", "strengthen", "relax"))
    early = [_until(value[f"{kind}.until"], hours) for kind in ("stretch", "strengthen", "relax")]
    built_in: tuple[Kind, ...] = (
        SittingKind("movement", value["movement.every"], rest),
        SittingKind("posture", value["posture.every"], rest, observable=False),
        DailyKind("stretch", value["stretch.per_day"], rest=value["stretch.break"], hours=early[0], pool=stretches),
        DailyKind("strengthen", 1, days, value["strengthen.break"], early[1], APART, gentle=False, pool=strength),
        DailyKind("relax", value["relax.per_day"], hours=early[2], pool=rests),
        PaceKind(),
        LimitKind(),
        DailyKind("tip", value["tip.per_day"], variety=TIPS, gentle=False),
    )
    yield from (kind for kind in built_in if value[f"{kind.name}.enabled"] and _has_something(kind))
    yield from (_own(name, value, hours) for name in checked.own if value[f"own.{name}.enabled"])


def _until(clock: time | None, hours: Hours) -> Hours | None:
    """The hours of a kind that comes before a time of day only; None: those of the plan."""
    return None if clock is None else hours.until(clock)


def _has_something(kind: Kind) -> bool:
    """Whether there is anything to ask for: of a kind's exercises, somebody may want none."""
    return not isinstance(kind, DailyKind) or kind.name not in CHOOSING or bool(kind.pool.usual)


def _pool(kind: str, checked: Checked) -> Pool:
    """The exercises that take turns in a kind: those of the library, then the user's own."""
    value = checked.in_force.values
    wishes = Wishes(frozenset(value["choice.exclude"]), frozenset(value["choice.prefer"]), value["choice.seated"])
    own = (_exercise(name, value) for name in checked.exercises)
    return pool(kind, [*LIBRARY, *own], checked.in_force.said, wishes)


def _exercise(name: str, value: Mapping[str, Any]) -> Exercise:
    kind = value[f"exercise.{name}.kind"]
    places = ANYWHERE if value[f"exercise.{name}.seated"] else STANDING
    sore_for = frozenset({kind} if value[f"exercise.{name}.gentle"] else ())
    return Exercise(name, kind, value[f"exercise.{name}.area"], places, sore_for)


def _own(name: str, value: Mapping[str, Any], plans: Hours) -> Kind:
    rest, every = value.get(f"own.{name}.break"), value.get(f"own.{name}.every")
    hours = _own_hours(name, value, plans)
    if every is None:
        return DailyKind(name, value[f"own.{name}.per_day"], rest=rest, hours=hours)
    return SittingKind(
        name, every, value["movement.break"] if rest is None else rest, observable=rest is not None, hours=hours
    )


def _own_hours(name: str, value: Mapping[str, Any], plans: Hours) -> Hours | None:
    """The hours of a kind of one's own; None: those of the plan. What it does not say of them is as in the plan's."""
    days, start, end = (value.get(f"own.{name}.{key}") for key in ("days", "from", "to"))
    if start is not None and end is not None:
        return Hours((Range(_days_of(plans.ranges) if days is None else days, start, end),), plans.free)
    return None if days is None else Hours(tuple(_on_days(plans.ranges, days)), plans.free)


def _days_of(ranges: Iterable[Range]) -> frozenset[int]:
    return frozenset(day for each in ranges for day in each.weekdays)


def _on_days(ranges: tuple[Range, ...], days: frozenset[int]) -> Iterator[Range]:
    """These ranges on other days: on those they know their own times, on new ones the times of all."""
    new = days - _days_of(ranges)
    for each in ranges:
        if weekdays := (each.weekdays & days) | new:
            yield Range(weekdays, each.start, each.end)


def _water(value: Mapping[str, Any]) -> Water:
    return Water(
        goal_ml=value.get("hydration.goal"),
        drink_ml=value["hydration.drink"],
        every=value["hydration.every"],
        workout_ml=value["hydration.workout"],
    )


def _caffeine(value: Mapping[str, Any]) -> Caffeine:
    return Caffeine(
        limit_mg=value["caffeine.limit"],
        single_mg=value["caffeine.single"],
        warn_share=value["caffeine.warn_at"] / 100,
        cut_off=value["caffeine.cut_off"],
        half_life=value["caffeine.half_life"],
    )


def _obeyed(value: Mapping[str, Any]) -> frozenset[HoldKind]:
    switches = {
        HoldKind.DO_NOT_DISTURB: "quiet.do_not_disturb",
        HoldKind.CALL: "quiet.calls",
        HoldKind.FULL_SCREEN: "quiet.full_screen",
    }
    return frozenset(hold for hold in HoldKind if hold not in switches or value[switches[hold]])
