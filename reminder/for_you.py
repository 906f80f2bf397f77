"""What the answers about oneself have changed, and why a kind is off: sentences for `about`, `why` and refusals."""

from collections.abc import Iterable, Iterator
from datetime import time

from reminder.config import Settings
from reminder.config.about import AGES, SAID, key_of
from reminder.config.about_options import ABOUT
from reminder.core.exercises import LIBRARY, UNSURE
from reminder.guidance.catalogue import built_in, catalogue, gentle_only, lists, spoken

SAID_TOO = {
    "tight_hamstrings": "the backs of your thighs are tight",
    "sway_back": "your lower back has a deep curve",
    "hot_place": "you work in the heat",
    "intense_exercise": "you train hard",
    "supplements": "you take calcium or magnesium",
}
"""The answers that change no setting, in the words in which they are given back."""

ANSWERS = {**SAID, **SAID_TOO}

TITLES = 2
"""So many texts are named; of more than that the others are counted."""


def for_you(settings: Settings, kind: str | None = None) -> list[str]:
    """A sentence for each thing that is other than for everybody; of all kinds, or of one."""
    return [*_settings(settings, kind), *_texts(settings, kind)]


LIFTED = {
    "strengthen.enabled": "Once a clinician has said yes, 'reminder config set about_you.cleared true' brings it back.",
    "hydration.enabled": "If that is no longer so, 'reminder config set about_you.fluid_limit false' brings it back.",
}
"""How a kind that an answer has switched off comes back."""


def why_off(settings: Settings, kind: str) -> str | None:
    """Why a kind is off, and how it comes back; None: it is not off, or there is none of this name."""
    own = f"own.{kind}.enabled"
    key = own if own in settings.values else f"{kind}.enabled"
    if settings.values.get(key) is not False:
        return None
    if key in settings.because:
        return f"There is no {kind}, {settings.because[key]}. {LIFTED[key]}"
    return f"{kind} is switched off. 'reminder config set {key} true' brings it back."


def _settings(settings: Settings, kind: str | None) -> Iterator[str]:
    for key, because in settings.because.items():
        if kind is None or key.partition(".")[0] == kind:
            yield f"{key} is {_value(settings.values.get(key))}, {because}."


def _texts(settings: Settings, kind: str | None) -> Iterator[str]:
    """What is said and asked for otherwise, kind by kind; of what is off, nothing is."""
    for name in built_in():
        if kind in {None, name} and settings.plan.kind(name) is not None:
            for answer in (*(key for key, *_ in ABOUT), *AGES.values()):
                if answer in settings.about:
                    yield from _because(answer, _otherwise(name, answer, settings.about))


def _because(answer: str, changes: Iterable[str]) -> Iterator[str]:
    for change in changes:
        yield f"{change}, because you said that {ANSWERS[answer]} ({key_of(answer)})."


def _otherwise(kind: str, answer: str, about: frozenset[str]) -> Iterator[str]:
    """What this one of the answers changes in what a kind says."""
    name = catalogue()[kind]["name"]
    if gentle_only(kind, about) and "sore" in lists(kind):
        if answer in UNSURE:
            yield f"{name}: the gentle ones alone, until a clinician has said yes and about_you.cleared is true"
        return
    mine, others = ({text["title"]: text for text in spoken(kind, said)} for said in (about, about - {answer}))
    come, gone = ([title for title in some if title not in rest] for some, rest in ((mine, others), (others, mine)))
    changes = [f"{word} {_named(titles)}" for word, titles in (("with", come), ("without", gone)) if titles]
    if changes:
        yield f"{name}: {', and '.join(changes)}"
    more = {each.name for each in LIBRARY if each.kind == kind and answer in each.more}
    for title, text in mine.items():
        if text.get("exercise") in more:
            yield f'{name}: "{title}" comes more often'


def _named(titles: list[str]) -> str:
    """The first ones in quotation marks, and how many more there are."""
    words = [f'"{title}"' for title in titles[:TITLES]]
    if len(titles) > TITLES:
        words.append(f"{len(titles) - TITLES} more")
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _value(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "on" if value else "off"
        case list():
            return ", ".join(map(str, value))
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)
