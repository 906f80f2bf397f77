"""The kinds of value a setting can have: how each is read, written, described, and refused."""

import re
from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any, Protocol

from reminder.config.durations import duration, spell
from reminder.config.mistakes import Wrong, closest, either
from reminder.config.notation import shown
from reminder.core.records import dataclass

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NUMBERS = {
    **{name: number for number, name in enumerate(DAYS)},
    **{name: number for number, name in enumerate(_LONG_DAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Type(Protocol):
    """One kind of value. Implementations hold no state, and raise nothing but `Wrong`."""

    def read(self, raw: object) -> Any:
        """The value meant by what TOML gave; `Wrong` when it cannot be meant or is out of range."""
        ...

    def write(self, value: Any) -> object:
        """The same value in config notation, in the spelling we use ourselves; `read` gives it back unchanged."""
        ...

    @property
    def says(self) -> str:
        """What may stand here, for a person: "from 10 s to 3 h"."""
        ...

    def schema(self) -> dict[str, object]:
        """The same as JSON Schema, as near as it can say it."""
        ...


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time, as text with units, between `low` and `high`, both included."""

    low: str
    high: str

    def read(self, raw: object) -> timedelta:
        match raw:
            case bool():
                raise Wrong(f"write a duration in quotes, {self.says}")
            case int() | float():
                raise Wrong(self._with_unit(shown(raw)))
            case str() if re.fullmatch(r"\s*[0-9]+([.,][0-9]+)?\s*", raw):
                raise Wrong(self._with_unit(raw.strip()))
            case str():
                span = duration(raw)
            case _:
                raise Wrong(f'write a duration in quotes, such as "{self.low}", {self.says}')
        if not duration(self.low) <= span <= duration(self.high):
            raise Wrong(f"it can be anything {self.says}")
        return span

    def _with_unit(self, number: str) -> str:
        fitting = [f'"{number} {unit}"' for unit in ("min", "s", "h") if self._fits(f"{number} {unit}")]
        example = " or ".join(fitting[:2]) or f'it like "{self.high}"'
        return f"a duration needs a unit and quotes; write {example}"

    def _fits(self, text: str) -> bool:
        try:
            return duration(self.low) <= duration(text) <= duration(self.high)
        except Wrong:
            return False

    def write(self, value: timedelta) -> str:
        return spell(value)

    @property
    def says(self) -> str:
        return f"from {self.low} to {self.high}"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": r"^\s*[0-9]+([.,][0-9]+)?\s*[A-Za-z].*$"}


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def read(self, raw: object) -> bool:
        known = (
            raw if isinstance(raw, bool) else _SWITCHES.get(raw.strip().casefold()) if isinstance(raw, str) else None
        )
        if known is None:
            raise Wrong("write true or false, without quotes")
        return known

    def write(self, value: bool) -> bool:  # noqa: FBT001 - the value itself
        return value

    @property
    def says(self) -> str:
        return "true or false"

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number between `low` and `high`, both included."""

    low: int
    high: int

    def read(self, raw: object) -> int:
        if isinstance(raw, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", raw):
            raw = int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Wrong(f"write a whole number {self.says}")
        if not self.low <= raw <= self.high:
            raise Wrong(f"it can be anything {self.says}")
        return raw

    def write(self, value: int) -> int:
        return value

    @property
    def says(self) -> str:
        return f"from {self.low} to {self.high}"

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A time of day in the user's own zone."""

    def read(self, raw: object) -> time:
        if isinstance(raw, time):
            return raw.replace(microsecond=0)
        found = _CLOCK.fullmatch(raw.strip()) if isinstance(raw, str) else None
        if found is None:
            raise Wrong("write a time of day such as 09:00:00, without quotes")
        try:
            return time(int(found[1]), int(found[2]), int(found[3] or 0))
        except ValueError:
            raise Wrong("there is no such time; a day goes from 00:00:00 to 23:59:59") from None

    def write(self, value: time) -> time:
        return value

    @property
    def says(self) -> str:
        return "a time of day"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": r"^[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?$"}


@dataclass(frozen=True, slots=True)
class OrEmpty:
    """A value that may be left empty, and then is None."""

    type: "Type"

    def read(self, raw: object) -> Any:
        return None if isinstance(raw, str) and not raw.strip() else self.type.read(raw)

    def write(self, value: Any) -> object:
        return "" if value is None else self.type.write(value)

    @property
    def says(self) -> str:
        return f"{self.type.says}, or empty"

    def schema(self) -> dict[str, object]:
        return {"anyOf": [self.type.schema(), {"const": ""}]}


@dataclass(frozen=True, slots=True)
class Weekday:
    """One day of the week, 0 is Monday."""

    def read(self, raw: object) -> int:
        number = _DAY_NUMBERS.get(raw.strip().rstrip(".").casefold()) if isinstance(raw, str) else None
        if number is None:
            raise Wrong(f"write one of {', '.join(DAYS)}, in quotes")
        return number

    def write(self, value: int) -> str:
        return DAYS[value]

    @property
    def says(self) -> str:
        return "mon to sun"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "enum": list(DAYS)}


@dataclass(frozen=True, slots=True)
class Weekdays:
    """At least one day of the week. Text such as "mon, tue" or "mon-fri" is understood too."""

    def read(self, raw: object) -> frozenset[int]:
        names: object = re.split(r"[\s,]+", raw.strip(" ,")) if isinstance(raw, str) else raw
        if not isinstance(names, list):
            raise Wrong('write a list of days such as ["mon", "tue"]')
        if not names:
            raise Wrong('name at least one day, such as ["mon"]; to switch something off, use enabled = false')
        return frozenset(number for name in names for number in self._days(name))

    def _days(self, name: object) -> Sequence[int]:
        first, dash, last = name.partition("-") if isinstance(name, str) else (name, "", "")
        try:
            start, end = Weekday().read(first), Weekday().read(last if dash else first)
        except Wrong:
            this = shown(name) if isinstance(name, str) else "this"
            raise Wrong(f"{this} is not a day; the days are {', '.join(DAYS)}") from None
        return [(start + step) % 7 for step in range((end - start) % 7 + 1)]

    def write(self, value: frozenset[int]) -> list[str]:
        return [DAYS[number] for number in sorted(value)]

    @property
    def says(self) -> str:
        return "any of mon to sun"

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": Weekday().schema(), "minItems": 1, "uniqueItems": True}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few names."""

    names: tuple[str, ...]

    def read(self, raw: object) -> str:
        known = {name.casefold(): name for name in self.names}
        name = known.get(raw.strip().casefold()) if isinstance(raw, str) else None
        if name is None:
            near = closest(raw, self.names) if isinstance(raw, str) else None
            raise Wrong(f"write {self.says}, in quotes" + (f" (did you mean {near}?)" if near else ""))
        return name

    def write(self, value: str) -> str:
        return value

    @property
    def says(self) -> str:
        return either(self.names)

    def schema(self) -> dict[str, object]:
        return {"type": "string", "enum": list(self.names)}
