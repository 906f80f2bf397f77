"""The guide in a terminal: how each exercise of the moment is done, and what others there are."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from reminder.report.why import NARROWEST, WIDEST


def as_words(guide: Mapping[str, Any], *, width: int = 80) -> str:
    """The exercises of the moment one after the other, the names of all others, and when to stop."""
    width = min(max(width, NARROWEST), WIDEST)
    every = {each["id"]: each for each in guide["exercises"]}
    parts = [list(_exercise(every[name], width)) for name in guide["routine"]]
    if guide["note"]:
        parts.append(wrap(guide["note"], width))
    others = [each for name, each in every.items() if name not in guide["routine"]]
    if len(guide["routine"]) != 1:
        heading = "Others" if guide["routine"] else "Exercises"
        parts.append([heading, *(line for each in others for line in _named(each, width))])
    parts.append(wrap(guide["stop"], width))
    parts.append(wrap("'reminder guide NAME' shows one of them, 'reminder why' when to get help.", width))
    return "\n\n".join("\n".join(part) for part in parts)


def _exercise(each: Mapping[str, Any], width: int) -> Iterator[str]:
    heading = f"{each['name']} ({each['id']})"
    yield heading
    yield "─" * min(width, len(heading))
    yield from wrap(" · ".join([each["area_name"], each["dose"], " or ".join(each["places"])]), width)
    yield ""
    for number, step in enumerate(each["steps"], 1):
        yield from wrap(step, width, initial_indent=f"{number}  ", subsequent_indent="   ")
    if each["side_words"]:
        first, *others = each["side_words"]
        sides = ", then ".join([first, *(f"{side[:1].lower()}{side[1:]}" for side in others)])
        yield from wrap(f"   {sides}.", width, subsequent_indent="   ")
    for words in filter(None, (each["safety"], each["ask_first"])):
        yield ""
        yield from wrap(words, width)


def _named(each: Mapping[str, Any], width: int) -> list[str]:
    line = f"{each['id']}  {each['name']} · {each['dose'][:1].lower()}{each['dose'][1:]}"
    return wrap(line, width, initial_indent="  ", subsequent_indent="       ")
