"""The settings in force: what the file sets, else a default, as a preset or an answer of the user's has it.

Over both stand the bounds for safety.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reminder.config.about import Change, answers, bounds, defaults
from reminder.config.options import GROUPS, OPTIONS, PRESETS, WATER_PRESETS, Option, in_group
from reminder.core.records import dataclass


@dataclass(frozen=True, slots=True)
class InForce:
    """The `values` by dotted key. What has no value is left out: a setting of a group that has no default.

    `because` says of settings in half a sentence which answer made them so, `said` holds the answers. `overruled` are
    the bounds that stand against what the file sets.
    """

    values: Mapping[str, Any]
    because: Mapping[str, str]
    said: frozenset[str]
    overruled: tuple[Change, ...]


def in_force(given: Mapping[str, Any]) -> InForce:
    """The settings in force where the file sets these."""
    by_answers = defaults(given)
    values = _with_defaults(given, {change.key: change.value for change in by_answers.values()})
    by_safety = tuple(bounds(values))
    for bound in by_safety:
        if bound.value is None:
            del values[bound.key]
        else:
            values[bound.key] = bound.value
    because = {change.key: change.because for change in (*by_answers.values(), *by_safety)}
    return InForce(values, because, answers(given), tuple(bound for bound in by_safety if bound.key in given))


def _with_defaults(given: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting's value in the table's order, then those of the groups."""
    values: dict[str, Any] = {}
    presets = {
        **dict(
            zip(("movement.every", "movement.break"), PRESETS[given.get("movement.preset", "standard")], strict=True)
        ),
        "hydration.goal": WATER_PRESETS[given.get("hydration.preset", "unstated")],
    }
    for option in (*OPTIONS, *_named(given)):
        key = option.dotted
        if key in given or key in changed:
            values[key] = given[key] if key in given else changed[key]
        elif (default := presets.get(key, option.default)) is not None:
            values[key] = option.type.read(default)
    return values


def _named(given: Iterable[str]) -> list[Option]:
    """What the sections of the groups may hold, for those of which anything is given."""
    sections = dict.fromkeys(key.rpartition(".")[0].partition(".") for key in given)
    return [option for group, _, name in sections if group in GROUPS for option in in_group(group, name).values()]
