"""Core values as JSON text and back, by their own type hints: how the state outlives the process."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from reminder.core.state import State

MICROSECOND = timedelta(microseconds=1)


def dumps(state: State) -> str:
    """The state as one JSON object."""
    return json.dumps(_plain(state), separators=(",", ":"))


def loads(text: str) -> State:
    """The state that `dumps` wrote, in this version or another: what is new has its default, what is gone is left out.

    Raises:
        ValueError: the text is not such a state, because it is damaged or from another version.
    """
    try:
        state = _typed(State, json.loads(text))
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError, StopIteration) as problem:
        raise ValueError(f"not a saved state: {problem!r}") from problem
    if not isinstance(state, State):
        raise ValueError("not a saved state")  # noqa: TRY004 - a wrong text, not a wrong call
    return state


def _plain(value: Any) -> Any:
    """Lengths become whole microseconds, instants and days ISO text, enumerations their value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, timedelta):
        return value // MICROSECOND
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_plain(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None else _typed(next(part for part in parts if part is not type(None)), value)
    if origin is tuple:
        return tuple(_typed(parts[0], part) for part in value)
    if origin is Mapping:
        return {_typed(parts[0], key): _typed(parts[1], part) for key, part in value.items()}
    if kind is timedelta:
        return value * MICROSECOND
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)  # JSON knows one kind of number, and so do those who write 90 for 90.0
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints: dict[str, Any] = _hints(kind)
        return kind(**{name: _typed(hints[name], part) for name, part in value.items() if name in hints})
    if isinstance(kind, type) and isinstance(value, kind):
        return value
    raise ValueError(f"{value!r} is not a {kind}")
