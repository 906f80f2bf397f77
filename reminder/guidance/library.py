"""The exercises in words: how each is done, how long, and when to leave it out; the library's and the user's own."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reminder.core.exercises import LIBRARY
from reminder.core.records import dataclass
from reminder.guidance.wording import NUMBERS, spelled

CUES = {"out": "Move", "hold": "Hold", "back": "Come back", "rest": "Rest"}
"""What is said in each phase of a repetition, where an exercise has no words of its own for it."""

AREA_NAMES = {
    "neck": "Neck",
    "shoulders": "Shoulders",
    "chest": "Chest",
    "upper_back": "Upper back",
    "sides": "Sides",
    "lower_back": "Lower back",
    "hips": "Hips and buttocks",
    "legs": "Legs",
    "wrists": "Wrists",
    "core": "Belly and trunk",
    "breath": "Breath",
    "whole_body": "Whole body",
}


@dataclass(frozen=True, slots=True)
class Tempo:
    """One repetition in seconds: the move there, held, the move back, rest."""

    out: float
    hold: float
    back: float
    rest: float

    @property
    def cycle(self) -> float:
        """How long one repetition takes."""
        return self.out + self.hold + self.back + self.rest


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, as somebody does it. `kind`, `area` and `places` are as in the core.

    It is done `repeat` times on each of its `sides`; without sides, just so often, on both `in_turn`. `mirrored`
    says of each side whether it looks like the picture in a mirror, or like the picture. `lasts`: it goes on for so
    many seconds instead. `picture` is the exercise of the library whose figure it has; None: it has none.
    """

    name: str
    title: str
    kind: str
    area: str
    places: frozenset[str]
    steps: tuple[str, ...]
    safety: str
    tempo: Tempo
    repeat: int
    sides: tuple[str, ...] = ()
    mirrored: tuple[bool, ...] = (False, True)
    in_turn: bool = False
    lasts: float | None = None
    cues: Mapping[str, str] | None = None
    claims: tuple[str, ...] = ()
    source: str = ""
    alt: str = ""
    picture: str | None = None
    own: bool = False

    @property
    def seconds(self) -> float:
        """How long all of it takes, on every side."""
        return self.lasts if self.lasts is not None else self.tempo.cycle * self.repeat * max(1, len(self.sides))

    def cue(self, phase: str) -> str:
        """What is said in a phase of a repetition: "out", "hold", "back" or "rest"."""
        return (self.cues or {}).get(phase, CUES[phase])

    @property
    def dose(self) -> str:
        """How much of it, in words: "20 seconds, three times a side"."""
        if self.lasts is not None:
            return spelled(timedelta(seconds=self.lasts)).capitalize()
        count = NUMBERS[self.repeat] if self.repeat < len(NUMBERS) else str(self.repeat)
        often = "once" if self.repeat == 1 else "twice" if self.repeat == 2 else f"{count} times"
        often += _where(self)
        held = f"{self.tempo.hold:g} seconds, " if self.tempo.hold >= 2 else ""
        return (held + often).capitalize()


def _where(each: Exercise) -> str:
    """Where so often: a second side that is no mirror image of the first is another way to do it."""
    if each.sides and not each.mirrored[1]:
        return " each way"
    return " a side" if each.sides or each.in_turn else ""


@cache
def words() -> dict[str, dict[str, Any]]:
    """The library as it stands in the package, by number."""
    return tomllib.loads(Path(__file__).with_name("library.toml").read_text("utf-8"))


def exercises(about: frozenset[str] = frozenset(), hold: timedelta | None = None) -> dict[str, Exercise]:
    """The exercises of the library that are for somebody who said `about` of themselves, by number, in order.

    `hold` is how long they hold a stretch, as the setting stretch.hold says; None: as long as it says by default.
    """
    told = sorted(LIBRARY, key=lambda each: each.name)
    return {each.name: _exercise(each.name, about, hold) for each in told if not each.unless & about}


def _exercise(name: str, about: frozenset[str], hold: timedelta | None) -> Exercise:
    facts = next(each for each in LIBRARY if each.name == name)
    told = words()[name]
    told = {**told, **told.get("older", {})} if "older" in about else told
    tempo = Tempo(**told["tempo"])
    if hold is not None and told.get("stretch", False):
        tempo = replace(tempo, hold=hold.total_seconds())
    return Exercise(
        name,
        told["name"],
        facts.kind,
        facts.area,
        facts.places,
        tuple(told["steps"]),
        told["safety"],
        tempo,
        told.get("repeat", 1),
        tuple(told.get("sides", ())),
        tuple(told.get("mirrored", (False, True))),
        told.get("in_turn", False),
        told.get("lasts"),
        told.get("cues"),
        tuple(told["claims"]),
        told["source"],
        told["alt"],
        name,
    )
