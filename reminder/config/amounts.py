"""Amounts as people write them: "250 ml", "1.8 l", "400 mg", "60 kg"."""

import re
from collections.abc import Mapping
from typing import ClassVar

from reminder.config.mistakes import Wrong, either, printable
from reminder.config.notation import shown
from reminder.core.records import dataclass

_AMOUNT = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,4})?|[.,][0-9]{1,4})\s*([^\W\d_]*)\.?")
_FIGURE = r"([0-9]+([.,][0-9]+)?|[.,][0-9]+)"
_NUMBER = re.compile(rf"\s*{_FIGURE}\s*")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: its units with their size in the first of them, and two ways to write it as an example."""

    what: str
    units: Mapping[str, float]
    short: tuple[str, ...]
    example: str

    def number(self, text: str) -> float:
        """How much a text such as "0.4 g" means, in the first unit; `Wrong` when it means nothing."""
        text = text.strip().casefold()
        if text.startswith(("-", "−")):
            raise Wrong(f"{self.what} cannot be below zero; write it like {self.example}")
        found = _AMOUNT.fullmatch(text)
        if found is None:
            raise Wrong(f"this is not {self.what}; write it like {self.example}")
        number, unit = found.groups()
        if not unit:
            raise Wrong(f"a number needs a unit: {self.choice}, as in {self.example}")
        if unit not in self.units:
            raise Wrong(f'"{printable(unit)}" is not a unit here; use {self.choice}, as in {self.example}')
        return round(float(number.replace(",", ".")) * self.units[unit], 6)

    @property
    def choice(self) -> str:
        return either(self.short)


_LITERS = dict.fromkeys(("l", "liter", "liters", "litre", "litres"), 1000)
_MILLILITERS = dict.fromkeys(("ml", "milliliter", "milliliters", "millilitre", "millilitres"), 1)
VOLUME = Measure(
    "an amount to drink", {**_MILLILITERS, "cl": 10, "dl": 100, **_LITERS}, ("ml", "cl", "l"), '"250 ml" or "1.8 l"'
)
MASS = Measure("an amount of caffeine", {"mg": 1, "g": 1000}, ("mg", "g"), '"80 mg" or "0.2 g"')
WEIGHT = Measure(
    "a body weight", {"kg": 1, **dict.fromkeys(("lb", "lbs"), 0.45359237)}, ("kg", "lb"), '"60 kg" or "132 lb"'
)


def volume(text: str) -> int:
    """Milliliters from "250 ml", "25 cl", "1.8 l"; of any size, but not below zero, and whole."""
    number = VOLUME.number(text)
    if number != int(number):
        raise Wrong("what is drunk is counted in whole ml")
    return int(number)


def mass(text: str) -> float:
    """Milligrams from "400 mg", "62.5 mg", "0.4 g"; of any size, but not below zero."""
    return MASS.number(text)


def spell_volume(ml: int) -> str:
    """Milliliters the way we write them: "250 ml", "1.8 l"."""
    return f"{ml} ml" if ml < 1000 else f"{_plain(ml / 1000)} l"


def spell_mass(mg: float) -> str:
    """Milligrams the way we write them: "400 mg", "62.5 mg"."""
    return f"{_plain(mg)} mg"


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount as text with a unit, between `low` and `high`, both included."""

    low: str
    high: str

    measure: ClassVar[Measure]

    def read(self, raw: object) -> float | None:
        match raw:
            case bool():
                raise Wrong(f"write {self.measure.what} in quotes, {self.says}")
            case int() | float():
                raise Wrong(self._with_unit(shown(raw)))
            case str() if _NUMBER.fullmatch(raw):
                raise Wrong(self._with_unit(raw.strip()))
            case str():
                number = self._number(raw)
            case _:
                raise Wrong(f'write {self.measure.what} in quotes, such as "{self.low}", {self.says}')
        if not self._number(self.low) <= number <= self._number(self.high):
            raise Wrong(f"it can be anything {self.says}")
        return number

    def _number(self, text: str) -> float:
        return self.measure.number(text)

    def _with_unit(self, number: str) -> str:
        fitting = [f'"{number} {unit}"' for unit in self.measure.short if self._fits(f"{number} {unit}")]
        example = fitting[0] if fitting else f'it like "{self.high}"'
        return f"{self.measure.what} needs a unit and quotes; write {example}"

    def _fits(self, text: str) -> bool:
        try:
            return self._number(self.low) <= self._number(text) <= self._number(self.high)
        except Wrong:
            return False

    @property
    def says(self) -> str:
        return f"from {self.low} to {self.high}"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": rf"^\s*{_FIGURE}\s*[A-Za-z]+\.?\s*$"}


@dataclass(frozen=True, slots=True)
class Volume(_Amount):
    """An amount to drink, in whole milliliters."""

    measure: ClassVar[Measure] = VOLUME

    def _number(self, text: str) -> int:
        return volume(text)

    def write(self, value: int) -> str:
        return spell_volume(value)


@dataclass(frozen=True, slots=True)
class Mass(_Amount):
    """An amount of caffeine, in milligrams."""

    measure: ClassVar[Measure] = MASS

    def write(self, value: float) -> str:
        return spell_mass(value)


@dataclass(frozen=True, slots=True)
class Weight(_Amount):
    """A body weight, in kilograms, to a tenth; empty where it was not said, and then its value is None."""

    measure: ClassVar[Measure] = WEIGHT

    def read(self, raw: object) -> float | None:
        if isinstance(raw, str) and not raw.strip():
            return None
        return _Amount.read(self, raw)

    def _number(self, text: str) -> float:
        return round(self.measure.number(text), 1)

    def write(self, value: float | None) -> str:
        return "" if value is None else f"{_plain(value)} kg"

    @property
    def says(self) -> str:
        return f"from {self.low} to {self.high}, or empty"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": rf"^\s*({_FIGURE}\s*[A-Za-z]+\.?\s*)?$"}
