"""What the answers about oneself have changed, and why a kind is off: sentences for `about`, `why` and refusals."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any

from reminder.config import Settings
from reminder.config.about import AGES, SAID, key_of
from reminder.config.about_options import ABOUT
from reminder.core.exercises import CHOOSING, LIBRARY, UNSURE, Wishes, pool
from reminder.core.plan import DailyKind
from reminder.guidance.catalogue import Text, built_in, catalogue, gentle_only, lists, spoken

SAID_TOO = {
    "tight_hamstrings": "the backs of your thighs are tight",
    "sway_back": "your lower back has a deep curve",
    "hot_place": "you work in the heat",
    "intense_exercise": "you train hard",
    "supplements": "you take calcium or magnesium",
}
"""The answers that change no setting, in the words in which they are given back."""

ANSWERS = {**SAID, **SAID_TOO}
"""Every answer that changes something by itself; `cleared` only takes back what others have changed."""

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

NOTHING_LEFT = "[choice] leaves nothing for it"
"""Why a kind does not come that is on, and whose exercises are all excluded."""


def nothing_left(settings: Settings, kind: str) -> bool:
    """Whether a kind does not come only because nobody wants any of its exercises."""
    on = settings.values.get(f"{kind}.enabled") is not False
    return kind in CHOOSING and on and settings.plan.kind(kind) is None


def why_off(settings: Settings, kind: str) -> str | None:
    """Why a kind is off, and how it comes back; None: it is not off, or there is none of this name."""
    own = f"own.{kind}.enabled"
    key = own if own in settings.values else f"{kind}.enabled"
    if nothing_left(settings, kind):
        return f"There is no {kind}: {NOTHING_LEFT}. Where you exclude less there, it comes back."
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
            for answer in (*(key for key, *_ in ABOUT if key in ANSWERS), *AGES.values()):
                if answer in settings.about:
                    yield from _because(answer, _otherwise(name, answer, settings))


def _because(answer: str, changes: Iterable[str]) -> Iterator[str]:
    for change in changes:
        yield f"{change}, because you said that {ANSWERS[answer]} ({key_of(answer)})."


def _otherwise(kind: str, answer: str, settings: Settings) -> Iterator[str]:
    """What this one of the answers changes in what a kind says."""
    name, about = catalogue()[kind]["name"], settings.about
    if gentle_only(kind, about) and "sore" in lists(kind):
        if answer in UNSURE:
            yield f"{name}: the gentle ones alone, until a clinician has said yes and about_you.cleared is true"
        return
    mine, others = (
        {text["title"]: text for text in _asked(kind, said, settings)} for said in (about, about - {answer})
    )
    come, gone = ([title for title in some if title not in rest] for some, rest in ((mine, others), (others, mine)))
    changes = [f"{word} {_named(titles)}" for word, titles in (("with", come), ("without", gone)) if titles]
    if changes:
        yield f"{name}: {', and '.join(changes)}"
    more = _favored(kind, settings) & {each.name for each in LIBRARY if answer in each.more}
    for title, text in mine.items():
        if text.get("exercise") in more:
            yield f'{name}: "{title}" comes more often'


def _asked(kind: str, about: frozenset[str], settings: Settings) -> list[Text]:
    """What a kind says to somebody who said this: without the exercises that they do not want, or cannot do there."""
    value: Mapping[str, Any] = settings.values
    turns = pool(kind, LIBRARY, about, Wishes(frozenset(value["choice.exclude"]), seated=value["choice.seated"]))
    names = {each.name for each in (*turns.usual, *turns.sore)}
    return [text for text in spoken(kind, about) if "exercise" not in text or text["exercise"] in names]


def _favored(kind: str, settings: Settings) -> frozenset[str]:
    """Which exercises of a kind come more often than its others; none where there are no others."""
    mine = settings.plan.kind(kind)
    if not isinstance(mine, DailyKind) or len(mine.pool.usual) < 2:
        return frozenset()
    return frozenset().union(*mine.pool.favored)


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
