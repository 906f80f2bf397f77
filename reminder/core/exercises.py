"""The exercises, as far as it matters for which of them comes next; their words are not for the core.

Numbers, areas and places are those of the exercise library; the rules for a profile are choices of design.
"""

from collections.abc import Iterable

from reminder.core.records import dataclass

SEATED, STANDING = frozenset({"seated"}), frozenset({"standing"})
ANYWHERE = SEATED | STANDING

AREAS = (
    "neck",
    "shoulders",
    "chest",
    "upper_back",
    "sides",
    "lower_back",
    "hips",
    "legs",
    "wrists",
    "core",
    "breath",
    "whole_body",
)
"""The parts of the body that take turns."""

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: the kind that asks for it, its part of the body, and where it can be done.

    `sore_for` are the kinds that ask for it while the back is sore. It is not for who said one of `unless`, and comes
    more often for who said one of `more`: what is said is what [about_you] asks.
    """

    name: str
    kind: str
    area: str
    places: frozenset[str] = ANYWHERE
    sore_for: frozenset[str] = NOBODY
    unless: frozenset[str] = NOBODY
    more: frozenset[str] = NOBODY


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of exercises: none of `without`, more of `favored`, and only sitting down if `seated`."""

    without: frozenset[str] = NOBODY
    favored: frozenset[str] = NOBODY
    seated: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """The exercises that take turns in one kind, in their order; `sore` are those that do while the back is sore.

    `favored` are groups of names: one of the first comes every other time, one of the next every other time among what
    is left, and so on.
    """

    usual: tuple[Exercise, ...] = ()
    sore: tuple[Exercise, ...] = ()
    favored: tuple[frozenset[str], ...] = ()


SAID_CONDITION = frozenset({"condition"})
STRETCH = frozenset({"stretch"})

LIBRARY: tuple[Exercise, ...] = (
    Exercise("E13", "stretch", "legs", SEATED, more=frozenset({"tight_hamstrings"})),
    Exercise("E12", "stretch", "hips", STANDING, more=frozenset({"sway_back"})),
    Exercise("E07", "stretch", "upper_back", SEATED),
    Exercise("E02", "stretch", "neck", SEATED),
    Exercise("E08", "stretch", "sides"),
    Exercise("E15", "stretch", "wrists", SEATED),
    Exercise("E11", "stretch", "hips", SEATED),
    Exercise("E06", "stretch", "chest", STANDING),
    Exercise("E03", "stretch", "neck", SEATED),
    Exercise("E10", "stretch", "lower_back", STANDING, unless=SAID_CONDITION),
    Exercise("E01", "stretch", "neck"),
    Exercise("E09", "stretch", "lower_back", SEATED, sore_for=STRETCH, unless=SAID_CONDITION),
    Exercise("E18", "strengthen", "legs", STANDING),
    Exercise("E19", "strengthen", "hips", STANDING, more=frozenset({"sway_back"})),
    Exercise("E20", "strengthen", "core", STANDING, unless=SAID_CONDITION),
    Exercise("E05", "strengthen", "upper_back"),
    Exercise("E16", "strengthen", "core", SEATED),
    Exercise("E14", "strengthen", "lower_back", STANDING),
    Exercise("E17", "strengthen", "core", SEATED),
    Exercise("E21", "strengthen", "legs", STANDING),
    Exercise("E22", "relax", "breath", SEATED, sore_for=frozenset({"stretch", "relax"})),
    Exercise("E23", "relax", "shoulders", SEATED, sore_for=frozenset({"stretch", "relax"})),
    Exercise("E04", "relax", "shoulders"),
    Exercise("E24", "movement", "whole_body", STANDING, sore_for=STRETCH),
)
"""The project's own exercises, each kind in the order of its turns: backs of the legs, hips, upper back, neck, sides,
wrists, then what else the chain has."""

WALK = "E24"
"""What a movement break is: ideas for a walk."""

CHOOSING = frozenset(each.kind for each in LIBRARY) - {"movement"}
"""The kinds whose prompts are each for one of several exercises."""


SOFTENED = frozenset(kind for each in LIBRARY for kind in each.sore_for)
"""The kinds that have gentle exercises."""

UNSURE = ("pregnant", "breastfeeding", "condition")
"""Who said one of these should have a clinician's yes before exercises that are not gentle (evidence, section 1c)."""


def uncleared(about: frozenset[str]) -> bool:
    """Whether only the gentle exercises may be asked for, since a clinician has not said yes yet."""
    return not about.isdisjoint(UNSURE) and "cleared" not in about


def pool(kind: str, exercises: Iterable[Exercise], about: frozenset[str], wishes: Wishes) -> Pool:
    """What takes turns in a kind for somebody who said `about` of themselves and wants this.

    What they need more comes first of what is favored, each for itself, then what they wish for. Until a clinician has
    said yes, whoever should ask one is asked for the gentle ones alone.
    """
    known = [each for each in exercises if _suits(each, about, wishes)]
    sore = tuple(each for each in known if kind in each.sore_for)
    usual = sore if kind in SOFTENED and uncleared(about) else tuple(each for each in known if each.kind == kind)
    needed = [frozenset({each.name}) for each in usual if each.more & about]
    wished = frozenset(each.name for each in usual if each.name in wishes.favored)
    return Pool(
        usual,
        sore,
        (*needed, wished) if wished else tuple(needed),
    )


def _suits(exercise: Exercise, about: frozenset[str], wishes: Wishes) -> bool:
    if exercise.name in wishes.without or exercise.unless & about:
        return False
    return not wishes.seated or "seated" in exercise.places
