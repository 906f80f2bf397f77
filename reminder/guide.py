"""Everything that the guide shows, as plain values: for the page, for the terminal, and for programs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reminder.config.about import key_of
from reminder.core.exercises import ANYWHERE, LIBRARY, STANDING, UNSURE, uncleared
from reminder.for_you import ANSWERS
from reminder.guidance.library import AREA_NAMES, Exercise, Tempo, exercises, words
from reminder.guidance.reasons import ask_first, claim_of, safety, source

if TYPE_CHECKING:
    from reminder.config import Settings
    from reminder.config.settings import OwnExercise

PHASES = ("out", "hold", "back", "rest")
ASK_FIRST = (
    "You said that {answers}. Until a clinician has said yes, only the gentle exercises are asked for; show the others "
    "to whoever treats you."
)
SORE = (
    "The gentle set is on, since your back is sore: until that ends, only the gentle exercises are asked for. "
    "'reminder flare off' ends it."
)
LEFT_OUT = (
    "{name} ({title}) is left out because you said that {answer} ({key}). It stays left out after a clinician's yes, "
    "too."
)


def library(settings: "Settings | None") -> dict[str, Exercise]:
    """Every exercise by name: those of the library that are for this user, then their own."""
    if settings is None:
        return exercises()
    own = {name: _own(name, each) for name, each in settings.exercises.items()}
    return {**exercises(settings.about, settings.hold), **own}


def left_out(settings: "Settings | None") -> dict[str, tuple[str, str]]:
    """The title of each exercise of the library that is not for this user, and a sentence that says why."""
    said = [answer for answer in ANSWERS if settings is not None and answer in settings.about]
    titles = exercises()
    return {
        each.name: (titles[each.name].title, _why(each.name, titles[each.name].title, answer))
        for answer in said
        for each in LIBRARY
        if answer in each.unless
    }


def _why(name: str, title: str, answer: str) -> str:
    return LEFT_OUT.format(name=name, title=title, answer=ANSWERS[answer], key=key_of(answer))


def _own(name: str, own: "OwnExercise") -> Exercise:
    """An exercise of the user's own, likewise; what it looks like is that of the one whose picture it has."""
    move = own.move.total_seconds()
    return Exercise(
        name,
        own.title,
        own.kind,
        own.area,
        ANYWHERE if own.seated else STANDING,
        own.steps,
        own.safety,
        Tempo(move, own.hold.total_seconds(), move, 1.0),
        own.repeat,
        ("One side", "The other side") if own.sides > 1 else (),
        alt=words()[own.picture]["alt"] if own.picture is not None else "",
        picture=own.picture,
        own=True,
    )


def guide_of(settings: "Settings | None", routine: Sequence[str], *, sore: bool = False) -> dict[str, Any]:
    """The guide as JSON can hold it; `settings` None: nothing is known of the user.

    `routine` are the exercises of the moment, `sore` is whether the gentle set is on.
    """
    known = library(settings)
    return {
        "routine": [name for name in routine if name in known],
        "note": _note(frozenset() if settings is None else settings.about, sore=sore),
        "exercises": [_told(each) for each in known.values()],
        **safety(),
    }


def _note(about: frozenset[str], *, sore: bool) -> str:
    """Why only the gentle ones are asked for; "": all are. What waits for a clinician does not end with a sore back."""
    if uncleared(about):
        return ASK_FIRST.format(answers=" and that ".join(ANSWERS[answer] for answer in UNSURE if answer in about))
    return SORE if sore else ""


def _told(each: Exercise) -> dict[str, Any]:
    return {
        "id": each.name,
        "name": each.title,
        "kind": each.kind,
        "area": each.area,
        "area_name": AREA_NAMES[each.area],
        "places": sorted(each.places),
        "steps": list(each.steps),
        "safety": each.safety,
        "ask_first": ask_first(each.kind),
        "alt": each.alt,
        "dose": each.dose,
        "seconds": each.seconds,
        "sides": max(1, len(each.sides)),
        "side_words": list(each.sides),
        "mirrored": list(each.mirrored[: len(each.sides)]),
        "repeat": each.repeat,
        "tempo": {phase: getattr(each.tempo, phase) for phase in PHASES},
        "lasts": each.lasts,
        "cues": {phase: each.cue(phase) for phase in PHASES},
        "claims": [claim_of(claim) for claim in each.claims],
        "source": source(each.source) if each.source else "",
        "picture": each.picture,
        "own": each.own,
    }


def with_figures(guide: Mapping[str, Any]) -> dict[str, Any]:
    """The same with each exercise's figure as SVG, moving and still; "" for what has none."""
    from reminder.figure.svg import moving, still

    drawn = []
    for each in guide["exercises"]:
        name, tempo = each["picture"], Tempo(**each["tempo"])
        figures = (moving(name, tempo), still(name)) if name is not None else ("", "")
        drawn.append({**each, "svg_moving": figures[0], "svg_still": figures[1]})
    return {**guide, "exercises": drawn}
