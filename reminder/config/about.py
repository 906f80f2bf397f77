"""What the answers in [about_you] do to the other settings: other defaults, and bounds for safety.

The figures are those of the evidence brief, sections 1c, 2 and 3; what is done with them is our choice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reminder.config.about_options import ABOUT
from reminder.config.amounts import volume
from reminder.config.options import WATER_PRESETS, declared
from reminder.config.values import DAYS, Switch
from reminder.core.exercises import UNSURE, uncleared
from reminder.core.records import dataclass

SAID = {
    "weak_core": "your back or belly tires early",
    "low_fitness": "you are not used to exercise",
    "high_stress": "you are under a lot of stress",
    "static_hobby": "you sit still for a hobby",
    "smoker": "you smoke",
    "pregnant": "you are pregnant",
    "breastfeeding": "you breastfeed",
    "pill": "you take a pill with estrogen",
    "condition": "a clinician should say yes first",
    "fluid_limit": "you have to limit what you drink",
    "older": "you are 65 or over",
    "under_18": "you are under 18",
}
"""The answers that change a setting, in the words in which they are given back."""

AGES = {"65_or_over": "older", "under_18": "under_18"}
"""The ages that change something, and what they are called among the answers."""

HALF_LIVES = {"smoker": "3.5 h", "pregnant": "10.5 h", "breastfeeding": "10.5 h", "pill": "10.7 h"}
"""How long half the caffeine takes to leave; of several the longest holds, to be careful (evidence, section 3)."""

MORE_WATER_ML = {"breastfeeding": 700, "pregnant": 300}
"""What is added to the preset's goal; of both the larger (EFSA 2010)."""

LIMITS_MG = {"pregnant": 200.0, "breastfeeding": 200.0}
"""The most caffeine in a day (EFSA 2015)."""

MG_PER_KG = 3
"""The most caffeine in a day under 18 (EFSA 2015)."""

UNKNOWN_KG = 40.0
"""Whoever is under 18 and did not say their weight is taken for this light."""


@dataclass(frozen=True, slots=True)
class Default:
    """An answer gives a setting another default, in config notation, unless one of `beside` is given.

    Nor does it where the setting `later_than` is given and not before it: nobody's evening begins at its end.
    """

    answer: str
    key: str
    value: object
    beside: tuple[str, ...] = ()
    later_than: str = ""


DEFAULTS = (
    Default("low_fitness", "movement.every", "60 min", beside=("movement.preset",)),
    Default("low_fitness", "activity.goal", "50 min"),
    Default("weak_core", "strengthen.days", ["mon", "wed", "fri"]),
    Default("high_stress", "relax.per_day", 3),
    Default("older", "stretch.hold", "30 s"),
    Default("static_hobby", "hours.days", list(DAYS), beside=("hours.ranges",)),
    Default("static_hobby", "hours.to", "21:00:00", beside=("hours.ranges",), later_than="hours.from"),
    *(Default(answer, "caffeine.half_life", span) for answer, span in HALF_LIVES.items()),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a setting is because of an answer; `value` None: it has none."""

    key: str
    value: Any
    answer: str

    @property
    def because(self) -> str:
        """Half a sentence: "because you said that you smoke (about_you.smoker)"."""
        return f"because you said that {SAID[self.answer]} ({key_of(self.answer)})"


def key_of(answer: str) -> str:
    """The setting that holds an answer."""
    return "about_you.age" if answer in AGES.values() else f"about_you.{answer}"


def answers(given: Mapping[str, Any]) -> frozenset[str]:
    """What the user said of themselves: the switches that are on, and the age where it matters."""
    switches = (key for key, kind, _, _ in ABOUT if isinstance(kind, Switch))
    on = {key for key in switches if given.get(f"about_you.{key}")}
    age = AGES.get(given.get("about_you.age", ""))
    return frozenset(on if age is None else {*on, age})


def defaults(given: Mapping[str, Any]) -> dict[str, Change]:
    """The settings that have another default because of what is said, by key; never one that is given."""
    said = answers(given)
    changes: dict[str, Change] = {}
    for each in DEFAULTS:
        if each.answer in said and each.key not in given and not any(given.get(key) for key in each.beside):
            change = Change(each.key, _read(each.key, each.value), each.answer)
            if each.later_than in given and given[each.later_than] >= change.value:
                continue
            standing = changes.get(each.key)
            changes[each.key] = change if standing is None or change.value > standing.value else standing
    more = next((answer for answer in MORE_WATER_ML if answer in said), None)
    if more is not None and "hydration.goal" not in given:
        preset = volume(WATER_PRESETS[given.get("hydration.preset", "unstated")])
        changes["hydration.goal"] = Change("hydration.goal", preset + MORE_WATER_ML[more], more)
    return changes


def bounds(values: Mapping[str, Any]) -> Iterator[Change]:
    """What has to be otherwise than `values` say, whoever said so: what a clinician would not leave to a file."""
    said = answers(values)
    gate = next((answer for answer in UNSURE if answer in said), None)
    if gate is not None and uncleared(said) and values["strengthen.enabled"]:
        yield Change("strengthen.enabled", value=False, answer=gate)
    if "fluid_limit" in said:
        if values["hydration.enabled"]:
            yield Change("hydration.enabled", value=False, answer="fluid_limit")
        yield Change("hydration.goal", None, "fluid_limit")
    limits = {answer: mg for answer, mg in LIMITS_MG.items() if answer in said}
    if "under_18" in said:
        limits["under_18"] = MG_PER_KG * (values["about_you.weight"] or UNKNOWN_KG)
    lowest = min(limits, key=lambda answer: limits[answer], default=None)
    if lowest is None:
        return
    limit = min(limits[lowest], values["caffeine.limit"])
    if limit < values["caffeine.limit"]:
        yield Change("caffeine.limit", limit, lowest)
    if "under_18" in said and limit < values["caffeine.single"]:
        yield Change("caffeine.single", limit, "under_18")


def lifting(bound: Change) -> str:
    """The sentence that says how a bound is lifted."""
    if bound.key == "strengthen.enabled":
        return "Once a clinician has said yes, set about_you.cleared = true."
    otherwise = '"adult"' if bound.answer in AGES.values() else "false"
    return f"If that is no longer so, set {key_of(bound.answer)} = {otherwise}."


def _read(key: str, value: object) -> Any:
    option = declared(key)
    if option is None:
        raise KeyError(key)
    return option.type.read(value)
