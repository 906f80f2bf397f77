"""The exercises of the moment: those that the open prompt asks for, or those whose turn it is; and their pictures."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from reminder.config.settings import OwnExercise, Settings
from reminder.core.choice import exercise_of
from reminder.core.exercises import WALK
from reminder.core.plan import DailyKind, Plan
from reminder.core.state import State
from reminder.core.switches import in_force
from reminder.files import icon_file

PROMPT_ICON = "reminder-due.png"


def routine(state: State | None, settings: Settings, at: datetime) -> tuple[str, ...]:
    """The exercises by name, in the order in which to do them.

    Without an open prompt that asks for any, one of each kind that takes turns today, and a walk at the end for who has
    not ruled it out. `state` is None where nothing is known of the day.
    """
    if state is not None and (asked := asked_for(state)):
        return asked
    plan = settings.plan if state is None else in_force(settings.plan, state, at.astimezone(UTC))
    today = [exercise for kind in _today(plan, at) if (exercise := _next(kind, state))]
    return tuple(dict.fromkeys([*today, *_walk(settings)]))


def asked_for(state: State) -> tuple[str, ...]:
    """The exercises that the open prompt is for; movement is for a walk."""
    items = state.prompt.items if state.prompt is not None else ()
    walk = (WALK,) if any(item.kind == "movement" for item in items) else ()
    return tuple(dict.fromkeys([*(item.exercise for item in items if item.exercise), *walk]))


def _walk(settings: Settings) -> tuple[str, ...]:
    """The walk, unless the user excludes it, or wants only what can be done sitting down."""
    seated, excluded = settings.values["choice.seated"], settings.values["choice.exclude"]
    return () if seated or (isinstance(excluded, list) and WALK in excluded) else (WALK,)


def _today(plan: Plan, at: datetime) -> Iterator[DailyKind]:
    for kind in plan.kinds:
        if isinstance(kind, DailyKind) and plan.desk_day(at).weekday() in kind.weekdays:
            yield kind


def _next(kind: DailyKind, state: State | None) -> str:
    if state is not None:
        return exercise_of(state, kind)
    return kind.pool.usual[0].name if kind.pool.usual else ""


def picture(exercises: tuple[str, ...], own: Mapping[str, OwnExercise]) -> Path | None:
    """The picture of the first exercise that has one, else the icon that stands up; None where neither is installed."""
    for name in exercises:
        drawn = own[name].picture if name in own else name
        file = icon_file(f"exercises/{drawn}.png") if drawn is not None else None
        if file is not None:
            return file
    return icon_file(PROMPT_ICON)
