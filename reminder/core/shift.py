"""Moving every remembered instant to a clock that was set (D5): what was two minutes ago still is."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar, cast

from reminder.core.state import State

V = TypeVar("V")


def shifted(state: State, by: timedelta) -> State:
    """The same state on a wall clock that was set by `by`. Lengths stay; every instant moves along."""
    return _moved(state, by)


def _moved(value: V, by: timedelta) -> V:
    if isinstance(value, datetime):
        return cast("V", value + by)
    if isinstance(value, tuple):
        return cast("V", tuple(_moved(part, by) for part in value))
    if isinstance(value, dict):
        return cast("V", {key: _moved(part, by) for key, part in value.items()})
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), by) for field in fields(value)})
    return value
